"""A running server as it would be seen, without one: for the tests of what each module says of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from watchlint.facts.launch import started
from watchlint.facts.python.interpreter import Interpreter
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue, launches
from watchlint.servers.model import Beside, Launch, Planning, Running
from watchlint.servers.plan import WatchPlan
from watchlint.servers.surroundings import Surroundings
from watchlint.settings import Settings


def starts(line: str, beside: bool = False) -> list[tuple[str, str | None, bool]]:
    """(server, app, whether it reloads) of what a line of a script starts; `beside`: of what runs beside Python's servers."""
    commands = started.of_source(started.source("run.sh", "shell", f"{line}\n".encode()))
    found = (one for command in commands for one in launches.of_command(command, beside=beside))
    return [(one.server, one.app, one.reloads) for one in found]


def planned(
    name: str, words: str, tree: object, app: str | None = None, cwd: str = "", script: str = "", **environ: str
) -> Planning:
    """The same server as a file of this folder would start it, which is nowhere installed."""
    launch = Launch(name, app, tuple(words.split()), cwd, environ, "run.sh", 1, 1, True, True, script=script)
    around = Surroundings(NearRepository(str(tree)), Settings())
    return catalogue.named(name).plan(launch, os.path.join(str(tree), cwd), environ, around)


def installed(place: Path, packages: dict[str, str]) -> Interpreter:
    """An interpreter with these packages (import name -> release)."""
    site = place / "site-packages"
    site.mkdir(exist_ok=True)
    for name, release in packages.items():
        (site / name).mkdir()
        (site / f"{name}-{release}.dist-info").mkdir()
    return Interpreter("/v/bin/python", (3, 13, 0), (str(site),))


def live(
    name: str,
    words: str | Sequence[str],
    cwd: object,
    packages: dict[str, str] | None = None,
    place: Path | None = None,
    script: str = "",
    **environ: str,
) -> WatchPlan:
    """The plan of a server that was started with these words; `packages`: beside it, None where nobody tells."""
    given = words.split() if isinstance(words, str) else list(words)
    running = Running(name, [os.getpid()], given, False, str(cwd), "", environ, "S", False, script)
    python = installed(place, packages) if packages is not None and place is not None else None
    paths = [os.path.join(str(cwd), path) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return catalogue.named(name).live(running, Beside(str(cwd), python, str(cwd), paths, 5, {}))


def roots(plan: WatchPlan, tree: object) -> list[str]:
    """The folders of a plan, relative to the project's."""
    top = os.path.realpath(str(tree))
    return sorted(os.path.relpath(os.path.realpath(root.path), top) for root in plan.roots)
