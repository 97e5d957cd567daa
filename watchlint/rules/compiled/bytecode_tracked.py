"""compiled-bytecode-tracked: bytecode is tracked that Python remakes, or that nothing imports."""

from __future__ import annotations

from watchlint.facts.python.bytecode import is_temporary
from watchlint.findings import ERROR, INFO, Finding, Rule
from watchlint.rules.compiled import NAME
from watchlint.rules.compiled.tracked import Place, stale
from watchlint.rules.compiled.untracking import untracking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="compiled-bytecode-tracked",
    hook=NAME,
    severity=ERROR,
    summary="Bytecode is tracked that Python remakes, or that nothing imports.",
    why="Python rewrites it whenever its source is newer and for every version, so runs change tracked files: hooks fail with "
    "«files were modified», merges conflict, and a dev server sees writes nobody made. What lies in `__pycache__/` without its "
    "source is imported by nothing. All of a folder is one finding, all of a virtual environment too. Below a folder of tests, outside "
    "`__pycache__/`, it is a note: a decompiler's tests keep bytecode as their data.",
    evidence="drussell23/JARVIS#69490: 355 tracked .pyc files in spite of `*.pyc` in .gitignore.",
    before={"m.py": "NAME = 1\n", "m.pyc": "", ".gitignore": "__pycache__/\n*.pyc\n"},
    after={"m.py": "NAME = 1\n", ".gitignore": "__pycache__/\n*.pyc\n"},
    fix="safe",
    since="0.1.0",
    source="PEP 3147; git-ls-files(1)",
)


PUSHED = "The index has lost it already, and the commits you push have not: commit that, then push again."


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each folder or virtual environment that holds such files."""
    for place in stale(repository, settings):
        message, advice = _environment(place) if place.is_environment else _folder(place)
        fix = untracking(repository, place.paths)
        is_data = place.is_test_data and not any(map(is_temporary, place.paths))
        yield Finding(
            RULE,
            message,
            path=place.path,
            help=advice if fix else PUSHED,
            fix=fix,
            severity=INFO if is_data else ERROR,
            subject=place.subject,
        )


def _folder(place: Place) -> tuple[str, str]:
    """(what is wrong, what to do)"""
    said, they = ("is", "it") if len(place.paths) == 1 else ("are", "them")
    if all(map(is_temporary, place.paths)):
        message = f"{place.words} {said} tracked, left by runs of Python that were killed as they wrote bytecode"
        why = "Nothing ever imports a file of this name"
    elif "__pycache__" not in place.folder.split("/"):
        message = f"{place.words} {said} compiled and tracked: Python 3 never reads {they} while the source is there"
        why = "Nothing is lost with it"
    else:
        message = f"{place.words} {said} compiled and tracked: runs of Python change {they}"
        why = "Python remakes bytecode from its source, and imports none from `__pycache__/` without it"
    return message, f"{why}: take it out of the index; .gitignore keeps it out."


def _environment(place: Place) -> tuple[str, str]:
    """As `_folder`."""
    message = f"the virtual environment {place.folder}/ is committed, with {len(place.paths)} compiled files among what git tracks"
    advice = (
        f"An environment is remade from the requirements. Best: `git rm -r --cached --quiet -- {place.folder}` and "
        f"`{place.folder.rpartition('/')[2]}/` in .gitignore."
    )
    return message, advice
