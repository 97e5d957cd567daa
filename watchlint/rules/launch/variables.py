"""Variables that no server reads, or that it reads otherwise than they look."""

from __future__ import annotations

import re

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.findings import INFO, WARNING
from watchlint.rules.launch import rules
from watchlint.rules.launch.names import WATCHER, key_of
from watchlint.rules.launch.names import meant as meant_by
from watchlint.rules.launch.problem import Problem

RUN_ON_SAVE = "STREAMLIT_SERVER_RUN_ON_SAVE"
BYTECODE = "PYTHONDONTWRITEBYTECODE"
TRUE = frozenset(("1", "true", "t", "yes", "y", "on"))
FALSE = frozenset(("0", "false", "f", "no", "n", "off"))

# What watchfiles reads (watchfiles 1.3.0, main.py and run.py).
_WATCHFILES = frozenset(
    f"WATCHFILES_{name}" for name in ("FORCE_POLLING", "POLL_DELAY_MS", "DEBUG", "IGNORE_PERMISSION_DENIED", "CHANGES")
)
_WATCHFILES_MEANT = {
    "WATCHFILES_POLL_DELAY": "WATCHFILES_POLL_DELAY_MS",
    "WATCHFILES_POLLING": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_USE_POLLING": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_FORCE_POLL": "WATCHFILES_FORCE_POLLING",
    "WATCHFILES_POLL": "WATCHFILES_FORCE_POLLING",
}
_WATCHER_VALUES = ("auto", "watchdog", "poll", "none")
_WATCHER_VALUES_MEANT = {
    **dict.fromkeys(("polling", "polled", "pool"), "poll"),
    **dict.fromkeys(("false", "off", "no", "0", "disabled", "disable", "never"), "none"),
    **dict.fromkeys(("true", "on", "yes", "1", "enabled"), "auto"),
}


def detect(source, read_elsewhere=lambda name: False, watcher_is_set=lambda: False, releases=lambda: [None]):
    """The problems with the variables of one file.

    `read_elsewhere(name)`: whether something in the repository reads this name itself. `watcher_is_set()`: whether a
    configuration file says what the watcher is. `releases()`: those of Streamlit that may be installed, None for the newest.
    """
    found = assignments(source)
    names = {one.name for one in found if one.name.startswith("STREAMLIT_")}
    problems = []
    for one in found:
        if one.name == BYTECODE:
            problems.append(_bytecode(one))
        elif one.name.startswith("WATCHFILES_"):
            problems.append(_watchfiles(one, read_elsewhere))
        elif one.name.startswith("STREAMLIT_"):
            problems.append(_streamlit(one, names, read_elsewhere, watcher_is_set, releases))
    return [problem for problem in problems if problem is not None]


def _bytecode(one) -> Problem | None:
    value = (one.value or "").lower()
    if re.fullmatch(r"\+?0+", value):
        message = f"{BYTECODE}={one.value} writes bytecode: Python reads 0 as off"
        severity = None
    elif value in ("false", "no", "off", "n", "f"):
        message = f"{BYTECODE}={one.value} writes no bytecode, though it reads as if: any text but 0 turns it on"
        severity = INFO
    else:
        return None
    help_ = "Say 1 to write none; to write bytecode, remove the variable."
    return _replaced(rules.BYTECODE_FLAG, message, one, one.name, "1", help_, severity)


