"""What is meant to keep Streamlit from watching, and does not."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.fixes.refused import Refused
from watchlint.rules.streamlit.rules import EXCLUDE

TABLE = ("server", "fileWatcher")
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
    "enabled",
    "enable",
    "watch",
    "watchfilesystem",
    "watchfiles",
    "enablefilewatcher",
    "enablefilewatching",
)

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
    return name.lower().replace("_", "").replace("-", "")


def invented(setting, is_known, profile: str) -> dict | None:
    """What a made-up key means: (path, value) of what goes, and what comes in its stead. None where it is no such key.

    `is_known(key)`: whether a key is one of Streamlit's. A switch (watchFileSystem = false) says no watcher by name, and
    who develops loses hot reload by it: in the profile development it only goes.
    """
    if setting.path == TABLE and isinstance(setting.value, dict):
        found: dict = {}
        for name, value in setting.value.items():
            meant = _meant(name, value, profile)
            if meant is None and is_known(f"server.{name}"):
                meant = {("server", name): value}
            if meant is None:
                return {None: name}
            for path, its in meant.items():
                found[path] = [*found.get(path, []), *its] if isinstance(its, list) and path in found else its
        return found
    if setting.path[0] != "server" or len(setting.path) != 2:
        return None
    name = setting.path[1]
    if setting.path == TABLE:
        return _meant("watchertype", setting.value, profile) or {}
    if plain(name) in ("type", "ignore", "exclude", "blacklist", "enabled", "enable", "watch", "watcher", "filewatchertype",
                       "folderwatchblacklist"):  # fmt: skip
        return None  # too little to go by, or a slip of the pen
    return _meant(name, setting.value, profile)


def _meant(name: str, value, profile: str) -> dict | None:
    name = plain(name)
    if name in _TYPE_NAMES:
        watcher = MEANT.get(str(value).strip().lower())
        return {("server", "fileWatcherType"): watcher} if watcher else {}
    if name in _SWITCH_NAMES:
        return {("server", "fileWatcherType"): "none"} if value is False and profile == "production" else {}
    if name in _EXCLUDE_NAMES:
        entries = value if isinstance(value, list) else [value]
        folders = [folder for entry in entries if isinstance(entry, str) and (folder := as_folder(entry))]
        return {("server", "folderWatchBlacklist"): list(dict.fromkeys(folders))} if folders else {}
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
    names_file = (
        _is_file(last) or "*" in core or "?" in core or last.rpartition(".")[2].lower() in _FILE_ENDS and "." in last
    )
    if (
        not core
        or names_file
        or core.startswith("..")
        or last in _BUILT_IN
        or any(part[:1] == "." for part in core.split("/"))
    ):
        return None
    return f"**/{core}"


def needs_expansion(pattern: str) -> bool:
    """Whether an entry names a home or a variable, which Streamlit does not look up."""
    return pattern.startswith("~") or "$" in pattern


def finding(config, setting, meant: dict, repo, span) -> Finding:
    """The finding on a made-up key."""
    from watchlint.rules.streamlit.guarded import is_guarded, may_end_reload

    def is_safe(path: tuple[str, ...], value) -> bool:
        if path[-1] == "fileWatcherType" and config.get(*path) is not None:
            return True  # set already, and stays as it is
        if path[-1] == "folderWatchBlacklist":
            return not may_end_reload(repo, value)
        return not is_guarded(".".join(path), value, span.profile)

    unexplained = meant.get(None)
    key = f"[{setting.key}]" if isinstance(setting.value, dict) else setting.key
    return Finding(
        EXCLUDE,
        f"{key} is no option of Streamlit, in no release: {span.ignoring('it does nothing but a warning at start')}",
        path=config.path,
        help=_help(meant, unexplained),
        fix=None
        if unexplained
        else _fix(config.path, setting.path, meant, all(is_safe(path, value) for path, value in meant.items())),
        subject=setting.key,
        **config.place(setting.path),
    )


def _help(meant: dict, unexplained) -> str:
    if unexplained:
        return f"Nothing is known that {unexplained} could stand for: remove the table, and set server.fileWatcherType."
    words = []
    watcher = meant.get(("server", "fileWatcherType"))
    if watcher:
        words.append(f'Set fileWatcherType = "{watcher}" in [server].')
    if ("server", "folderWatchBlacklist") in meant:
        words.append(
            "The nearest there is to excluding is folderWatchBlacklist: changes in modules there cause no rerun, but it "
            'saves no watch; only fileWatcherType = "poll" or "none" does.'
        )
    others = [".".join(path) for path in meant if path[1] not in ("fileWatcherType", "folderWatchBlacklist")]
    if others:
        words.append(f"Move {' and '.join(others)} to where Streamlit reads them.")
    if not words:
        words.append('Remove it. To save watches there is fileWatcherType = "poll" (still reloads) or "none".')
    return " ".join(words)


def _fix(file: str, path: tuple[str, ...], meant: dict, safe: bool) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        if not data or not Draft(data).lookup(path)[0]:
            return data or b""
        draft = Draft(data)
        if len(meant) == 1 and draft.key(path) and not any(draft.lookup(target)[0] for target in meant):
            ((target, value),) = meant.items()
            return toml.set_value(toml.move(data, path, target), target, value)
        if meant:
            require_no_comments(draft, path)
        changed = data
        for target, value in meant.items():
            there, current = Draft(changed).lookup(target)
            if there and isinstance(value, list) and isinstance(current, list):
                for item in value:
                    changed = toml.append_to_array(changed, target, item)
            elif not there:
                changed = toml.set_value(changed, target, value)
            elif target[-1] not in ("fileWatcherType", "folderWatchBlacklist") and current != value:
                raise Refused(f"{'.'.join(target)} is set already, to another value")
        return toml.remove(changed, path)

    what = " and ".join(target[-1] for target in meant)
    return Fix(f"remove {'.'.join(path)}" + (f" and set {what}" if what else ""), [Edit(file, change)], safe)


def require_no_comments(draft, path: tuple[str, ...]) -> None:
    """Refuses a table with comments: they speak of options that get other names."""
    from watchlint.fixes.toml_comments import above, require_none

    document = draft.document
    for entry in document.under(path):
        require_none(document, entry.span.start, document.line_end(entry.span.end))
        if entry.parent is None:
            require_none(document, above(document, document.line_start(entry.key.start)), entry.span.start)


def blacklist(config, setting, repo) -> Finding | None:
    """The finding on entries of folderWatchBlacklist that match nothing, or everything. None where all is well.

    An entry is a pattern for the absolute path of a module's folder: what starts neither with `/` nor with a wildcard can
    match none. An empty one becomes `/*`, which matches all.
    """
    entries = setting.value
    bad = [entry for entry in entries if _is_ineffective(entry)]
    place = config.place(setting.path)
    if not bad:
        everything = [entry for entry in entries if entry and not entry.strip("*/")]
        if not everything:
            return None
        return Finding(
            EXCLUDE,
            f"folderWatchBlacklist has {everything[0]!r}: no module is reloaded after an edit any more, and no watch is saved",
            path=config.path, severity="warning", subject="folderWatchBlacklist *", **place,
            help='Name the folders to leave alone, such as "**/data"; to stop watching altogether set fileWatcherType = "none".',
        )  # fmt: skip
    if "" in bad:
        what = "has an empty entry, which matches every folder: no module is reloaded after an edit any more"
    else:
        what = f"has {', '.join(map(repr, bad[:3]))}, which match{'es' if len(bad) == 1 else ''} no folder"
    kept: list[str | None] = []
    for entry in entries:
        mended = _mended(entry)
        kept.append(mended if mended not in kept else None)
    fix = None
    if not any(map(needs_expansion, bad)):
        from watchlint.rules.streamlit.guarded import may_end_reload

        safe = not may_end_reload(repo, [entry for entry in kept if entry and entry not in entries])
        fix = _replace_items(config.path, setting.path, kept, safe)
    return Finding(
        EXCLUDE,
        f"folderWatchBlacklist {what}",
        path=config.path,
        help=("Streamlit looks up no ~ and no variable: write the whole path. " if fix is None else "")
        + 'Entries are compared with absolute paths of folders: write "**/data" for a folder called data. The list says '
        'which modules cause no rerun; it saves no watch (fileWatcherType = "poll" does).',
        fix=fix,
        subject="folderWatchBlacklist",
        **place,
    )


def _is_ineffective(entry: str) -> bool:
    if entry.startswith(("/", "?", "[")) or entry[1:3] in (":/", ":\\"):
        return False
    last = entry.rstrip("/").rpartition("/")[2]
    return not entry.startswith("*") or _is_file(last)


def _is_file(name: str) -> bool:
    stem, dot, suffix = name.rpartition(".")
    return (
        bool(dot) and stem.strip("*") == "" and suffix.lower() in _FILE_ENDS or name.endswith((".py", ".pyc", ".pyc*"))
    )


def _mended(entry: str) -> str | None:
    return as_folder(entry) if _is_ineffective(entry) else entry


def _replace_items(file: str, path: tuple[str, ...], items: list[str | None], safe: bool) -> Fix:
    """The fix that gives the entries of a list other values, or takes them out where None stands."""
    kept = [item for item in items if item is not None]

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        if Draft(data or b"").lookup(path) in ((False, None), (True, kept)):
            return data or b""
        return toml.set_items(data or b"", path, items)

    return Fix(f"set {'.'.join(path)} = {_shown(kept)}", [Edit(file, change)], safe)


def replace_value(file: str, path: tuple[str, ...], value) -> Fix:
    """The fix that gives an option another value; refused where comments between the old one's lines would go."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        draft = Draft(data or b"")
        key = draft.key(path)
        if key is None:
            return data or b""
        if any(key.value.start < comment.start < key.value.end for comment in draft.document.comments):
            raise Refused(f"line {key.key.line}: the comments inside the value would be lost: change it by hand")
        return toml.set_value(data, path, value)

    return Fix(f"set {'.'.join(path)} = {_shown(value)}", [Edit(file, change)])


def _shown(value) -> str:
    from watchlint.fixes.toml_source import literal

    return literal(value)
