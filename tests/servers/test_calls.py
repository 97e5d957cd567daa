"""Servers that Python code starts by a call."""

from __future__ import annotations

import pytest

from watchlint.servers.calls import runs

CASES = {
    # near misses first
    "reload = 1\nuvicorn.run('m:a')": [],
    "uvicorn.run('m:a', reload=False)": [],
    "uvicorn.run('m:a', reload=debug)": [],
    "uvicorn.reload('m:a', reload=True)": [],
    "other.run('m:a', reload=True)  # uvicorn": [],
    "run('m:a', reload=True)  # uvicorn": [],
    "uvicorn.run(": [],
    # hits: the place, an app named by a text, all keywords seen, texts
    "uvicorn.run('m:a', reload=True)": [((1, 1), True, True, {"reload": ()})],
    "uvicorn.run(app, reload=True)": [((1, 1), False, True, {"reload": ()})],
    "uvicorn.run('m:a', reload=True, **more)": [((1, 1), True, False, {"reload": ()})],
    "if 1:\n  uvicorn.run(app='m:a', reload=True, reload_dirs=['a', b], host='x')": [
        ((2, 3), True, True, {"app": ("m:a",), "reload": (), "reload_dirs": ("a",), "host": ("x",)})
    ],
}


@pytest.mark.parametrize("text", CASES)
def test_calls(text):
    found = list(runs("main.py", text.encode()))
    assert [((one.line, one.column), one.app, one.everything, one.words) for one in found] == CASES[text]
    assert all((one.server, one.written, one.path) == ("uvicorn", "uvicorn.run", "main.py") for one in found)
