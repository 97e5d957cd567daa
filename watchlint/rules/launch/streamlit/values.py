"""Whether Streamlit reads the value of one of its variables the way it looks."""

from __future__ import annotations

import re

from watchlint.facts.streamlit.options import catalogue
from watchlint.facts.streamlit.variables import WATCHER, key_of
from watchlint.rules.launch.problem import Problem, plain, replaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.model import Assignment

TRUE = frozenset(("1", "true", "t", "yes", "y", "on"))
FALSE = frozenset(("0", "false", "f", "no", "n", "off"))
WATCHERS = ("auto", "watchdog", "poll", "none")
WATCHERS_MEANT = {
    **dict.fromkeys(("polling", "polled", "pool"), "poll"),
    **dict.fromkeys(("false", "off", "no", "0", "disabled", "disable", "never"), "none"),
    **dict.fromkeys(("true", "on", "yes", "1", "enabled"), "auto"),
}


def judged(one: Assignment) -> Problem | None:
    """The problem with the value of a variable that Streamlit reads; None for a good one, or one that is not known."""
    value = one.value
    key = key_of(one.name)
    if not value or key is None:  # empty: as if it were not set
        return None
    if one.name == WATCHER and value not in WATCHERS:
        new = watcher_meant(value)
        message = f"{one.name}={value} turns watching off without a word: Streamlit knows auto, watchdog, poll and none"
        return replaced(message, one, value, new, f"Set {new}.") if new else plain(message, one, "Set one of these.")
    option = catalogue().option(key)
    if option is None:
        return None
    if option.facts.multiple:
        return _list(one, value)
    if option.facts.type == "bool" and value.lower() not in TRUE | FALSE:
        return plain(f"{one.name}={value} ends `streamlit run`: it is no truth value", one, "Set true or false.")
    if option.facts.type == "int" and not re.fullmatch(r"[ \t]*[+-]?[0-9][0-9_]*[ \t]*", value):
        return plain(f"{one.name}={value} ends `streamlit run`: it is no whole number", one, "Set a whole number.")
    return None


def watcher_meant(value: str | None) -> str | None:
    """The watcher that a value of any spelling stands for; None where that is a guess."""
    low = (value or "").lower()
    return low if low in WATCHERS else WATCHERS_MEANT.get(low)


def _list(one: Assignment, value: str) -> Problem | None:
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
        return replaced(message, one, "list", " ".join(parts), help_)
    return plain(message, one, help_)
