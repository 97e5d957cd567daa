"""What git says of a repository: its folder, its index, what is tracked and what is not.

Every call is read-only but that of `repository.index`, of which `watchlint.fixes.apply` is the one caller. None reads a file's
content or runs what a configuration names.
"""

from __future__ import annotations

import os

from watchlint.facts.repository import discovery, programs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.programs import Program

# A runner exports these for the repository of the commit; for any other one they are wrong.
_COMMIT_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")

# A user's excludes may not colour a verdict that CI must share, and nothing that a configuration names is run: no hook
# (update-index has one, githooks(5), post-index-change), no pager, no file system monitor. That one is empty, not
# "false", which git before 2.36 takes for a program's name.
NEUTRAL = (
    "--no-pager",
    *("-c", "core.excludesFile=" + os.devnull),
    *("-c", "core.hooksPath=" + os.devnull),
    *("-c", "core.fsmonitor="),
)

# A partial clone fetches what it lacks, by a program that .git/config may name: it may not (git 2.45, 2.39.4), and
# for older ones no protocol is allowed (git(1)).
_ALONE = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}

# What git ends with where it knows no such option (usage.c).
_USAGE = 129


class GitError(Exception):
    """git is there and refuses this folder; the text is its reason, on one line."""


class GitTooOld(GitError):
    """git does not know what it was asked."""


class GitSlow(GitError):
    """git takes longer than it may: to ask again would take as long again."""


class Git:
    """One git work tree, seen from `root`, the folder that is checked (its top or a folder below)."""

    def __init__(self, root: str, top: str, git_dir: str, environment: dict[str, str], program: str) -> None:
        self.program = program
        self.root = root
        self.top = top
        self.git_dir = git_dir
        self.environment = environment
        # Whether this is the repository of the commit or push that calls us.
        self.is_of_commit = False

    @classmethod
    def open(cls, folder: str) -> Git | None:
        """The work tree `folder` lies in; None where there is none or git is not installed.

        Raises GitError for a bare repository and for one git will not read.
        """
        environment = {k: v for k, v in os.environ.items() if k not in _COMMIT_VARIABLES}
        environment.update(_ALONE)
        program = programs.outside("git", _top(folder))
        if program is None:
            return None
        git_dir, top = discovery.ordinary(folder)
        if not top:
            try:
                code, out, error = _rev_parse(program, folder, environment)
            except FileNotFoundError:
                return None
            if code:
                _refuse(folder, error)
                return None
            if out.count(b"\n") > 2:  # a folder's name holds a newline: ask for one path at a time
                git_dir, top = (_path(_rev_parse(program, folder, environment, question)) for question in _QUESTIONS)
            else:
                git_dir, top, *_ = [*os.fsdecode(out).split("\n"), ""]
        if not (os.path.isabs(git_dir) and os.path.isabs(top)):
            raise GitError(f"{program} does not answer as git does: is it git?")
        git = cls(os.path.realpath(folder), os.path.normpath(top), git_dir, environment, program)
        _refuse_pipe(os.path.join(git.top, ".gitignore"))
        if any(name in os.environ for name in _COMMIT_VARIABLES) and git._is_of_this_commit():
            git.is_of_commit = True
            git._keep_commit_variables()
        return git

    @classmethod
    def open_top(cls, folder: str) -> Git | None:
        """As `open`, seen from the top of the work tree."""
        git = cls.open(folder)
        if git is not None:
            git.root = os.path.realpath(git.top)
        return git

    def _is_of_this_commit(self) -> bool:
        theirs = os.environ.get("GIT_DIR")
        if theirs is None:
            theirs = discovery.ordinary(os.curdir)[0] or _path(
                _rev_parse(self.program, os.curdir, self.environment, "--absolute-git-dir")
            )
        return os.path.realpath(theirs) == os.path.realpath(self.git_dir)

    def _keep_commit_variables(self) -> None:
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_COMMON_DIR"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        if "GIT_DIR" in self.environment:
            # With GIT_DIR alone git takes the current folder for the top of the work tree.
            self.environment["GIT_DIR"] = os.path.abspath(self.environment["GIT_DIR"])
            self.environment["GIT_WORK_TREE"] = self.top

    def start(self, *arguments: str, stdin: bytes | None = None) -> Program:
        """`git ARGUMENTS` in the root, started; `finish` reads what it prints."""
        return programs.start((self.program, "-C", self.root, *NEUTRAL, *arguments), self.environment, stdin)

    def run(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """What `git ARGUMENTS` prints in the root. Raises GitError with git's own last line."""
        return self.finish(self.start(*arguments, stdin=stdin))

    def run_on_own_index(self, *arguments: str) -> bytes:
        """As `run`, on the index that the work tree has, whatever index a commit under way is made from."""
        environment = {name: value for name, value in self.environment.items() if name != "GIT_INDEX_FILE"}
        return self.finish(programs.start((self.program, "-C", self.root, *NEUTRAL, *arguments), environment))

    @staticmethod
    def finish(program: Program) -> bytes:
        """What a started git prints, once it has ended. Raises GitError with git's own last line."""
        try:
            code, out, error = program.finish()
        except TimeoutError:
            asked = " ".join(_asked(program)[:2])
            raise GitSlow(
                f"`git {asked}` took more than {programs.SECONDS:g} seconds: a .gitignore of many * and **, or a named pipe, takes "
                f"that long; {programs.VARIABLE}=600 gives it more"
            ) from None
        if code == _USAGE:
            raise GitTooOld(f"this git does not know `git {' '.join(_asked(program))}`: update it")
        # check-ignore answers 1 for «nothing matched»
        if code not in (0, 1) or (code and error):
            raise GitError(_last_line(error) or f"{' '.join(program.args)} failed")
        return out

    def index_blob(self, path: str) -> bytes | None:
        """What the index holds of a file below the root, as it was added: no filter, no newline conversion.

        None where it holds no plain file (a link, a submodule, an unmerged path). Raises GitError where the content is not
        here, as in a partial clone.
        """
        out = self.run("--literal-pathspecs", "ls-files", "--stage", "-z", "--", path)
        entry, _, name = out.partition(b"\t")
        if not entry.startswith(b"100") or not entry.endswith(b" 0") or name != os.fsencode(path) + b"\0":
            return None
        return self.run("cat-file", "blob", entry.split()[1].decode())

    @property
    def prefix(self) -> str:
        """The root's path below the top of the work tree: "" or "folder/sub/"."""
        relative = os.path.relpath(self.root, os.path.realpath(self.top))
        return "" if relative == os.curdir else relative.replace(os.sep, "/") + "/"

    @property
    def index_size(self) -> int:
        """How many bytes long the index is; 0 where there is none yet."""
        given = self.environment.get("GIT_INDEX_FILE")
        path = os.path.join(self.top, given) if given else os.path.join(self.git_dir, "index")
        try:
            return os.stat(path).st_size
        except OSError:
            return 0

    @property
    def index_is_temporary(self) -> bool:
        """True in the index of `git commit -a` and `git commit PATH`, which git throws away."""
        given = self.environment.get("GIT_INDEX_FILE")
        if given is None:
            return False
        real = os.path.join(self.git_dir, "index")
        return os.path.realpath(os.path.join(self.top, given)) != os.path.realpath(real)


def _asked(program: Program) -> tuple[str, ...]:
    """What a program was asked, without what every call says."""
    return program.args[program.args.index("-C") + 2 + len(NEUTRAL) :]


def _refuse_pipe(path: str) -> None:
    """git opens any .gitignore and waits for ever for what a named pipe brings. Raises GitError."""
    import stat

    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode)):
        raise GitError(f"{path} is no regular file, and git would wait for it: remove it")


