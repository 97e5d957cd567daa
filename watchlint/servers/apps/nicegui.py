"""`python main.py` with NiceGUI's `ui.run()`: uvicorn's reloader on the working folder, or on `uvicorn_reload_dirs`.

Source: nicegui 3.18.0 (ui_run.py: `reload=True` and `uvicorn_reload_dirs="."` where they are not given), checked against the
kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Doubt, Way
from watchlint.servers.web.on_uvicorn import OnUvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


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

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        """Since 3.8.0 the folder of the environment is left out (ui_run.py, sys.prefix)."""
        if "--reload-dir" in launch.arguments:
            return
        if repository.dependencies.version_range("nicegui").within(None, "3.8") == "certain":
            said = (
                "NiceGUI before 3.8 starts again for every .py file below the folder, those of an environment in it too: an"
                " installer, or a package that writes, restarts it"
            )
            yield Doubt(
                "environment-watched",
                said,
                'ui.run(uvicorn_reload_dirs="app")  # the folder of your code; or: pip install --upgrade nicegui',
            )


SERVER = Nicegui()
