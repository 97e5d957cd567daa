"""The folders of the modules that pserve brings in: its settings file names a package, which configures itself.

Source: pyramid 2.1 (config/__init__.py, include and scan: venusian imports every module below what is scanned), PasteDeploy
3.1.0 (loadwsgi.py: `use = egg:NAME#ENTRY` is an entry point of the group paste.app_factory), checked against the kernel.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")
_BRINGS = re.compile(r"\.(include|scan)\(\s*(?:[\"']([\w.]+)[\"']\s*)?[),]")


def folders(settings: str, name: str = "main") -> list[str]:
    """The folders of the package that a settings file (its path) names for this app, and of all that it includes and scans;
    none where it is of no project beside the file."""
    found = re.search(
        rf"^\[(?:app:)?{re.escape(name)}\]\s*$(?:\n(?!\[).*)*?\nuse\s*=\s*egg:([\w.-]+)(?:#(\w+))?",
        regular.text(settings) or "",
        re.M,
    )
    if found is None:
        return []
    entry = found[2] or "main"
    for project in (os.path.dirname(settings), os.path.dirname(os.path.dirname(settings))):
        module = next((_entry(os.path.join(project, path), entry) for path in _PROJECT if _is_of(project, path)), "")
        for top in (project, os.path.join(project, "src")) if module else ():
            package = os.path.join(top, *module.split("."))
            if os.path.isfile(os.path.join(package, "__init__.py")):
                return sorted(set(_brought(package)))
    return []


def _is_of(project: str, path: str) -> bool:
    return "paste.app_factory" in (regular.text(os.path.join(project, path)) or "")


def _entry(path: str, name: str) -> str:
    """The module of an entry point of paste.app_factory; "" where the file has none of this name."""
    text = (regular.text(path) or "").partition("paste.app_factory")[2]
    found = re.search(rf"\b{re.escape(name)}\s*=\s*[\"']?([\w.]+)\s*:", text)
    return found[1] if found else ""


def _brought(package: str) -> Iterator[str]:
    """The folder of a package, and of what it includes and scans; the same of what it includes."""
    yield package
    text = re.sub(r"^\s*#.*$", "", regular.text(os.path.join(package, "__init__.py")) or "", flags=re.M)
    own = os.path.basename(package)
    for what, name in _BRINGS.findall(text):
        if name and not name.startswith((".", f"{own}.")):
            continue  # of another package
        below = name.removeprefix(own).strip(".")
        place = os.path.join(package, *below.split(".")) if below else package
        if not os.path.isfile(os.path.join(place, "__init__.py")):
            yield os.path.dirname(place)
        elif what == "scan":
            yield from _packages(place)
        elif place != package:
            yield from _brought(place)


def _packages(folder: str) -> Iterator[str]:
    """A package and all those below it."""
    for path, below, names in os.walk(folder):
        below[:] = [name for name in below if os.path.isfile(os.path.join(path, name, "__init__.py"))]
        if "__init__.py" in names:
            yield path
