"""argparse, with the flags that every check shares."""

from __future__ import annotations

import argparse
import os

from watchlint import __version__
from watchlint.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from watchlint.checking.options import Options

    Extra = tuple[str, dict[str, Any]]


class Parser(argparse.ArgumentParser):
    """argparse, but a usage error is one line and is left to the caller."""

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: --tier"):
            raise UsageError(
                f"--tier is an option of check-inotify-tier; for {self.prog} write `inotify-tier` into [tool.watchlint] of "
                "pyproject.toml, or into .watchlint.toml"
            )
        raise UsageError(f"{message} (see {self.prog} --help)")


def of_checks(prog: str, description: str) -> Parser:
    """A parser with the flags of the contract; a hook may add its own."""
    made = Parser(prog=prog, description=description, allow_abbrev=False, formatter_class=_formatter)
    add = made.add_argument
    add("roots", metavar="ROOT", nargs="*", help="repositories to check (default: the one around the current folder)")
    add("--fix", action="store_true", help="apply the safe fixes")
    add("--diff", action="store_true", help="print what --fix would change, change nothing")
    add(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also those that change what is installed or run",
    )
    add(
        "--output-format",
        default="",
        metavar="FORMAT",
        help="text (default; full on a terminal), full, concise, json, sarif, github, gitlab, junit or markdown",
    )
    add("--output-file", metavar="FILE", help="write the report there instead of to standard output")
    add(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="only these rules or hooks (names or globs, commas)",
    )
    add("--ignore", action="append", default=[], metavar="RULE", help="not these rules or hooks")
    add(
        "--fixable", action="append", default=[], metavar="KIND", help="only findings whose fix is safe, unsafe or none"
    )
    add("--notes", action="store_true", help="show notes too: advice that never fails a run")
    add("--statistics", action="store_true", help="how often each rule was broken, instead of the findings")
    add("--strict", action="store_true", default=None, help="warnings fail too")
    add("--exit-zero", action="store_true", help="exit 0 whatever was found")
    add("--exit-zero-on-fix", action="store_true", help="exit 0 where everything found was fixed")
    add("--baseline", metavar="FILE", help="findings listed there are known and do not count")
    add("--write-baseline", action="store_true", help="write today's findings to the --baseline file")
    add("--add-ignores", action="store_true", help="write what ignores today's findings, with a reason to fill in")
    add("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")
    add("--quiet", "-q", action="store_true", help="errors only, and nothing at all when clean")
    add("--verbose", "-v", action="store_true", help="also what was suppressed, and where each rule is explained")
    add("--config", metavar="FILE", help="settings to use instead of the repository's own")
    add("--version", action="version", version=f"watchlint {__version__}")
    return made


def read(words: Sequence[str] | None, parser: Parser, extra: Sequence[Extra], options: Options) -> None:
    """Set the options as these words say. `extra`: a hook's own flags, each (flag, argparse keywords). Raises UsageError."""
    own = [parser.add_argument(flag, **keywords).dest for flag, keywords in extra]
    parser.parse_args(words, options)
    options.own = {name: options.__dict__.pop(name) for name in own}


def _formatter(prog: str) -> argparse.HelpFormatter:
    # Made anew for each flag that is added: left to itself it imports shutil to learn the width.
    columns = os.environ.get("COLUMNS", "")
    return argparse.HelpFormatter(prog, width=int(columns) - 2 if columns.isdigit() else 100)
