"""Variables that no server reads, or that it reads otherwise than they look."""

from __future__ import annotations

import re

from hooks.facts.streamlit_options import catalogue
from hooks.findings import INFO
from hooks.launch import rules
from hooks.launch.assignments import assignments
from hooks.launch.problem import Problem

WATCHER = "STREAMLIT_SERVER_FILE_WATCHER_TYPE"
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
# Names of Streamlit's watcher that never were; compared without their underscores.
_WATCHER_MEANT = frozenset((
    "SERVERENABLEFILEWATCHER", "SERVERFILEWATCHER", "SERVERENABLEWATCHER", "SERVERWATCHER", "SERVERENABLEFILEWATCHING",
    "SERVERENABLEFILEWATCH", "SERVERWATCHFILES", "SERVERFILEWATCHERENABLED", "ENABLEFILEWATCHER", "FILEWATCHER",
    "SERVERWATCHERTYPE", "WATCHERTYPE", "SERVERFILEWATCH", "SERVERUSEFILEWATCHER",
))  # fmt: skip
_WATCHER_VALUES = ("auto", "watchdog", "poll", "none")
_WATCHER_VALUES_MEANT = {
    **dict.fromkeys(("polling", "polled", "pool"), "poll"),
    **dict.fromkeys(("false", "off", "no", "0", "disabled", "disable", "never"), "none"),
    **dict.fromkeys(("true", "on", "yes", "1", "enabled"), "auto"),
}


def detect(source, read_elsewhere=lambda name: False, watcher_is_set=lambda: False):
    """The problems with the variables of one file.

    `read_elsewhere(name)`: whether something in the repository reads this name itself. `watcher_is_set()`: whether a
    configuration file says what the watcher is.
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
            problems.append(_streamlit(one, names, read_elsewhere, watcher_is_set))
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
            message = f"{one.name}={one.value} turns polling on: watchfiles takes only false, disable and disabled for off"
            return _replaced(rules.VARIABLE_VALUE, message, one, one.name, "false", "Say false.")
        if one.name == "WATCHFILES_POLL_DELAY_MS" and one.value and not one.value.isdecimal():
            message = f"{one.name}={one.value} is ignored: watchfiles takes whole milliseconds"
            return _plain(rules.VARIABLE_VALUE, message, one, "Say how many milliseconds, 300 for instance.")
        return None
    meant = _WATCHFILES_MEANT.get(one.name)
    if meant is None or read_elsewhere(one.name):
        return None
    message = f"watchfiles does not read {one.name}: the name is {meant}"
    # A delay below 10 was meant in seconds: only its owner knows.
    sure = meant != "WATCHFILES_POLL_DELAY_MS" or bool(one.value and one.value.isdecimal() and int(one.value) >= 10)
    sure = sure and (meant != "WATCHFILES_FORCE_POLLING" or (one.value or "").lower() in TRUE | {"false"})
    help_ = f"Rename it to {meant}" + (", whose unit is the millisecond." if meant.endswith("_MS") else ".")
    return Problem(
        rules.VARIABLE_UNKNOWN, message, one.at, one.value_end, one.name, help_,
        [(one.at, one.end, meant)] if sure else (), f"rename {one.name} to {meant}",
    )  # fmt: skip


def _streamlit(one, names, read_elsewhere, watcher_is_set) -> Problem | None:
    known = catalogue()
    key = _key(one.name)
    if key is not None:
        if one.name == RUN_ON_SAVE:
            return _run_on_save(one, names, watcher_is_set)
        return _value(one, known.option(key).facts)
    meant = _meant(one.name)
    if meant is None or read_elsewhere(one.name):
        return None
    name, rename_value = meant
    if name is None:
        message = f"Streamlit does not read {one.name}: no option has this name"
        return _plain(rules.VARIABLE_UNKNOWN, message, one, "Remove it, or see `streamlit run --help` for the options.")
    message = f"Streamlit does not read {one.name}: "
    splices: list = [(one.at, one.end, name)]
    if rename_value:
        message += f"no release ever had it, and the watcher stays on. What counts is {name}"
        value = (one.value or "").lower()
        new = value if value in _WATCHER_VALUES else _WATCHER_VALUES_MEANT.get(value)
        splices = [*splices, (one.value_at, one.value_end, new)] if new else []
        help_ = f"Say {name}={new or 'none'}."
    else:
        message += f"the name is {name}"
        help_ = f"Rename it to {name}."
        splices = _renamed(one, name, splices)
    if name in names:
        splices, help_ = [], f"Remove it: {name} is set beside it."
    elif any(other != one.name and (_meant(other) or (None,))[0] == name for other in names if _key(other) is None):
        splices, help_ = [], f"Keep one of the names that stand for it, as {name}."
    return Problem(
        rules.VARIABLE_UNKNOWN, message, one.at, one.value_end, one.name, help_, splices, f"say {name} for {one.name}"
    )


def _renamed(one, name: str, splices: list) -> list:
    """The splices that rename a variable, and mend its value where that is wrong under the right name; [] where it can't be
    mended, or the right name does what nobody wants."""
    again = _value(one._replace(name=name), catalogue().option(_key(name) or "").facts)
    if name == RUN_ON_SAVE and (one.value or "").lower() in FALSE or again is not None and not again.splices:
        return []
    return [*splices, *(again.splices if again is not None else ())]


def _key(name: str) -> str | None:
    """The key that some release reads from this variable: its own, or click's (STREAMLIT_RUN_SERVER_RUNONSAVE)."""
    known = catalogue()
    key = known.key_of_env(name)
    if key is not None:
        return key
    if not _EVERY:
        for sections, names, _ in known._rows:
            for section in sections:
                for option in names:
                    _EVERY[known.env_name(f"{section}.{option}")] = f"{section}.{option}"
                    _EVERY["STREAMLIT_RUN_" + f"{section}_{option}".replace(".", "_").upper()] = f"{section}.{option}"
    return _EVERY.get(name)


