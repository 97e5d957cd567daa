"""The tool that counts what the tests run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools import coverage
from tools.coverage import Count, Module, folders, ranges, table

FOUND = {
    "watchlint/__init__.py": Module(Count(10, 10), []),
    "watchlint/a/__init__.py": Module(Count(), []),
    "watchlint/b/__init__.py": Module(Count(), []),
    "watchlint/b/one.py": Module(Count(60, 60), []),
    "watchlint/b/two.py": Module(Count(40, 10), [3, 5, 6, 7]),
}


def test_a_folder_is_the_sum_of_its_modules():
    assert folders(FOUND) == {"watchlint": Count(10, 10), "watchlint/b": Count(100, 70)}


def test_the_table():
    sums = folders(FOUND)
    assert table([sums, sums | {"watchlint/b": Count(100, 99)}]) == [
        "| folder | lines and branches | without oracles | with oracles |",
        "| --- | ---: | ---: | ---: |",
        "| watchlint | 10 | 100.0 % | 100.0 % |",
        "| watchlint/b | 100 | 70.0 % | 99.0 % |",
        "| together | 110 | 72.7 % | 99.1 % |",
    ]
    assert table([sums])[0] == "| folder | lines and branches | without oracles |"


@pytest.mark.parametrize(("numbers", "wanted"), [([], ""), ([3], "3"), ([3, 4], "3-4"), ([1, 3, 4, 5, 9], "1, 3-5, 9")])
def test_ranges(numbers, wanted):
    assert ranges(numbers) == wanted


@pytest.mark.parametrize(("run", "code"), [(95, 0), (94, 1)])
def test_a_folder_below_the_goal_fails(monkeypatch, capsys, run, code):
    monkeypatch.setattr(coverage, "tested", lambda *_: False)
    monkeypatch.setattr(coverage, "modules", lambda _: {"watchlint/b/one.py": Module(Count(100, run), [7])})
    assert coverage.main([]) == code
    assert ("watchlint/b/one.py: 7" in capsys.readouterr().out) is bool(code)


def test_lines_branches_and_processes_of_a_real_run(folder, monkeypatch):
    """Of a small project: a branch that was not taken, and what only a process of its tests runs."""
    child = "import subprocess, sys\nfrom pack import here\n\n\ndef test():\n    here.run(1)\n    subprocess.run([sys.executable, 'main.py'], check=True)\n"
    settings = (coverage.HERE / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.coverage.run]")[2]
    tree = folder({
        "pyproject.toml": "[tool.coverage.run]" + settings.partition("\n[")[0].replace('"watchlint"', '"pack"'),
        "pack/here.py": "def run(x):\n    if x:\n        return 1\n    return 2\n", "pack/there.py": "A = 1\n", "pack/never.py": "B = 1\n",
        "main.py": "import pack.there\n", "test_it.py": child,
    })  # fmt: skip
    monkeypatch.setattr(coverage, "HERE", tree.path)
    monkeypatch.setattr(coverage, "DATA", tree.path / "data")
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("PYTHONPATH", str(tree.path))
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):  # where this suite itself is counted
        monkeypatch.delenv(name, raising=False)
    assert not coverage.tested("without", "not oracle", "0")
    assert coverage.modules("without") == {
        "pack/here.py": Module(Count(6, 4), [4]), "pack/never.py": Module(Count(1, 0), [1]), "pack/there.py": Module(Count(1, 1), []),
    }  # fmt: skip


def test_how_it_is_called():
    done = subprocess.run(
        [sys.executable, "-m", "tools.coverage", "--help"],
        cwd=coverage.HERE,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--oracles" in done.stdout
