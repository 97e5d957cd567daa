"""The fix for tracked bytecode: out of the index, and ignored, or the next `git add .` takes it back."""

from __future__ import annotations

from watchlint.facts.python.bytecode import is_temporary
from watchlint.facts.repository.git import GitError
from watchlint.findings import Edit, Fix, Rename, Untrack
from watchlint.rules.compiled import BYTECODE_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository

GITIGNORE = ".gitignore"


def untracking(repository: Repository, paths: list[str]) -> Fix | None:
    """Takes these paths out of the index and adds what the root's .gitignore lacks; None where the index has lost them
    already, and only the commits that are pushed have them."""
    left = [path for path in paths if repository.is_tracked(path)]
    if not left:
        return None
    what = (
        "it out of git's index; the file stays"
        if len(left) == 1
        else f"{len(left)} files out of git's index; they stay"
    )
    said = f"take {what} on disk"
    edits: list[Edit | Untrack | Rename] = [Untrack(tuple(left))]
    patterns = _missing_patterns(repository, left)
    if patterns:
        edits.append(Edit(GITIGNORE, lambda data: _with_patterns(data, patterns)))
        said += f"; add {' and '.join(patterns)} to {GITIGNORE}"
    return Fix(said, edits)


def _missing_patterns(repository: Repository, paths: list[str]) -> list[str]:
    """What the root's .gitignore lacks to keep these out; a line that readmits them is check-gitignore's to say."""
    if not repository.exists(GITIGNORE) and repository.is_ignored_here(GITIGNORE):
        return []
    try:
        verdicts = repository.verdicts(paths)
    except GitError:
        return []
    missed = [path for path in paths if not verdicts[path].ignored and not verdicts[path].source]
    return list(dict.fromkeys(map(_pattern, missed)))


def _pattern(path: str) -> str:
    if is_temporary(path):
        return "*.pyc.[0-9]*"
    if "__pycache__" in path.split("/")[:-1]:
        return "__pycache__/"
    return next(f"*{ending}" for ending in BYTECODE_ENDINGS if path.endswith(ending))


def _with_patterns(data: bytes | None, patterns: list[str]) -> bytes | None:
    from watchlint.fixes import gitignore

    lines = {line.strip() for line in (data or b"").split(b"\n")}
    missing = [pattern for pattern in patterns if pattern.encode() not in lines]
    return data if not missing or gitignore.is_utf16(data or b"") else gitignore.add(data, missing)
