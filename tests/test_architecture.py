"""The house's rules that no single module shows: who may import whom, no circle, and what a run may not import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "watchlint"

# Room -> the rooms it may import from, besides itself; `facts` knows nobody but facts.
ARROWS = {
    "computed": set(),
    "records": set(),
    "errors": set(),
    "data": set(),
    "facts": {"data"},
    "settings": {"facts"},
    "findings": {"facts", "settings"},
    "fixes": {"facts", "findings"},
    "servers": {"facts"},
    "logs": {"facts", "servers"},
    "watch": {"data", "facts", "servers", "settings", "reports"},
    "doctor": {"facts", "servers", "logs", "watch", "settings", "reports"},
    "rules": {"facts", "servers", "watch", "findings", "fixes", "settings"},
    "reports": {"facts", "findings"},
    "checking": {"errors", "facts", "rules", "findings", "fixes", "plugins", "reports", "settings"},
    "fleet": {"errors", "checking", "rules", "findings", "reports", "data"},
    "cli": {
        "errors",
        "plugins",
        "checking",
        "fleet",
        "facts",
        "servers",
        "logs",
        "watch",
        "doctor",
        "rules",
        "findings",
        "fixes",
        "reports",
        "settings",
        "data",
    },
    "plugins": {"facts", "findings", "rules", "servers", "settings"},
    "engines": {"checking", "findings", "reports", "rules"},
    "__main__": {"cli"},
}

# What costs more than a check, and is not needed where everything is clean.
HEAVY = (
    "dataclasses", "typing", "pathlib", "json", "enum.Flag", "tomllib", "tomli", "tomlkit", "yaml", "packaging", "pathspec", "identify",
    "inspect", "ast", "tokenize", "hashlib", "difflib", "tempfile", "shutil", "importlib.metadata", "logging", "asyncio", "urllib",
)  # fmt: skip


@cache
def modules() -> dict[str, Path]:
    """The name of each module after `watchlint.` -> its file."""
    found = (path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in found}


@cache
def imported(name: str) -> frozenset[str]:
    """The modules of this package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(modules()[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "watchlint":
            base = node.module.removeprefix("watchlint").lstrip(".")
            for alias in node.names:
                whole = f"{base}.{alias.name}".lstrip(".")
                found.add(whole if whole in modules() else base)
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.removeprefix("watchlint.") for alias in node.names if alias.name.startswith("watchlint.")
            }
    return frozenset(found & modules().keys())


@pytest.mark.parametrize("name", modules())
def test_nothing_points_back(name):
    own = name.partition(".")[0]
    for other in imported(name):
        assert other.partition(".")[0] in {own, "computed", "records", *ARROWS[own]}, (
            f"{own} may not import watchlint.{other}"
        )


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """The groups of names that reach each other."""
    reached: dict[str, set[str]] = {}
    for start in arrows:
        waiting, seen = list(arrows[start]), set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += arrows.get(name, ())
        reached[start] = seen
    found = {frozenset({a} | {b for b in reached[a] if a in reached[b]}) for a in arrows if a in reached[a]}
    return sorted(map(sorted, found))


def test_no_circle_between_folders():
    arrows: dict[str, set[str]] = {}
    for name in modules():
        folder = name.rpartition(".")[0] or name
        others = {other.rpartition(".")[0] or other for other in imported(name)}
        arrows.setdefault(folder, set()).update(others - {folder})
    assert circles(arrows) == []


# Circles that are still to be opened: whoever opens one takes its line out.
KNOWN_CIRCLES: list[list[str]] = []


def test_no_circle_between_modules():
    found = circles({name: set(imported(name)) for name in modules()})
    assert [circle for circle in found if circle not in KNOWN_CIRCLES] == []
    assert [circle for circle in KNOWN_CIRCLES if circle not in found] == [], "opened: take it out of KNOWN_CIRCLES"


# Where a server may be named beside what lists modules: its own module and two more. Texts are data: docstrings, the
# declarations of rules with their examples, the messages of logs.
SERVERS_AT_MOST = 3
INDEXES = {"servers.index", "rules.index"}

# Streamlit is named in the rooms and modules called after it, and where it has a name in the contract or is asked beside Django.
STREAMLIT_TOO = {
    "settings": "a setting's name",
    "cli.check": "a hook's name",
    "cli.main": "a command's name",
    "cli.doctor": "the help of an option",
    "facts.launch.base.assigned": "the variables that any launch file may set",
    "rules.reloader.asked": "the packages that bring watchdog",
    "rules.reloader.watchdog.watchdog_livelock": "the packages that bring watchdog",
    "doctor.shapes": "a key of the report",
    "doctor.seeing.picked": "a key of the report",
    "doctor.judging.problems": "a key of the report",
    "doctor.judging.steps": "a step for a server that is not known",
    "doctor.pages.page": "a key of the report",
}


@cache
def named_in(name: str) -> frozenset[str]:
    """The words of a module's code: names, and texts that are no data."""
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    found: list[str] = []
    waiting: list[ast.AST] = [tree]
    declared = declaration(tree)
    while waiting:
        node = waiting.pop()
        if node in declared or isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        for field, value in ast.iter_fields(node):
            values = value if isinstance(value, list) else [value]
            found += [text for text in values if isinstance(text, str) and field != "type_comment"]
            found += [text.decode("latin-1") for text in values if isinstance(text, bytes)]
            waiting += [child for child in values if isinstance(child, ast.AST)]
    return frozenset(re.findall(r"\w+", " ".join(found)))


def declaration(tree: ast.Module) -> list[ast.stmt]:
    """A rule's declaration, and what only it speaks of."""
    assigned = {
        node.targets[0].id: node
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found = [assigned["RULE"]] if "RULE" in assigned else []
    for statement in found:
        inside = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        others = {
            node.id
            for other in tree.body
            if other not in found
            for node in ast.walk(other)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        found += [assigned[name] for name in inside & assigned.keys() - others if assigned[name] not in found]
    return found


@pytest.mark.parametrize("server", ["gunicorn", "hupper", "watchmedo", "uvicorn"])
def test_a_server_is_named_in_its_own_modules(server):
    code = [name for name in modules() if name not in INDEXES and not name.startswith("logs.messages.")]
    assert len([name for name in code if server in named_in(name)]) <= SERVERS_AT_MOST


def test_streamlit_is_named_in_its_own_rooms():
    code = [name for name in modules() if name not in INDEXES and not re.search(r"streamlit|^logs\.messages\.", name)]
    own = re.compile("streamlit|Streamlit|STREAMLIT(_.*)?")
    assert {name for name in code if any(map(own.fullmatch, named_in(name)))} == STREAMLIT_TOO.keys()


MOST = 15

# Folders that still hold more than MOST modules side by side.
KNOWN_WIDE: set[str] = set()


def test_no_folder_is_a_warehouse():
    folders = [name.rpartition(".")[0] for name in modules()]
    wide = {folder for folder in folders if folders.count(folder) > MOST}
    assert wide - KNOWN_WIDE == set()
    assert KNOWN_WIDE - wide == set(), "narrow now: take it out of KNOWN_WIDE"


def test_the_test_of_a_module_is_found_by_its_name():
    lacking: dict[str, list[str]] = {}
    for name in modules():
        *folders, module = name.split(".")
        if not (TESTS.joinpath(*folders) / f"test_{module.strip('_')}.py").exists():
            lacking.setdefault(".".join(folders), []).append(name)
    assert lacking == {}


def test_a_circle_is_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


# What a hook imports where it has nothing to look at, of this package; each module takes its share of the start-up time.
NEEDED = set(
    """
    checking checking.options checking.root cli cli.arguments cli.check cli.command cli.run computed errors facts facts.regular
    facts.repository facts.repository.discovery facts.repository.git facts.repository.listing facts.repository.programs facts.repository.repository
    facts.repository.work_tree facts.toml facts.toml.plain facts.toml.reader findings findings.model findings.selection records
    reports reports.model reports.plain reports.terminal reports.text reports.words rules rules.catalogue rules.index
    rules.registry settings
    """.split()
)
NEEDED_BY = {
    "check_gitignore": "rules.gitignore",
    "check_compiled_files": "rules.compiled facts.repository.runner",
    "check_streamlit_config": "rules.streamlit rules.streamlit.files rules.streamlit.files.candidates facts.repository.code"
    " facts.packages facts.packages.dependencies facts.packages.files facts.packages.package_names",
    "check_inotify_tier": "rules.tier rules.tier.choice rules.tier.fit rules.tier.names rules.tier.prediction"
    " rules.tier.prediction_exceeds rules.tier.tier_exceeded rules.tier.tier_too_large rules.tier.tiers facts.folders"
    " facts.folders.folder_count facts.machine facts.machine.inotify",
    "check_reloader": "rules.reloader facts.packages facts.packages.dependencies facts.packages.files facts.packages.package_names",
    "main": "rules.suppressions findings.suppression",
    "check_launch_files": "rules.launch rules.launch.files facts.launch facts.launch.base facts.launch.base.source"
    " facts.launch.base.text facts.launch.kinds facts.launch.started facts.repository.code",
}
# Of the standard library: what they take is a third of a hook's time or more.
NOT_NEEDED = {"argparse", "functools", "re", "subprocess", "tomllib", "typing"}


def loaded(tree, main: str) -> set[str]:
    """The modules that a run of a hook imports, which finds nothing."""
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); before = set(sys.modules); "
        f"from watchlint.cli.check import {main} as main; code = main([]); "
        "print(*sorted(set(sys.modules) - before)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=str(tree), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("main", NEEDED_BY)
def test_a_hook_with_nothing_to_look_at_imports_what_it_needs(repository, main):
    tree = repository({"README.md": "", "pyproject.toml": '[tool.watchlint]\ninotify-tier = "small"\n'})
    own = set(" ".join(NEEDED_BY.values()).split() if main == "main" else NEEDED_BY[main].split())
    modules_ = loaded(tree, main)
    ours = {name.removeprefix("watchlint.") for name in modules_ if name.startswith("watchlint.")}
    assert ours - NEEDED - own == set()
    if sys.platform == "linux":  # elsewhere git is started by subprocess
        assert modules_ & NOT_NEEDED == set()


def test_a_check_is_run_without_anything_heavy(repository):
    tree = repository({"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.*\n"})
    code = (
        "import sys; before = set(sys.modules); from watchlint.cli.check import main; code = main([]); "
        "print(*sorted(set(sys.modules) - before)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"sys = __import__('sys'); sys.path.insert(0, {str(PACKAGE.parent)!r}); {code}"],
        cwd=str(tree), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1].split()
    assert [name for name in loaded if name in HEAVY or name.startswith(tuple(f"{heavy}." for heavy in HEAVY))] == []
    assert "watchlint.fixes.apply" not in loaded and "watchlint.fixes.plan" not in loaded


def test_the_user_s_own_modules_are_never_imported(repository):
    """A folder `hooks` or `watchlint`, or a module named as one of ours or of the library's, in the repository that is checked."""
    trap = "raise SystemExit('imported')\n"
    names = [
        "hooks.py", "argparse.py", "fnmatch.py", "sitecustomize.py", "hooks/__init__.py", "hooks/check_all.py", "tomllib.py",
        "watchlint/__init__.py",
    ]  # fmt: skip
    tree = repository({**dict.fromkeys(names, trap), ".gitignore": "__pycache__/\n*.pyc\n*.pyc.*\n"})
    import sysconfig

    done = subprocess.run(
        [str(Path(sysconfig.get_path("scripts")) / "check-all"), "--fix"], cwd=str(tree), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree.status == ""
