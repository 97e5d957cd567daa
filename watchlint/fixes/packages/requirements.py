"""Changes to what a project asks for: pure functions over a file's bytes, each proved by reading the result again.

Comments, markers, extras, order and newlines stay. What a program wrote (a lock file, a compiled or hashed requirements
file) is never edited: Refused then carries the command to run.
"""

from __future__ import annotations

import re

from watchlint.facts.packages import files, requirements_files
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import LOCKED, Reading, Requirement
from watchlint.fixes.packages import requirements_toml
from watchlint.fixes.packages.requirements_toml import rewritten
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMAND = re.compile(r"^#\s+((?:pip-compile|uv pip compile|uv export)\b.*)$", re.MULTILINE)
_EXPORTED = {
    "rye": "rye lock --update {}",
    "pdm": "pdm update {} && pdm export -o {path}",
    "poetry": "poetry update {} && poetry export -o {path}",
}
"""Who wrote a requirements file without its command -> what brings one package of it up to date."""
_WRITER = re.compile(rf"(?im)^#.*\bgenerated (?:by|with) ({'|'.join(_EXPORTED)})\b")
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
    neighbour = next((one for one in neighbours if not one.group), neighbours[0] if neighbours else None)
    kind = files.role(path) or "requirements"
    _require_by_hand(before.requirements, data, path, name, specifier)
    if kind in _TOML:
        after = requirements_toml.add(data, path, kind, name, specifier, neighbour)
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
    if files.role(path) in ("requirements", "constraints", None) and requirements_files.is_compiled(text, path):
        header, writer = _COMMAND.search(text), _WRITER.search(text)
        if header and header[1].startswith("uv export"):
            return f"uv lock --upgrade-package {name} && {header[1].strip()}"
        if writer and not header:
            return _EXPORTED[writer[1].lower()].format(name, path=path)
        return f"{header[1].strip() if header else 'pip-compile'} --upgrade-package {name}"
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
    kind = files.role(path) or "requirements"
    if kind not in (*_TOML, "requirements", "constraints", "setup.cfg"):
        raise Refused(f"{path}, line {mine[0].line}: change {mine[0].source} to {new or name}{specifier} by hand")
    after = (requirements_toml.change if kind in _TOML else _change_lines)(data, path, mine, new, specifier)
    expected = [
        one._replace(name=wanted, specifier=specifier) if one.name == normalise(name) else one
        for one in before.requirements
    ]
    if _meaning(_read(after, path).requirements) != _meaning(expected):
        raise Refused(f"{path}, line {mine[0].line}: {mine[0].source} can't be changed safely")
    return after


def _read(data: bytes, path: str) -> Reading:
    return files.reader(files.role(path) or "requirements")(data, path)


def _require_by_hand(entries: Sequence[Requirement], data: bytes, path: str, name: str, specifier: str) -> None:
    command = lock_command(path, name, data)
    if command is None and any(one.hashed or one.kind == LOCKED for one in entries):
        command = f"pip-compile --upgrade-package {name}"
    if command:
        raise Refused(
            f"{path} is written by a program: ask for {name}{specifier} in the file it is made from, then run `{command}`"
        )


def _meaning(entries: Sequence[Requirement]) -> list[tuple[object, ...]]:
    """What requirements say, whatever their place and spelling."""
    return [
        (one.name, _clauses(one.specifier), one.extras, one.marker, one.url, one.group, one.kind) for one in entries
    ]


def _clauses(specifier: str) -> list[str]:
    return sorted("".join(specifier.split()).split(","))


def _same(one: str, other: str) -> bool:
    return _clauses(one) == _clauses(other)


def _text(data: bytes) -> tuple[str, bytes, str]:
    """The text of a file, its byte order mark and its encoding: `mark + text.encode(encoding)` is the file again."""
    text = requirements_files.decode(data)
    for mark, encoding in (*requirements_files.MARKS, (b"", "utf-8"), (b"", "latin-1")):
        if data.startswith(mark):
            try:
                if mark + text.encode(encoding) == data:
                    return text, mark, encoding
            except UnicodeEncodeError:
                continue
    raise Refused("the file's encoding can't be written back")


def _change_lines(data: bytes, path: str, mine: list[Requirement], new: str | None, specifier: str) -> bytes:
    text, mark, encoding = _text(data)
    # setup.cfg is read by "\n" alone, requirements files as str.splitlines() has it.
    lines = text.splitlines(keepends=True) if files.role(path) != "setup.cfg" else re.findall(r"[^\n]*\n|[^\n]+", text)
    places = sorted(((one.line or 1) - 1, (one.column or 1) - 1) for one in mine)
    for number, at in reversed(places):
        line = lines[number]
        end, changed = rewritten(line[at:], new, specifier)
        lines[number] = line[:at] + changed + line[at + end :]
    return mark + "".join(lines).encode(encoding)


def _add_line(data: bytes, path: str, text: str, neighbour: Requirement | None) -> bytes:
    before, mark, encoding = _text(data)
    lines = before.splitlines(keepends=True)
    newline = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\n", "\r"))), "\n")
    at = len(lines)
    if neighbour:
        at = next(last for first, last, _ in requirements_files.statements(before) if first == neighbour.line)
    last = lines[at - 1].rstrip("\r\n") if at else ""
    if last.endswith("\\") and not last.lstrip().startswith("#"):
        raise Refused(f"{path}, line {at}: the file ends with a continued line")
    if at and not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += newline
        text = text if at == len(lines) else text + newline
    else:
        text += newline
    lines.insert(at, text)
    return mark + "".join(lines).encode(encoding)
