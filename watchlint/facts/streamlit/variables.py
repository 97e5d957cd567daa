"""Which option a Streamlit variable stands for: the one that is read from it, or the one that was meant."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue

WATCHER = "STREAMLIT_SERVER_FILE_WATCHER_TYPE"
RUN_ON_SAVE = "STREAMLIT_SERVER_RUN_ON_SAVE"
# Names of Streamlit's watcher that never were; compared without their underscores.
_WATCHER_MEANT = frozenset((
    "SERVERENABLEFILEWATCHER", "SERVERFILEWATCHER", "SERVERENABLEWATCHER", "SERVERWATCHER", "SERVERENABLEFILEWATCHING",
    "SERVERENABLEFILEWATCH", "SERVERWATCHFILES", "SERVERFILEWATCHERENABLED", "ENABLEFILEWATCHER", "FILEWATCHER",
    "SERVERWATCHERTYPE", "WATCHERTYPE", "SERVERFILEWATCH", "SERVERUSEFILEWATCHER",
))  # fmt: skip


def key_of(name: str) -> str | None:
    """The key that some release reads from this variable: its own, or click's (STREAMLIT_RUN_SERVER_RUNONSAVE)."""
    known = catalogue()
    key = known.key_of_env(name)
    if key is not None:
        return key
    if not _EVERY:
        for every in known.every_key():
            _EVERY[known.env_name(every)] = every
            _EVERY["STREAMLIT_RUN_" + every.replace(".", "_").upper()] = every
    return _EVERY.get(name)


_EVERY: dict[str, str] = {}


def meant(name: str) -> tuple[str, str] | None:
    """(the right name, how) of a name that Streamlit doesn't read; None where the name is somebody's own: it is like none.

    how: "same" but for its form, "watcher" (another option's value fits better too), "near" (a slip of the pen).
    """
    known = catalogue()
    rest = name[len("STREAMLIT_") :]
    bare = rest.replace("_", "")
    if bare in _WATCHER_MEANT:
        return WATCHER, "watcher"
    sections = sorted(known.sections_at(), key=len, reverse=True)
    section = next((s for s in sections if rest.startswith(s.replace(".", "_").upper() + "_")), None)
    for key in known.keys_at():
        if key.replace(".", "").upper() == bare:
            return known.env_name(key), "same"
        option = key.rpartition(".")[2]
        # Without its section: STREAMLIT_GATHER_USAGE_STATS. One word (STREAMLIT_PORT) may be anybody's.
        if option.upper() == bare and "_" in rest and not key.startswith("theme"):
            return known.env_name(key), "same"
    if section is None or section.startswith(("theme", "secrets")):
        return None
    near = known.nearest(f"{section}.{_camel(rest[len(section) + 1 :])}")
    if near is not None and near.startswith(section + "."):
        return known.env_name(near), "near"
    return None


def _camel(words: str) -> str:
    first, *others = words.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def is_sensitive(key: str) -> bool:
    """Whether Streamlit reads the variable of this key late, when the option is asked for."""
    option = catalogue().option(key)
    return option is not None and option.facts.sensitive


def is_mistaken(name: str) -> bool:
    """Whether a name that Streamlit never read stands for one of its options."""
    return key_of(name) is None and meant(name) is not None
