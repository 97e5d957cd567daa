"""Changes to what a project asks for: pure functions over a file's bytes, each proved by reading the result again.

Comments, markers, extras, order and newlines stay. What a program wrote (a lock file, a compiled or hashed requirements
file) is never edited: Refused then carries the command to run.
"""

from __future__ import annotations

import re

from hooks.facts import dependencies, requirements_files
from hooks.facts.package_names import normalise
from hooks.facts.requirement_text import LOCKED, Reading, Requirement
from hooks.fixes.refused import Refused

_CLAUSE = r"(?:===?|~=|!=|<=|>=|<|>)\s*[^\s,;#\\()'\"]+"
_WRITTEN = re.compile(
    rf"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?P<extras>\s*\[[^\]\n]*\])?(?P<space>\s*)(?P<specifier>{_CLAUSE}(?:\s*,\s*{_CLAUSE})*)?"
)
_COMMAND = re.compile(r"^#\s+((?:pip-compile|uv pip compile)\b.*?)\s*$", re.MULTILINE)
_TOML = ("pyproject", "pipfile", "hatch")
_LOCKS = {
    "uv.lock": "uv lock --upgrade-package {}",
    "poetry.lock": "poetry update {}",
    "pdm.lock": "pdm update {}",
    "Pipfile.lock": "pipenv upgrade {}",
}


def raise_to(data: bytes, path: str, name: str, specifier: str) -> bytes:
    """Every declaration of the package in this file asks for `specifier` (">=2", "" for any version) from now on.

    `path` says what kind of file it is. Unchanged where the package is not asked for. Raises Refused.
    """
    return _change(data, path, name, None, specifier)


def replace_name(data: bytes, path: str, name: str, new: str, specifier: str = "") -> bytes:
    """Every declaration of the package asks for `new` instead, with this specifier; markers stay.

    Refused where the old one has extras (they mean nothing to the new one) or where `new` is asked for already.
    """
    return _change(data, path, name, new, specifier)


def add(data: bytes, path: str, name: str, specifier: str = "", beside: str | None = None) -> bytes:
    """Asks for one more package: after the line of `beside` and in its group, else at the end of the main dependencies.

    Unchanged where the package is asked for already. Raises Refused.
    """
    before = _read(data, path)
    if any(one.name == normalise(name) for one in before.requirements):
        return data
    neighbours = [one for one in before.requirements if beside and one.name == normalise(beside)]
    neighbour = neighbours[0] if neighbours else None
    if neighbour and len({one.group for one in neighbours}) > 1:
        neighbour = next((one for one in neighbours if not one.group), neighbour)
    kind = dependencies.role(path) or "requirements"
    _require_by_hand(before.requirements, data, path, name, specifier)
    if kind in _TOML:
        after = _add_to_toml(data, path, kind, name, specifier, neighbour)
    elif kind in ("requirements", "constraints"):
        after = _add_line(data, path, name + specifier, neighbour)
    else:
        raise Refused(f"{path}: add {name}{specifier} by hand")
    found = _read(after, path).requirements
    kept = [one for one in found if one.name != normalise(name)]
    if len(found) != len(before.requirements) + 1 or _meaning(kept) != _meaning(before.requirements):
        raise Refused(f"{path}: {name}{specifier} can't be added safely")
    return after


def lock_command(path: str, name: str, data: bytes = b"") -> str | None:
    """The command that brings one package of a lock file or compiled requirements file up to date; None for other files."""
    base = path.rpartition("/")[2]
    if base in _LOCKS:
        return _LOCKS[base].format(name)
    text = requirements_files.decode(data)
    if dependencies.role(path) in ("requirements", "constraints", None) and requirements_files.is_compiled(text, path):
        header = _COMMAND.search(text)
        return f"{header[1]} --upgrade-package {name}" if header else f"pip-compile --upgrade-package {name}"
    return None


