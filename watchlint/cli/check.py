"""`watchlint check`, and each hook by itself: the console scripts and the scripts in hooks/ end here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.cli.parser import Extra

DESCRIPTION = "Does this repository work well with file watchers? Every check of watchlint."


def main(argv: Sequence[str] | None = None) -> int:
    """Run every hook; the exit code of the contract."""
    return _run("check-all", argv, DESCRIPTION)


def check_gitignore(argv: Sequence[str] | None = None) -> int:
    """Run check-gitignore alone."""
    return _run("check-gitignore", argv)


def check_compiled_files(argv: Sequence[str] | None = None) -> int:
    """Run check-compiled-files alone."""
    return _run("check-compiled-files", argv)


def check_streamlit_config(argv: Sequence[str] | None = None) -> int:
    """Run check-streamlit-config alone."""
    return _run("check-streamlit-config", argv)


def check_inotify_tier(argv: Sequence[str] | None = None) -> int:
    """Run check-inotify-tier alone."""
    from watchlint.settings import TIERS

    meaning = "the repository's tier, instead of the configured one"
    return _run(
        "check-inotify-tier", argv, extra=[("--tier", {"dest": "inotify_tier", "choices": TIERS, "help": meaning})]
    )


def check_reloader(argv: Sequence[str] | None = None) -> int:
    """Run check-reloader alone."""
    return _run("check-reloader", argv)


def check_launch_files(argv: Sequence[str] | None = None) -> int:
    """Run check-launch-files alone."""
    return _run("check-launch-files", argv)


def _run(name: str, argv: Sequence[str] | None, description: str = "", extra: Sequence[Extra] = ()) -> int:
    """Run the hook of this name, or all of them. Python's collector of cycles stays out of it: a run leaves next to none, and
    to look for them, again and again as modules are imported and once more at the end, takes a tenth of its time."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        from watchlint.cli import command
        from watchlint.rules.catalogue import HOOKS, hook

        return command.run(HOOKS if name == "check-all" else [hook(name)], argv, name, description, extra)
    finally:
        if argv is None and hasattr(
            gc, "freeze"
        ):  # the process ends with this run: it need not look through what is left
            gc.freeze()
        if was_on:
            gc.enable()
