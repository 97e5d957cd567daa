"""gitignore-missing: Python writes bytecode here, and there is no .gitignore."""

from __future__ import annotations

from watchlint.facts.paths import join
from watchlint.findings import ERROR, INFO, Finding, Rule
from watchlint.rules.gitignore import CACHED, GITIGNORE, NAME
from watchlint.rules.gitignore.seen import adding, first_written, home, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="gitignore-missing",
    hook=NAME,
    severity=ERROR,
    summary="Python writes bytecode here, and there is no .gitignore.",
    why="Python writes `__pycache__/` for the modules it imports. Without a .gitignore the first `git add .` commits it, and "
    "from then on each run changes tracked files: hooks fail, and a dev server that watches the tree sees writes nobody made. "
    "The finding names an import that does it; where nothing here imports another file (scripts that are only run leave no "
    "bytecode) it is a note.",
    evidence="github.com/drussell23/JARVIS#69490: 355 tracked .pyc files.",
    before={"app.py": "import shop\n", "shop.py": "NAME = 1\n"},
    after={
        "app.py": "import shop\n",
        "shop.py": "NAME = 1\n",
        ".gitignore": "# Python bytecode\n__pycache__/\n*.pyc\n",
    },
    fix="safe",
    since="0.1.0",
    source="gitignore(5); PEP 3147",
)

PATTERNS = ["__pycache__/", "*.pyc"]


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding, on a Python file, where there is no .gitignore and git would see what Python writes."""
    folders = seen(repository, settings).missed.get(CACHED)
    if not folders or repository.exists(home(repository, folders)):
        return
    writing = first_written(repository, folders)
    judge = "" if repository.has_git else " (no git here: judged from the .gitignore files with pathspec)"
    if writing is not None:
        place = join(writing.module.rpartition("/")[0], "__pycache__/")
        message = f"no .gitignore: git would add `{place}`, which Python writes when {writing.words}{judge}"
    else:
        message = f"no .gitignore: git would add the `__pycache__/` that Python writes for imported modules{judge}"
    yield Finding(
        RULE,
        message,
        path=writing.module if writing else min(repository.python_files),
        help="Create one that ignores `__pycache__/` and `*.pyc`.",
        fix=adding(GITIGNORE, PATTERNS),
        severity=ERROR if writing else INFO,
        subject="missing",
    )
