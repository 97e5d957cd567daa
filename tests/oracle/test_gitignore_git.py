"""check-gitignore against git itself, on generated .gitignore files.

The judge is a fresh clone with `git check-ignore --no-index` and nothing of this machine in it.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlint.facts.repository import ignore_without_git
from watchlint.facts.repository.repository import Repository
from watchlint.fixes import plan as planning
from watchlint.rules import catalogue
from watchlint.rules.gitignore import BESIDE, CACHED, TEMPORARY
from watchlint.settings import Settings

pytestmark = pytest.mark.oracle

FOLDERS = ["", "pkg", "pkg/sub", "other"]
PROBES = [CACHED, BESIDE, TEMPORARY]
PATHS = [f"{folder}/{probe}" if folder else probe for folder in FOLDERS for probe in PROBES]
WRITTEN = [path for path in PATHS if path.endswith(CACHED)]
BYTECODE = [path for path in PATHS if not path.endswith(TEMPORARY)]

PATTERNS = [
    "*.pyc", "*.py[cod]", "*.py[co]", "*.pyc.*", "*.pyc*", "*.py?", "__pycache__", "__pycache__/", "/__pycache__/", "**/__pycache__/**",
    "__pycache__/*", "**/*.pyc", "/*.pyc", "pkg/*.pyc", "pkg/**", "pkg/", "/pkg", "*/*.pyc", "m.pyc", "*.PYC", "__PYCACHE__", "*", "*.*",
    "!*.py", "**", "*.log", "m.*", "m.pyc.*", "*.[0-9]*", "[!.]*", "[^a]*", "*.py[!w]", "*.py[[:alpha:]]", "**/sub", "sub/**", "pkg/*/",
    "other/m.py*", " *.pyc", "*.pyc ", "*.pyc\\ ", "\\*.pyc", "\\!x", "#*.pyc", "# comment", "", "   ", "/", "!", "\\", "[", "[z-a]", "*.py[c",
    "***.pyc", "a**b", "**.pyc", "__pycache__/**/*.pyc", "pkg/__pycache__", "\t*.pyc", "*.pyc\t", "*$py.class", "m.cpython-313.pyc",
    "m.cpython-*", "__pycache__//", "//m.pyc", "./m.pyc", "../m.pyc", "*.pyc/", "pkg/sub/m.pyc", "?.pyc", "[m].pyc", "[]m].pyc", "[m-]*.pyc",
]  # fmt: skip

lines = st.builds(
    lambda bang, pattern: ("!" + pattern) if bang and not pattern.startswith("!") else pattern,
    st.sampled_from([False, False, True]),
    st.sampled_from(PATTERNS) | st.text(alphabet="*?[]!/\\.pycm_ -#", max_size=8),
)


@st.composite
def gitignores(draw, most: int = 6) -> bytes:
    newline = draw(st.sampled_from([b"\n", b"\n", b"\n", b"\r\n"]))
    content = newline.join(line.encode() for line in draw(st.lists(lines, max_size=most)))
    return (
        draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"]))
        + content
        + draw(st.sampled_from([newline, newline, newline * 2, b"", b"\n", b"\nx\xff\n", b"\n\0\n"]))
    )


trees = st.fixed_dictionaries(
    {},
    optional={
        ".gitignore": gitignores(),
        "pkg/.gitignore": gitignores(3),
        "pkg/sub/.gitignore": gitignores(2),
    },
)


@pytest.fixture(scope="module")
def workshop():
    """One folder for all examples: a repository each, made from a copy of an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder), count()


def git(folder: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True)
    assert done.returncode <= 1, done.stderr
    return done.stdout


def make(workshop, files: dict[str, bytes]) -> Path:
    base, numbers = workshop
    root = base / str(next(numbers))
    git(base, "init", "--quiet", "--template=", str(root))
    for path, content in {**{f"{folder or '.'}/m.py": b"import m\n" for folder in FOLDERS}, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "-m", "x")
    return root


def judge(workshop, root: Path) -> dict[str, bool]:
    """For each path whether git ignores it, in a clone that holds the tracked files only."""
    base, numbers = workshop
    clone = base / str(next(numbers))
    git(base, "clone", "--quiet", "--template=", str(root), str(clone))
    stdin = b"".join(path.encode() + b"\0" for path in PATHS)
    rows = (
        git(clone, "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin", stdin=stdin)
        .decode("utf-8", "replace")
        .split("\0")
    )
    return {rows[i + 3]: bool(rows[i]) and not rows[i + 2].startswith("!") for i in range(0, len(rows) - 3, 4)}


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=trees)
def test_the_verdict_is_git_s_and_the_fix_satisfies_git(workshop, files):
    root = make(workshop, files)
    repo = Repository(str(root))
    truth = judge(workshop, root)

    verdicts = repo.verdicts(PATHS)
    ours = {path: verdict.ignored for path, verdict in verdicts.items()}
    assert ours == truth

    def check(repository):
        hook = catalogue.hook("check-gitignore")
        return list(hook.findings(repository, Settings(), [entry.name for entry in hook.entries]))

    findings = check(repo)
    seen = {path for path in PATHS if not truth[path]}
    undone = {path for path in seen.intersection(BYTECODE) if verdicts[path].source}
    assert any(f.severity == "error" for f in findings) == bool(undone or seen.intersection(WRITTEN))
    assert any(f.severity != "info" for f in findings) == bool(seen.intersection(BYTECODE))
    assert bool(findings) == (not all(truth.values()))

    plan = planning.make(repo, check, lambda finding: True)
    assert plan.refused == [] and plan.remaining == []
    for path, after in plan.changes.items():
        assert is_only_added_to(files.get(path, b""), after), (path, files.get(path), after)
        (root / path).write_bytes(after)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "fixed")
    assert all(judge(workshop, root).values()), "git is satisfied"
    assert check(Repository(str(root))) == [], "and there is nothing left to do"


def is_only_added_to(before: bytes, after: bytes) -> bool:
    """Whether every line of `before` stands in `after`, in order; the last may have got its newline."""
    rest = iter(after.split(b"\n"))
    old = before.split(b"\n")
    kept = all(line in rest for line in old[:-1])
    return kept and (
        not old[-1].removeprefix(b"\xef\xbb\xbf") or any(old[-1] in (line, line.removesuffix(b"\r")) for line in rest)
    )


# Where there is no git the verdict is pathspec's. What it is known to read otherwise than git, and no more, may differ.
KNOWN = {
    "a POSIX class, which Python's expressions don't know": re.compile(rb"\[:"),
    "a tab at the end, which git keeps": re.compile(rb"[\t\v\f\r] *(?:\r?\n|$)"),
}


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=trees)
def test_without_git_the_verdict_differs_only_where_pathspec_is_known_to(workshop, files):
    truth = judge(workshop, make(workshop, files))
    ours = {path: verdict.ignored for path, verdict in ignore_without_git.verdicts(files, PATHS).items()}
    if not any(known.search(content) for known in KNOWN.values() for content in files.values()):
        assert ours == truth
    assert set(ours) == set(PATHS)
