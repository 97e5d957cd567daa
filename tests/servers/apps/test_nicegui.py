"""NiceGUI's ui.run(): the working folder, or uvicorn_reload_dirs."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.launches import typed

FILES = {"main.py": "import near\n", "near.py": "", "src/x": "", "lib/x": ""}
KNOWN = catalogue.named("nicegui")


@pytest.mark.parametrize(
    ("words", "wanted"), [("", ["."]), ("--reload-dir src", ["src"]), ("--reload-dir src --reload-dir lib", ["lib", "src"])]
)  # fmt: skip
def test_its_folders(folder, tmp_path, words, wanted):
    tree = folder(FILES)
    plan = live("nicegui", words, tree, {"watchfiles": "1.1.0", "uvicorn": "0.41.0"}, tmp_path, script="main.py")
    assert (plan.server, roots(plan, tree), plan.certain) == ("nicegui", wanted, True)


def test_it_brings_watchfiles(folder):
    tree = folder(FILES)
    plan, files, *_ = planned("nicegui", "", tree, "main.py", script="main.py")
    assert roots(plan, tree) == ["."] and plan.certain
    assert [path.rpartition("/")[2] for path in files] == ["main.py", "near.py"]


@pytest.mark.parametrize(
    ("requirements", "words", "doubts"),
    [
        ("nicegui\n", (), []),
        ("nicegui>=3.8\n", (), []),
        ("nicegui==3.7.1\n", ("--reload-dir", "src"), []),
        ("nicegui==3.7.1\n", (), ["environment-watched"]),
    ],
)
def test_an_environment_inside_restarts_older_releases(folder, requirements, words, doubts):
    repository = NearRepository(str(folder({**FILES, "requirements.txt": requirements})))
    launch = typed("nicegui", "main.py")._replace(arguments=words)
    assert [one.id for one in KNOWN.doubts(launch, repository)] == doubts


def test_a_person_starts_its_script():
    assert KNOWN.line(typed("nicegui", "main.py")) == "python main.py"
