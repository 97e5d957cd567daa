"""The command line of the checks. What a runner and most people call them with is read here; for the rest argparse is
imported, which takes as long as a check."""

from __future__ import annotations

import os
import sys

from watchlint.checking.options import Options
from watchlint.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from watchlint.cli.parser import Extra

    class Switched(Protocol):
        """Options that have roots, and others that are turned on."""

        roots: list[str]


SWITCHES = {
    "--fix": "fix",
    "--diff": "diff",
    "--unsafe-fixes": "unsafe_fixes",
    "--notes": "notes",
    "--statistics": "statistics",
    "--strict": "strict",
    "--exit-zero": "exit_zero",
    "--exit-zero-on-fix": "exit_zero_on_fix",
    "--write-baseline": "write_baseline",
    "--add-ignores": "add_ignores",
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
}
"""The flags without a value -> the option that each turns on."""


def parse(prog: str, description: str, argv: Sequence[str] | None, extra: Sequence[Extra] = ()) -> Options:
    """The flags, checked against each other. `extra`: a hook's own, each (flag, argparse keywords). Raises UsageError."""
    options = Options()
    if not switched(options, argv, SWITCHES):
        from watchlint.cli import parser

        parser.read(argv, parser.of_checks(prog, description), extra, options)
    _require_sense(options)
    options.roots = no_files(options.roots)
    return options


def switched(options: Switched, argv: Sequence[str] | None, switches: Mapping[str, str]) -> bool:
    """Set the roots, and turn on the options that a command line asks for which has only roots and these flags. False, with
    nothing set, for any other, and where roots stand apart, which argparse does not take."""
    found: list[str] = []
    turned_on: list[str] = []
    ended = False
    for word in sys.argv[1:] if argv is None else argv:
        if word in switches:
            turned_on.append(switches[word])
            ended = bool(found)
        elif word.startswith("-") or ended:
            return False
        else:
            found.append(word)
    options.roots = found
    for name in turned_on:
        setattr(options, name, True)
    return True


def _require_sense(options: Options) -> None:
    options.select = _names(options.select)
    options.ignore = _names(options.ignore)
    options.fixable = _names(options.fixable)
    if options.fixable:
        from watchlint.findings.selection import FIXABILITY

        for kind in options.fixable:
            if kind not in FIXABILITY:
                raise UsageError(f"--fixable {kind}: choose from {', '.join(FIXABILITY)}")
    if not options.output_format:
        options.output_format = "text"
        # Below the text, which escapes what its runner would read (docs.github.com, "Workflow commands").
        options.annotate = os.environ.get("GITHUB_ACTIONS") == "true" and not options.output_file
    if options.output_format != "text":
        from watchlint.reports import FORMATS

        if options.output_format not in FORMATS:
            raise UsageError(f"--output-format {options.output_format}: choose from {', '.join(FORMATS)}")
    if options.write_baseline and not options.baseline:
        raise UsageError("--write-baseline needs --baseline FILE")
    if options.fix and options.diff:
        options.fix = False  # nothing is written where it is to be shown
    if options.fix and options.add_ignores:
        raise UsageError("--fix and --add-ignores exclude each other: run --fix first, then ignore what is left")
    if options.quiet and options.verbose:
        raise UsageError("--quiet and --verbose exclude each other")


def _names(given: list[str]) -> list[str]:
    return [name.strip() for part in given for name in part.split(",") if name.strip()]


def no_files(roots: list[str]) -> list[str]:
    """The roots. Raises UsageError where a runner passed the names of files."""
    file = next((root for root in roots if os.path.isfile(root)), None) if "PRE_COMMIT" in os.environ else None
    if file is not None:
        raise UsageError(
            f"{file} is a file, and this hook looks at the whole repository: take `pass_filenames: true` out of the hook's "
            "configuration"
        )
    return roots
