"""What each of Django's reloaders watches: StatReloader nothing, django-watchfiles folders by watchfiles, WatchmanReloader by the
Watchman service, whose roots are whole projects.

Source: as in runserver.py.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.plan import Root, WatchPlan
from watchlint.servers.watchers import watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.facts.python.interpreter import Interpreter

STAT, WATCHFILES, WATCHMAN = "StatReloader", "WatchfilesReloader", "WatchmanReloader"

POLLS = "StatReloader looks at every module and template again each second: no watch is set"
TOLD = (
    "WATCHFILES_FORCE_POLLING is set: django_watchfiles, if INSTALLED_APPS names it, lists every folder of sys.path again and"
    " again, else StatReloader looks at every module: no watch is set"
)
"""Source: django-watchfiles 1.4.0 with watchfiles 1.3.0 and Django 5.2: WatchfilesReloader, no watch, an edit seen within a second."""
ESTIMATE = "no interpreter of this project was found: the standard library and the installed packages are not counted"
TRANSLATED = (
    "counted: the folder locale beside the start; Django watches it only where something is translated at start"
)
DAEMON = "these watches belong to the watchman service and outlive runserver"


def plan(
    reloader: str,
    *,
    cwd: str,
    manage: str,
    interpreter: Interpreter | None = None,
    extra_folders: Iterable[str] = (),
    pythonpath: Sequence[str] = (),
    environ: Mapping[str, str] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `python MANAGE runserver` started in `cwd`.

    `reloader`: one of STAT, WATCHFILES, WATCHMAN. `extra_folders`: what settings add outside the project: template,
    locale and (with django-browser-reload) static folders, sys.path entries. Without `interpreter` only the project's
    part is counted, and the plan is not certain.
    """
    if reloader == STAT:
        return plans.nothing("django", POLLS)
    environ = environ or {}
    script = os.path.dirname(os.path.realpath(os.path.join(cwd, manage)))
    folders = [script, *(os.path.join(cwd, path) for path in (*pythonpath, *extra_folders))]
    certain, notes = interpreter is not None, []
    if interpreter is None:
        notes.append(ESTIMATE)
    else:
        folders += interpreter.path
        folders += _customize(interpreter)
    real = [os.path.realpath(path) for path in folders if os.path.exists(path)]
    roots = sorted({os.path.dirname(path) if os.path.isfile(path) else path for path in real})
    locale = os.path.join(os.path.realpath(cwd), "locale")
    if os.path.isdir(locale) and not any(locale.startswith(root.rstrip("/") + "/") for root in roots):
        roots.append(locale)
        certain = False
        notes.append(TRANSLATED)
    if reloader == WATCHMAN:
        return _watchman(roots, compiles, certain, notes)
    return watchfiles.watcher(
        "django",
        roots,
        ignores=watchfiles.ignores_errors(environ),
        environ=environ,
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


def _customize(interpreter: Interpreter) -> list[str]:
    """Folders of the real sitecustomize and usercustomize: a module's folder is watched where its file really is, and
    Debian keeps sitecustomize.py in /etc behind a link."""
    found = []
    for name in ("sitecustomize.py", "usercustomize.py"):
        file = next((p for p in (os.path.join(folder, name) for folder in interpreter.path) if os.path.isfile(p)), None)
        if file is not None:
            found.append(os.path.dirname(os.path.realpath(file)))
    return found


def _watchman(roots: Iterable[str], compiles: Iterable[str], certain: bool, notes: list[str]) -> WatchPlan:
    """Each root grows to the nearest folder above that has .git, .hg, .svn or .watchmanconfig; what is below the
    version control folder of such a root is left out, that folder itself is not."""
    projects = sorted({_project(root) for root in roots})
    projects = [path for path in projects if not any(path.startswith(other + "/") for other in projects)]
    return WatchPlan(
        "django",
        [Root(path) for path in projects],
        instances=None,
        counts_union=False,
        closed=[os.path.join(path, name) for path in projects for name in (".git", ".hg", ".svn")],
        compiles=compiles,
        certain=certain,
        notes=[*notes, DAEMON],
    )


def _project(folder: str) -> str:
    path = folder
    while True:
        if any(os.path.lexists(os.path.join(path, name)) for name in (".git", ".hg", ".svn", ".watchmanconfig")):
            return path
        above = os.path.dirname(path)
        if above == path:
            return folder
        path = above


def every_package(found: WatchPlan, compiles: Iterable[str]) -> WatchPlan:
    """A plan with the note that goes with these folders."""
    if not compiles or not found.roots:
        return found
    note = "which modules a first run compiles is known to Django only: every package of the project is counted"
    return found._replace(certain=False, notes=(*found.notes, note))
