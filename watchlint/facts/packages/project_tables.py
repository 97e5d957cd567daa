"""What the TOML files of a project ask for: pyproject.toml (PEP 621, PEP 735, Poetry, PDM, uv, Hatch), Pipfile, hatch.toml."""

from __future__ import annotations

from watchlint.computed import cached_property
from watchlint.facts.packages import specifier_dialects, version_tables
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import (
    DECLARED,
    Include,
    Reading,
    Requirement,
    is_template,
    parse,
    salvage,
)
from watchlint.facts.toml import reader as toml_reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from watchlint.facts.packages.requirement_text import Where
    from watchlint.facts.toml.entry import Entry

    Keys = tuple[str, ...]

_PIPFILE_OTHER = ("source", "requires", "scripts", "pipenv", "pipfile", "pip")


def pyproject(data: bytes, path: str) -> Reading:
    """What a pyproject.toml says. Never raises."""
    return _read(data, path, _pyproject)


def pipfile(data: bytes, path: str) -> Reading:
    """What a Pipfile says: `packages` is the main group, every other table of packages a group of its name."""
    return _read(data, path, _pipfile)


def hatch(data: bytes, path: str) -> Reading:
    """What a hatch.toml says: it holds what pyproject.toml may hold under `tool.hatch`."""
    return _read(data, path, lambda tables: tables.hatch(tables.data, ()))


def _read(data: bytes, path: str, collect: Callable[[_Tables], None]) -> Reading:
    problems: list[tuple[int | None, str]] = []
    try:
        try:
            found = toml_reader.read(data)
        except toml_reader.TomlSyntaxError as error:
            if error.kind != "bom":
                raise
            problems.append((1, error.message))
            found = toml_reader.read(data, allow_bom=True)
    except toml_reader.TomlSyntaxError as error:
        template = is_template(data.decode("utf-8", "replace"))
        return Reading(problems=[] if template else [(error.line, error.message)])
    tables = _Tables(found, data, path)
    collect(tables)
    return Reading(tables.requirements, tables.includes, problems + tables.problems, tables.pythons, tables.groups)


def _pyproject(tables: _Tables) -> None:
    project = tables.table("project")
    tables.texts(("project", "dependencies"), "")
    own = project.get("name")
    for extra in _tables_of(project.get("optional-dependencies")):
        tables.texts(("project", "optional-dependencies", extra), normalise(extra), own)
    for group in _tables_of(tables.data.get("dependency-groups")):
        tables.texts(("dependency-groups", group), normalise(group), own)
    tables.python(project.get("requires-python"))
    tables.dynamic()
    tables.poetry()
    for group in _tables_of(tables.table("tool", "pdm").get("dev-dependencies")):
        tables.texts(("tool", "pdm", "dev-dependencies", group), normalise(group))
    tables.texts(("tool", "uv", "dev-dependencies"), "dev")
    tables.texts(("tool", "rye", "dev-dependencies"), "dev")
    tables.hatch(tables.table("tool", "hatch"), ("tool", "hatch"))


def _pipfile(tables: _Tables) -> None:
    requires = tables.table("requires")
    full, short = requires.get("python_full_version"), requires.get("python_version")
    if isinstance(full, str) or isinstance(short, str):
        tables.python(specifier_dialects.poetry(full) if isinstance(full, str) else f"=={short}.*")
    for section, content in tables.data.items():
        if section in _PIPFILE_OTHER or not isinstance(content, dict):
            continue
        group = {"packages": "", "dev-packages": "dev"}.get(section, normalise(section))
        for name in content:
            tables.constraint((section, name), group)


