"""flet run: the script's folder, and with -r all below."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue

INSTALLED = {"watchdog": "6.0.0"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("flet build web", []),
        ("flet run -d -r src/main.py", [("flet", "src/main.py", True)]),
        ("python -m flet_cli.cli run main.py", [("flet", "main.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted", "below"),
    [
        ("run", ".", False),
        ("run src/main.py", "src", False),
        ("run src", "src", False),
        ("run --recursive src", "src", True),
        ("run -dr src/main.py", "src", True),
        ("run --android src/main.py", "src", False),  # a long option is no letters
    ],
)
def test_its_folder(folder, tmp_path, words, wanted, below):
    tree = folder({"src/main.py": ""})
    plan = live("flet", words, tree, INSTALLED, tmp_path)
    assert roots(plan, tree) == [wanted] and plan.roots[0].recursive is below and plan.certain
    made = [os.path.relpath(path, os.path.join(str(tree), wanted)) for path in plan.makes]
    assert made[:2] == [".flet", ".flet/storage"] and len(made) == 5


def test_how_a_file_is_kept_from_restarting_it():
    seen = {"polls": "", "again": None, "words": ["run", "-r", "main.py"]}
    assert catalogue.named("flet").to_exclude(seen, "data.db") == "flet run -r main.py --ignore-dirs data.db"
    assert catalogue.named("flet").to_exclude({**seen, "polls": "it polls"}, "data.db") is None
