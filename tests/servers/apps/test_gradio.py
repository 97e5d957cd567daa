"""gradio app.py: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import calls, catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gradio deploy", []),
        ("gradio cc create", []),
        ("gradio --watch-library", []),
        ("gradio app.py", [("gradio", "app.py", True)]),
        ("gradio --watch-library web/app.py", [("gradio", "web/app.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize("code", ["gr.Interface(f, 'text', 'text').launch()", "gr.ChatInterface(f).queue().launch()"])
def test_its_code_can_not_say_that_it_reloads(code):
    (found,) = calls.starts(f"import gradio as gr\n{code}\n".encode(), path="web/app.py")
    assert (found.server, found.reloads) == ("gradio", False)
    assert catalogue.named("gradio").to_reload([], "web/app.py") == "gradio web/app.py"


def test_it_polls(folder):
    plan = live("gradio", "app.py", folder({"app.py": ""}))
    assert plan.roots == () and "20 times a second" in plan.notes[0] and plan.certain
