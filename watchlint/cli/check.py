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
    from watchlint.rules.gitignore.hook import HOOK

    return command.run([HOOK], argv)


def check_compiled_files(argv: Sequence[str] | None = None) -> int:
    """Run check-compiled-files alone."""
    from watchlint.cli import command
    from watchlint.rules.compiled.hook import HOOK

    return command.run([HOOK], argv)


def check_streamlit_config(argv: Sequence[str] | None = None) -> int:
    """Run check-streamlit-config alone."""
    from watchlint.cli import command
    from watchlint.rules.streamlit.hook import HOOK

    return command.run([HOOK], argv)


def check_inotify_tier(argv: Sequence[str] | None = None) -> int:
    """Run check-inotify-tier alone."""
    from watchlint.cli import command
    from watchlint.rules.tier.hook import HOOK, TIER_FLAG

    return command.run([HOOK], argv, extra=[TIER_FLAG])


def check_reloader(argv: Sequence[str] | None = None) -> int:
    """Run check-reloader alone."""
    from watchlint.cli import command
    from watchlint.rules.reloader.hook import HOOK

    return command.run([HOOK], argv)


def check_launch_files(argv: Sequence[str] | None = None) -> int:
    """Run check-launch-files alone."""
    from watchlint.cli import command
    from watchlint.rules.launch.hook import HOOK

    return command.run([HOOK], argv)