# --show-toplevel fails in a bare repository, which is how one is told apart.
_QUESTIONS = ("--absolute-git-dir", "--show-toplevel")


def _path(answer: tuple[int, bytes, bytes]) -> str:
    return os.fsdecode(answer[1]).removesuffix("\n")


def _top(folder: str) -> str:
    """The nearest folder, from this one up, that has a `.git`; the folder itself where none has."""
    path = folder = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(path, ".git")):
        path, below = os.path.dirname(path), path
        if path == below:
            return folder
    return path


def _rev_parse(program: str, folder: str, environment: dict[str, str], *questions: str) -> tuple[int, bytes, bytes]:
    command = (program, "-C", folder, "rev-parse", *(questions or _QUESTIONS))
    try:
        return programs.start(command, environment).finish()
    except TimeoutError:
        raise GitSlow(f"`git rev-parse` took more than {programs.SECONDS:g} seconds in {folder}") from None


def _refuse(folder: str, error: bytes) -> None:
    """Raises GitError with git's reason, but where the folder simply is in no repository."""
    reason = _first_line(error)
    if "not a git repository" in reason and "GIT_DIR" not in os.environ:
        if os.path.isdir(os.path.join(folder, ".git")):
            raise GitError(f"{folder}/.git is there and git cannot read it: is it damaged, or not yours to read?")
        return
    if "must be run in a work tree" in reason:
        raise GitError(f"{folder} is a bare repository: check a clone with a work tree")
    raise GitError(reason or f"git cannot read {folder}")


def _first_line(text: bytes) -> str:
    return _clean(text.decode("utf-8", "replace").strip().partition("\n")[0])


def _last_line(text: bytes) -> str:
    """The last line that says what failed; git puts advice below it, and warnings above."""
    lines = text.decode("utf-8", "replace").strip().split("\n")
    return _clean(next((line for line in reversed(lines) if line.startswith("fatal: ")), lines[-1]))


def _clean(line: str) -> str:
    return line.removeprefix("fatal: ").strip()
