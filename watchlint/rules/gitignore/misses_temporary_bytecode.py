"""gitignore-misses-temporary-bytecode: git would not ignore the temporary name of bytecode that Python writes here."""

from __future__ import annotations

from watchlint.facts.paths import join
from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.gitignore import CACHED, GITIGNORE, NAME, TEMPORARY
from watchlint.rules.gitignore.seen import PATTERNS, adding, first_written, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="gitignore-misses-temporary-bytecode",
    hook=NAME,
    severity=INFO,
    summary="git would not ignore the temporary name that Python writes bytecode under.",
    why="Python writes bytecode under a name ending in a number and renames it. A run that is killed in between leaves "
    "`__pycache__/m.cpython-313.pyc.2375409084592`, which `*.pyc` does not match and `__pycache__/` covers.",
    evidence="98 % of 114 public .gitignore files name no such file; those with `__pycache__/` need not.",
    before={"app.py": "import shop\n", "shop.py": "NAME = 1\n", ".gitignore": "*.pyc\n"},
    after={"app.py": "import shop\n", "shop.py": "NAME = 1\n", ".gitignore": "*.pyc\n__pycache__/\n"},
    fix="safe",
    since="0.1.0",
    source="CPython, importlib/_bootstrap_external.py, _write_atomic",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note for each .gitignore that lets the name through, in folders that Python writes bytecode in."""
    found = seen(repository, settings)
    bytecode = set(found.folders(CACHED))  # seen itself: another rule's finding, whose fix covers this too
    sources = {GITIGNORE: found.missed.get(TEMPORARY, [])}
    undone = set()
    for line, by_name in found.undone.items():
        if TEMPORARY in by_name:
            source = GITIGNORE if line.source.startswith("../") else line.source
            sources[source] = [*sources.get(source, ()), *by_name[TEMPORARY]]
            undone.add(source)
    for source, folders in sorted(sources.items()):
        writing = first_written(repository, set(folders) - bytecode)
        if writing is not None and repository.exists(source):
            folder = writing.module.rpartition("/")[0]
            # A line for the folder is there and undone further down: then the name itself is ignored.
            has_line = b"__pycache__" in (repository.read_or_note(source) or b"")
            pattern = "*.pyc.[0-9]*" if has_line else PATTERNS[TEMPORARY]
            yield Finding(
                RULE,
                f"git does not ignore `{join(folder, TEMPORARY)}`, the name Python writes bytecode under before it "
                "renames it",
                path=source,
                help=f"A killed run leaves one behind. Add `{pattern}`.",
                fix=adding(source, [pattern], at_end=source in undone),
                subject="temporary",
            )
