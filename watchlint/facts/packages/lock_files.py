"""What lock files pin: uv.lock, poetry.lock, pdm.lock, pylock.toml (PEP 751), Pipfile.lock."""

from __future__ import annotations

import re

from watchlint.computed import pattern
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import LOCKED, Reading, Requirement
from watchlint.facts.toml import reader as toml_reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*packages?[ \t]*\]\]", re.MULTILINE)
# What fills a lock file and is not asked for, as uv, Poetry and pdm write it: lists over several lines (of files, of wheels),
# what each package depends on, where its source is. Nine tenths of a file are not parsed so. A list of packages is, and so
# are the environments that an entry of uv's is for; what no program writes, as the marks of a merge, is left to the parser.
_FILLING = pattern(
    r"(?m)^(?!packages?\b|resolution-markers\b)[A-Za-z0-9_-]+ = \[\n(?:[ \t]+[{\"][^\n]*[}\"],?\n)*\]\n"
    r"|^sdist = \{[^\n]*\}\n"
    r"|^\[package\.(?:dependencies|extras)\]\n(?:[A-Za-z0-9_\"' \]-][^\n]*\n)*"
)
_LOCAL = ("editable", "virtual", "directory", "path")


def read(data: bytes, path: str) -> Reading:
    """What a lock file pins: a Requirement `==version` for each package, at the line where its entry starts. Never raises."""
    if path.endswith("Pipfile.lock"):
        return _pipfile_lock(data, path)
    try:
        text = toml_reader.decode(data, allow_bom=True)
        found = _asked_for(text)
    except toml_reader.TomlSyntaxError as error:
        return Reading(problems=[(error.line, error.message)])
    packages: list[object] = next(
        (found[key] for key in ("package", "packages") if isinstance(found.get(key), list)), []
    )
    headers = list(_header_lines(text))
    requirements: list[Requirement] = []
    members: list[str] = []
    for index, package in enumerate(packages):
        if not isinstance(package, dict) or not isinstance(package.get("name"), str):
            continue
        line = headers[index] if len(headers) == len(packages) else None
        source = package.get("source")
        local = next((source[key] for key in _LOCAL if key in source), None) if isinstance(source, dict) else None
        if local is not None:  # the project itself, or a neighbour in its workspace
            members.append(local if isinstance(local, str) else ".")
            continue
        requirements.append(_package(package, path, line))
    return Reading(requirements, pythons=_pythons(found), members=members)


def _asked_for(text: str) -> dict[str, Any]:
    """The data of a lock file, without what fills it. Raises TomlSyntaxError."""
    if '"""' not in text and "'''" not in text:
        try:
            return toml_reader.read(_FILLING.sub("", text.replace("\r\n", "\n")).encode())
        except toml_reader.TomlSyntaxError:
            pass  # the whole file says where
    return toml_reader.read(text.encode())


def _header_lines(text: str) -> Iterator[int]:
    line, at = 1, 0
    for header in _HEADER.finditer(text):
        line += text.count("\n", at, header.start())
        at = header.start()
        yield line


def _package(package: Mapping[str, object], path: str, line: int | None) -> Requirement:
    name, version = str(package["name"]), package.get("version")
    marker = package.get("marker", package.get("markers", ""))
    forks = package.get("resolution-markers")  # uv: this entry is for these environments only
    if isinstance(forks, list):
        marker = " or ".join(f"({fork})" for fork in forks if isinstance(fork, str))
    source = package.get("source", {})
    places = [source.get(key) for key in ("git", "url")] if isinstance(source, dict) else []
    url = next((place for place in places if isinstance(place, str)), "")
    known = isinstance(version, str)
    return Requirement(
        normalise(name),
        f"=={version}" if known else "",
        marker=marker if isinstance(marker, str) else "",
        path=path,
        line=line,
        column=None if line is None else 1,
        kind=LOCKED,
        hashed=True,
        source=f"{name} {version}" if known else name,
        url=url if known else url or "?",
    )


def _pythons(found: Mapping[str, object]) -> list[str]:
    metadata = found.get("metadata")
    poetry = metadata.get("python-versions") if isinstance(metadata, dict) else None
    if isinstance(poetry, str):
        from watchlint.facts.packages.specifier_dialects import poetry as dialect

        return [dialect(poetry)]
    uv = found.get("requires-python")
    return [uv] if isinstance(uv, str) and uv.strip() else []


def _pipfile_lock(data: bytes, path: str) -> Reading:
    """`default` is the main group, every other section a group of its name."""
    import json

    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Reading(problems=[(getattr(error, "lineno", None), getattr(error, "msg", "is no JSON"))])
    requirements = []
    lines = _json_lines(data.decode("utf-8-sig"))
    for section, packages in found.items() if isinstance(found, dict) else ():
        if section.startswith("_") or not isinstance(packages, dict):
            continue
        group = {"default": "", "develop": "dev"}.get(section, normalise(section))
        for name, package in packages.items():
            if not isinstance(package, dict):
                continue
            version, marker = package.get("version"), package.get("markers")
            known = version if isinstance(version, str) else ""
            line = lines.get((section, name))
            requirements.append(
                Requirement(
                    normalise(name),
                    known,
                    marker=marker if isinstance(marker, str) else "",
                    path=path,
                    line=line,
                    column=None if line is None else 1,
                    group=group,
                    kind=LOCKED,
                    hashed=bool(package.get("hashes")),
                    source=f"{name} {version}" if known else name,
                    url="" if known else "?",
                )
            )
    return Reading(requirements)


def _json_lines(text: str) -> dict[tuple[str, str], int]:
    """(section, package) -> line, by the two-step indentation Pipenv writes."""
    found: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        key = re.match(r'( {4}| {8})"([^"]+)": \{', line)
        if key and len(key[1]) == 4:
            section = key[2]
        elif key:
            found[section, key[2]] = number
    return found
