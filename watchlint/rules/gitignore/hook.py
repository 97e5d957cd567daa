"""Would git ignore the bytecode that running this project leaves behind? git itself is asked."""

from __future__ import annotations

from fnmatch import fnmatchcase

from watchlint.findings import ERROR, INFO, WARNING, Edit, Finding, Fix, Rule
from watchlint.rules.gitignore import NAME

GITIGNORE = ".gitignore"

# Ends in a digit, as importlib's number does: `*.pyc.*` would also ignore a test's `expected.pyc.json`.
_TEMPORARY = "*.pyc.[0-9]*"

# What running Python leaves in a folder, and the pattern that covers it: bytecode of the modules that are
# imported (a script that is run leaves none), where PEP 3147 and where `compileall -b` put it; and
# importlib's temporary name, <name>.<id>, left behind where a run is killed
# between write and rename (importlib/_bootstrap_external.py, _write_atomic).
BYTECODE = {
    "__pycache__/m.cpython-313.pyc": "__pycache__/",
    "m.pyc": "*.pyc",
}
TEMPORARY = {
    "__pycache__/m.cpython-313.pyc.2375409084592": _TEMPORARY,
    "m.pyc.2375409084592": _TEMPORARY,
}

_HOOK = NAME

MISSING = Rule(
    name="gitignore-missing",
    hook=_HOOK,
    severity=ERROR,
    summary="There is Python here and no .gitignore.",
    why="Python writes `__pycache__/` for the modules it imports. Without a .gitignore the first `git add .` commits it, and "
    "from then on each run changes tracked files: hooks fail, and a dev server that watches the tree sees writes nobody made.",
    evidence="github.com/drussell23/JARVIS#69490: 355 tracked .pyc files.",
    before="(no .gitignore)",
    after="# Python bytecode\n__pycache__/\n*.pyc",
    fix="safe",
    since="0.1.0",
    source="gitignore(5); PEP 3147",
)
MISSES = Rule(
    name="gitignore-misses-bytecode",
    hook=_HOOK,
    severity=ERROR,
    summary="git would not ignore `__pycache__/` or `*.pyc` here or in a package below.",
    why="The verdict is git's (`git check-ignore`), from the .gitignore files a clone has: your own global excludes "
    "and .git/info/exclude don't count, because nobody else has them.",
    evidence="HomericIntelligence/Odyssey#3946: a tracked .pyc made every other hook fail with `files were modified`.",
    before="*.log",
    after="*.log\n\n# Python bytecode\n__pycache__/\n*.pyc",
    fix="safe",
    since="0.1.0",
    source="git-check-ignore(1), gitignore(5)",
)
READMITS = Rule(
    name="gitignore-readmits-bytecode",
    hook=_HOOK,
    severity=ERROR,
    summary="A later negation, or a nested .gitignore, makes git see bytecode again.",
    why="The last matching line wins, and a .gitignore further down wins over those above it. A `!` line meant for "
    "something else therefore undoes the pattern that covered bytecode.",
    evidence='gitignore(5): «an optional prefix "!" which negates the pattern».',
    before="*.pyc\n!*.pyc",
    after="*.pyc\n!*.pyc\n\n# Python bytecode\n*.pyc",
    fix="safe",
    since="0.1.0",
    source="gitignore(5)",
)
MISSES_TEMPORARY = Rule(
    name="gitignore-misses-temporary-bytecode",
    hook=_HOOK,
    severity=INFO,
    summary="git would not ignore the interpreter's temporary `m.pyc.2375409084592`.",
    why="Python writes bytecode under a name ending in a number and renames it. A run that is killed in between "
    "leaves that file. `*.pyc` does not match it.",
    evidence="98 % of 114 public .gitignore files miss it.",
    before="*.pyc",
    after="*.pyc\n*.pyc.[0-9]*",
    fix="safe",
    since="0.1.0",
    source="CPython, importlib/_bootstrap_external.py, _write_atomic",
)
UNTRACKED = Rule(
    name="gitignore-untracked",
    hook=_HOOK,
    severity=WARNING,
    summary="The .gitignore that does the job is not tracked.",
    why="A clone does not have it, so CI and everybody else see another verdict than you.",
    evidence="git status lists it as untracked.",
    before="?? .gitignore",
    after="git add .gitignore",
    fix="none",
    since="0.1.0",
    source="git-ls-files(1)",
)

RULES = (MISSING, MISSES, READMITS, MISSES_TEMPORARY, UNTRACKED)


def check(repo, settings):
    """Findings on what git would ignore in every folder that holds Python. Silent without Python."""
    if not repo.python_files:
        return
    probes = {**BYTECODE, **TEMPORARY}
    if not repo.root_ignores(list(probes)):
        yield from _in_folders(repo, probes, settings.allow_compiled)
    # One that a fix writes is named in the next command, `git add`.
    untracked = repo.exists(GITIGNORE) and not repo.is_tracked(GITIGNORE) and GITIGNORE not in repo.planned
    if untracked and repo.listing.tracked_text:
        yield Finding(
            UNTRACKED,
            "this .gitignore is not tracked: a clone does not have it",
            path=GITIGNORE,
            help="Run `git add .gitignore`.",
        )


