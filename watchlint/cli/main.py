"""`watchlint COMMAND`: each command is a module with a `main(argv) -> int`, imported when called."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Command → (module, one line for the list).
COMMANDS = {
    "check": ("watchlint.cli.check", "every check on a repository"),
    "audit": ("watchlint.cli.audit", "every check on each of many repositories, on one machine or many"),
    "clean-caches": ("watchlint.cli.clean_caches", "remove bytecode and tool caches from the work tree"),
    "streamlit-schema": ("watchlint.cli.streamlit_schema", "the JSON Schema of Streamlit's config.toml, for editors"),
    "doctor": ("watchlint.cli.doctor", "why does my server not reload? This machine, now"),
    "sysctl": ("watchlint.cli.sysctl", "a script that raises the inotify limits, and never lowers one"),
    "watches": ("watchlint.cli.watches", "how many inotify watches a dev server will take here, and what lowers it"),
    "rule": ("watchlint.cli.rule", "the catalogue of rules, or one explained"),
    "completion": ("watchlint.cli.completion", "completion for a shell, or the manual page"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command named first; the exit codes are those of the command."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _main(sys.argv[1:] if argv is None else list(argv)))


def _main(argv: list[str]) -> int:
    from watchlint import __version__
    from watchlint.errors import UsageError

    if not argv or argv[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0
    if argv[0] in ("-V", "--version"):
        print(f"watchlint {__version__}")
        return 0
    if argv[0] not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(argv[0], COMMANDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"commands are {', '.join(COMMANDS)}"
        raise UsageError(f"no command {argv[0]!r}: {hint}")
    from importlib import import_module

    code: int = import_module(COMMANDS[argv[0]][0]).main(argv[1:])
    return code


def _usage() -> str:
    lines = ["usage: watchlint COMMAND [ARGUMENTS]", "", "commands:"]
    lines += [f"  {name:18}{line}" for name, (_, line) in COMMANDS.items()]
    return "\n".join([*lines, "", "watchlint COMMAND --help says more."])
