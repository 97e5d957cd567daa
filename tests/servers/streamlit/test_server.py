"""streamlit run: a running one, and what its release does."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots
from watchlint.servers import catalogue

KNOWN = catalogue.named("streamlit")
PACKAGES = {"streamlit": "1.51.0", "watchdog": "6.0.0"}


@pytest.mark.parametrize(
    ("config", "environ", "watches"),
    [
        ("", {}, True), ('[server]\nfileWatcherType = "none"\n', {}, False), ('[server]\nfileWatcherType = "poll"\n', {}, False),
        ("", {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}, False),
    ],
)  # fmt: skip
def test_a_running_one(folder, tmp_path, config, environ, watches):
    tree = folder({"app.py": "", "data/x": "", ".streamlit/config.toml": config})
    plan = live("streamlit", "run app.py", tree, PACKAGES, tmp_path, HOME=str(tmp_path / "home"), **environ)
    assert (roots(plan, tree)[:1] == ["."]) is watches and (watches or plan.instances == 0)


@pytest.mark.parametrize(
    ("words", "wanted"), [("run web/app.py -- --x", ("app", ["/w/web"])), ("run", ("streamlit_app", ["/w"])), ("run app.py", ("app", ["/w"]))]
)  # fmt: skip
def test_which_script_it_runs(words, wanted):
    module, search = KNOWN.loads(words.split(), "/w")
    assert (module, [path.rstrip("/") for path in search]) == wanted


def test_code_elsewhere_comes_in_by_pythonpath(folder):
    tree = folder({"lib/shop/__init__.py": "", "lib/shop/web/__init__.py": "", "other/": ""})
    step = KNOWN.to_widen(
        {"words": ["run", "app.py", "--server.port", "80"]},
        [str(tree / "lib/shop/web"), str(tree / "lib/shop"), str(tree / "other")],
    )
    assert (
        step == f"PYTHONPATH={tree}/lib:{tree}/other${{PYTHONPATH:+:$PYTHONPATH}} streamlit run app.py --server.port 80"
    )


@pytest.mark.parametrize(
    ("version", "ids"),
    [("1.46.0", ["streamlit-pyc-race"]), ("1.46.1", ["streamlit-pyc-race"]), ("1.47.0", []), ("", [])],
)
def test_releases_that_lose_their_watcher(version, ids):
    found = list(KNOWN.faults({"version": version, "python": "/v/python"}, ()))
    assert [one.id for one in found] == ids and all(
        one.step == "/v/python -m pip install 'streamlit>=1.47'" for one in found
    )


def test_how_it_polls():
    assert KNOWN.to_poll(["run", "app.py"], "") == "streamlit run app.py --server.fileWatcherType poll"