def _watchfiles(one, read_elsewhere) -> Problem | None:
    if one.name in _WATCHFILES:
        if one.name == "WATCHFILES_FORCE_POLLING" and (one.value or "").lower() in FALSE - {"false"}:
            message = (
                f"{one.name}={one.value} turns polling on: watchfiles takes only false, disable and disabled for off"
            )
            return _replaced(rules.VARIABLE_VALUE, message, one, one.name, "false", "Say false.")
        if one.name == "WATCHFILES_POLL_DELAY_MS" and one.value and not one.value.isdecimal():
            message = f"{one.name}={one.value} is ignored: watchfiles takes whole milliseconds"
            return _plain(rules.VARIABLE_VALUE, message, one, "Say how many milliseconds, 300 for instance.")
        return None
    meant = _WATCHFILES_MEANT.get(one.name)
    if meant is None or read_elsewhere(one.name):
        return None
    message = f"watchfiles does not read {one.name}: the name is {meant}"
    # Whether a delay was meant in seconds only its owner knows.
    sure = meant != "WATCHFILES_POLL_DELAY_MS" and (
        meant != "WATCHFILES_FORCE_POLLING" or (one.value or "").lower() in TRUE | {"false"}
    )
    help_ = f"Rename it to {meant}."
    if meant.endswith("_MS"):
        message += ", and its unit is the millisecond"
        help_ = f"Say {meant} with that many milliseconds{_in_milliseconds(one.value)}."
    return Problem(
        rules.VARIABLE_UNKNOWN, message, one.at, one.value_end, one.name, help_,
        [(one.at, one.end, meant)] if sure else (), f"rename {one.name} to {meant}",
    )  # fmt: skip


def _in_milliseconds(value: str | None) -> str:
    """What a bare number stands for, read either way."""
    if not value or not value.isdecimal():
        return ""
    return f": {value} if {value} ms are meant, {int(value) * 1000} if {value} s are"


def _streamlit(one, names, read_elsewhere, watcher_is_set, releases) -> Problem | None:
    known = catalogue()
    key = key_of(one.name)
    if key is not None:
        if not any(known.has(key, release) for release in releases()):
            return _other_release(one, known.option(key), releases()[-1] or known.latest)
        if one.name == RUN_ON_SAVE:
            return _run_on_save(one, names, watcher_is_set)
        return _value(one, known.option(key).facts)
    meant = meant_by(one.name)
    if meant is None or read_elsewhere(one.name):
        return None
    name, how = meant
    if name is None:
        message = f"Streamlit does not read {one.name}: no option has this name"
        help_ = "Remove it; `streamlit run --help` names the options."
        return _plain(rules.VARIABLE_UNKNOWN, message, one, help_, severity=WARNING)
    message = f"Streamlit does not read {one.name}: "
    splices: list = [(one.at, one.end, name)]
    if how == "watcher":
        message += f"no release ever had it, and the watcher stays on. What counts is {name}"
        value = (one.value or "").lower()
        new = value if value in _WATCHER_VALUES else _WATCHER_VALUES_MEANT.get(value)
        splices = [*splices, (one.value_at, one.value_end, new)] if new else []
        help_ = f"Say {name}={new or 'none'}."
    else:
        message += f"the name is {name}"
        help_ = f"Rename it to {name}."
        splices = _renamed(one, name, splices) if how == "same" else []
    if name in names:
        splices, help_ = [], f"Remove it: {name} is set beside it."
    elif any(other != one.name and (meant_by(other) or (None,))[0] == name for other in names if key_of(other) is None):
        splices, help_ = [], f"Keep one of the names that stand for it, as {name}."
    return Problem(
        rules.VARIABLE_UNKNOWN, message, one.at, one.value_end, one.name, help_, splices, f"say {name} for {one.name}"
    )


def _other_release(one, option, release: str) -> Problem:
    """The variable of an option that the project's Streamlit does not have yet, or no longer."""
    early = parse_version(release) < parse_version(option.since)
    when = f"came with {option.since}" if early else f"went with {option.until or 'an earlier release'}"
    message = f"Streamlit {release} does not read {one.name}: the option {when}"
    help_ = f"Ask for streamlit>={option.since}, or remove the variable." if early else "Remove it."
    return _plain(rules.VARIABLE_UNKNOWN, message, one, help_, severity=WARNING)


