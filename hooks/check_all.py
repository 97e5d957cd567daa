"""Every check over one set of facts, one report."""

from __future__ import annotations

from hooks import (
    check_compiled_files,
    check_gitignore,
    check_inotify_tier,
    check_launch_files,
    check_reloader,
    check_streamlit_config,
)

HOOKS = (
    check_gitignore.HOOK,
    check_compiled_files.HOOK,
    check_streamlit_config.HOOK,
    check_inotify_tier.HOOK,
    check_reloader.HOOK,
    check_launch_files.HOOK,
)

DESCRIPTION = "Is this a repository that a file watcher can live in? Every check of watchlint."


def main(argv=None) -> int:
    """Run every hook; see `hooks.cli.command`."""
    from hooks.cli import command

    return command.run(HOOKS, argv, prog="check-all", description=DESCRIPTION)


if __name__ == "__main__":
    raise SystemExit(main())