def _in_folders(repo, probes, allowed: list[str]):
    """What git would not ignore at the root and in each folder that holds Python."""
    # The root first: what is missing there is missing nearly everywhere.
    paths = [_join(folder, probe) for folder in ["", *repo.folders_with_python] for probe in probes]
    paths = [path for path in dict.fromkeys(paths) if not any(fnmatchcase(path, glob) for glob in allowed)]
    verdicts = {path: verdict for path, verdict in repo.verdicts(paths).items() if not verdict.ignored}
    yield from _readmitted(verdicts)
    missed = {path: verdict for path, verdict in verdicts.items() if not verdict.source}
    bytecode = _missing(missed, BYTECODE)
    if bytecode and _is_utf16(repo):
        yield _finding_on_utf16()
    elif bytecode:
        undone = {_pattern(path) for path, verdict in verdicts.items() if verdict.source}
        yield _finding_on_missing(repo, bytecode, at_end=not undone.isdisjoint(bytecode))
    else:
        yield from _temporary(verdicts)


def _readmitted(verdicts):
    """One finding for each line that makes git see bytecode again."""
    lines: dict[tuple, list[str]] = {}
    for path, verdict in verdicts.items():
        if verdict.source and _pattern(path) != _TEMPORARY:
            lines.setdefault((verdict.source, verdict.line, verdict.pattern), []).append(path)
    for (source, line, pattern), paths in sorted(lines.items()):
        # `*.pyc` covers what lies in __pycache__ too.
        patterns = ["*.pyc"] if any(_pattern(path) == "*.pyc" for path in paths) else ["__pycache__/"]
        ours = not source.startswith("../")
        yield Finding(
            READMITS,
            f"{source}:{line} re-admits bytecode: {pattern!r} makes git see {_examples(paths)}",
            path=source if ours else GITIGNORE,
            line=line if ours else None,
            column=1 if ours else None,
            end_line=line if ours else None,
            end_column=len(pattern) + 1 if ours else None,
            help="The last matching line wins. Put the pattern after it, or narrow the negation; bytecode that is "
            "meant to be committed belongs in allow-compiled.",
            fix=_fix(source if ours else GITIGNORE, patterns, at_end=True),
            subject=f"{pattern} {patterns}",
        )


def _is_utf16(repo) -> bool:
    from watchlint.fixes import gitignore

    return gitignore.is_utf16(repo.read_or_note(GITIGNORE) or b"")


def _finding_on_utf16() -> Finding:
    return Finding(
        MISSES,
        "this file is UTF-16, and git reads no line of it: nothing that it names is ignored",
        path=GITIGNORE,
        help="Save it as UTF-8; PowerShell's `>` writes UTF-16, its `Set-Content -Encoding utf8` does not.",
        subject="UTF-16",
    )


def _finding_on_missing(repo, missing: dict[str, list[str]], at_end: bool) -> Finding:
    from watchlint.fixes import gitignore

    patterns = list(missing)
    fix = _fix(GITIGNORE, patterns, at_end)
    judge = "" if repo.has_git else " (no git here: judged from the .gitignore files with pathspec)"
    if not repo.exists(GITIGNORE):
        return Finding(
            MISSING,
            f"no .gitignore: git would add the bytecode that Python writes, such as {_examples(missing[patterns[0]])}{judge}",
            path=GITIGNORE,
            help="Create one that ignores " + " and ".join(f"`{pattern}`" for pattern in patterns) + ".",
            fix=fix,
            subject="missing",
        )
    data = repo.read_or_note(GITIGNORE) or b""
    line, text = gitignore.near_miss(data, patterns)
    hint = f"; {GITIGNORE}:{line} `{text}` does not cover it" if line else ""
    paths = [path for found in missing.values() for path in found]
    writer = "Python writes it for each module that is imported"
    if "__pycache__/" not in missing:
        writer = "`python -m compileall -b` and older tools write it beside the source"
    return Finding(
        MISSES,
        f"git does not ignore {_examples(paths)}{hint}{judge}",
        path=GITIGNORE,
        line=line,
        column=1 if line else None,
        end_line=line,
        end_column=len(text) + 1 if line else None,
        help=f"{writer}. Add " + " and ".join(f"`{pattern}`" for pattern in patterns) + ".",
        fix=fix,
        subject="bytecode",
    )


def _temporary(verdicts):
    """One finding for each .gitignore that lets the interpreter's temporary names through."""
    negated: dict[str, bool] = {}
    for path, verdict in verdicts.items():
        if _pattern(path) == _TEMPORARY:
            source = GITIGNORE if verdict.source.startswith("../") else verdict.source or GITIGNORE
            negated[source] = negated.get(source, False) or bool(verdict.source)
    for source, at_end in sorted(negated.items()):
        yield Finding(
            MISSES_TEMPORARY,
            "git does not ignore `m.pyc.2375409084592`, the name Python writes bytecode under before it renames it",
            path=source,
            help=f"A killed run leaves one behind. Add `{_TEMPORARY}`.",
            fix=_fix(source, [_TEMPORARY], at_end),
            subject="temporary",
        )


def _fix(path: str, patterns: list[str], at_end: bool = False) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import gitignore

        return gitignore.add(data, patterns, at_end)

    return Fix("add " + " and ".join(patterns) + f" to {path}", [Edit(path, change)])


def _missing(verdicts, probes: dict[str, str]) -> dict[str, list[str]]:
    """Pattern → the paths it would cover, for those of these probes that no line matches."""
    found: dict[str, list[str]] = {}
    for path in verdicts:
        pattern = _pattern(path)
        if pattern in probes.values():
            found.setdefault(pattern, []).append(path)
    return {pattern: found[pattern] for pattern in dict.fromkeys(probes.values()) if pattern in found}


def _pattern(path: str) -> str:
    name = path.rpartition("/")[2]
    if name[-1].isdigit():
        return _TEMPORARY
    return "__pycache__/" if "__pycache__/" in path else "*.pyc"


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _examples(paths: list[str]) -> str:
    shown = [f"`{path}`" for path in paths[:2]]
    more = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {more} more like it" if more > 0 else "")


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
