"""VS Code: each folder of the workspace, but for what its settings leave out."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, planned, roots
from watchlint.servers import catalogue
from watchlint.servers.beside import vscode
from watchlint.servers.launches import typed

KNOWN = catalogue.named("vscode")


@pytest.fixture(autouse=True)
def without_watchman(monkeypatch):
    """Asked by its own name, too."""
    monkeypatch.setattr(vscode, "has_watchman", lambda environ: False)


@pytest.mark.parametrize(
    ("paths", "used"), [([], False), (["src/.vscode/x"], False), ([".vscode"], False), ([".vscode/launch.json"], True)]
)
def test_a_folder_with_settings_for_it_is_opened_with_it(paths, used):
    assert KNOWN.is_used(paths) is used and KNOWN.line(typed("vscode", None)) == "code ."


def test_its_folders(folder):
    tree = folder({".git/x": "", ".vscode/settings.json": "{}", "src/x": ""})
    plan = planned("vscode", "", tree).plan
    assert roots(plan, tree) == [".", ".git", ".vscode", ".vscode/settings.json"]
    assert [root.recursive for root in plan.roots] == [True, False, False, False]
    assert (plan.instances, plan.counts_union, plan.certain) == (2, False, True)
    assert roots(planned("vscode", "", folder({"x": ""}, name="bare")).plan, tree.path.parent / "bare") == ["."]


@pytest.mark.parametrize(
    ("excluded", "skips"),
    [
        (None, 3),
        ([], 3),
        ({"**/data/**": True}, 4),
        ({"**/data/**": False}, 3),
        ({"**/data/**": {"when": "x"}}, 3),
        ({"**/.git/objects/**": False}, 2),
    ],
)
def test_what_its_settings_leave_out(folder, excluded, skips):
    tree = folder({".vscode/settings.json": json.dumps({"files.watcherExclude": excluded})})
    assert len(planned("vscode", "", tree).plan.skips) == skips


def test_watchman_watches_in_its_place(folder, monkeypatch):
    monkeypatch.setattr(vscode, "has_watchman", lambda environ: True)
    plan = planned("vscode", "", folder({"x": ""})).plan
    assert not plan.certain and any(note.startswith("watchman is installed") for note in plan.notes)


def test_which_folder_a_running_one_has_open_is_not_seen(folder):
    plan = live("vscode", "--type=fileWatcher", folder({"x": ""}))
    assert (plan.roots, plan.instances, plan.certain) == ((), 2, False)