def _change(data: bytes, path: str, name: str, new: str | None, specifier: str) -> bytes:
    before = _read(data, path)
    mine = [one for one in before.requirements if one.name == normalise(name)]
    if not mine:
        return data
    _require_by_hand(mine, data, path, new or name, specifier)
    wanted = normalise(new or name)
    if new and any(one.name == wanted for one in before.requirements):
        raise Refused(f"{path}: {new} is asked for already; take line {mine[0].line} ({mine[0].source}) out by hand")
    for one in mine:
        if one.url:
            raise Refused(f"{path}, line {one.line}: {one.name} comes from {one.url}, not from an index")
        if new and one.extras:
            raise Refused(f"{path}, line {one.line}: {one.source} has extras that {new} does not know")
    if all(_same(one.specifier, specifier) for one in mine) and not new:
        return data
    kind = dependencies.role(path) or "requirements"
    if kind not in (*_TOML, "requirements", "constraints", "setup.cfg"):
        raise Refused(f"{path}, line {mine[0].line}: change {mine[0].source} to {new or name}{specifier} by hand")
    after = (_change_toml if kind in _TOML else _change_lines)(data, path, mine, new, specifier)
    expected = [
        one._replace(name=wanted, specifier=specifier) if one.name == normalise(name) else one for one in before.requirements
    ]
    if _meaning(_read(after, path).requirements) != _meaning(expected):
        raise Refused(f"{path}, line {mine[0].line}: {mine[0].source} can't be changed safely")
    return after


def _read(data: bytes, path: str) -> Reading:
    from importlib import import_module

    reader = dependencies.READERS[dependencies.role(path) or "requirements"]
    room, _, function = reader.partition(":")
    return getattr(import_module(f"hooks.facts.{room}"), function)(data, path)


def _require_by_hand(entries: list[Requirement], data: bytes, path: str, name: str, specifier: str) -> None:
    command = lock_command(path, name, data)
    if command is None and any(one.hashed or one.kind == LOCKED for one in entries):
        command = f"pip-compile --upgrade-package {name}"
    if command:
        raise Refused(f"{path} is written by a program: ask for {name}{specifier} in the file it is made from, then run `{command}`")


def _meaning(entries: list[Requirement]) -> list[tuple]:
    """What requirements say, whatever their place and spelling."""
    return [(one.name, _clauses(one.specifier), one.extras, one.marker, one.url, one.group, one.kind) for one in entries]


def _clauses(specifier: str) -> list[str]:
    return sorted("".join(specifier.split()).split(","))


def _same(one: str, other: str) -> bool:
    return _clauses(one) == _clauses(other)


def _rewritten(text: str, new: str | None, specifier: str) -> tuple[int, str]:
    """How much of the text is the requirement without its marker, and what stands there now."""
    found = _WRITTEN.match(text)
    if not found:
        raise Refused(f"{text.strip()!r} is written in a way that is not understood")
    space = found["space"] if found["specifier"] and specifier else ""
    end = found.end() if found["specifier"] else found.start("space")
    return end, (new or found["name"]) + (found["extras"] or "") + space + specifier


def _text(data: bytes) -> tuple[str, object]:
    """The text of a file, and the way back to its bytes."""
    text = requirements_files.decode(data)
    for mark, encoding in (*requirements_files.MARKS, (b"", "utf-8"), (b"", "latin-1")):
        if data.startswith(mark):
            try:
                if mark + text.encode(encoding) == data:
                    return text, lambda changed: mark + changed.encode(encoding)
            except UnicodeEncodeError:
                continue
    raise Refused("the file's encoding can't be written back")


def _change_lines(data: bytes, path: str, mine: list[Requirement], new: str | None, specifier: str) -> bytes:
    text, back = _text(data)
    # setup.cfg is read by "\n" alone, requirements files as str.splitlines() has it.
    lines = text.splitlines(keepends=True) if dependencies.role(path) != "setup.cfg" else re.findall(r"[^\n]*\n|[^\n]+", text)
    for one in sorted(mine, key=lambda entry: (entry.line, entry.column), reverse=True):
        line, at = lines[one.line - 1], one.column - 1
        end, changed = _rewritten(line[at:], new, specifier)
        lines[one.line - 1] = line[:at] + changed + line[at + end :]
    return back("".join(lines))


