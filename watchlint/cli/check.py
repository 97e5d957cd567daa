"""`watchlint check`, and each hook by itself: the console scripts and the scripts in hooks/ end here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION = "Does this repository work well with file watchers? Every check of watchlint."


def main(argv: Sequence[str] | None = None) -> int:
    """Run every hook; the exit code of the contract."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import HOOKS

    return command.run(HOOKS, argv, prog="check-all", description=DESCRIPTION)


def check_gitignore(argv: Sequence[str] | None = None) -> int:
    """Run check-gitignore alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook

    return command.run([hook("check-gitignore")], argv)


def check_compiled_files(argv: Sequence[str] | None = None) -> int:
    """Run check-compiled-files alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook

    return command.run([hook("check-compiled-files")], argv)


def check_streamlit_config(argv: Sequence[str] | None = None) -> int:
    """Run check-streamlit-config alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook

    return command.run([hook("check-streamlit-config")], argv)


def check_inotify_tier(argv: Sequence[str] | None = None) -> int:
    """Run check-inotify-tier alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook
    from watchlint.settings import TIERS

    meaning = "the repository's tier, instead of the configured one"
    tier = ("--tier", {"dest": "inotify_tier", "choices": TIERS, "help": meaning})
    return command.run([hook("check-inotify-tier")], argv, extra=[tier])


def check_reloader(argv: Sequence[str] | None = None) -> int:
    """Run check-reloader alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook

    return command.run([hook("check-reloader")], argv)


def check_launch_files(argv: Sequence[str] | None = None) -> int:
    """Run check-launch-files alone."""
    from watchlint.cli import command
    from watchlint.rules.catalogue import hook

    return command.run([hook("check-launch-files")], argv)
