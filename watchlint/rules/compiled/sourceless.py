"""compiled-sourceless: bytecode is tracked that Python can import, and no source of it is here."""

from __future__ import annotations

from watchlint.findings import ERROR, INFO, Finding, Rule
from watchlint.rules.compiled import NAME
from watchlint.rules.compiled.tracked import Place, sourceless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="compiled-sourceless",
    hook=NAME,
    severity=ERROR,
    summary="Bytecode is tracked that Python can import, and no source of it is here.",
    why="Python imports `m.pyc` where there is no `m.py` beside it. If that is how the module is shipped, untracking it loses "
    "the module; if its source was deleted, it still runs where nobody can read it. Only its owner can tell. In a folder "
    "without any Python source, or below a folder of tests, it is a note.",
    evidence="PEP 3147, «Case 4: legacy pyc files and source-less imports».",
    before={"m.py": "import n\n", "n.pyc": "", ".gitignore": "__pycache__/\n*.pyc\n"},
    after={"m.py": "import n\n", "n.py": "NAME = 1\n", ".gitignore": "__pycache__/\n*.pyc\n"},
    fix="none",
    since="0.1.0",
    source="PEP 3147",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each folder or virtual environment that holds such files."""
    places = sourceless(repository, settings)
    folders = {"", *repository.folders_with_python} if places else set()
    for place in places:
        is_imported = place.folder in folders and not place.is_test_data
        yield _finding(place, is_imported or place.is_environment)


def _finding(place: Place, is_imported: bool) -> Finding:
    if place.is_environment:
        message = (
            f"{len(place.paths)} tracked bytecode files of the virtual environment {place.folder}/ have no source here"
        )
    elif len(place.paths) == 1:
        message = f"{place.words} is tracked and its source is not here: it may be the only copy"
    else:
        message = f"{place.words} are tracked bytecode without a source here: they may be the only copies"
    return Finding(
        RULE,
        message,
        path=place.path,
        help="Left alone. If it is stale, `git rm --cached` it; if it is meant, name it in allow-compiled.",
        severity=ERROR if is_imported else INFO,
        subject=place.subject,
    )
