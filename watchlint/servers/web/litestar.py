"""`litestar run --reload`: it starts `python -m uvicorn` with the same folders and patterns.

Source: litestar 2.25.0 (cli/commands/core.py, run_command), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import FILTERS, Believed, values
from watchlint.servers.watchers.watchfiles import VARIABLES
from watchlint.servers.web.on_uvicorn import OnUvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILTERS = ("--reload-dir", "--reload-include", "--reload-exclude", "-R", "-I", "-E")
"""Its options that turn reloading on by themselves."""


class Litestar(OnUvicorn):
    name = "litestar"
    title = "litestar run --reload"
    programs = ("litestar",)
    packages = comes_with = ("litestar",)
    traced = ("litestar",)
    subcommands = ("run",)
    reload: tuple[str, ...] = ("--reload", "-r", *_FILTERS)
    still = ()
    reloads_variable = "LITESTAR_RELOAD"
    app_option = ("--app",)
    folder_option = "--app-dir"
    narrower = "--reload-dir"
    narrower_variable = "LITESTAR_RELOAD_DIRS"
    variables = (*VARIABLES, reloads_variable, narrower_variable)
    excluding = ("--reload-exclude", "-E")
    believed = (
        Believed("reload-exclude", "--reload-exclude '{folder}/*'", FILTERS, ("--reload-exclude", "{folder}/*")),
    )

    @property
    def no_values(self) -> frozenset[str]:
        return frozenset(("--reload", "-r", "--debug", "-d"))

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        given = [*values(words, self.narrower), *values(words, "-R")]
        return given or environ.get(self.narrower_variable, "").split()

    def patterns(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        include = [*values(words, "--reload-include"), *values(words, "-I")]
        return include, [*values(words, "--reload-exclude"), *values(words, "-E")]


SERVER = Litestar()