def _tables_of(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []


class _Tables:
    """The tables of one file, and what was found in them so far."""

    def __init__(self, data: dict[str, Any], source: bytes, path: str) -> None:
        self.data, self.source, self.path = data, source, path
        self.requirements: list[Requirement] = []
        self.includes: list[Include] = []
        self.problems: list[tuple[int | None, str]] = []
        self.pythons: list[str] = []
        self.groups: dict[str, tuple[str, ...]] = {}
        self._entries: dict[Keys, Entry] | None = None

    def table(self, *keys: str) -> dict[str, Any]:
        found = self.value(keys)
        return found if isinstance(found, dict) else {}

    def value(self, keys: Keys) -> object:
        found: object = self.data
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def place(self, keys: Keys, item: int | None = None) -> tuple[int | None, int | None]:
        """Line and column of a key's value, of an item of it, or of the table it heads."""
        if self._entries is None:
            self._entries = self._all_entries()
        entry = self._entries.get(keys)
        if entry is None:
            return None, None
        span = entry.key
        if item is not None and item < len(entry.items):
            span = entry.items[item]
        return span.line, span.column

    def _only_place(self, item: str) -> tuple[int, int] | None:
        """Line and column of the one string of the file that has these characters; None where it takes the scanner to know."""
        text = self._text_of_file
        at = text.find(item) - 1
        quote = text[at] if at > 0 else ""
        if "\\" in text or quote not in ("'", '"') or text[at - 1] == quote or text.find(item, at + 2) >= 0:
            return None
        return toml_reader.position(text, at)

    @cached_property
    def _text_of_file(self) -> str:
        return toml_reader.decode(self.source, allow_bom=True)

    def _all_entries(self) -> dict[Keys, Entry]:
        from watchlint.facts.toml.document import Document

        written: dict[Keys, Entry] = {}
        implied: dict[Keys, Entry] = {}
        for entry in Document(self._text_of_file).entries:
            written.setdefault(entry.path, entry)
            for end in range(1, len(entry.path)):
                implied.setdefault(entry.path[:end], entry)
        # A table that only longer paths imply stands where the first of them does: `a.version = "1"`.
        return {**implied, **written}

    def python(self, specifier: object) -> None:
        if isinstance(specifier, str) and specifier.strip() and not is_template(specifier):
            self.pythons.append(specifier.strip())

    def texts(self, keys: Keys, group: str, own: object = None) -> None:
        """An array of PEP 508 texts; `own` is the project's name, whose extras are groups here."""
        items = self.value(keys)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and isinstance(item.get("include-group"), str):
                self._include_group(group, normalise(item["include-group"]))
                continue
            if not isinstance(item, str) or is_template(item) or not item.strip():
                continue
            line, column = self._only_place(item) or self.place(keys, index)
            where: Where = {
                "path": self.path,
                "line": line,
                "column": column,
                "group": group,
                "kind": DECLARED,
                "source": item,
            }
            entry = self._text(item, where)
            if entry is None:
                continue
            if isinstance(own, str) and entry.name == normalise(own) and entry.extras:
                for extra in entry.extras:
                    self._include_group(group, extra)
            self.requirements.append(entry)

    def _text(self, item: str, where: Where) -> Requirement | None:
        if item.startswith("-e ") or item.startswith("./"):  # PDM and Hatch take what pip takes
            from watchlint.facts.packages import requirements_files

            found = requirements_files.read(item.encode(), self.path).requirements
            return found[0]._replace(**where) if found else None
        try:
            return parse(item, **where)
        except ValueError as error:
            if "{" not in item and "$" not in item:  # Hatch and PDM fill in `{root:uri}` and `${PROJECT_ROOT}`
                self.problems.append((where["line"], str(error)))
            return salvage(item, **where)

    def _include_group(self, group: str, other: str) -> None:
        self.groups[group] = (*self.groups.get(group, ()), other)

    def dynamic(self) -> None:
        """Setuptools: `dependencies = {file = ["requirements.in"]}` under `tool.setuptools.dynamic`."""
        base = ("tool", "setuptools", "dynamic")
        dynamic = self.table(*base)
        if not dynamic:
            return
        from watchlint.facts.packages.requirements_files import resolve

        def include(entry: object, keys: Keys, group: str) -> None:
            files = entry.get("file") if isinstance(entry, dict) else None
            for name in [files] if isinstance(files, str) else files if isinstance(files, list) else ():
                inside = resolve(self.path, name) if isinstance(name, str) else None
                if inside:
                    self.includes.append(Include(inside, DECLARED, self.place(keys)[0], group))

        include(dynamic.get("dependencies"), (*base, "dependencies"), "")
        extras = self.table(*base, "optional-dependencies")
        for extra in extras:
            include(extras[extra], (*base, "optional-dependencies", extra), normalise(extra))

    def poetry(self) -> None:
        base = ("tool", "poetry")
        sections: list[tuple[Keys, str]] = [((*base, "dependencies"), ""), ((*base, "dev-dependencies"), "dev")]
        groups = self.table(*base, "group")
        sections += [((*base, "group", group, "dependencies"), normalise(group)) for group in groups]
        for group, content in groups.items():
            others = content.get("include-groups") if isinstance(content, dict) else None
            for other in others if isinstance(others, list) else ():
                if isinstance(other, str):
                    self._include_group(normalise(group), normalise(other))
        for keys, group in sections:
            for name in self.table(*keys):
                if name.lower() == "python":
                    wanted = self.value((*keys, name))
                    if isinstance(wanted, str):
                        self.python(specifier_dialects.poetry(wanted))
                else:
                    self.constraint((*keys, name), group)

    def hatch(self, table: dict[str, Any], base: Keys) -> None:
        environments = table.get("envs")
        for name, content in environments.items() if isinstance(environments, dict) else ():
            for key in _tables_of(content):
                if key in ("dependencies", "extra-dependencies"):
                    self.texts((*base, "envs", name, key), f"hatch:{name}")

    def constraint(self, keys: Keys, group: str) -> None:
        """`name = "^1.2"`, `name = {version = "^1.2", …}` or a list of such: Poetry and Pipenv."""
        value = self.value(keys)
        line, column = self.place(keys)
        where: Where = {"path": self.path, "line": line, "column": column, "group": group}
        for one in value if isinstance(value, list) else [value]:
            found = version_tables.requirement(keys[-1], one)
            if found and not is_template(keys[-1]):
                self.requirements.append(found._replace(**where))
