"""The command every hook shares: from the command line to a report and an exit code."""

from __future__ import annotations

import os
import sys

from watchlint.cli import arguments
from watchlint.cli.errors import FOUND, INTERNAL, USAGE, UsageError
from watchlint.cli.run import Run
from watchlint.facts.repository.git import Git, GitError
from watchlint.facts.repository.repository import Repository
from watchlint.findings.selection import UnknownRule
from watchlint.settings import SettingsError

ISSUES = "https://github.com/watchlint/watchlint/issues"


def run(hooks, argv=None, prog: str | None = None, description: str = "", extra=()) -> int:
    """Run these hooks as a command; the exit code of the contract.

    `extra` are the hook's own flags, each (flag, argparse keywords); a flag that is given sets the
    setting its `dest` names.
    """
    return guarded(lambda: _run(hooks, argv, prog or hooks[0].name, description or hooks[0].summary, extra))


def guarded(body) -> int:
    """Run `body` and turn what goes wrong into one line on stderr and an exit code."""
    try:
        return body()
    except (UsageError, SettingsError, UnknownRule) as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        # The reader went away (`| head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("WATCHLINT_DEBUG") == "1":
            raise
        complain(
            f"internal error: {type(error).__name__}: {error}; please report it at {ISSUES} "
            "with what WATCHLINT_DEBUG=1 prints"
        )
        return INTERNAL


def complain(message: str) -> None:
    """One line on stderr, whatever is in the message."""
    from watchlint.reports.terminal import printable

    line = printable(" ".join(message.split()))
    if sys.stderr is None:  # closed by whoever started us
        return
    sys.stderr.buffer.write(f"watchlint: {line}\n".encode("utf-8", "surrogateescape"))
    sys.stderr.flush()


def _run(hooks, argv, prog: str, description: str, extra) -> int:
    parser = arguments.parser(prog, description)
    own = [parser.add_argument(flag, **keywords).dest for flag, keywords in extra]
    options = arguments.parse(parser, argv)
    overrides = {name: getattr(options, name) for name in own}
    run_ = Run(hooks, options, overrides)
    roots = options.roots or [None]
    failed = 0
    for root in roots:
        try:
            run_.check(open_repository(root), root)
        except (GitError, UsageError, SettingsError) as error:
            said = str(error) if len(roots) == 1 or root is None or str(error).startswith(root) else f"{root}: {error}"
            complain(said)
            run_.failed(root, str(error), USAGE)
            failed += 1
    if failed == len(roots) and options.output_format != "json":
        return USAGE
    run_.finish()
    for problem in run_.problems:
        complain(problem)
    return USAGE if run_.problems or failed else run_.exit_code()


def open_repository(root: str | None) -> Repository:
    """The repository at `root`, or the one around the current folder. Raises UsageError, GitError."""
    if root is None:
        git = Git.open_top(os.curdir)
        if git is None:
            return Repository(os.getcwd())
        if "PRE_COMMIT" in os.environ:
            from watchlint.facts.repository import runner

            git.root = runner.project(git.top) or git.root
        return Repository(git.root, git)
    if not os.path.exists(root):
        raise UsageError(f"{root}: no such folder")
    if not os.path.isdir(root):
        passed = "; a runner passes file names: take `pass_filenames: true` out of this hook in its configuration"
        raise UsageError(
            f"{root}: not a folder; give the repository's folder{passed if 'PRE_COMMIT' in os.environ else ''}"
        )
    return Repository(root)
