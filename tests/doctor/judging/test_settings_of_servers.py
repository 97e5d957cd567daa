from __future__ import annotations

import pytest
from imagined import facts, server

from watchlint.doctor.judging.problems import judge
from watchlint.doctor.pages.page import page


def streamlit(**more):
    return server(server="streamlit", words=["run", "app.py"], version="1.67.0", watchdog="6.0.0", **more)


def trouble(kind, **more):
    return {"kind": kind, "key": "", "source": "/w/.streamlit/config.toml", "reason": "line 2: no value", **more}


OFF = [["server.runOnSave", False, "default"]]


@pytest.mark.parametrize(
    "more, line, step",
    [
        (
            {"options": OFF},
            "No problem found, but one thing to know: streamlit (process 7) shows an edit only after a click on Rerun: runOnSave is off, which is the default.",
            "streamlit run app.py --server.runOnSave true",
        ),
        ({"options": [["server.runOnSave", True, "flag"]]}, "No problem found: streamlit (process 7) watches all 3,000 folders.", None),
        (
            {"troubles": [trouble("ignored")]},
            "1 problem: streamlit (process 7) ignores all of /w/.streamlit/config.toml: line 2: no value.",
            "watchlint check  # names the line to correct",
        ),
        (
            {"troubles": [trouble("unread", reason="/q/.streamlit/config.toml")]},
            "1 problem: streamlit (process 7) does not read /w/.streamlit/config.toml: it reads /q/.streamlit/config.toml.",
            "cd /w  # and start it from there",
        ),
        (
            {"options": [["server.fileWatcherType", "none", "flag"]], "polls": "x", "needed": 0, "held": 0},
            "1 problem: streamlit (process 7) watches nothing: fileWatcherType is 'none' (from: flag).",
            "streamlit run app.py --server.fileWatcherType auto",
        ),
    ],
)  # fmt: skip
def test_the_first_line_about_settings(more, line, step):
    found = facts([streamlit(**more)])
    found["problems"] = judge(found)
    assert page(found, []).splitlines()[0] == line
    assert [problem["steps"] for problem in found["problems"][:1]] == ([[step]] if step else [])


def test_an_unknown_option_is_a_note():
    (found,) = judge(facts([streamlit(troubles=[trouble("unknown", key="server.watch")])]))
    assert (found["id"], found["severity"]) == ("streamlit-option-unknown", "info")
