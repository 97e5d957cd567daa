"""Small repositories as trees of names and contents: the fixtures' folders, and `before` and `after` of a rule.

Some names mean something to this repository itself, and some things are no file: those are spelt (fixtures/README.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Tree

SPELT = {"dot-gitignore": ".gitignore", "dot-venv": ".venv", "dunder-pycache": "__pycache__"}
_FOLDERS = re.compile(r"(\d+)-empty-folders$")
_FILES = re.compile(r"(\d+)-empty-(files|modules)$")
_MARKS = ("untracked-", "executable-")


def read(root: Path) -> dict[str, bytes]:
    """A fixture's tree, path -> content, with all but the marks of `lay` said in plain names."""
    return {_name(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def _name(path: Path) -> str:
    parts = []
    for part in path.parts:
        mark = next((mark for mark in _MARKS if part.startswith(mark)), "")
        parts.append(mark + SPELT.get(part[len(mark) :], part[len(mark) :]))
    return "/".join(parts).removesuffix("-file")


def lay(make: Callable[..., Tree], files: Mapping[str, str | bytes], name: str = "repo") -> Tree:
    """The repository of these files, made with the fixture `repository`: everything committed but what is untracked."""
    tree = make({}, name=name)
    later = {}
    for path, content in files.items():
        folder, _, last = path.rpartition("/")
        plain = f"{folder}/" if folder else ""
        if match := _FOLDERS.match(last):
            for number in range(int(match[1])):
                (tree / f"{plain}{number}").mkdir(parents=True)
        elif names := _empty_files(last):
            tree.write({plain + name: "" for name in names})
        elif last.startswith("untracked-"):
            later[plain + last.removeprefix("untracked-")] = content
        else:
            tree.write({plain + last.removeprefix("executable-"): content})
            if last.startswith("executable-"):
                (tree / (plain + last.removeprefix("executable-"))).chmod(0o755)
    if tree.contents():
        tree.add()
    tree.commit()
    return tree.write(later)


def tracked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What git tracks of such a tree, by its real names."""
    found = {}
    for path, content in files.items():
        folder, _, last = path.rpartition("/")
        plain = f"{folder}/" if folder else ""
        if names := _empty_files(last):
            found.update({plain + name: b"" for name in names})
        elif not last.startswith("untracked-") and not _FOLDERS.match(last):
            found[plain + last.removeprefix("executable-")] = content
    return found


def _empty_files(name: str) -> list[str]:
    match = _FILES.match(name)
    shape = "m{}.py" if match and match[2] == "modules" else "{}"
    return [shape.format(number) for number in range(int(match[1]))] if match else []
