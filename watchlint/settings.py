"""`[tool.watchlint]` in pyproject.toml, or `.watchlint.toml`: read, checked, and no more."""

from __future__ import annotations

import os

from watchlint.facts.repository.repository import Repository
from watchlint.facts.repository.work_tree import Unreadable, WorkTree
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

TIERS = ("small", "medium", "large")
PROFILES = ("development", "production")

PYPROJECT = "pyproject.toml"
OWN = ".watchlint.toml"

# Key → (type, what is accepted in words, the closed set of values or None).
KEYS = {
    "extends": (str, 'the path of a file of settings, such as "../pyproject.toml"', None),
    "inotify-tier": (str, "one of " + ", ".join(TIERS), TIERS),
    "profile": (str, "one of " + ", ".join(PROFILES), PROFILES),
    "streamlit-version": (str, 'a version, such as "1.45.0"', None),
    "python-version": (str, 'a version, such as "3.12"', None),
    "ignore": (dict, "a table of rule = reason", None),
    "per-path-ignore": (dict, "a table of glob = [rules]", None),
    "allow-compiled": (list, "a list of globs", None),
    "select": (list, "a list of rules or hooks", None),
    "strict": (bool, "true or false", None),
    "plugins": (list, "a list of installed packages", None),
}


class SettingsError(Exception):
    """A configuration that can't be used: one line naming file, key and remedy."""


class _Glob(Record):
    pattern: str
    prefix: str


class Glob(_Glob):
    """A glob of the settings. `prefix` is the checked folder, seen from the file that `extends` names and that the glob
    stands in; "" for one of the folder's own file."""

    __slots__ = ()

    def covers(self, path: str) -> bool:
        """Whether it matches a path of the checked folder, or a folder above it."""
        from fnmatch import fnmatchcase

        whole = f"{self.prefix}/{path}" if self.prefix else path
        return fnmatchcase(whole, self.pattern) or fnmatchcase(whole, self.pattern.rstrip("/") + "/*")


class Settings:
    """The configuration of one repository. `source` is the file it came from, None by default; `own` is what that file
    itself says, without what it extends."""

    def __init__(
        self,
        values: dict[str, Any] | None = None,
        source: str | None = None,
        base: Settings | None = None,
        prefix: str = "",
    ) -> None:
        self.own: dict[str, Any] = values or {}
        self.source = source
        values = {**(base.values if base else {}), **self.own}
        self.values: dict[str, Any] = values
        self.inotify_tier: str | None = values.get("inotify-tier")
        self.profile: str = values.get("profile", "development")
        self.streamlit_version: str | None = values.get("streamlit-version")
        self.python_version: str | None = values.get("python-version")
        self.ignore: dict[str, str] = {**(base.ignore if base else {}), **self.own.get("ignore", {})}
        globs = self.own.get("per-path-ignore", {}).items()
        self.per_path_ignore: list[tuple[Glob, list[str]]] = [(Glob(glob, ""), names) for glob, names in globs]
        self.allow_compiled = [Glob(glob, "") for glob in self.own.get("allow-compiled", [])]
        if base:
            self.per_path_ignore += [(_seen_from_below(glob, prefix), names) for glob, names in base.per_path_ignore]
            self.allow_compiled += [_seen_from_below(glob, prefix) for glob in base.allow_compiled]
        self.select: list[str] = values.get("select", [])
        self.strict: bool = values.get("strict", False)
        self.plugins: list[str] = values.get("plugins", [])
        # What was given on the command line, by attribute: it can't be changed by editing a file.
        self.flags: dict[str, str] = {}
        # The hook called by its own name, if one was: check-inotify-tier asks more of its caller.
        self.called_alone: str | None = None
        # Whether flags or settings leave rules out of this run.
        self.is_narrowed = False
        # The file of findings that are known, where one was given and one repository is checked.
        self.baseline: str | None = None


def load(repo: Repository, config: str | None = None) -> Settings:
    """The repository's settings. Raises SettingsError naming the file, and the key with its nearest."""
    if config is not None:
        try:
            with open(config, "rb") as file:
                data = file.read()
        except OSError as error:
            raise SettingsError(f"--config {config}: {(error.strerror or 'cannot be read').lower()}") from None
        values = _checked(config, _of_us(config, data) or {})
        if "extends" in values:
            raise SettingsError(
                f"--config {config}: extends works in a repository's own file: name the whole settings here"
            )
        return Settings(values, config)
    own = _table(repo, OWN)
    project = _table(repo, PYPROJECT)
    if own is not None and project is not None:
        raise SettingsError(f"both {OWN} and [tool.watchlint] in {PYPROJECT} configure watchlint: keep one")
    source = OWN if own is not None else PYPROJECT
    table = project if own is None else own
    if table is None:
        return Settings()
    values = _checked(source, table)
    if "extends" not in values:
        return Settings(values, source)
    top = os.path.realpath(repo.git.top) if repo.git else repo.root
    path = os.path.relpath(os.path.join(repo.root, source), top).replace(os.sep, "/")
    return _extended(WorkTree(top), path, values, source)


