"""The command every hook shares: from the command line to a report and an exit code."""

from __future__ import annotations

import os
import sys

from watchlint.cli import arguments
from watchlint.cli.run import Run
from watchlint.errors import FOUND, INTERNAL, USAGE, UsageError
from watchlint.facts.repository.git import GitError
from watchlint.findings.selection import UnknownRule
from watchlint.settings import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from watchlint.cli.parser import Extra
    from watchlint.rules.registry import Hook

ISSUES = "https://github.com/watchlint/watchlint/issues"


def run(
    hooks: Sequence[Hook],
    argv: Sequence[str] | None = None,
    prog: str | None = None,
    description: str = "",
    extra: Sequence[Extra] = (),
) -> int:
    """Run these hooks as a command; the exit code of the contract.

    `extra` are the hook's own flags, each (flag, argparse keywords); a flag that is given sets the
    setting its `dest` names.
    """
    return guarded(lambda: _run(hooks, argv, prog or hooks[0].name, description or hooks[0].summary, extra))


def guarded(body: Callable[[], int]) -> int:
    """Run `body` and turn what goes wrong into one line on stderr and an exit code."""
    try:
        return body()
    except (UsageError, SettingsError, UnknownRule, GitError) as error:
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


def _run(hooks: Sequence[Hook], argv: Sequence[str] | None, prog: str, description: str, extra: Sequence[Extra]) -> int:
    options = arguments.parse(prog, description, argv, extra)
    run_ = Run(hooks, options)
    run_.check()
    run_.finish()
    for line in run_.failures:
        complain(line)
    return run_.exit_code()
