"""chainlit run -w: its root, and the folders that it makes there."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, roots, starts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("chainlit hello", []),
        ("chainlit run app.py -h", [("chainlit", "app.py", False)]),  # headless
        ("chainlit run -h app.py -w", [("chainlit", "app.py", True)]),
        ("chainlit run -hw app.py", [("chainlit", "app.py", True)]),
        ("WATCH=true chainlit run app.py", [("chainlit", "app.py", True)]),
        ("WATCH=false chainlit run app.py", [("chainlit", "app.py", False)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(("environ", "wanted"), [({}, "."), ({"CHAINLIT_APP_ROOT": "web"}, "web")])
def test_its_root(folder, environ, wanted):
    tree = folder({"app.py": "", "web/x": ""})
    plan = live("chainlit", "run app.py -w", tree, **environ)
    assert roots(plan, tree) == [wanted] and plan.certain
    made = [os.path.relpath(path, os.path.join(str(tree), wanted)) for path in plan.makes]
    assert made == [".files", ".chainlit", ".chainlit/translations"]
    assert planned("chainlit", "run app.py -w", tree, "app.py", **environ).plan._replace(compiles=()) == plan


def test_told_to_poll_it_takes_no_watch(folder):
    plan = live("chainlit", "run app.py -w", folder({"app.py": ""}), WATCHFILES_FORCE_POLLING="true")
    assert plan.roots == () and plan.instances == 0
