"""Every place Streamlit reads its options from, and which one wins.

Option by option, never file by file: default, ~/.streamlit/config.toml, the working folder's .streamlit/config.toml, from
1.46.0 on that of the script's folder, environment variable, flag (config.py: get_config_options, get_config_files;
web/cli.py: configurator_options). Only `streamlit run` and its like read the environment: in a program that merely
imports Streamlit just the options marked sensitive do.
Not followed: a theme file that theme.base names (1.51), defaults that are computed by more than another option, and what
the `toml` package, Streamlit's parser before 1.66.0, reads otherwise than TOML 1.0.
"""

from __future__ import annotations

import os
from functools import lru_cache

from watchlint.facts.streamlit.names import env_name
from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from watchlint.facts.streamlit.options import Facts

DEFAULT, HOME, FOLDER, SCRIPT, ENVIRONMENT, FLAG = (
    "default",
    "home",
    "working folder",
    "script folder",
    "environment",
    "flag",
)


class Setting(Record):
    """What an option ends up as. `place`: one of the six words above. `source`: the file, variable or flag, "" for a
    default. A computed default has the value None."""

    key: str
    value: Any
    place: str
    source: str


class Trouble(Record):
    """What Streamlit complains of. `kind`: "unknown" (a key it warns of and ignores; before 1.5.1 it ends), "ignored" (a
    whole file it cannot read: it goes on without), "fatal" (it does not start). `key`: "" where it is about a file."""

    kind: str
    key: str
    source: str
    reason: str


class Resolved(Record):
    """`settings`: of every option of the release, by its key. `troubles`: what happened on the way, in order; after a
    "fatal" one nothing more was read."""

    settings: dict[str, Setting]
    troubles: list[Trouble]


_TRUE = ("1", "true", "t", "yes", "y", "on")
_FALSE = ("0", "false", "f", "no", "n", "off")
"""click's words for a boolean. click 7, to which Streamlit is held before 1.4.0, has neither "on" nor "off"."""


def files(home: str, cwd: str, script: str | None = None, version: str | None = None) -> list[tuple[str, str]]:
    """The configuration files of a release, (place, path), the later the stronger; they need not exist.

    home, cwd: absolute folders; script: the path given to `streamlit run`, relative to cwd; version: the newest if None.
    """
    found = [
        (HOME, os.path.join(home, ".streamlit", "config.toml")),
        (FOLDER, os.path.join(cwd, ".streamlit", "config.toml")),
    ]
    if script is not None and _release(version) >= (1, 46):
        folder = os.path.normpath(os.path.join(cwd, os.path.dirname(script)))
        path = os.path.join(folder, ".streamlit", "config.toml")
        if path not in [known for _, known in found]:
            found.append((SCRIPT, path))
    return found


def resolve(
    read: Callable[[str], bytes | None],
    home: str,
    cwd: str,
    script: str | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, str | list[str]] | None = None,
    version: str | None = None,
) -> Resolved:
    """What `streamlit run script` of a release works with.

    read: a file's bytes, None when there is no such file. environment: the process's. flags: key -> text, or texts where the
    flag was given more than once; a flag that stands alone does not exist, Streamlit's take a value each.
    """
    environment, flags = environment or {}, flags or {}
    options = {option.key: option.facts for option in catalogue().options_at(version)}
    settings = {key: Setting(key, facts.default, DEFAULT, "") for key, facts in options.items()}
    troubles: list[Trouble] = []
    resolved = Resolved(settings, troubles)
    try:
        # click converts flags and variables before Streamlit reads any file, so what is wrong with them comes first.
        given = list(_given(options, environment, flags, version))
        for place, path in files(home, cwd, script, version):
            data = read(path)
            for key, value in _said(data, path, version, troubles) if data is not None else ():
                if key in settings:
                    _refuse_expired(key, options[key], path, version)
                    settings[key] = Setting(key, _from_variable(value, environment), place, path)
                elif _release(version) < (1, 5, 1):
                    raise _Fatal(key, path, "is not an option of this release")
                else:
                    troubles.append(Trouble("unknown", key, path, "is not an option of this release"))
        for key, facts in options.items():
            if facts.sensitive and _release(version) >= SENSITIVE_SINCE and env_name(key) in environment:
                settings[key] = Setting(key, environment[env_name(key)], ENVIRONMENT, env_name(key))
        for setting in given:
            _refuse_expired(setting.key, options[setting.key], setting.source, version)
            settings[setting.key] = setting
    except _Fatal as fatal:
        troubles.append(Trouble("fatal", *fatal.args))
    port = settings.get("browser.serverPort")
    if port and port.place == DEFAULT:
        settings[port.key] = port._replace(value=settings["server.port"].value)  # config.py: _browser_server_port
    return resolved


