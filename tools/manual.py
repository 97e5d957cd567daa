"""Shell completions and the manual page, made from the commands' own parsers.

`python -m tools.manual` writes them; `--check` writes nothing and exits 1 where one is stale.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path

import shtab

from watchlint import __version__
from watchlint.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
SHELL = ROOT / "watchlint" / "data" / "shell"
SHELLS = ("bash", "zsh", "fish")

_PATHS = {"FILE": shtab.FILE, "ROOT": shtab.DIR, "EXE": shtab.FILE}
"""What a word of a usage line stands for, where a shell can complete it."""

_EXITS = (
    ("0", "clean; warnings may be shown"),
    ("1", "errors were found, --fix changed something, or --diff has something to show"),
    ("2", "a usage error, settings that can't be used, or no readable repository"),
    ("3", "an error of watchlint's own"),
)


class _Captured(BaseException):
    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Command -> the parser it reads its words with."""

    def capture(self: argparse.ArgumentParser, *_: object, **__: object) -> None:
        raise _Captured(self)

    real = argparse.ArgumentParser.parse_args
    argparse.ArgumentParser.parse_args = capture  # type: ignore[assignment,method-assign]
    try:
        return {name: _captured(module) for name, (module, _) in COMMANDS.items()}
    finally:
        argparse.ArgumentParser.parse_args = real  # type: ignore[method-assign]


def _captured(module: str) -> argparse.ArgumentParser:
    try:
        import_module(module).main(["--a-flag-that-needs-the-parser"])
    except _Captured as captured:
        return captured.parser
    raise AssertionError(f"{module} reads its words without argparse")


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if action.help != argparse.SUPPRESS]


def completion(shell: str) -> str:
    """The completion script of this shell."""
    whole = argparse.ArgumentParser(prog="watchlint")
    commands = whole.add_subparsers()
    for name, parser in parsers().items():
        for action in _options(parser):
            if action.metavar in _PATHS and not action.choices:
                action.complete = _PATHS[action.metavar]  # type: ignore[attr-defined]
        one = commands.add_parser(name, help=COMMANDS[name][1], parents=[parser], add_help=False)
        one.prog = f"watchlint {name}"
    script = shtab.complete(whole, shell)
    return "\n".join(line.rstrip() for line in script.splitlines()) + "\n"


def page() -> str:
    """watchlint(1), in man(7)."""
    out = [f'.TH WATCHLINT 1 "" "watchlint {__version__}" "User Commands"', ".SH NAME"]
    out += ["watchlint \\- does this repository work well with file watchers?", ".SH SYNOPSIS"]
    out += [".B watchlint", ".I COMMAND", "[\\fIARGUMENTS\\fR]", ".SH DESCRIPTION"]
    out += [
        "Checks that a repository works well with the file watchers of dev servers, fixes it in place, and says why."
    ]
    for name, parser in parsers().items():
        out += [f".SH {_roff(name.upper())}", _roff(_sentence(COMMANDS[name][1]))]
        usage = " ".join(re.sub(r"^usage: \S+( \S+)??(?= \[-h\])", "", parser.format_usage()).split())
        out += [".PP", f"\\fBwatchlint {_roff(name)}\\fR {_roff(usage)}"]
        for action in _options(parser):
            out += [".TP", _name(action), _roff(_sentence(action.help or ""))]
    out.append(".SH EXIT STATUS")
    for code, meaning in _EXITS:
        out += [".TP", f".B {code}", _roff(_sentence(meaning))]
    out += [".SH SEE ALSO", ".BR inotify (7),", ".BR gitignore (5)"]
    return "\n".join(out) + "\n"


def _name(action: argparse.Action) -> str:
    words = [f"\\fB{_roff(word)}\\fR" for word in action.option_strings]
    if action.nargs == 0:
        return ", ".join(words)
    value = str(action.metavar or (",".join(map(str, action.choices)) if action.choices else action.dest.upper()))
    return f"{', '.join(words)} \\fI{_roff(value)}\\fR".strip()


def _sentence(text: str) -> str:
    text = text.replace("%(default)s", "").strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".") if text else ""


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def made() -> dict[Path, str]:
    """Each made file and what it must hold."""
    files = {SHELL / shell: completion(shell) for shell in SHELLS}
    return {**files, SHELL / "watchlint.1": page()}


def main(argv: list[str]) -> int:
    """Write what is stale, or with --check name it and return 1."""
    stale = {p: text for p, text in made().items() if not p.exists() or p.read_text(encoding="utf-8") != text}
    for path, text in stale.items():
        print(f"{path.relative_to(ROOT)}{': stale, run python -m tools.manual' if '--check' in argv else ''}")
        if "--check" not in argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in argv else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
