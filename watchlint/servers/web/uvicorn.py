"""`uvicorn --reload` and `fastapi dev`: watchfiles on the working folder, or on those of --reload-dir, with all below;
without watchfiles they poll.

Source: uvicorn 0.34.2, 0.34.3, 0.40.0, 0.41.0 and 0.54.0 (config.py, supervisors/), fastapi-cli (cli.py: `dev` calls
uvicorn with reload on and the folders of --reload-dir), checked against the kernel.
"""

from __future__ import annotations

import os
import shlex

from watchlint.servers import imported
from watchlint.servers.arguments import parse, pip
from watchlint.servers.model import (
    FILTERS,
    FORCED,
    Believed,
    Call,
    Doubt,
    Fault,
    Nest,
    Patterns,
    Planning,
    Server,
    Start,
    Way,
    kept,
    positional,
    says,
    values,
)
from watchlint.servers.watchers import watchfiles
from watchlint.servers.web.on_uvicorn import (
    EXTRAS,
    IGNORES_ERRORS,
    NARROWER_VARIABLE,
    ONLY_GIVEN,
    WITH_VALUE,
    plan,
    served_alone,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

_SAME = frozenset(("--host", "--port", "--app-dir", "--factory", "--app", "--entrypoint", "-e"))
"""Its options that stay when it is started again to reload."""


_TEMPLATES = (".html", ".jinja", ".jinja2", ".j2", ".mako")


class Uvicorn(Server):
    name = "uvicorn"
    title = "uvicorn --reload"
    programs = ("uvicorn", "uvicorn.__main__", "fastapi")
    calls = (
        Call(
            ("uvicorn.run",),
            ("reload",),
            ("--reload",),
            named=True,
            options=(
                ("reload_dirs", "--reload-dir"),
                ("reload_includes", "--reload-include"),
                ("reload_excludes", "--reload-exclude"),
            ),
        ),
    )
    imports = ("fastapi", "starlette")
    traced = ("uvicorn",)
    greets = ("Uvicorn running on", "Started reloader process")
    library = "watchfiles"
    packages = ("uvicorn[standard]", "fastapi", "fastapi-cli")  # alone it may be there for another's workers
    comes_with = ("uvicorn", "fastapi", "fastapi-cli")
    may_use = ("watchfiles",)
    variables = (*watchfiles.VARIABLES, "UVICORN_RELOAD", NARROWER_VARIABLE)
    globs = Patterns("--reload-dir", "--reload-include", "--reload-exclude", "watchfiles", ONLY_GIVEN, IGNORES_ERRORS)
    waits_for_old = True
    shows_release = True
    polling = Way("poll: set WATCHFILES_FORCE_POLLING=true", watchfiles.LISTS, variable=FORCED)
    off = Way("do not watch: leave out --reload; `fastapi run` in place of `fastapi dev`")
    believed = (
        Believed("reload-exclude", "--reload-exclude '{folder}/*'", FILTERS, ("--reload-exclude", "{folder}/*")),
    )
    heard = (".py",)
    excluding = ("--reload-exclude",)
    narrower = "--reload-dir"
    reading = ("--reload-include", "--log-config", "--env-file")
    narrower_variable = NARROWER_VARIABLE

    def start(self, program: Program) -> Start | None:
        words = program.words
        if program.name == "fastapi":
            if words[:1] not in (("dev",), ("run",)):
                return None
            said = [word for word in words if word in ("--reload", "--no-reload")]
            return Start(positional(words[1:]), words, said[-1] == "--reload" if said else words[0] == "dev")
        reloads = "--reload" in words or says(program.environment.get("UVICORN_RELOAD"))
        return Start(positional(words), words, reloads)

    def typed(self, app: str | None) -> Start:
        app = imported.as_module_name(app) or "main:app"
        return Start(app, (app, "--reload"), True)

    def claims(self, app: str) -> bool:
        return ":" in app

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        words = _own(launch.arguments)
        options, _ = parse(words, WITH_VALUE)
        folder = (options.get("--app-dir") or ["" if launch.as_module else os.path.dirname(launch.script)])[-1]
        compiles, files, _ = imported.of_module(launch.app, folder, cwd, environ, around)
        found = plan(
            words,
            cwd=cwd,
            version=around.release("uvicorn"),
            has_watchfiles=has_watchfiles(around),
            environ=environ,
            compiles=compiles,
        )
        return Planning(found, files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return plan(
            _own(running.words),
            cwd=beside.cwd,
            version=beside.release("uvicorn"),
            has_watchfiles=beside.has("watchfiles"),
            environ=running.environ,
        )

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and not watchfiles.polls(launch.environment)

    def has_watcher(self, program: str, dependencies: Dependencies) -> bool:
        return program == "fastapi" or watchfiles.is_asked_for(
            dependencies, EXTRAS
        )  # fastapi's own command line needs it

    def module_folder(self, launch: Launch) -> str:
        return (values(launch.arguments, "--app-dir") or [""])[0]

    def nest(self, plan: WatchPlan, files: Sequence[str], cwd: str) -> Nest | None:
        home = os.path.realpath(cwd)
        if os.path.dirname(files[0]) != home or len(plan.roots) != 1:
            return None  # the app is a package, or was given folders: --reload-dir is the move
        do = "put the app into a folder of its own ({names}) and start with `--app-dir app --reload-dir app`"
        return Nest(home, (), tuple(files), do)

    def to_wait(self, polls: str, words: Sequence[str], environ: Mapping[str, str], python: str) -> str | None:
        told = super().to_wait(polls, words, environ, python)
        return told or f"{pip(python)} install watchfiles"

    def loads(self, words: Sequence[str], cwd: str) -> tuple[str, list[str]]:
        app = positional(_own(words)) or ""
        if app.endswith(".py"):  # fastapi's
            return os.path.basename(app)[:-3], [os.path.dirname(os.path.join(cwd, app))]
        return app.partition(":")[0], [os.path.join(cwd, *values(words, "--app-dir")[-1:])]

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        asks = repository.dependencies
        if launch.reloads and asks.of("uvicorn") and not self.has_watcher(launch.program, asks):
            said = (
                "uvicorn polls: nothing here asks for watchfiles, and without it every .py file below the folder is looked at again and"
                " again, those of an environment too"
            )
            remedy = "pip install watchfiles  # or ask for uvicorn[standard]; in production: leave reloading out"
            yield Doubt("polls", said, remedy)

    def unheard(self, repository: Repository) -> Iterator[tuple[str, int, Doubt]]:
        """A supervisor, which reloads, is started by uvicorn.run (main.py, run) and by nothing else."""
        from watchlint.facts.launch.kinds import is_test

        said = "uvicorn.Server starts no reloader, whatever uvicorn.Config says of reload: no edit is noticed"
        step = 'uvicorn.run("package.main:app", reload=True)  # in its place; or: uvicorn package.main:app --reload'
        for path in repository.imports("uvicorn"):
            line = 0 if is_test(path) else served_alone(repository.look(path) or b"")
            if line:
                yield path, line, Doubt("started-without-reload", said, step)

    def misled(self, seen: Mapping[str, Any]) -> Iterator[Fault]:
        """Files that are no Python: it starts again for *.py alone (config.py, resolve_reload_patterns)."""
        from watchlint.facts.repository import near

        if seen["polls"] or not seen["again"] or values(seen["words"], "--reload-include"):
            return
        file = next((path for path in near.files(seen["root"]) if path.endswith(_TEMPLATES)), "")
        if file:
            message = f"{{name}} starts again for *.py only: an edit of {file} is seen where the app reads it again, and starts nothing."
            step = f"{seen['again']} --reload-include '*{os.path.splitext(file)[1]}'"
            yield Fault("other-suffixes", "info", message, step)

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        if words[:1] == ["run"]:
            return shlex.join(["fastapi", "dev", *kept(words[1:], _SAME)])
        return shlex.join(["uvicorn", *kept(words, _SAME), "--reload"])

    def to_exclude(self, seen: Mapping[str, Any], file: str) -> str | None:
        return (
            None if seen["words"][:1] in (["dev"], ["run"]) else super().to_exclude(seen, file)
        )  # fastapi has no such option

    def to_narrow(self, words: Sequence[str]) -> str | None:
        app = next((word for word in words if ":" in word and not word.startswith("-")), "")
        package, dot, _ = app.partition(":")[0].partition(".")
        if not dot or not package or self.narrower in words:
            return None
        return f"uvicorn {shlex.quote(app)} --reload --reload-dir {shlex.quote(package)}"


def has_watchfiles(around: Surroundings) -> bool | None:
    """Whether watchfiles can be imported beside it; None where no interpreter tells and no file asks for it."""
    found = around.has("watchfiles")
    if found is not None:
        return found
    if watchfiles.is_asked_for(around.repo.dependencies, EXTRAS):
        return True
    # it is asked for by name, without what brings watchfiles: a fresh installation polls
    return False if any(one.kind != "locked" for one in around.repo.dependencies.of("uvicorn")) else None


def _own(words: Sequence[str]) -> Sequence[str]:
    """The words without fastapi's subcommand."""
    return words[1:] if words and words[0] in ("dev", "run") else words


SERVER = Uvicorn()
