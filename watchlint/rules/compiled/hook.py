"""Is compiled Python in git's index? Told from the names git lists, never from the disk alone."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from watchlint.facts.python.bytecode import has_source, is_bytecode, is_temporary
from watchlint.facts.repository.git import GitError
from watchlint.findings import ERROR, WARNING, Edit, Finding, Fix, Rule, Untrack
from watchlint.rules.compiled import NAME

_HOOK = NAME

GITIGNORE = ".gitignore"

TRACKED = Rule(
    name="compiled-bytecode-tracked",
    hook=_HOOK,
    severity=ERROR,
    summary="Bytecode is tracked, though its source is here.",
    why="Python rewrites it on every run and for every version, so each run changes tracked files: hooks fail with "
    "«files were modified», merges conflict, and a dev server sees writes nobody made.",
    evidence="drussell23/JARVIS#69490: 355 tracked .pyc files in spite of `*.pyc` in .gitignore.",
    before="git ls-files: pkg/__pycache__/m.cpython-313.pyc",
    after="git ls-files: (nothing); the file stays on disk",
    fix="safe",
    since="0.1.0",
    source="PEP 3147; git-ls-files(1)",
)
SOURCELESS = Rule(
    name="compiled-sourceless",
    hook=_HOOK,
    severity=ERROR,
    summary="Bytecode is tracked and no source of it is here: it may be the only copy.",
    why="Python imports `m.pyc` beside no `m.py`. If that is how the module is shipped, untracking it loses the "
    "module; if its source was deleted, it still runs where nobody can read it. Only its owner can tell.",
    evidence="PEP 3147, «Case 4: legacy pyc files and source-less imports».",
    before="git ls-files: m.pyc (no m.py)",
    after='allow-compiled = ["m.pyc"], or git rm --cached m.pyc',
    fix="none",
    since="0.1.0",
    source="PEP 3147",
)
EXTENSION = Rule(
    name="compiled-extension-tracked",
    hook=_HOOK,
    severity=WARNING,
    summary="A compiled extension or library is tracked.",
    why="It holds for one platform and one version of Python only, and git keeps each build for ever.",
    evidence="pre-commit-hooks has no such check; github/gitignore's Python file lists `*.so` and `*.pyd`.",
    before="git ls-files: pkg/_fast.cpython-313-x86_64-linux-gnu.so",
    after='allow-compiled = ["pkg/*.so"], or build it at install',
    fix="none",
    since="0.1.0",
    source="PEP 3149",
)

RULES = (TRACKED, SOURCELESS, EXTENSION)

_EXTENSION = re.compile(r"\.(?:pyd|so(?:\.\d+)*|dll|dylib|o|a)$")
# What git's listing is searched for first: a text search is far cheaper than a look at each name.
_BYTECODE_ENDINGS = (".pyc", ".pyo", "$py.class")
_BYTECODE_MARKS = ("__pycache__/", ".pyc.", ".pyo.")
_EXTENSION_ENDINGS = (".pyd", ".so", ".dll", ".dylib", ".o", ".a")
_EXTENSION_MARKS = (".so.",)

_SITE_PACKAGES = re.compile(r"^(?:(.*?)/)?(?:lib(?:64|32)?/(?:python|pypy)\d[\d.]*|Lib)/site-packages/", re.S)


def check(repo, settings):
    """Findings on compiled files in the index. Silent without git: nothing is tracked there."""
    listing = repo.carried
    bytecode = _search(listing, _BYTECODE_ENDINGS, _BYTECODE_MARKS, is_bytecode)
    extensions = _search(listing, _EXTENSION_ENDINGS, _EXTENSION_MARKS, _EXTENSION.search)
    environments = _environments(repo, bytecode + extensions)
    allowed = settings.allow_compiled
    # A source may be in the index only: in a sparse checkout, or deleted and not yet committed.
    # What a killed run left under importlib's own temporary name is imported by nothing: it is no copy of anything.
    here = [path for path in bytecode if is_temporary(path) or has_source(path, lambda one: _is_here(repo, one))]
    lost = sorted(set(bytecode).difference(here))
    for place, paths in _by_place(here, environments, allowed).items():
        yield _tracked(repo, place, paths) if place in environments else _tracked_file(repo, place)
    for place, paths in _by_place(lost, environments, allowed).items():
        yield _sourceless(place, len(paths), place in environments)
    for place, paths in _by_place(extensions, environments, allowed).items():
        yield _extension(place, len(paths), place in environments)


def _is_here(repo, source: str) -> bool:
    return repo.exists(source) or source in repo.tracked


def _search(listing, endings, marks, wanted) -> list[str]:
    """The tracked paths that `wanted` accepts, by endings first and by marks where there are any."""
    if any(mark in listing.tracked_text for mark in marks):
        return [path for path in listing.tracked if wanted(path)]
    return listing.tracked_ending(*endings)


def _by_place(paths: list[str], environments: set[str], allowed: list[str]) -> dict[str, list[str]]:
    """Each path under its own name, or under the committed virtual environment it lies in."""
    places: dict[str, list[str]] = {}
    for path in paths:
        if not _is_allowed(path, allowed):
            places.setdefault(_environment_of(path, environments) or path, []).append(path)
    return places


def _environments(repo, paths: list[str]) -> set[str]:
    """The virtual environments these paths lie in: by pyvenv.cfg, or by their site-packages."""
    found = set()
    for path in paths:
        match = _SITE_PACKAGES.match(path)
        if match and match[1]:
            found.add(match[1])
    if paths:
        found.update(path.rpartition("/")[0] for path in repo.named("pyvenv.cfg") if "/" in path)
    return found


def _environment_of(path: str, environments: set[str]) -> str | None:
    at = path.find("/")
    while at > 0 and environments:
        if path[:at] in environments:
            return path[:at]
        at = path.find("/", at + 1)
    return None


def _is_allowed(path: str, globs: list[str]) -> bool:
    return any(fnmatchcase(path, glob) or fnmatchcase(path, glob.rstrip("/") + "/*") for glob in globs)


def _way_out(repo, paths: list[str], said: str) -> tuple[str, Fix | None]:
    """(what to do, the fix) for tracked bytecode: out of the index, and ignored, or the next `git add .` takes it back."""
    left = [path for path in paths if repo.is_tracked(path)]
    if not left:
        return "The index has lost it already, and the commits you push have not: commit that, then push again.", None
    edits: list = [Untrack(tuple(left))]
    patterns = _missing_patterns(repo, left)
    if patterns:
        edits.append(Edit(GITIGNORE, lambda data: _with_patterns(data, patterns)))
        said += f"; add {' and '.join(patterns)} to {GITIGNORE}"
    return "", Fix(said, edits)


def _missing_patterns(repo, paths: list[str]) -> list[str]:
    """What the root's .gitignore lacks to keep these out; a line that readmits them is check-gitignore's to say."""
    if not repo.exists(GITIGNORE) and repo.is_ignored_here(GITIGNORE):
        return []
    try:
        verdicts = repo.verdicts(paths)
    except GitError:
        return []
    return list(
        dict.fromkeys(_pattern(path) for path in paths if not verdicts[path].ignored and not verdicts[path].source)
    )


def _pattern(path: str) -> str:
    if is_temporary(path):
        return "*.pyc.[0-9]*"
    if "__pycache__" in path.split("/")[:-1]:
        return "__pycache__/"
    return next(f"*{ending}" for ending in _BYTECODE_ENDINGS if path.endswith(ending))


def _with_patterns(data: bytes | None, patterns: list[str]) -> bytes | None:
    from watchlint.fixes import gitignore

    lines = {line.strip() for line in (data or b"").split(b"\n")}
    missing = [pattern for pattern in patterns if pattern.encode() not in lines]
    return data if not missing or gitignore.is_utf16(data or b"") else gitignore.add(data, missing)


def _tracked_file(repo, path: str) -> Finding:
    name = path.rpartition("/")[2]
    said = f"{name} is compiled and tracked: every run changes it"
    why = "Its source is here, so nothing is lost"
    if is_temporary(path):
        said = f"{name} is tracked, and is what a run of Python left that was killed as it wrote bytecode"
        why = "Nothing ever imports a file of this name"
    way_out, fix = _way_out(repo, [path], "take it out of git's index; the file stays on disk")
    return Finding(
        TRACKED,
        said,
        path=path,
        help=way_out or f"{why}: take it out of the index; .gitignore keeps it out.",
        fix=fix,
        subject="tracked",
    )


def _tracked(repo, environment: str, paths: list[str]) -> Finding:
    way_out, fix = _way_out(repo, paths, f"take its {len(paths)} compiled files out of git's index; they stay on disk")
    return Finding(
        TRACKED,
        f"a virtual environment is committed here, with {len(paths)} compiled files among what git tracks",
        path=environment,
        help=way_out
        or f"An environment is remade from the requirements. Best: `git rm -r --cached --quiet -- {environment}` "
        f"and `{environment.rpartition('/')[2]}/` in .gitignore.",
        fix=fix,
        subject="environment",
    )


def _sourceless(place: str, count: int, is_environment: bool) -> Finding:
    if is_environment:
        message = f"{count} tracked bytecode files of this virtual environment have no source here"
    else:
        message = f"{place.rpartition('/')[2]} is tracked and its source is not here: it may be the only copy"
    return Finding(
        SOURCELESS,
        message,
        path=place,
        help="Left alone. If it is stale, `git rm --cached` it; if it is meant, name it in allow-compiled.",
        subject="sourceless",
    )


def _extension(place: str, count: int, is_environment: bool) -> Finding:
    if is_environment:
        message = f"a virtual environment is committed here, with {count} compiled extensions"
    else:
        message = f"{place.rpartition('/')[2]} is a compiled file for one platform, and tracked"
    return Finding(
        EXTENSION,
        message,
        path=place,
        help="Build it at install, or name it in allow-compiled if it is meant to be here.",
        subject="extension",
    )


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
