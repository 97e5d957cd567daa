"""`watchlint completion SHELL`: the script that lets a shell complete commands and flags, and the manual page."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHELLS = ("bash", "zsh", "fish")

_EPILOG = """\
bash: watchlint completion bash > ~/.local/share/bash-completion/completions/watchlint
zsh:  watchlint completion zsh > ~/.zfunc/_watchlint, and `fpath+=~/.zfunc` before `compinit` in ~/.zshrc
fish: watchlint completion fish > ~/.config/fish/completions/watchlint.fish
manual page: watchlint completion man > ~/.local/share/man/man1/watchlint.1
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Print the script of a shell; 0, or 2 for a shell that has none."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _main(argv))


def _main(argv: Sequence[str] | None) -> int:
    import argparse
    import sys
    from importlib.resources import files

    from watchlint.cli.parser import Parser

    parser = Parser(
        prog="watchlint completion",
        description="Print what lets a shell complete commands and flags, or the manual page.",
        allow_abbrev=False,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=(*SHELLS, "man"), help="the shell, or man")
    shell = parser.parse_args(argv).shell
    name = "watchlint.1" if shell == "man" else shell
    sys.stdout.write((files("watchlint") / "data" / "shell" / name).read_text(encoding="utf-8"))
    return 0
