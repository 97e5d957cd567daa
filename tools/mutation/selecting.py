"""Which modules are mutated, and which tests are narrow enough to be run on each of their mutants."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

SCOPE = (
    "watchlint/rules",
    "watchlint/fixes",
    "watchlint/watch",
    "watchlint/servers/model.py",
    "watchlint/servers/start.py",
    "watchlint/facts/launch",
)
"""What is mutated when no module is named."""

ELSEWHERE = {
    "watchlint/fixes/python_lists.py": ["tests/fixes/test_python.py"],
    "watchlint/fixes/place.py": ["tests/fixes/test_apply.py"],
    "watchlint/fixes/splice.py": ["tests/rules/launch/streamlit", "tests/rules/launch/containers"],
    "watchlint/fixes/caches.py": ["tests/cli/test_clean_caches.py"],
    "watchlint/facts/launch": [
        "tests/facts/launch",
        "tests/facts/launch/base",
        "tests/facts/launch/formats",
        "tests/facts/launch/places",
    ],
    "watchlint/servers/model.py": ["tests/servers/test_model.py", "tests/servers/test_plan.py"],
    "watchlint/servers/start.py": ["tests/servers/test_calls.py", "tests/servers/test_launches.py"],
    "watchlint/watch": ["tests/watch", "tests/cli/test_watches.py"],
}
"""Where the tests of a module without one of its own name are, if they are not beside it."""

OTHER_PYTHON = ("tests/cli/test_watches.py::test_plotly_is_not_loaded_for_json",)
"""Tests that start a Python without installed packages here: mutated code needs mutmut to be imported."""

ALSO = {
    "watchlint/fixes/toml/": ["tests/fixes/toml/test_edit.py"],
    "watchlint/watch/livelock.py": ["tests/watch/test_moves.py"],
    "watchlint/facts/launch/formats/compose.py": ["tests/facts/launch/test_defects.py"],
    "watchlint/facts/launch/formats/": ["tests/facts/launch/test_where.py"],
    "watchlint/watch/treemap.py": ["tests/watch/test_moves.py"],
}
"""Tests of another name that a module with tests of its own is tried with, too."""

TOGETHER = {
    "watchlint/watch": ["tests/watch", "tests/cli/test_watches.py"],
    "watchlint/fixes": ["tests/fixes", "tests/checking/test_fixing.py", "tests/cli/test_clean_caches.py"],
    "watchlint/servers": ["tests/servers", "tests/watch", "tests/doctor/judging", "tests/test_catalogue.py"],
    "watchlint/facts": ["tests/facts/launch", "tests/rules/launch", "tests/servers/test_launches.py"],
}
"""What the modules of a room are tried with, all of them; a hook's rules with all tests of the hook."""

_SLOW = re.compile("generated|faults|progress|page")
"""Tests of a folder that take too long to be run on each mutant."""

LEFT_OUT = {
    "watchlint/rules/index.py": "made by tools.catalogue",
    "watchlint/watch/page.py": "drawn, and tried, in a browser: tests/oracle/test_watches_page.py",
    "watchlint/watch/progress.py": "tried on a terminal of its own, in another process",
}
"""Module -> why it is not mutated."""


def modules(named: list[str]) -> list[str]:
    """The paths of the modules that are named, by path or by dotted name, a folder for all below it; sorted."""
    found: set[str] = set()
    for name in named or SCOPE:
        place = PROJECT / (name if "/" in name else name.replace(".", "/"))
        if not place.exists():
            place = place.with_suffix(".py")
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        if not files:
            raise SystemExit(f"{name}: no module of this name")
        found.update(file.relative_to(PROJECT).as_posix() for file in files)
    return sorted(found - set(LEFT_OUT))


def together(named: list[str]) -> list[list[str]]:
    """The same in groups, by room, of the rules by hook: one run for all of a group."""
    found: dict[str, list[str]] = {}
    for module in modules(named):
        found.setdefault(_room(module), []).append(module)
    return list(found.values())


def room(of: list[str]) -> list[str]:
    """The tests that a group of modules is tried with: of each those that run the line that is changed."""
    folder = _room(of[0])
    hook = [folder.replace("watchlint", "tests", 1)] if folder.startswith("watchlint/rules/") else []
    places = next((found for prefix, found in TOGETHER.items() if folder.startswith(prefix)), hook)
    files = [file for place in places for file in _below(PROJECT / place)]
    named = [test for module in of for test in tests(module)]
    return list(dict.fromkeys([*named, *(file.relative_to(PROJECT).as_posix() for file in files)]))


def _room(module: str) -> str:
    parts = Path(module).parent.parts
    return "/".join(parts[: 3 if "rules" in parts else 2])


def _below(place: Path) -> list[Path]:
    return [file for file in sorted(place.rglob("test_*.py")) if not _SLOW.search(file.name)] or _quick(place)


def own(module: str) -> list[str]:
    """The files of its tests that have its name, or what it is tried with if none has: asked before the others."""
    path = Path(module)
    named = [test for test in tests(module) if test.endswith(f"/test_{path.stem}.py")]
    return named or list(dict.fromkeys(test.partition("::")[0] for test in tests(module)))


def tests(module: str) -> list[str]:
    """The tests of a module, as pytest takes them: those of its own name, else those beside it; a rule's examples as well."""
    path = Path(module)
    place = PROJECT / "tests" / path.relative_to("watchlint").parent
    named = sorted(place.glob(f"test_{path.stem}.py")) or _beside(module, place)
    also = [test for prefix, each in ALSO.items() if module.startswith(prefix) for test in each]
    return list(dict.fromkeys([*(found.relative_to(PROJECT).as_posix() for found in named), *also, *_examples(path)]))


def _beside(module: str, place: Path) -> list[Path]:
    for prefix, places in ELSEWHERE.items():
        if module.startswith(prefix):
            return [file for each in places for file in _quick(PROJECT / each)]
    while not (beside := _quick(place)):
        place = place.parent
    return beside


def _quick(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [file for file in sorted(place.glob("test_*.py")) if not _SLOW.search(file.name)]


def _examples(path: Path) -> list[str]:
    """The rule's fixtures and its before and after; of what several rules share, those of every rule beside and below it."""
    from tests.test_fixtures import cases
    from watchlint.rules.catalogue import HOOKS

    own = ".".join(path.with_suffix("").parts)
    folder = ".".join(path.parent.parts)
    entries = [entry for hook in HOOKS for entry in hook.entries]
    rules = {entry.name for entry in entries if entry.module == own}
    if not rules and folder.startswith("watchlint.rules."):
        while not rules:
            rules = {entry.name for entry in entries if entry.module.startswith(f"{folder}.")}
            folder = folder.rpartition(".")[0]
    found = []
    for kind, test in (("broken", "test_broken_is_raised_and_fix_gives_fixed"), ("clean", "test_clean_is_silent")):
        found += [f"tests/test_fixtures.py::{test}[{rule}-{case}]" for rule, case in cases(kind) if rule in rules]
    before = "tests/rules/test_declarations.py::test_before_raises_it_and_nothing_else_and_after_nothing"
    return found + [f"{before}[{rule}]" for rule in sorted(rules)]
