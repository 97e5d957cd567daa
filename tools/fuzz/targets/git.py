"""What git ignores, where there is no git to ask and after lines were added; paths of patches. git judges."""

from __future__ import annotations

import atexit
import os
import re
import subprocess
import tempfile
from functools import cache

from tools.fuzz.targets import Target, pieces
from watchlint.facts.repository import ignore_without_git
from watchlint.facts.repository.git import GitError
from watchlint.fixes import gitignore
from watchlint.fixes.diff import quoted
from watchlint.fixes.refused import Refused

PATTERNS = pieces(
    r"""*.pyc *.py[co] __pycache__/ / * ** **/ /** ? [a-z] [!a] [ ] ! \\ \\s \s \s\n # \n \n \r\n \t a b a/b m.py .* {a,b} [[:alpha:]] [a-] [] é \xff
    \x00 *$py.class */ !*.py a\\ [z-a] \ufeff"""
)
NAMES = pieces(r"""a b / . \s \t \n \r \\ " ' é \xff \x1b \x01 \x7f ::error:: * [ ] $ .. ~ \u2028""")
PATHS = ["m.py", "m.pyc", "a/b", "a/m.pyc", "a/__pycache__/m.pyc", "b/a/m.py", "__pycache__/m.cpython-311.pyc", "b/*.pyc", "a/b/c.pyo", "[a]/x"]  # fmt: skip


@cache
def _repository() -> str:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    subprocess.run(["git", "init", "--quiet", "--template=", folder.name], check=True)
    return folder.name


def _environment() -> dict[str, str]:
    keep = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**keep, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


def _judged(data: bytes) -> dict[str, bool]:
    with open(os.path.join(_repository(), ".gitignore"), "wb") as file:
        file.write(data)
    done = subprocess.run(
        ["git", "-c", "core.excludesFile=" + os.devnull, "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"],
        input=b"".join(path.encode() + b"\0" for path in PATHS), cwd=_repository(), env=_environment(), capture_output=True,
        timeout=20, check=False,
    )  # fmt: skip
    rows = done.stdout.decode("utf-8", "replace").split("\0")
    return {rows[at + 3]: bool(rows[at]) and not rows[at + 2].startswith("!") for at in range(0, len(rows) - 3, 4)}


def without_git(data: bytes) -> bool:
    """The verdict on each path where there is no git is git's."""
    if re.search(rb"[\x0b\x0c\x1c-\x1f]", data):
        return False  # pathspec takes these for blanks
    if data.count(b"*") > 12 or b"[:" in data or any(one > other for one, other in re.findall(rb"(?s)(.)-(.)", data)):
        return False  # git itself may take its time; pathspec knows no classes of characters, and no range from b to a
    try:
        ours = {
            path: verdict.ignored for path, verdict in ignore_without_git.verdicts({".gitignore": data}, PATHS).items()
        }
    except GitError:
        return False
    theirs = _judged(data)
    assert ours == theirs, [path for path in PATHS if ours[path] != theirs[path]]
    return True


def added(data: bytes) -> bool:
    """Lines put at the end of any .gitignore make git ignore what they are about, and take nothing back."""
    if data.count(b"*") > 12:
        return False
    try:
        made = gitignore.add(data, ["__pycache__/", "*.py[cod]"], at_end=True)
    except Refused:
        return False
    before, after = _judged(data), _judged(made)
    assert all(after[path] for path in PATHS if path.endswith((".pyc", ".pyo"))), made
    assert all(after[path] for path in PATHS if before[path])
    return True


def names(data: bytes) -> bool:
    """A name in a patch is written as git writes it."""
    name = data.replace(b"\0", b"").strip(b"/")
    parts = name.split(b"/")
    if (
        not name
        or any(part in (b"", b".", b"..") or len(part) > 100 for part in parts)
        or b".git" in name.lower()
        or len(parts) > 6
    ):
        return False
    entry = b"100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\t" + name + b"\0"
    environment = {**_environment(), "GIT_INDEX_FILE": os.path.join(_repository(), "index-of-names")}
    for arguments, given in ((["read-tree", "--empty"], b""), (["update-index", "-z", "--index-info"], entry)):
        subprocess.run(
            ["git", *arguments], cwd=_repository(), env=environment, input=given, capture_output=True, check=False
        )
    done = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files"],
        cwd=_repository(),
        env=environment,
        capture_output=True,
        check=False,
    )
    said = done.stdout.removesuffix(b"\n")
    if not said:
        return False
    ours = quoted(os.fsdecode(name))
    if os.fsdecode(name).isprintable() or name.isascii():
        assert ours == said, (ours, said)
    else:  # what a terminal would obey, or is no text, is escaped: git reads it as well
        escaped = ours.removeprefix(b'"').removesuffix(b'"')
        assert escaped.decode("latin-1").encode("latin-1").decode("unicode_escape").encode("latin-1") == name, ours
    return True


TARGETS = [
    Target("gitignore", "git", without_git, PATTERNS, ("gitignore",)),
    Target("gitignore-edits", "git", added, PATTERNS, ("gitignore",)),
    Target("names-in-patches", "git", names, NAMES),
]
