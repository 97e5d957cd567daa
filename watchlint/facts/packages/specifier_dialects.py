"""Versions as Poetry, Pipenv and conda write them, turned into PEP 440. Alternatives are joined by " || ".

A text none of them would understand is given back as it stands: whoever reads it as PEP 440 sees that it is none.
"""

from __future__ import annotations

from watchlint.computed import pattern

_POETRY_CLAUSE = pattern(r"(\^|~=|~(?!=)|===?|!=|<=|>=|<|>)?\s*([0-9vV*][^\s,|]*)[\s,]*")
_RELEASE = pattern(r"[vV]?([0-9]+(?:\.[0-9]+)*)")
_CONDA = pattern(
    r"""(?:[^\s:]+::)?([A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(?:\[\s*version\s*=\s*['"]?([^'"\]]*)['"]?\s*\])?(.*)"""
)
_CLAUSE = pattern(r"(~=|===?|!=|<=|>=|<|>)([^,]+)")
_CONDA_CLAUSE = pattern(r"(===?|~=|!=|<=|>=|<|>|=)?\s*([0-9][A-Za-z0-9.!+*_]*)")


def poetry(text: str) -> str:
    """Poetry's `^1.2`, `~1.2`, `1.*`, `1.2`, `*`, `>=1 <2`, `^1 || ^2` (documentation of Poetry 2, "version constraints")."""
    return " || ".join(_poetry_all(part) for part in text.strip().replace("||", "|").split("|"))


def _poetry_all(text: str) -> str:
    text = text.strip()
    found, at = [], 0
    while at < len(text):
        clause = _POETRY_CLAUSE.match(text, at)
        if not clause:
            return text
        found += _poetry_one(clause[1] or "", clause[2])
        at = clause.end()
    return ",".join(found)


def _poetry_one(operator: str, version: str) -> list[str]:
    if version in ("*", "x", "X"):
        return []
    version = version.lstrip("vV")
    if operator in ("^", "~"):
        release = _RELEASE.match(version)
        numbers = [int(number) for number in release[1].split(".")] if release else []
        if not numbers or "*" in version:
            return [f"{operator}{version}"]
        if operator == "~":
            kept = numbers[:2]
        else:
            first = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
            kept = numbers[: first + 1]
        kept[-1] += 1
        return [f">={version}", f"<{'.'.join(map(str, kept))}"]
    if version.endswith((".*", ".x")) and operator in ("", "=="):
        return [f"=={version[:-1]}*"]
    if version.endswith(".*") and operator != "!=":
        version = version[:-2]
    return [f"{operator or '=='}{version}"]


def conda(text: str) -> tuple[str, str] | None:
    """A conda match specification as (name, specifier); None where it is none.

    `name=1.2` is 1.2.*, `name==1.2` and `name 1.2` are 1.2, `name=1.2=build` is 1.2 (conda documentation, "package match
    specifications").
    """
    found = _CONDA.fullmatch(text.strip())
    if not found:
        return None
    written = (found[2] if found[2] is not None else found[3]).strip()
    return found[1], " || ".join(_conda_all(part.strip()) for part in written.split("|"))


def _conda_all(text: str) -> str:
    clauses = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        if part == "*":
            continue
        found = _CONDA_CLAUSE.match(part)
        if not found:
            return text
        rest, build = part[found.end() :], False
        if rest:
            build = rest.startswith(("=", " "))
            if not build:
                return text
        clauses.append(_conda_one(found[1] or "", found[2], build))
    return ",".join(clauses)


def _conda_one(operator: str, version: str, build: bool) -> str:
    prefix = version.endswith(".*")
    bare = version[:-2] if prefix else version
    if "*" in bare:
        return operator + version  # `1.2*` is 1.20 too: PEP 440 has no such thing
    if operator == "=":
        return f"=={bare}" if build and not prefix else f"=={bare}.*"
    if operator in ("", "=="):
        return f"=={version}"
    return operator + (version if operator == "!=" else bare)


def python_marker(specifier: str) -> str:
    """The environment marker of a PEP 440 specifier on Python itself: `>=3.8,<4` as Poetry's `python = "^3.8"` has it."""
    tests = [
        " and ".join(f'python_full_version {clause[1]} "{clause[2].strip()}"' for clause in _CLAUSE.finditer(part))
        for part in specifier.split("||")
    ]
    return "" if not all(tests) else " or ".join(tests)
