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
    f"{UVICORN}other.run('m:a', reload=True)": None,
    f"{UVICORN}# uvicorn.run('m:a', reload=True)": None,
    f"{FLASK}other.run(debug=True)": None,
    "app = make()\napp.run(debug=True)": None,
    "from sanic import Sanic\napp = Sanic()\napp.run(debug=True)": None,
    f"{NICEGUI}ui.label('run')": None,
    f"{UVICORN}uvicorn.reload('m:a', reload=True)": None,
    "import asyncio\nasyncio.run(main())": None,
    "import tornado.web\ntornado.web.StaticFileHandler()": None,
    "from other import *\nserve()": None,
    "import fasthtml.common\nserve()": None,
    "Gui('x').run(use_reloader=True)": None,
    "from livereload import Server\nServer().watch('src')": None,
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
    f"{DASH}app.run_server(debug=True)": ("dash", None, (), ""),
    "from dash import Dash\napp = Dash()\napp.run(debug=True)": ("dash", None, (), ""),
    "from dash import Dash\nDash(__name__).run(debug=True)": ("dash", None, (), ""),
    f"{NICEGUI}ui.run()": ("nicegui", None, (), ""),
    f"{NICEGUI}ui.run(title='x', uvicorn_reload_dirs='src, lib')": ("nicegui", None, ("--reload-dir", "src", "--reload-dir", "lib"), ""),
    "from fasthtml.common import *\napp, rt = fast_app()\nserve()": ("fasthtml", None, (), ""),
    "from fasthtml.common import FastHTML, serve\nserve(port=1)": ("fasthtml", None, (), ""),
    "from fasthtml import common as fh\nfh.serve()": ("fasthtml", None, (), ""),
    "from taipy.gui import Gui\nGui('# x').run(use_reloader=True, debug=True)": ("taipy", None, (), ""),
    "import taipy as tp\ngui = tp.Gui(page='x')\ntp.run(gui, use_reloader=True)": ("taipy", None, (), ""),
    "from tornado import web\nweb.Application([], debug=True).listen(1)": ("tornado", None, (), ""),
    "import tornado.web\nx = tornado.web.Application([], debug=options.debug)": ("tornado", None, (), "debug=options.debug"),
    "from quart import Quart\napp = Quart('x')\napp.run()": ("quart", None, ("run", "--reload"), ""),
    "import sanic\napp = sanic.Sanic('x')\napp.run(port=1, dev=True)": ("sanic", None, ("--dev",), ""),
    "from livereload import Server\ns = Server()\ns.serve(port=1)": ("livereload", None, (), ""),
}  # fmt: skip


@pytest.mark.parametrize("code", CALLS)
def test_calls(code):
    found = [(one.server, one.app, one.arguments, one.decided) for one in starts(code.encode()) if one.reloads]
    assert found == ([CALLS[code]] if CALLS[code] else [])


# code that starts a server which does not reload -> (server, words, how it would be written to)
QUIET = {
    f"{UVICORN}uvicorn.run('m:a')": ("uvicorn", ("m:a",), 'uvicorn.run("m:a", reload=True)'),
    f"{UVICORN}uvicorn.run('m:a', reload=False)": ("uvicorn", ("m:a",), 'uvicorn.run("m:a", reload=True)'),
    f"{UVICORN}uvicorn.run('m:a', reload=None)": ("uvicorn", ("m:a",), 'uvicorn.run("m:a", reload=True)'),
    f"{UVICORN}uvicorn.run(app, reload=True)": ("uvicorn", (), 'uvicorn.run("main:app", reload=True)'),
    f"{UVICORN}uvicorn.run(make(), port=1)": ("uvicorn", (), 'uvicorn.run("MODULE:APP", reload=True)'),
    f"{FLASK}app.run()": ("flask", (), "app.run(debug=True)"),
    f"{FLASK}app.run(debug=False)": ("flask", (), "app.run(debug=True)"),
    f"{FLASK}app.run(debug=True, use_reloader=False)": ("flask", (), "app.run(debug=True)"),
    f"{DASH}app.run()": ("dash", (), "app.run(debug=True)"),
    "from quart import Quart\nQuart('x').run(use_reloader=False)": ("quart", (), "Quart('x').run(use_reloader=True)"),
    "from sanic import Sanic\napp = Sanic()\napp.run(debug=True)": ("sanic", (), "app.run(dev=True)"),
    f"{NICEGUI}ui.run(reload=False)": ("nicegui", (), "ui.run(reload=True)"),
    "from fasthtml.common import *\nserve(reload=False)": ("fasthtml", (), "serve(reload=True)"),
    "from taipy.gui import Gui\nGui('# x').run(debug=True)": ("taipy", (), "Gui('# x').run(use_reloader=True)"),
    "import tornado.web\nx = tornado.web.Application([])": ("tornado", (), "tornado.web.Application(debug=True)"),
}  # fmt: skip


@pytest.mark.parametrize("code", QUIET)
def test_calls_that_do_not_reload(code):
    [found] = starts(code.encode(), path="src/main.py")
    assert (found.server, found.arguments, found.written) == QUIET[code] and not found.reloads and not found.decided


def test_an_app_made_elsewhere_is_flasks_where_the_project_asks_for_flask():
    code = b"from web import create_app\napp = create_app()\napp.run(debug=True)\n"
    assert starts(code) == [] and [one.server for one in starts(code, ["flask"])] == ["flask"]


def test_where_it_stands():
    (found,) = starts(b"import uvicorn\nif 1:\n  uvicorn.run('m:a', reload=True)\n")
    assert (found.line, found.column) == (3, 3)