def _change_toml(data: bytes, path: str, mine: list[Requirement], new: str | None, specifier: str) -> bytes:
    from hooks.facts import toml_reader
    from hooks.facts.toml_document import Document
    from hooks.fixes import toml

    mark = toml_reader.BOM if data.startswith(toml_reader.BOM) else b""
    text = toml_reader.decode(data, allow_bom=True)
    document = Document(text)
    items = {(span.line, span.column): span for entry in document.entries for span in entry.items}
    keys = {(entry.key.line, entry.key.column): entry for entry in document.keys}
    splices, renamed = [], []
    for one in mine:
        place = (one.line, one.column)
        if place in items:
            span = items[place]
            inner = text[span.start + 1 : span.end - 1]
            if inner != one.source or inner[:1] in "\"'":
                raise Refused(f"{path}, line {one.line}: the text is written with escapes")
            end, changed = _rewritten(inner, new, specifier)
            splices.append((span.start + 1, span.start + 1 + end, changed))
        elif place in keys:
            entry = keys[place]
            value = _version_of(document, entry)
            if value is None:
                raise Refused(f"{path}, line {one.line}: {one.name} has no version of its own")
            quote = text[value.start]
            splices.append((value.start, value.end, f"{quote}{specifier or '*'}{quote}"))
            if new:
                renamed.append(entry.path)
        else:
            raise Refused(f"{path}: the place of {one.source} was not found")
    for start, end, changed in sorted(splices, reverse=True):
        text = text[:start] + changed + text[end:]
    changed = text.encode()
    for old in renamed:
        changed = toml.rename_key(changed, old, new)
    return mark + changed


def _version_of(document, entry):
    """The span of the version text of `name = "…"` or `name = {version = "…"}`; None where there is no such text."""
    if entry.form == "inline table":
        entry = next((one for one in document.keys if one.parent is entry and one.path[-1] == "version"), None)
    return entry.value if entry is not None and entry.form == "string" else None


def _add_to_toml(data: bytes, path: str, kind: str, name: str, specifier: str, neighbour: Requirement | None) -> bytes:
    from hooks.facts import toml_reader
    from hooks.facts.toml_document import Document
    from hooks.fixes import toml

    try:
        found = toml_reader.read(data)
    except toml_reader.TomlSyntaxError as error:
        raise Refused(f"{path}, line {error.line}: {error.message}") from None
    table: tuple[str, ...] | None = None
    array: tuple[str, ...] | None = None
    if neighbour:
        place = (neighbour.line, neighbour.column)
        for entry in Document(toml_reader.decode(data)).entries:
            if any((span.line, span.column) == place for span in entry.items):
                array = entry.path
            elif (entry.key.line, entry.key.column) == place:
                table = entry.path[:-1]
    elif kind == "pipfile":
        table = ("packages",)
    elif isinstance(found.get("project"), dict) and isinstance(found["project"].get("dependencies"), list):
        array = ("project", "dependencies")
    elif isinstance(found.get("tool"), dict) and "poetry" in found["tool"]:
        table = ("tool", "poetry", "dependencies")
    if array:
        return toml.append_to_array(data, array, name + specifier)
    if table:
        return toml.set_value(data, (*table, name), specifier or "*")
    raise Refused(f"{path} has no list of dependencies to add {name} to")


def _add_line(data: bytes, path: str, text: str, neighbour: Requirement | None) -> bytes:
    before, back = _text(data)
    lines = before.splitlines(keepends=True)
    newline = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\n", "\r"))), "\n")
    at = len(lines)
    if neighbour:
        at = next(last for first, last, _ in requirements_files.statements(before) if first == neighbour.line)
    if at and not lines[at - 1].endswith(("\n", "\r")):
        if lines[at - 1].endswith("\\"):
            raise Refused(f"{path}, line {at}: the file ends with a continued line")
        lines[at - 1] += newline
        text = text if at == len(lines) else text + newline
    else:
        text += newline
    lines.insert(at, text)
    return back("".join(lines))
