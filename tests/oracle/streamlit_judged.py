"""Compares what the hook says of a configuration file with what a real Streamlit did with it."""

from __future__ import annotations

import re

from tests.rules.streamlit.checking import check
from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.streamlit.files.config import Config, Reread, taken_apart
from watchlint.rules.streamlit.files.releases import number
from watchlint.settings import Settings

PATH = ".streamlit/config.toml"

_INVALID = re.compile(r'"(.*)" is not a valid config option', re.DOTALL)
_BANNER = re.compile(r"(\S+) (?:IS DEPRECATED|IS NO LONGER SUPPORTED)\.")
# Streamlit finds these only when its server starts to listen; the reading process does not get so far.
_AT_LISTENING = ("server.sslCertFile is", "server.sslKeyFile is", "server.port =", "server.address =")
_TAKEN_AT_LISTENING = (
    "server.port", "server.address", "server.baseUrlPath", "browser.serverAddress", "browser.serverPort",
)  # fmt: skip


def findings(repo, data: bytes, release: str, profile: str = "development") -> list:
    """The hook's findings on a file in a repository (a Repository) that has nothing else, for one release."""
    settings = Settings({"streamlit-version": release, "profile": profile})
    return check(repo.overlay({PATH: data}), settings)


def differences(found: list, data: bytes, release: str, real: dict) -> list[str]:
    """Where hook and Streamlit disagree; empty when they say the same."""
    said = []

    def compare(what: str, ours, theirs) -> None:
        if ours != theirs:
            said.append(f"{what}: hook {ours!r}, Streamlit {theirs!r}")

    ends = [f for f in found if "does not start" in f.message and not f.message.startswith(_AT_LISTENING)]
    ends = [f for f in ends if not (_rule(f) == "option-type" and f.subject in _TAKEN_AT_LISTENING)]
    # A table for fileWatcherType gets past the configuration, and ends Streamlit when the watcher is chosen.
    compare("ends", bool(ends), real["error"] is not None or real["watcher"] == "TypeError")
    if real["error"] is not None:
        return said + ([f"ends: {real['error']} {real['said']}"] if said else [])
    ignored = any(
        "ignores the whole file" in f.message and "Streamlit up to 1.65 passes" not in f.message for f in found
    )
    compare("ignores all", ignored, any("Error parsing config toml" in message for message in real["messages"]))
    if ignored:
        return said  # the other findings tell of the file once it is fixed
    unknown = ("option-unknown", "option-removed", "option-too-new", "exclude-ineffective")
    ours = {f.subject for f in found if _rule(f) in unknown and not f.subject.startswith("folderWatchBlacklist")}
    ours = {key for subject in ours for key in _named(subject, data, release)}
    compare("unknown", sorted(ours), sorted({m[1] for message in real["messages"] if (m := _INVALID.match(message))}))
    ours = {f.subject for f in found if _rule(f) == "option-deprecated"}
    compare(
        "deprecated", sorted(ours), sorted({name for message in real["messages"] for name in _BANNER.findall(message)})
    )
    compare("values", _values(data, release, found), real["values"])
    sessions = [f for f in found if "every session ends" in f.message]
    compare("sessions", bool(sessions), bool(real["sessions"]))
    off = any("no edit is noticed, and nothing says so" in f.message for f in found) or _watcher(data) == "none"
    compare("watcher off", off, real["watcher"] == "NoOpPathWatcher")
    warned = [f for f in found if "Streamlit warns and takes" in f.message]
    if not sessions:
        compare("warned", bool(warned), any("invalid value for theme" in message for message in real["warned"]))
    for subjects, words in (
        (("server.enableCORS", "global.developmentMode"), "'server.enableCORS=false'"),
        (("server.xsrfCookieSameSite",), "'server.xsrfCookieSameSite="),
    ):
        conflict = any(_rule(f) == "options-conflict" and f.subject in subjects for f in found)
        compare(subjects[0], conflict, any(words in message for message in real["messages"]))
    return said


def _rule(finding) -> str:
    return finding.rule.name.removeprefix("streamlit-")


def _named(subject: str, data: bytes, release: str) -> list[str]:
    """The options a finding is on: those of a whole section for `section.*`."""
    if not subject.endswith(".*"):
        return [subject]
    settings, _ = taken_apart(Config(PATH, data).values, number(release))
    return [setting.key for setting in settings if setting.path[0] == subject[:-2]]


def _values(data: bytes, release: str, found: list) -> dict[str, str]:
    config = Config(PATH, data)
    if config.values is None:
        from watchlint.rules.streamlit.files.older_parser import as_it_reads

        config = Reread(config, as_it_reads(config.text))
    settings, _ = taken_apart(config.values, number(release))
    known = catalogue()
    held = {setting.key: setting.value for setting in settings if known.has(setting.key, release)}
    if isinstance(held.get("server.trustedUserHeaders"), str):
        import json

        held["server.trustedUserHeaders"] = json.loads(held["server.trustedUserHeaders"])
    return {key: repr(value) for key, value in held.items()}


def _watcher(data: bytes):
    config = Config(PATH, data)
    return config.get("server", "fileWatcherType")
