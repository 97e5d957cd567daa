"""`watchlint watches --html`: one page that loads nothing, and whose words can do nothing."""

from __future__ import annotations

import json
import re

import pytest

from watchlint.facts.folders import walk as walking
from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, report
from watchlint.watch.page import page

pytest.importorskip("plotly", reason="the extra `report` draws the page")


@pytest.fixture
def made(folder, monkeypatch):
    monkeypatch.setenv("PATH", "")  # no watchman

    def call(files, name="plain"):
        root = str(folder(files, name=name))
        walk = predict.remembering(walking.walk)
        found = predict.predict(NearRepository(root), Settings(), walk=walk)
        return page(report.report(root, found, walk), found)

    return call


def data(said: str) -> dict:
    return json.loads(re.search(r"^const DATA = (.*);$", said, re.M)[1])


FILES = {"app.py": "", "Procfile": "web: streamlit run app.py\n", "data/a/x": ""}


def test_it_holds_the_report_and_a_map_of_each_server(made):
    held = data(made(FILES))
    assert [one["server"] for one in held["report"]["servers"]] == ["streamlit"]
    assert [node["watches"] for node in held["maps"][0]][0] == held["report"]["servers"][0]["watches"] == 3


def test_what_is_not_known_is_a_note(made):
    held = data(made({**FILES, "Dockerfile": "FROM ours\nCMD flask run --debug\n"}))
    assert len(held["report"]["servers"]) == len(held["maps"]) == 1
    assert any(note.startswith("Dockerfile:2: flask run --debug: ") for note in held["report"]["notes"])


def test_it_loads_nothing(made):
    said = made(FILES)
    assert "Content-Security-Policy" in said and not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=", said)


def test_a_name_is_no_markup(made):
    said = made({**FILES, "</script><b>/x": "", "data/<i>/x": ""}, name="<b>")
    assert "<title>" in said and "<b>" not in re.sub(r"<script.*?</script>", "", said, flags=re.S)
    assert any(node["label"] == "<i>" for node in data(said)["maps"][0])
