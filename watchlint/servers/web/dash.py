"""`python app.py` with Dash's `app.run(debug=True)`: Werkzeug's reloader.

Source: dash 4.4.1 (dash.py, run), checked against the kernel with watchdog 6.0.0 and without.
"""

from __future__ import annotations

from watchlint.servers.model import Call
from watchlint.servers.watchers import werkzeug


class Dash(werkzeug.InCode):
    name = "dash"
    title = "Dash's app.run(debug=True)"
    calls = (Call(("dash.Dash.run", "dash.Dash.run_server"), ("use_reloader", "debug"), ()),)
    imports = comes_with = ("dash",)


SERVER = Dash()