SENSITIVE_SINCE = (1, 22)
"""The first release with options that a flag may not set; earlier ones have none marked so."""


class _Fatal(Exception):
    """(key, source, reason)"""


def _release(version: str | None) -> tuple[int, ...]:
    return parse_version(version if version is not None else catalogue().latest)


def _refuse_expired(key: str, facts: Facts, source: str, version: str | None) -> None:
    """Before 1.31.0 a deprecated option past its day ends Streamlit (config_option.py, set_value); every day that those
    releases name has passed since 2024-01-20. Later releases log a banner and take the value."""
    if facts.expiry and _release(version) < (1, 31):
        raise _Fatal(key, source, f"is refused since {facts.expiry}")


def _said(data: bytes, path: str, version: str | None, troubles: list[Trouble]) -> Iterator[tuple[str, object]]:
    """(key, value) for each option a file sets, in its order."""
    from watchlint.facts.toml import reader as toml_reader

    try:
        content = toml_reader.read(data)
    except toml_reader.TomlSyntaxError as error:
        # Since 1.45.0 a syntax error is logged and the file passed over; bytes that are no UTF-8 end every release.
        if error.kind == "encoding" or _release(version) < (1, 45):
            raise _Fatal("", path, str(error)) from None
        troubles.append(Trouble("ignored", "", path, str(error)))
        return
    for section, options in content.items():
        yield from _options(section, options, path, _release(version))


def _options(section: str, options: object, path: str, release: tuple[int, ...]) -> Iterator[tuple[str, object]]:
    """Tables within tables are sections from 1.44.0 on: [x.sidebar] of any x, from 1.51.0 the theme's five only. Everywhere
    else a table is a value."""
    if not isinstance(options, dict):
        raise _Fatal(section, path, "a value stands where a table belongs")
    for name, value in options.items():
        key = f"{section}.{name}"
        if release >= (1, 51) and section.startswith("theme") and name in ("sidebar", "light", "dark"):
            if key not in ("theme.sidebar", "theme.light", "theme.dark", "theme.light.sidebar", "theme.dark.sidebar"):
                raise _Fatal(key, path, "is no section of the theme")
            yield from _options(key, value, path, release)
        elif (1, 44) <= release < (1, 51) and name == "sidebar":
            yield from _options(key, value, path, release)
        else:
            yield key, value


def _from_variable(value: object, environment: Mapping[str, str]) -> object:
    """The value of a file's option: for "env:NAME" that variable's, as a number if it is one; unset, the text stays
    (config.py, _maybe_read_env_variable)."""
    if not isinstance(value, str) or not value.startswith("env:") or value[4:] not in environment:
        return value
    text = environment[value[4:]]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def _given(
    options: Mapping[str, Facts],
    environment: Mapping[str, str],
    flags: Mapping[str, str | list[str]],
    version: str | None,
) -> Iterator[Setting]:
    """What click passes on: for each option its flag, else its variable, converted. An empty variable is none."""
    old = _release(version) < (1, 4)
    for key in flags:
        if key not in options:
            raise _Fatal(key, f"--{key}", "no such flag")
        if options[key].sensitive:
            raise _Fatal(key, f"--{key}", "can't be set by a flag")
    for key, facts in options.items():
        if key in flags:
            said = flags[key]
            texts = [said] if isinstance(said, str) else list(said)
            yield Setting(key, _converted(key, facts, texts, f"--{key}", old), FLAG, f"--{key}")
            continue
        for name in () if facts.sensitive else variables(key):
            text = environment.get(name, "")
            if text:
                texts = text.split() if facts.multiple else [text]
                if texts:
                    yield Setting(key, _converted(key, facts, texts, name, old), ENVIRONMENT, name)
                break


@lru_cache(maxsize=1000)
def variables(key: str) -> tuple[str, str]:
    """The variables of a key, the first that is set counts: Streamlit's own, and the one that click makes up for the
    command `run` out of its prefix and the parameter's name (auto_envvar_prefix in cli.py)."""
    return env_name(key), "STREAMLIT_RUN_" + key.replace(".", "_").upper()


def _converted(key: str, facts: Facts, texts: list[str], source: str, old: bool) -> object:
    values = [_convert(key, facts.type, text, source, old) for text in texts]
    return tuple(values) if facts.multiple else values[-1]


def _convert(key: str, kind: str, text: str, source: str, old: bool) -> object:
    if kind == "bool":
        word = text.lower() if old else text.strip().lower()
        if word not in _TRUE + _FALSE or old and word in ("on", "off"):
            raise _Fatal(key, source, f"{text!r} is not a valid boolean")
        return word in _TRUE
    if kind == "str":
        return text
    try:
        return int(text) if kind == "int" else float(text)
    except ValueError:
        raise _Fatal(key, source, f"{text!r} is not a valid {'integer' if kind == 'int' else 'float'}") from None
