"""The house's rules that no single module shows: who may import whom, and what a run may not import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parent.parent / "hooks"

# Room → the rooms it may import from, besides itself. Nothing points back; facts know nobody.
ARROWS = {
    "facts": set(),
    "servers": {"facts"},
    "watch": {"facts", "servers"},  # what the dev servers here will watch: no rule, no report
    "findings": {"facts"},
    "fixes": {"facts", "findings"},
    "reports": {"facts", "findings"},
    "cli": {"facts", "findings", "fixes", "reports", "commands"},
    "commands": {"facts", "servers", "watch", "findings", "fixes", "reports", "cli", "data"},
}

# A folder that is none of these belongs to one command or hook that outgrew its module.
OWN = {"facts", "servers", "watch", "findings", "fixes", "data"}

# What costs more than a check, and is not needed where everything is clean.
HEAVY = (
    "dataclasses", "typing", "pathlib", "json", "enum.Flag", "tomllib", "tomli", "tomlkit", "yaml", "packaging", "pathspec", "identify",
    "inspect", "ast", "tokenize", "hashlib", "difflib", "tempfile", "shutil", "importlib.metadata", "logging", "asyncio", "urllib",
)  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for path in HOOKS.rglob("*.py") if path.name != "__init__.py" or path.parent != HOOKS)


def room(parts: tuple[str, ...]) -> str:
    """The room of hooks.<parts>: its folder, or "commands" for a module at the top."""
    return parts[0] if parts and (HOOKS / parts[0]).is_dir() else "commands"


def imported(path: Path) -> set[tuple[str, ...]]:
    """The modules of this package that a file imports anywhere in it, as parts after `hooks`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "hooks":
            parts = tuple(node.module.split(".")[1:])
            found |= {(*parts, alias.name) for alias in node.names} if not parts else {parts}
        elif isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")[1:]) for alias in node.names if alias.name.split(".")[0] == "hooks"}
    return {parts for parts in found if parts and parts[0] != "__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_nothing_points_back(path):
    own = room(path.relative_to(HOOKS).parts)
    for parts in imported(path):
        other = room(parts)
        allowed = other in ARROWS.get(own, OWN) or (own == "commands" and other not in ARROWS)
        assert other == own or allowed, f"{own} may not import hooks.{'.'.join(parts)}"


def test_a_check_is_run_without_anything_heavy(repository):
    tree = repository({"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"})
    code = (
        "import sys; before = set(sys.modules); from hooks.check_all import main; code = main([]); "
        "print(*sorted(set(sys.modules) - before)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"sys = __import__('sys'); sys.path.insert(0, {str(HOOKS.parent)!r}); {code}"],
        cwd=str(tree), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1].split()
    assert [name for name in loaded if name in HEAVY or name.startswith(tuple(f"{heavy}." for heavy in HEAVY))] == []
    assert "hooks.fixes.apply" not in loaded and "hooks.fixes.plan" not in loaded


def test_the_user_s_own_modules_are_never_imported(repository):
    """A folder `hooks`, or a module named as one of ours or of the library's, in the repository that is checked."""
    trap = "raise SystemExit('imported')\n"
    names = [
        "hooks.py",
        "argparse.py",
        "fnmatch.py",
        "sitecustomize.py",
        "hooks/__init__.py",
        "hooks/check_all.py",
        "tomllib.py",
    ]
    tree = repository({**dict.fromkeys(names, trap), ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"})
    import sysconfig

    done = subprocess.run(
        [str(Path(sysconfig.get_path("scripts")) / "check-all"), "--fix"], cwd=str(tree), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree.status == ""
