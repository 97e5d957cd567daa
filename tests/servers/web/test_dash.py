"""Dash's app.run(debug=True): all of sys.path, with watchdog."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import calls, catalogue
from watchlint.servers.launches import typed

APP = "from dash import Dash\napp = Dash()\n"


@pytest.mark.parametrize(
    ("call", "reloads"),
    [
        ("app.run()", False),
        ("app.run(debug=False)", False),
        ("app.run(debug=True, use_reloader=False)", False),
        ("app.run(debug=True)", True),
        ("app.run_server(use_reloader=True)", True),
    ],
)
def test_its_code_says_whether_it_reloads(call, reloads):
    (found,) = calls.starts(f"{APP}{call}\n".encode())
    assert (found.server, found.reloads) == ("dash", reloads)


def test_its_folders(folder, tmp_path):
    tree = folder({"web/app.py": ""})
    plan = live("dash", "", tree, {"watchdog": "6.0.0"}, tmp_path, script="web/app.py")
    assert "web" in roots(plan, tree) and (plan.server, plan.certain) == ("dash", True)


def test_without_watchdog_it_polls(folder, tmp_path):
    assert live("dash", "", folder({"app.py": ""}), {}, tmp_path, script="app.py").roots == ()
    assert not catalogue.named("dash").watches(typed("dash", "app.py"))  # its words don't tell whether it is there


def test_a_file_that_starts_it(folder):
    plan, _, release, _ = planned("dash", "", folder({"app.py": APP}), script="app.py")
    assert plan.roots and not plan.certain and release is None


def test_what_its_files_and_its_release_say():
    known = catalogue.named("dash")
    assert known.to_poll([], "/v/bin/python") == "/v/bin/python -m pip uninstall -y watchdog  # it polls then"
    (fault,) = known.faults({"polls": "", "watchdog": "7.1.0", "python": "/v/bin/python"}, (7, 1, 0))
    assert fault.deaf and fault.step == "/v/bin/python -m pip install 'watchdog<7'"
    assert list(known.faults({"polls": "", "watchdog": "6.0.0", "python": ""}, (6, 0, 0))) == []


HOT = "import dash\napp = dash.Dash()\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HOT + "app.run(dev_tools_hot_reload=True)\n", 3),
        (HOT + "app.run_server(debug=False, dev_tools_hot_reload=True)\n", 3),
        (HOT + "app.run(debug=True, dev_tools_hot_reload=True)\n", 0),
        (HOT + "app.run(use_reloader=True, dev_tools_hot_reload=True)\n", 0),
        (HOT + "app.run(debug=DEBUG, dev_tools_hot_reload=True)\n", 0),
        (HOT + "app.run(dev_tools_hot_reload=True, **told)\n", 0),
        (HOT + "app.run(dev_tools_hot_reload=False)\n", 0),
        (HOT + "app.run(\n", 0),
        (HOT + "app.run(dev_tools_hot_reload=True\n", 0),
        (HOT + "app.run()\n", 0),
    ],
)
def test_a_page_that_waits_for_a_server_that_does_not_reload(folder, text, line):
    found = list(catalogue.named("dash").unheard(NearRepository(str(folder({"app.py": text})))))
    assert [(path, at) for path, at, _ in found] == ([("app.py", line)] if line else [])
