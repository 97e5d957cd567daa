"""`watchlint completion`: what it prints works in the real shell, and is what the parsers say today."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tools import manual
from watchlint.cli.completion import SHELLS
from watchlint.cli.main import COMMANDS


def test_what_is_made_is_up_to_date():
    assert [p.name for p, text in manual.made().items() if p.read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize("shell", [*SHELLS, "man"])
def test_it_prints_what_ships(run, shell):
    name = "watchlint.1" if shell == "man" else shell
    assert run("completion", shell).out == (manual.SHELL / name).read_text(encoding="utf-8")


def test_an_unknown_shell_is_a_usage_error(run):
    shown = run("completion", "cmd")
    assert shown.code == 2 and "invalid choice: 'cmd'" in shown.err


def test_every_command_has_its_parser():
    assert list(manual.parsers()) == list(COMMANDS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["wat"], {"watches"}),
        (["check", "--unsafe"], {"--unsafe-fixes"}),
        (["check", "--color", ""], {"auto", "always", "never"}),
        (["sysctl", "--tier", "s"], {"small"}),
        (["completion", ""], {"bash", "zsh", "fish", "man"}),
    ],
)
def test_bash_completes(words, expected):
    given = " ".join(f"'{word}'" for word in ["watchlint", *words])
    script = f"source {manual.SHELL / 'bash'}; COMP_WORDS=({given}); COMP_CWORD={len(words)}; _shtab_watchlint; "
    done = subprocess.run(
        ["bash", "-c", script + 'printf "%s\\n" "${COMPREPLY[@]}"'], capture_output=True, text=True, check=True
    )
    assert expected <= set(done.stdout.split())


@pytest.mark.skipif(not shutil.which("groff"), reason="groff, which .ci/run installs, is not here")
def test_groff_warns_of_nothing_in_the_manual_page():
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", str(manual.SHELL / "watchlint.1")], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "EXIT STATUS" in done.stdout and "--unsafe-fixes" in done.stdout
