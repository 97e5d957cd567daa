"""`python main.py` with NiceGUI's `ui.run()`: uvicorn's reloader on the working folder, or on `uvicorn_reload_dirs`.

Source: nicegui 3.18.0 (ui_run.py: `reload=True` and `uvicorn_reload_dirs="."` where they are not given), checked against the
kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.web.on_uvicorn import OnUvicorn


class Nicegui(OnUvicorn):
    name = "nicegui"
    title = "NiceGUI's ui.run()"
    calls = (
        Call(
            ("nicegui.ui.run",), ("reload",), (), True, options=(("uvicorn_reload_dirs", "--reload-dir"),), commas=True
        ),
    )
    in_code = brings = as_script = always = True
    imports = packages = comes_with = ("nicegui",)
    traced = ("nicegui",)
    greets = ("NiceGUI ready to go",)
    reload = still = ()
    narrower = "--reload-dir"
    example = "main.py"
    off = Way("do not watch: ui.run(reload=False)")


SERVER = Nicegui()
