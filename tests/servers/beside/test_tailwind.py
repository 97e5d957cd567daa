"""tailwindcss --watch: the folder, or what its style sheet names."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, roots
from watchlint.servers.watchers import node


@pytest.fixture(autouse=True)
def without_watchman(monkeypatch):
    """It would watch in their place."""
    monkeypatch.setattr(node, "has_watchman", lambda environ: False)


def files(release: str, sheet: str = '@import "tailwindcss";\n') -> dict[str, str]:
    return {"node_modules/tailwindcss/package.json": json.dumps({"version": release}), "in.css": sheet, "src/x": ""}


@pytest.mark.parametrize(
    ("sheet", "words", "wanted"),
    [
        ('@import "tailwindcss";\n', "-i in.css --watch", ["."]),
        ('@import "tailwindcss" source("./src");\n', "-i in.css --watch", [".", "src"]),
        ("", "-i gone.css --watch", ["."]),
    ],
)
def test_its_folders(folder, sheet, words, wanted):
    tree = folder(files("4.1.0", sheet))
    assert roots(live("tailwindcss", words, tree), tree) == wanted


def test_polling_takes_no_watch(folder):
    plan = live("tailwindcss", "-i in.css --watch --poll", folder(files("3.4.0")))
    assert plan.roots == () and plan.notes == ("tailwindcss is told to poll: no watch is set",)


def test_up_to_release_3_its_settings_are_javascript(folder):
    plan = live("tailwindcss", "-i in.css --watch", folder(files("3.4.0")))
    assert not plan.certain and plan.roots == () and "names, which is JavaScript" in plan.notes[0]