def _seen_from_below(glob: Glob, prefix: str) -> Glob:
    return Glob(glob.pattern, "/".join(filter(None, (glob.prefix, prefix))))


def _extended(tree: WorkTree, path: str, values: dict[str, Any], source: str, seen: tuple[str, ...] = ()) -> Settings:
    """The settings of the file at `path` below the top of the repository, which says `values`, with those of the files that
    it extends. `source`: its name in the settings.

    Raises SettingsError for a file that is missing, unreadable, outside of the repository, or that ends up extending
    itself.
    """
    extends = values.get("extends")
    if extends is None:
        return Settings(values, source)
    target = _target(path, extends)
    if target in (*seen, path):
        raise SettingsError(f"{path}: extends = {extends!r} comes back to a file that is being read: take one out")
    try:
        data = tree.read(target)
    except Unreadable as unreadable:
        raise SettingsError(f"{path}: extends = {extends!r}: {unreadable}") from None
    if data is None:
        raise SettingsError(f"{path}: extends = {extends!r}: there is no {target} in the repository")
    base = _extended(tree, target, _checked(target, _of_us(target, data) or {}), target, (*seen, path))
    prefix = os.path.relpath(os.path.dirname(path) or ".", os.path.dirname(target) or ".").replace(os.sep, "/")
    return Settings(values, source, base, "" if prefix == "." else prefix)


def _target(source: str, extends: str) -> str:
    """The path, from the top of the repository, that a file's `extends` names. Raises SettingsError."""
    path = os.path.normpath(os.path.join(os.path.dirname(source), extends)).replace(os.sep, "/")
    if os.path.isabs(extends) or path.startswith("../") or path in ("..", "."):
        raise SettingsError(f"{source}: extends = {extends!r} leads out of the repository: name a file inside of it")
    return path


def where_to_write(repo: Repository) -> tuple[str, tuple[str, ...]]:
    """The file a setting belongs in, and the table: pyproject.toml where there is one."""
    if not repo.exists(OWN) and repo.exists(PYPROJECT):
        return PYPROJECT, ("tool", "watchlint")
    return OWN, ()


def _table(repo: Repository, path: str) -> dict[str, Any] | None:
    try:
        data = repo.read(path)
    except Unreadable as unreadable:
        raise SettingsError(f"{path}: {unreadable.reason}") from None
    # Parsing costs more than the rest of a run: not for a file that never names us.
    if data is None or (path == PYPROJECT and b"watchlint" not in data):
        return None
    return _of_us(path, data)


def _of_us(path: str, data: bytes) -> dict[str, Any] | None:
    """What a file says of watchlint: [tool.watchlint] of a pyproject.toml, None where it has none; the whole of another."""
    table = _parsed(path, data)
    return _tool_table(path, table) if os.path.basename(path) == PYPROJECT else table


def _parsed(path: str, data: bytes) -> dict[str, Any]:
    from watchlint.facts.toml import reader as toml_reader

    try:
        return toml_reader.read(data.removeprefix(b"\xef\xbb\xbf"))
    except toml_reader.TomlSyntaxError as error:
        where = f"{path}:{error.line}:{error.column}" if error.line else path
        raise SettingsError(f"{where}: not valid TOML: {error.message}; fix it and run again") from None


def _tool_table(path: str, document: dict[str, Any]) -> dict[str, Any] | None:
    tool = document.get("tool", {})
    table = tool.get("watchlint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{path}: tool.watchlint must be a table")
    return table


def _checked(source: str, table: dict[str, Any]) -> dict[str, Any]:
    for key, value in table.items():
        if key not in KEYS:
            raise SettingsError(f"{source}: unknown key {key!r} for watchlint{_nearest(key, KEYS)}")
        kind, wanted, closed = KEYS[key]
        wrong = not isinstance(value, kind)
        wrong = wrong or (kind is list and not all(isinstance(item, str) for item in value))
        wrong = wrong or (key == "ignore" and not all(isinstance(item, str) for item in value.values()))
        wrong = wrong or (key == "per-path-ignore" and not all(_is_names(v) for v in value.values()))
        if wrong or (closed and value not in closed):
            hint = _nearest(value, closed) if closed and isinstance(value, str) else ""
            raise SettingsError(f"{source}: {key} must be {wanted}, not {value!r}{hint}")
    return table


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.replace("_", "-").lower(), list(known), n=1, cutoff=0.5)
    return f": did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
