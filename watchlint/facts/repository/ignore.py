"""Would git ignore this path, and which line says so? git itself is asked, never imitated.

`git check-ignore --no-index -v -n -z` gives the verdict for tracked paths too, with its source.
"""

from __future__ import annotations

import os

from watchlint.facts.repository import programs
from watchlint.facts.repository.git import Git, GitError, GitSlow
from watchlint.records import Record


class Verdict(Record):
    """Whether a path is ignored, and by which line of which file.

    `source` is the .gitignore at fault or to thank, relative to the root ("" where no line matched; a path that begins with
    "../" above a root that is a folder of a larger repository).
    """

    ignored: bool
    source: str
    line: int
    pattern: str


NO_MATCH = Verdict(False, "", 0, "")


def ask(git: Git, paths: list[str]) -> dict[str, Verdict]:
    """git's verdict on each path (relative to the root), in one call.

    Raises GitError, for example where a path lies behind a symbolic link.
    """
    # "./" keeps a name such as ":(top)" from being read as pathspec magic.
    stdin = b"\0".join(b"./" + os.fsencode(path) for path in paths) + b"\0"
    out = git.run("check-ignore", "--no-index", "-v", "-n", "-z", "--stdin", stdin=stdin)
    fields = os.fsdecode(out).split("\0")
    prefix = git.prefix
    try:
        found = {
            fields[i + 3][2:]: _verdict(fields[i], fields[i + 1], fields[i + 2], prefix)
            for i in range(0, len(fields) - 3, 4)
        }
        return {path: found[path] for path in paths}
    except (KeyError, ValueError):
        raise GitError(f"{git.program} check-ignore does not answer as git does: is it git?") from None


def _verdict(source: str, line: str, pattern: str, prefix: str) -> Verdict:
    if not source:
        return NO_MATCH
    if not source.endswith(".gitignore"):  # info/exclude: nobody else has it
        source = ".git/info/exclude"
    elif source.startswith(prefix):
        source = source[len(prefix) :]
    else:
        source = "../" * (prefix.count("/") - source.count("/")) + ".gitignore"
    return Verdict(not pattern.startswith("!"), source, int(line), pattern)


def ask_of(
    files: dict[str, bytes], paths: list[str], prefix: str, ignore_case: bool, program: str
) -> dict[str, Verdict]:
    """git's verdict on each path if the repository's .gitignore files were just these.

    For a planned edit, and where a file that no clone has would mask the verdict: an empty
    repository is made in a temporary folder, given these files only, asked and removed. `prefix`
    is the root's path below the top; files above the root are named "../.gitignore". `program`: git's path.
    """
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="watchlint-")
    try:
        command = (program, "-c", "init.defaultBranch=main", "init", "--quiet", "--template=", folder)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        try:
            code, _, error = programs.start(command, environment).finish()
        except TimeoutError:
            raise GitSlow(f"`git init` took more than {programs.SECONDS:g} seconds in {folder}") from None
        if code:
            raise GitError(f"git init failed: {error.decode('utf-8', 'replace').strip()}")
        root = os.path.join(folder, prefix)
        os.makedirs(root, exist_ok=True)
        for path, content in files.items():
            target = os.path.normpath(os.path.join(root, path))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(content)
        git = Git(os.path.realpath(root), folder, os.path.join(folder, ".git"), environment, program)
        if ignore_case:
            git.run("config", "core.ignoreCase", "true")
        return ask(git, paths)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