def _renamed(one, name: str, splices: list) -> list:
    """The splices that rename a variable, and mend its value where that is wrong under the right name; [] where it can't be
    mended, or the right name does what nobody wants."""
    again = _value(one._replace(name=name), catalogue().option(key_of(name) or "").facts)
    if name == RUN_ON_SAVE and (one.value or "").lower() in FALSE or again is not None and not again.splices:
        return []
    return [*splices, *(again.splices if again is not None else ())]


def _run_on_save(one, names, watcher_is_set) -> Problem | None:
    said = WATCHER in names or any(
        key_of(other) is None and (meant_by(other) or (None,))[0] == WATCHER for other in names
    )
    if said or (one.value or "").lower() not in FALSE or watcher_is_set():
        return None
    return Problem(
        rules.RUN_ON_SAVE,
        f"{one.name}={one.value} does not stop the watcher: it is the default, and each folder below the app is watched",
        one.at, one.value_end, one.name,
        f"To stop watching say {WATCHER}=none; if that is not what you want, remove the variable.",
        [(one.at, one.end, WATCHER), (one.value_at, one.value_end, "none")], f"say {WATCHER}=none", safe=False,
    )  # fmt: skip


def _value(one, facts) -> Problem | None:
    value = one.value
    if not value:
        return None  # unknown, or empty: as if it were not set
    if one.name == WATCHER and value not in _WATCHER_VALUES:
        low = value.lower()
        new = low if low in _WATCHER_VALUES else _WATCHER_VALUES_MEANT.get(low)
        message = f"{one.name}={value} turns watching off without a word: Streamlit knows auto, watchdog, poll and none"
        if new:
            return _replaced(rules.VARIABLE_VALUE, message, one, value, new, f"Say {new}.")
        return _plain(rules.VARIABLE_VALUE, message, one, "Say one of these.")
    if facts.multiple:
        return _list(one)
    if facts.type == "bool" and value.lower() not in TRUE | FALSE:
        message = f"{one.name}={value} ends `streamlit run`: it is no truth value"
        return _plain(rules.VARIABLE_VALUE, message, one, "Say true or false.")
    if facts.type == "int" and not re.fullmatch(r"[ \t]*[+-]?[0-9][0-9_]*[ \t]*", value):
        message = f"{one.name}={value} ends `streamlit run`: it is no whole number"
        return _plain(rules.VARIABLE_VALUE, message, one, "Give a number.")
    return None


def _list(one) -> Problem | None:
    value = one.value
    if value.startswith("[") and value.endswith("]"):
        parts = [part.strip().strip("\\").strip("'\"").strip("\\") for part in value[1:-1].split(",")]
    elif "," in value and " " not in value.replace(", ", ","):
        parts = [part.strip() for part in value.split(",")]
    else:
        return None
    parts = [part for part in parts if part]
    message = f"{one.name} is split on blanks: {value} gives {len(value.split())} entries that match nothing"
    if len(value.split()) == 1:
        message = f"{one.name} is split on blanks: {value} is one entry, and matches nothing"
    help_ = "Write the entries with a blank between them: " + " ".join(parts) + "." if parts else "Remove it."
    sure = parts and all(re.fullmatch(r"[\w./*@:+-]+", part) for part in parts)
    if sure and (one.form != "word" or len(parts) == 1):
        return _replaced(rules.VARIABLE_VALUE, message, one, "list", " ".join(parts), help_)
    return _plain(rules.VARIABLE_VALUE, message, one, help_)


def _plain(rule, message: str, one, help_: str, severity=None) -> Problem:
    return Problem(rule, message, one.at, one.value_end, one.name, help_, severity=severity)


def _replaced(rule, message: str, one, subject: str, new: str, help_: str, severity=None) -> Problem:
    return Problem(
        rule, message, one.at, one.value_end, f"{one.name} {subject}", help_,
        [(one.value_at, one.value_end, new)], f"say {one.name}={new}", severity=severity,
    )  # fmt: skip