_EVERY: dict[str, str] = {}


def _meant(name: str) -> tuple[str | None, bool] | None:
    """(the right name, whether the value wants another word too) of a name Streamlit doesn't read; None where the name is
    somebody's own."""
    known = catalogue()
    rest = name[len("STREAMLIT_") :]
    bare = rest.replace("_", "")
    if bare in _WATCHER_MEANT:
        return WATCHER, True
    sections = sorted(known.sections_at(), key=len, reverse=True)
    section = next((s for s in sections if rest.startswith(s.replace(".", "_").upper() + "_")), None)
    for key in known.keys_at():
        if key.replace(".", "").upper() == bare:
            return known.env_name(key), False
        option = key.rpartition(".")[2]
        # Without its section: STREAMLIT_GATHER_USAGE_STATS. One word (STREAMLIT_PORT) may be anybody's.
        if option.upper() == bare and "_" in rest and not key.startswith("theme"):
            return known.env_name(key), False
    if section is None or section.startswith(("theme", "secrets")):
        return None
    near = known.nearest(f"{section}.{_camel(rest[len(section) + 1 :])}")
    if near is not None and near.startswith(section + "."):
        return known.env_name(near), False
    return None, False


def _camel(words: str) -> str:
    first, *others = words.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def _run_on_save(one, names, watcher_is_set) -> Problem | None:
    said = WATCHER in names or any(_key(other) is None and (_meant(other) or (None,))[0] == WATCHER for other in names)
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
        message = f'{one.name}={value} turns watching off without a word: Streamlit knows auto, watchdog, poll and none'
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


def key_of(name: str) -> str | None:
    """The key that some release of Streamlit reads from this variable."""
    return _key(name)


def is_sensitive(key: str) -> bool:
    """Whether Streamlit reads the variable of this key late, when the option is asked for."""
    option = catalogue().option(key)
    return option is not None and option.facts.sensitive


def is_mistaken(name: str) -> bool:
    """Whether a name that Streamlit never read stands for one of its options."""
    return _key(name) is None and (_meant(name) or (None,))[0] is not None
