"""launch-variable-unknown: no dev server reads this environment variable."""

from __future__ import annotations

from functools import partial

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.facts.streamlit.variables import RUN_ON_SAVE, key_of, meant
from watchlint.findings import ERROR, WARNING, Rule
from watchlint.rules.launch import NAME, files
from watchlint.rules.launch.problem import Problem, findings, plain
from watchlint.rules.launch.streamlit import values
from watchlint.rules.launch.streamlit.read_here import is_read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.facts.streamlit.options import Option
    from watchlint.findings import Finding
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", "requirements.txt": "streamlit\n"}
_IMAGE = "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY app.py .\n{}\nCMD streamlit run app.py\n"

RULE = Rule(
    name="launch-variable-unknown",
    hook=NAME,
    severity=ERROR,
    summary="No dev server reads this environment variable.",
    why="Streamlit and watchfiles ignore a name they don't know without a word, so the watcher stays as it was. Streamlit's "
    "names follow from its keys: server.fileWatcherType is STREAMLIT_SERVER_FILE_WATCHER_TYPE.",
    evidence="STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false, copied through a dozen public projects: 3,599 watches are taken all "
    "the same.",
    before={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false")},
    after={**_AROUND, "Dockerfile": _IMAGE.format("ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none")},
    fix="safe",
    since="0.1.0",
    source="Streamlit 1.67.0, config_option.py, env_var; watchfiles 1.3.0, main.py",
    about=("STREAMLIT_", "WATCHFILES_"),
)

_WATCHFILES_MEANT = {
    "WATCHFILES_POLL_DELAY": "WATCHFILES_POLL_DELAY_MS",
    "WATCHFILES_POLLING": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_USE_POLLING": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_FORCE_POLL": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_POLL": "WATCHFILES_FORCE_POLLING",
}


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each name that is not read, and not read by this repository itself."""
    here = partial(is_read, repository)

    def releases() -> Sequence[str]:
        return repository.shared("streamlit releases", lambda: _releases(repository, settings))

    for source in files.sources(repository):
        if "STREAMLIT_" in source.text or "WATCHFILES_" in source.text:
            yield from findings(RULE, source, partial(problems, read_here=here, releases=releases))


def _releases(repository: Repository, settings: Settings) -> list[str]:
    """Those of Streamlit that may be installed, oldest first; all of them where nothing asks for it."""
    from watchlint.facts.streamlit.releases import installable

    if not settings.streamlit_version and not repository.dependencies.of("streamlit"):
        return catalogue().releases
    return installable(repository.dependencies, settings.streamlit_version)


def problems(
    source: Source,
    read_here: Callable[[str], bool] = lambda name: False,
    releases: Callable[[], Sequence[str | None]] = lambda: [None],
) -> Iterator[Problem]:
    """The names in one text that are not read. `read_here`: whether something in the repository reads a name itself.
    `releases`: those of Streamlit that may be installed, None for the newest."""
    found = assignments(source)
    names = {one.name for one in found if one.name.startswith(("STREAMLIT_", "WATCHFILES_"))}
    for one in found:
        if one.name.startswith("WATCHFILES_"):
            problem = None if read_here(one.name) else _watchfiles(one, names)
        elif one.name.startswith("STREAMLIT_"):
            problem = _streamlit(one, names, read_here, releases)
        else:
            problem = None
        if problem is not None:
            yield problem


def _watchfiles(one: Assignment, names: Collection[str]) -> Problem | None:
    right = _WATCHFILES_MEANT.get(one.name)
    if right is None:
        return None
    others = [other for other in names if other != one.name and _WATCHFILES_MEANT.get(other, other) == right]
    message = f"watchfiles does not read {one.name}: the name is {right}"
    # Whether a delay was meant in seconds only its owner knows.
    sure = right != "WATCHFILES_POLL_DELAY_MS" and (one.value or "").lower() in values.TRUE | {"false"}
    help_ = f"Rename it to {right}."
    if right.endswith("_MS"):
        message += ", and its unit is the millisecond"
        help_ = f"Set {right} to that many milliseconds{_in_milliseconds(one.value)}."
    if others:
        help_ = (
            f"Remove it: {right} is set beside it."
            if right in names
            else f"Keep one of the names that stand for {right}."
        )
    splices = [(one.at, one.end, right)] if sure and not others else ()
    return Problem(message, one.at, one.value_end, one.name, help_, splices, f"rename {one.name} to {right}")


def _in_milliseconds(value: str | None) -> str:
    """What a bare number stands for, read either way."""
    if not value or not value.isdecimal():
        return ""
    return f": {value} if {value} ms are meant, {int(value) * 1000} if {value} s are"


def _streamlit(
    one: Assignment,
    names: Collection[str],
    read_here: Callable[[str], bool],
    releases: Callable[[], Sequence[str | None]],
) -> Problem | None:
    known = catalogue()
    key = key_of(one.name)
    if key is not None:
        option = known.option(key)
        if option is None or any(known.has(key, release) for release in releases()):
            return None
        return _other_release(one, option, releases()[-1] or known.latest)
    stands_for = meant(one.name)
    if stands_for is None or read_here(one.name):
        return None
    name, how = stands_for
    message = f"Streamlit does not read {one.name}: "
    splices: list[tuple[int, int, str]] = [(one.at, one.end, name)]
    if how == "watcher":
        message += f"no release ever had it, and the watcher stays on. What counts is {name}"
        new = values.watcher_meant(one.value)
        splices = [*splices, (one.value_at, one.value_end, new)] if new else []
        help_ = f"Set {name}={new or 'none'}."
    else:
        message += f"the name is {name}" if how == "same" else f"the nearest name is {name}"
        help_ = f"Rename it to {name}."
        splices = _renamed(one, name, splices) if how == "same" else []
    if name in names:
        splices, help_ = [], f"Remove it: {name} is set beside it."
    elif any(other != one.name and (meant(other) or (None,))[0] == name for other in names if key_of(other) is None):
        splices, help_ = [], f"Keep one of the names that stand for it, as {name}."
    return Problem(
        message, one.at, one.value_end, one.name, help_, splices, f"set {name} for {one.name}",
        severity=WARNING if how == "near" else None,
    )  # fmt: skip


def _other_release(one: Assignment, option: Option, release: str) -> Problem:
    """The variable of an option that the project's Streamlit does not have yet, or no longer."""
    early = parse_version(release) < parse_version(option.since)
    when = f"came with {option.since}" if early else f"went with {option.until or 'an earlier release'}"
    message = f"Streamlit {release} does not read {one.name}: the option {when}"
    help_ = f"Require streamlit>={option.since}, or remove the variable." if early else "Remove it."
    return plain(message, one, help_, severity=WARNING)


def _renamed(one: Assignment, name: str, splices: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The splices that rename a variable, and its value where that is wrong under the right name; [] where no value is
    certain, or the right name does what nobody wants."""
    again = values.judged(one._replace(name=name))
    if name == RUN_ON_SAVE and (one.value or "").lower() in values.FALSE or again is not None and not again.splices:
        return []
    return [*splices, *(again.splices if again is not None else ())]
