"""robyn app.py --dev: the folder of the app's file, with all below."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots, starts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("robyn app.py", [("robyn", "app.py", False)]),
        ("python -m robyn app.py --dev", [("robyn", "app.py", True)]),
        ("robyn --fast --dev web/app.py", [("robyn", "web/app.py", True)]),
        ("ROBYN_DEV_MODE=true robyn app.py", [("robyn", "app.py", True)]),
        ("ROBYN_DEV_MODE=false robyn app.py", [("robyn", "app.py", False)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(("words", "wanted"), [("app.py --dev", "."), ("web/app.py --dev", "web")])
def test_its_folder(folder, tmp_path, words, wanted):
    tree = folder({"app.py": "", "web/app.py": "", "web/data/x": ""})
    plan = live("robyn", words, tree, {"watchdog": "6.0.0"}, tmp_path)
    assert roots(plan, tree) == [wanted] and plan.roots[0].recursive
    assert (plan.instances, plan.certain) == (None, True)


def test_what_is_not_known_is_said(folder):
    tree = folder({"app.py": "import near\n", "near.py": "", "requirements.txt": "robyn\n"})
    plan, files, release, _ = planned("robyn", "app.py --dev", tree, "app.py")
    assert (roots(plan, tree), plan.certain, release) == (["."], False, None)
    assert plan.notes == ("the release of watchdog is not known: counted as 7 or newer",)
    assert [path.rpartition("/")[2] for path in files] == ["app.py", "near.py"]
