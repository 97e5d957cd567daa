"""gitignore-misses-bytecode: git would not ignore the bytecode that Python writes here."""

from __future__ import annotations

from watchlint.facts.paths import join
from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.rules.gitignore import BESIDE, CACHED, NAME
from watchlint.rules.gitignore.seen import PATTERNS, adding, first_written, home, seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.python.written_bytecode import Writing
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="gitignore-misses-bytecode",
    hook=NAME,
    severity=ERROR,
    summary="git would not ignore the `__pycache__/` that Python writes here or in a package below.",
    why="The verdict is git's (`git check-ignore`), from the .gitignore files a clone has: your own global excludes "
    "and .git/info/exclude don't count, because nobody else has them. The finding names an import that makes Python write "
    "there. Where only `*.pyc` beside the source is missed, which Python 3 never writes by itself, it is a warning; where "
    "this project says that it runs on Python 3 only, or its code does (an f-string, `async def`), or nothing here imports another file of the repository, a note.",
    evidence="HomericIntelligence/Odyssey#3946: a tracked .pyc made every other hook fail with `files were modified`.",
    before={"app.py": "import shop\n", "shop.py": "NAME = 1\n", ".gitignore": "*.log\n"},
    after={
        "app.py": "import shop\n",
        "shop.py": "NAME = 1\n",
        ".gitignore": "*.log\n\n# Python bytecode\n__pycache__/\n*.pyc\n",
    },
    fix="safe",
    since="0.1.0",
    source="git-check-ignore(1), gitignore(5)",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding on the .gitignore that lets bytecode through."""
    found = seen(repository, settings)
    missed = {name: found.missed[name] for name in (CACHED, BESIDE) if name in found.missed}
    path = home(repository, [folder for folders in missed.values() for folder in folders])
    if not missed or not repository.exists(path):  # no file at all is another rule's
        return
    from watchlint.fixes import gitignore

    data = repository.read_or_note(path) or b""
    if gitignore.is_utf16(data):
        yield _on_utf16(path)
        return
    patterns = [PATTERNS[name] for name in missed]
    severity, message, why = _said(repository, missed)
    line, text = gitignore.near_miss(data, patterns)
    hint = f"; {path}:{line} `{text}` does not cover it" if line else ""
    judge = "" if repository.has_git else " (no git here: judged from the .gitignore files with pathspec)"
    undone = {PATTERNS[name] for by_name in found.undone.values() for name in by_name}
    yield Finding(
        RULE,
        f"{message}{hint}{judge}",
        path=path,
        line=line,
        column=1 if line else None,
        end_line=line,
        end_column=len(text) + 1 if line else None,
        help=f"{why}Add " + " and ".join(f"`{pattern}`" for pattern in patterns) + ".",
        fix=adding(path, patterns, at_end=not undone.isdisjoint(patterns)),
        severity=severity,
        subject="bytecode",
    )


def _said(repository: Repository, missed: dict[str, list[str]]) -> tuple[str, str, str]:
    """(severity, message, why) for what no line matches."""
    writing = first_written(repository, missed.get(CACHED, ()))
    if writing is not None:
        place = join(writing.module.rpartition("/")[0], "__pycache__/")
        return ERROR, f"git does not ignore `{place}`, which Python writes when {writing.words}", ""
    beside = missed.get(BESIDE, [])
    writing = first_written(repository, beside)
    if writing is not None:
        name = f"`{writing.module}c`"
        why = "Python 3 never writes it by itself; `python -m compileall -b` and Python 2 do. "
        severity = INFO if _is_python_3(repository, writing) else WARNING
        return severity, f"git does not ignore {name}, bytecode beside its source", why
    if CACHED in missed:
        message = "git does not ignore the `__pycache__/` that Python writes for imported modules"
        return INFO, message, "Nothing here imports another file of this repository yet. "
    message = f"git does not ignore `{join(beside[0], BESIDE)}`, bytecode beside its source"
    return INFO, message, "Python 3 never writes it by itself. "


_ONLY_3 = rb"""(?m)^[ \t]*(?:async[ \t]+def|nonlocal[ \t]\w)|^[ \t]*[^\s#'"][^#'"\n]*(?<!\w)f["']|^[ \t]*def[ \t][^#\n]*\)[ \t]*->"""
"""Code that Python 2 can't read: of lines, so that no text in quotes or behind a # is taken for code."""


def _is_python_3(repository: Repository, writing: Writing) -> bool:
    """Whether Python 2 runs nothing here: the project's own files say so, or the first line of what imports, or code that
    Python 2 can't read."""
    said = repository.dependencies.is_for_python_3
    if said is not None:
        return said
    data = (repository.read_or_note(writing.by) or b"") if writing.by else b""
    if data.startswith(b"#!") and b"python3" in data.partition(b"\n")[0]:
        return True
    import re

    only_3 = re.compile(_ONLY_3)
    return any(only_3.search(text) for _, text in repository.searched_python)


def _on_utf16(path: str) -> Finding:
    return Finding(
        RULE,
        "this file is UTF-16, and git reads no line of it: nothing that it names is ignored",
        path=path,
        help="Save it as UTF-8; PowerShell's `>` writes UTF-16, its `Set-Content -Encoding utf8` does not.",
        subject="UTF-16",
    )
