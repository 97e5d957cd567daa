"""Servers that Python code starts by a call: what the code says, and the words that start the same."""

from __future__ import annotations

import pytest

from watchlint.servers.calls import starts

UVICORN, FLASK, DASH, NICEGUI = (
    "import uvicorn\n", "from flask import Flask\napp = Flask(__name__)\n", "import dash\napp = dash.Dash()\n",
    "from nicegui import ui\n",
)  # fmt: skip

# code -> (server, app, words, what decides)
CALLS = {
    # near misses first
    "run(": None,
    "uvicorn.run('m:a', reload=True)": None,
    f"{UVICORN}uvicorn.run('m:a')": None,
    f"{UVICORN}uvicorn.run('m:a', reload=False)": None,
    f"{UVICORN}uvicorn.run(app, reload=True)": None,
    f"{UVICORN}other.run('m:a', reload=True)": None,
    f"{UVICORN}# uvicorn.run('m:a', reload=True)": None,
    f"{FLASK}app.run()": None,
    f"{FLASK}app.run(debug=False)": None,
    f"{FLASK}app.run(debug=True, use_reloader=False)": None,
    f"{FLASK}other.run(debug=True)": None,
    "app = make()\napp.run(debug=True)": None,
    "from sanic import Sanic\napp = Sanic()\napp.run(debug=True)": None,
    f"{NICEGUI}ui.run(reload=False)": None,
    f"{NICEGUI}ui.label('run')": None,
    f"{UVICORN}uvicorn.reload('m:a', reload=True)": None,
    f"{UVICORN}uvicorn.run('m:a', reload=None)": None,
    # hits
    f"{UVICORN}uvicorn.run('m:a', reload=True)": ("uvicorn", "m:a", ("m:a", "--reload"), ""),
    f"{UVICORN}uvicorn.run(app='m:a', reload=1, reload_dirs=['x', 'y'])": ("uvicorn", "m:a", ("m:a", "--reload", "--reload-dir", "x", "--reload-dir", "y"), ""),
    f"{UVICORN}uvicorn.run('m:a', reload=True, reload_includes=['*.html'], reload_excludes='x', reload_dirs=[a, 'b'])": ("uvicorn", "m:a", ("m:a", "--reload", "--reload-dir", "b", "--reload-include", "*.html", "--reload-exclude", "x"), ""),
    f"{UVICORN}uvicorn.run('m:a', reload=settings.debug)": ("uvicorn", "m:a", ("m:a", "--reload"), "reload=settings.debug"),
    f"{UVICORN}uvicorn.run('m:a', **given)": ("uvicorn", "m:a", ("m:a", "--reload"), "**…"),
    "from uvicorn import run\nrun('m:a', reload=True)": ("uvicorn", "m:a", ("m:a", "--reload"), ""),
    f"{FLASK}app.run(debug=True)": ("flask", None, ("run", "--debug"), ""),
    f"{FLASK}if __name__ == '__main__':\n    app.run('0.0.0.0', debug=True)": ("flask", None, ("run", "--debug"), ""),
    f"{FLASK}app.run(use_reloader=True)": ("flask", None, ("run", "--debug"), ""),
    f"{FLASK}app.run(debug=DEBUG)": ("flask", None, ("run", "--debug"), "debug=DEBUG"),
    f"{DASH}app.run_server(debug=True)": ("flask", None, ("run", "--debug"), ""),
    "from dash import Dash\napp = Dash()\napp.run(debug=True)": ("flask", None, ("run", "--debug"), ""),
    f"{NICEGUI}ui.run()": ("uvicorn", None, ("--reload",), ""),
    f"{NICEGUI}ui.run(title='x', uvicorn_reload_dirs='src, lib')": ("uvicorn", None, ("--reload", "--reload-dir", "src", "--reload-dir", "lib"), ""),
}  # fmt: skip


@pytest.mark.parametrize("code", CALLS)
def test_calls(code):
    found = [(one.server, one.app, one.arguments, one.decided) for one in starts(code.encode())]
    assert found == ([CALLS[code]] if CALLS[code] else [])


def test_an_app_made_elsewhere_is_flasks_where_the_project_asks_for_flask():
    code = b"from web import create_app\napp = create_app()\napp.run(debug=True)\n"
    assert starts(code) == [] and [one.server for one in starts(code, ["flask"])] == ["flask"]


def test_where_it_stands():
    (found,) = starts(b"import uvicorn\nif 1:\n  uvicorn.run('m:a', reload=True)\n")
    assert (found.line, found.column) == (3, 3)
