"""What people write to choose a watcher or to exclude folders from it, and what of it Streamlit knows."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from watchlint.rules.streamlit.files.config import Setting

TABLE = ("server", "fileWatcher")
TYPE = ("server", "fileWatcherType")
BLACKLIST = ("server", "folderWatchBlacklist")
WATCHERS = ("auto", "watchdog", "poll", "none")

# Words people write for the watcher they want, in lower case. Streamlit itself knows four, in this very case.
MEANT = {
    **{name: name for name in WATCHERS},
    "polling": "poll", "false": "none", "off": "none", "disabled": "none", "disable": "none", "no": "none", "null": "none",
}  # fmt: skip
_TYPE_NAMES = ("watchertype", "type", "watcher", "filewatchertype")
_EXCLUDE_NAMES = (
    "excludepatterns", "exclude", "excludes", "ignorepatterns", "ignore", "excludedirs", "excludefolders", "ignoredirs",
    "blacklist", "folderwatchblacklist", "watchexclude", "excludefolder", "excludepaths", "ignorepaths",
)  # fmt: skip
_SWITCH_NAMES = (
    "enabled", "enable", "watch", "watchfilesystem", "watchfiles", "enablefilewatcher", "enablefilewatching",
)  # fmt: skip
# Too little to go by outside a table [server.fileWatcher], or a slip of the pen.
_UNCLEAR = (
    "type", "ignore", "exclude", "blacklist", "enabled", "enable", "watch", "watcher", "filewatchertype",
    "folderwatchblacklist",
)  # fmt: skip

# What Streamlit passes over anyway (watcher/folder_black_list.py), or what names no folder.
_BUILT_IN = frozenset((
    "anaconda2", "anaconda3", "dist-packages", "miniconda2", "miniconda3", "node_modules", "pyenv", "site-packages", "venv",
    "virtualenv", "__pycache__",
))  # fmt: skip
_FILE_ENDS = frozenset((
    "py", "pyc", "pyo", "pyd", "pyi", "log", "txt", "md", "json", "csv", "db", "sqlite", "sqlite3", "tmp", "swp", "swo", "toml",
    "yaml", "yml", "lock", "ipynb", "html", "css", "js", "png", "jpg", "jpeg", "svg", "pdf", "zip", "pkl", "parquet", "xlsx",
))  # fmt: skip


def plain(name: str) -> str:
    """A name without the ways to write it: case, `_`, `-`."""
    return name.lower().replace("_", "").replace("-", "")


def invented(setting: Setting, is_known: Callable[[str], bool], profile: str) -> dict[Any, Any] | None:
    """What a made-up key means: path -> value of what comes in its stead; {None: name} where `name` in the table is not
    understood. None where it is no such key.

    `is_known(key)`: whether a key is one of Streamlit's. A switch (watchFileSystem = false) says no watcher by name, and
    who develops loses hot reload by it: in the profile development it only goes.
    """
    if setting.path == TABLE and isinstance(setting.value, dict):
        return _of_table(setting.value, is_known, profile)
    if setting.path[0] != "server" or len(setting.path) != 2:
        return None
    if setting.path == TABLE:
        return _meant("watchertype", setting.value, profile) or {}
    name = setting.path[1]
    return None if plain(name) in _UNCLEAR else _meant(name, setting.value, profile)


def _of_table(table: dict[str, Any], is_known: Callable[[str], bool], profile: str) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for name, value in table.items():
        meant = _meant(name, value, profile)
        if meant is None and is_known(f"server.{name}"):
            meant = {("server", name): value}
        if meant is None:
            return {None: name}
        for path, its in meant.items():
            found[path] = [*found.get(path, []), *its] if isinstance(its, list) and path in found else its
    return found


def _meant(name: str, value: Any, profile: str) -> dict[Any, Any] | None:
    name = plain(name)
    if name in _TYPE_NAMES:
        watcher = MEANT.get(str(value).strip().lower())
        return {TYPE: watcher} if watcher else {}
    if name in _SWITCH_NAMES:
        return {TYPE: "none"} if value is False and profile == "production" else {}
    if name in _EXCLUDE_NAMES:
        entries = value if isinstance(value, list) else [value]
        folders = [folder for entry in entries if isinstance(entry, str) and (folder := as_folder(entry))]
        return {BLACKLIST: list(dict.fromkeys(folders))} if folders else {}
    return None


def as_folder(pattern: str) -> str | None:
    """An entry of folderWatchBlacklist that does what a pattern was meant to; None where none is needed or possible."""
    pattern = pattern.strip().replace("\\", "/")
    if needs_expansion(pattern):
        return None
    if pattern.startswith("/") or pattern[1:3] == ":/":
        return pattern.rstrip("/*") or None
    core = pattern.removeprefix("./")
    while core.startswith(("**/", "*/")):
        core = core.partition("/")[2]
    while core.endswith(("/**", "/*", "/")):
        core = core.rpartition("/")[0]
    last = core.rpartition("/")[2]
    names_file = _is_file(last) or "*" in core or "?" in core or ("." in last and _ending(last) in _FILE_ENDS)
    is_hidden = any(part[:1] == "." for part in core.split("/"))
    if not core or names_file or core.startswith("..") or last in _BUILT_IN or is_hidden:
        return None
    return f"**/{core}"


def needs_expansion(pattern: str) -> bool:
    """Whether an entry names a home or a variable, which Streamlit does not look up."""
    return pattern.startswith("~") or "$" in pattern


def is_ineffective(entry: str) -> bool:
    """Whether an entry of folderWatchBlacklist can't name folders: it is a pattern for the absolute path of a module's
    folder, and what starts neither with `/` nor with a wildcard can match none. An empty one becomes `/*`: all."""
    if entry.startswith(("/", "?", "[")) or entry[1:3] in (":/", ":\\"):
        return False
    return not entry.startswith("*") or _is_file(entry.rstrip("/").rpartition("/")[2])


def _is_file(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    is_any = bool(dot) and stem.strip("*") == "" and suffix.lower() in _FILE_ENDS
    return is_any or name.endswith((".py", ".pyc", ".pyc*"))


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
