"""gitignore-readmits-bytecode: a later negation, or a nested .gitignore, makes git see bytecode again."""

from __future__ import annotations

from watchlint.facts.paths import join
from watchlint.findings import ERROR, INFO, Finding, Rule
from watchlint.rules.gitignore import BESIDE, CACHED, GITIGNORE, NAME
from watchlint.rules.gitignore.seen import Line, adding, first_written, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="gitignore-readmits-bytecode",
    hook=NAME,
    severity=ERROR,
    summary="A later negation, or a nested .gitignore, makes git see bytecode again.",
    why="The last matching line wins, and a .gitignore further down wins over those above it. A `!` line meant for "
    "something else therefore undoes the pattern that covered bytecode. Where no module is imported it is a note.",
    evidence='gitignore(5): «an optional prefix "!" which negates the pattern».',
    before={"app.py": "import shop\n", "shop.py": "NAME = 1\n", ".gitignore": "*.pyc\n!*.pyc\n"},
    after={
        "app.py": "import shop\n",
        "shop.py": "NAME = 1\n",
        ".gitignore": "*.pyc\n!*.pyc\n\n# Python bytecode\n*.pyc\n",
    },
    fix="safe",
    since="0.1.0",
    source="gitignore(5)",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each line that makes git see bytecode again."""
    for line, by_name in sorted(seen(repository, settings).undone.items()):
        names = [name for name in (CACHED, BESIDE) if name in by_name]
        if names:
            paths = [join(folder, name) for name in names for folder in by_name[name]]
            folders = [folder for name in names for folder in by_name[name]]
            # `*.pyc` covers what lies in __pycache__ too.
            pattern = "*.pyc" if BESIDE in by_name else "__pycache__/"
            yield _finding(repository, line, paths, folders, pattern)


def _finding(repository: Repository, line: Line, paths: list[str], folders: list[str], pattern: str) -> Finding:
    ours = not line.source.startswith("../")
    writing = first_written(repository, folders)
    # Above the root nothing is ours to change.
    path = line.source if ours else GITIGNORE
    is_place = ours or repository.exists(GITIGNORE)
    return Finding(
        RULE,
        f"{line.source}:{line.number} re-admits bytecode: {line.pattern!r} makes git see {_examples(paths)}",
        path=path if is_place else writing.module if writing else min(repository.python_files),
        line=line.number if ours else None,
        column=1 if ours else None,
        end_line=line.number if ours else None,
        end_column=len(line.pattern) + 1 if ours else None,
        help="The last matching line wins. Put the pattern after it, or narrow the negation; bytecode that is "
        "meant to be committed belongs in allow-compiled.",
        fix=adding(path, [pattern], at_end=True),
        severity=ERROR if writing else INFO,
        subject=f"{line.pattern} {[pattern]}",
    )


def _examples(paths: list[str]) -> str:
    shown = [f"`{path}`" for path in paths[:2]]
    more = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {more} more like it" if more > 0 else "")
