"""marimo edit --watch: the folder of the notebook, while a browser has it open."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue
from watchlint.servers.model import Launch

FILES = {"page.py": "", "pages/a.py": "", "pages/deep/b.py": ""}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("marimo export html page.py", []),
        ("marimo edit page.py", [("marimo", "page.py", False)]),
        ("marimo run --headless --watch page.py", [("marimo", "page.py", True)]),
        ("marimo edit --watch", [("marimo", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("words", "wanted"), [("edit page.py --watch", "."), ("edit pages/a.py --watch", "pages"), ("edit pages --watch", "pages")]
)  # fmt: skip
def test_its_folder_alone(folder, tmp_path, words, wanted):
    tree = folder(FILES)
    plan = live("marimo", words, tree, {"watchdog": "6.0.0"}, tmp_path)
    assert roots(plan, tree) == [wanted] and not plan.roots[0].recursive and (plan.instances, plan.certain) == (1, True)
    assert plan.notes == ("marimo watches while a browser has the notebook open; each further notebook takes as many",)


def test_without_watchdog_it_polls(folder, tmp_path):
    plan = live("marimo", "edit page.py --watch", folder(FILES), {}, tmp_path)
    assert (plan.roots, plan.notes) == ((), (catalogue.named("marimo").polls,))


def test_where_nobody_tells_what_is_installed(folder):
    plan = live("marimo", "edit page.py --watch", folder(FILES))
    assert plan.roots and not plan.certain and plan.notes[0].startswith("whether watchdog is installed is not known")
    launch = Launch("marimo", "page.py", ("edit", "page.py", "--watch"), "", {}, "run.sh", 1, 1, True, True)
    assert not catalogue.named("marimo").watches(launch)  # its words alone don't tell
