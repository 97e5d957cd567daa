"""From one start of a server to its WatchPlan, by what its module says."""

from __future__ import annotations

import os
import re

from watchlint.facts.launch.places import resolver
from watchlint.records import Record
from watchlint.servers import catalogue
from watchlint.servers.imported import writes_bytecode
from watchlint.servers.model import Absent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.model import Launch, Server
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings

__all__ = ["Absent", "Planned", "planned"]


class _Planned(Record):
    launch: Launch
    plan: WatchPlan
    cwd: str
    environ: Mapping[str, str]
    files: Sequence[str]
    stays: frozenset[str]
    watchdog: tuple[int, ...] | None
    assumed: bool
    around: Surroundings


class Planned(_Planned):
    """launch    the start, as given
    plan      its WatchPlan
    cwd       the folder it starts in, absolute
    environ   the variables that count for it
    files     the project's own files that it runs: the script and the modules it imports (real paths)
    stays     roots that are named by a setting and not by the app: they stay where they are when the app moves (real paths)
    watchdog  the release of watchdog it uses, as numbers, () where it uses none, None where not known
    assumed   whether that release is only what an installation would get today
    around    what it finds around it"""

    __slots__ = ()

    @property
    def server(self) -> Server:
        """What is known of the server."""
        return catalogue.named(self.launch.server)

    def again(self, words: Sequence[str]) -> Planned:
        """The same start with other words."""
        return planned(self.launch._replace(arguments=tuple(words)), self.around)


NEVER_RUN = (
    "nothing in {} was run so far: the first start makes a __pycache__ in each folder that it imports from, one watch "
    "each; count again after it"
)
"""uv compiles no package that it installs, pip does."""

_UNFILLED = re.compile(r"\$[\w({@*]|\{\{|`")


def untold(launch: Launch) -> str:
    """Why nobody can say what this start watches: a sentence, "" where that can be told."""
    if launch.cwd is None:
        return resolver.UNKNOWN
    named = catalogue.named(launch.server).folders(launch)
    unfilled = next((word for word in named if _UNFILLED.search(word)), "")
    return f"what `{unfilled}` stands for is not known" if unfilled else ""


def planned(launch: Launch, around: Surroundings) -> Planned:
    """The plan of this start, in a folder that is known. Raises Absent where what it serves is not there."""
    cwd = os.path.join(around.repo.root, launch.cwd or "")
    environ = {**around.environ(), **catalogue.obeyed(os.environ), **launch.environment}
    plan, files, watchdog, stays = catalogue.named(launch.server).plan(launch, cwd, environ, around)
    notes = list(plan.notes)
    if not launch.certain:
        taken = f"`python {launch.script}`" if launch.script else f"{launch.server} with {launch.app}"
        told = launch.path is not None and "readme" in os.path.basename(launch.path).lower()
        notes.append(
            f"{launch.path}:{launch.line} tells its readers to start it, and no file does"
            if told
            else f"no file says how it is started: {taken} is taken"
        )
    if launch.decided:
        notes.append(f"whether it reloads is known when it runs: {launch.decided}; counted as if it did")
    partial = launch.place is not None and not launch.place.whole
    without: list[str] = []
    if launch.place is not None and partial:
        missing = resolver.of(around.repo).missing(launch.place)
        without = [os.path.realpath(os.path.join(around.repo.root, path)) for path in missing]
        if any(files and os.path.realpath(files[0]).startswith(f"{path}{os.sep}") for path in without):
            raise Absent(f"{launch.app}: that file is not in the image that {launch.path} makes")
        notes.append("its image or container holds a part of this folder: counted are the folders that it holds")
    unused = not partial and writes_bytecode(environ) and _unused(plan, catalogue.named(launch.server).library, around)
    if unused:
        notes.append(NEVER_RUN.format(os.path.relpath(unused, around.repo.root)))
    certain = plan.certain and launch.certain and not partial and not launch.decided and not unused
    plan = plan._replace(notes=tuple(notes), certain=certain, without=tuple(without))
    assumed = around.release("watchdog") is None
    return Planned(launch, plan, cwd, environ, files, frozenset(stays), watchdog, assumed, around)


def _unused(plan: WatchPlan, library: str, around: Surroundings) -> str:
    """The watched folder of packages out of which this library, which the server imports, was never run; "" for none."""
    python = around.near() if library and plan.roots else None
    watched = [os.path.join(os.path.realpath(root.path), "") for root in plan.roots if root.recursive]
    for folder in python.path if python else ():
        package = os.path.join(os.path.realpath(folder), library)
        if package.startswith(tuple(watched)) and os.path.isfile(os.path.join(package, "__init__.py")):
            return "" if os.path.isdir(os.path.join(package, "__pycache__")) else folder
    return ""
