"""`watchlint-all-repos`: an autofixer of all-repos: safe fixes as branches, in every repository it has cloned."""

from __future__ import annotations

import functools
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: 0, whatever could not be fixed, as all-repos' own autofixers; 2 usage."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _run(argv))


def _run(argv: Sequence[str] | None) -> int:
    from watchlint.errors import UsageError
    from watchlint.findings import selection
    from watchlint.fleet import autofix
    from watchlint.rules.catalogue import HOOKS

    try:
        from all_repos import autofix_lib
    except ModuleNotFoundError:
        raise UsageError("watchlint-all-repos needs all-repos: pip install 'watchlint[all-repos]'") from None
    from watchlint.cli.parser import Parser

    parser = Parser(
        prog="watchlint-all-repos",
        description="Apply watchlint's safe fixes in every repository that all-repos has cloned, and push a branch where the check "
        "passes then.",
    )
    autofix_lib.add_fixer_args(parser)
    parser.add_argument(
        "--select", action="append", default=[], metavar="RULE", help="only these rules or hooks (names or globs)"
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE", help="not these rules or hooks")
    parser.add_argument(
        "--branch", default="watchlint", metavar="NAME", help="the end of the branch's name (default: watchlint)"
    )
    options = parser.parse_args(argv)
    select, ignore = (
        [name for part in parts for name in part.split(",")] for parts in (options.select, options.ignore)
    )
    for names in (select, ignore):
        selection.expand(names, HOOKS)
    asked = autofix.Asked(tuple(select), tuple(ignore), f"{autofix.PREFIX}{options.branch}")

    def found(config: Any) -> Iterable[str]:
        folders = [os.path.join(config.output_dir, name) for name in config.get_cloned_repos()]
        return autofix.candidates(folders, asked)

    try:
        repos, config, commit, settings = autofix_lib.from_cli(
            options, find_repos=found, msg=autofix.Message(autofix.SUBJECT), branch_name=options.branch
        )
    except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
        raise UsageError(f"{options.config_filename}: {error}: see docs/fleet.md for one that works") from None
    autofix_lib.fix(
        repos,
        apply_fix=functools.partial(autofix.apply_fix, asked),
        config=config._replace(push=functools.partial(autofix.push, config.push, asked)),
        commit=commit,
        autofix_settings=settings,
    )
    return 0
