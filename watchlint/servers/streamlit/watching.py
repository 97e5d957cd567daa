"""What Streamlit watches, for each of its releases and watchdog's.

Every session schedules folders with watchdog's observer: the script's, those of the pages, those of the local modules
that the run imported, those of `server.folderWatchList`. Each is watched with all below it, whatever lies there:
nothing prunes the walk, `folderWatchBlacklist` least of all. Sources, in the installed package: watcher/
local_sources_watcher.py, watcher/event_based_path_watcher.py, watcher/path_watcher.py, watcher/folder_black_list.py,
web/bootstrap.py, file_util.py, read for 1.8.1 to 1.67.0; each switch below names the release that brought it.
"""

from __future__ import annotations

import os

from watchlint.facts.python import imports as python_imports
from watchlint.facts.python import module_paths
from watchlint.records import Record
from watchlint.servers import plan
from watchlint.servers.streamlit import folders
from watchlint.servers.streamlit import pages as streamlit_pages
from watchlint.servers.streamlit.words import APP
from watchlint.servers.watchers import watchdog as observers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.python.imports import Imports

NEWEST = "1.67.0"
"""The newest release this model was measured with; a later one is taken to be the same."""


class Options(Record):
    """`server.fileWatcherType`, `server.folderWatchBlacklist` and `server.folderWatchList` in force. The two lists are
    taken as Streamlit does: it iterates, so a text instead of a list is one entry a character."""

    watcher: str = "auto"
    blacklist: Iterable[object] = ()
    watch_list: Iterable[object] = ()


DEFAULTS = Options()

BRINGS = frozenset(
    "streamlit altair numpy pandas pyarrow requests watchdog tornado click git gitdb blinker cachetools PIL google toml"
    " protobuf pydeck packaging tenacity typing_extensions jinja2 jsonschema attr attrs narwhals certifi urllib3 idna"
    " charset_normalizer dateutil starlette uvicorn anyio h11 httptools websockets rich pytz tzdata six yaml markupsafe"
    " itsdangerous multipart python_multipart referencing rpds smmap setuptools pkg_resources pip".split()
)
"""Top-level names that an installed Streamlit brings along: a plain folder of the same name is not what is imported."""


def release(version: str | None, default: str = NEWEST) -> tuple[int, ...]:
    """A version as numbers: "1.46.1" -> (1, 46, 1); what follows the numbers (rc1) is left out. None: the default's."""
    numbers = []
    for part in (version or default).strip().lstrip("v").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers) or release(default)


def watchdog_for(streamlit: str | None) -> str:
    """The watchdog that a fresh installation of this release gets: 7 is allowed from Streamlit 1.67.0 (METADATA of
    the wheels). Before 1.36 the requirement has no upper bound, but an installation of that age has an old one."""
    return "7.1.0" if release(streamlit) >= (1, 67) else "6.0.0"


def watch_plan(
    script: str,
    *,
    streamlit: str | None = None,
    watchdog: str | None = None,
    options: Options = DEFAULTS,
    cwd: str | None = None,
    pythonpath: Iterable[str] = (),
    home: str | None = None,
    as_module: bool = False,
    writes_bytecode: bool = True,
    every_page: bool = False,
    elsewhere: Iterable[str] = (),
    project: Iterable[str] = (),
    packages: Iterable[str] = (),
    wsl: bool = False,
) -> plan.WatchPlan:
    """What `streamlit run script` watches once a session has run the app.

    streamlit, watchdog  releases; None is the newest, and for watchdog what that Streamlit installs; watchdog "" is
                         none installed
    cwd, home            the server's working folder (default: ours) and home folder (default: ours)
    pythonpath           the entries of PYTHONPATH
    as_module            started as `python -m streamlit`: the working folder is on sys.path too
    writes_bytecode      False under PYTHONDONTWRITEBYTECODE or PYTHONPYCACHEPREFIX
    every_page           count what the other pages import too, as after a visit of each; else the first page alone
    elsewhere            import names that are installed, besides what Streamlit brings
    project, packages    the project's own import roots, such as src/, if it is installed in editable mode; where its packages lie
    """
    version = release(streamlit)
    observer = release(watchdog, watchdog_for(streamlit))
    polls = _without_watches(options.watcher, version, watchdog == "", wsl)
    if polls is not None:
        return plan.nothing("streamlit", polls)
    app = _app(script, version, cwd, home, pythonpath)

    def imported(scripts: list[str]) -> Imports:
        return python_imports.local_imports(
            scripts,
            [app.folder, *([app.cwd] if as_module else ()), *app.path_entries],
            cwd=app.cwd,
            fallback=project,
            elsewhere=BRINGS.union(elsewhere),
            writes_bytecode=writes_bytecode,
        )

    imports = imported([app.script])
    pages = _pages(app, imports)
    first = [pages.default] if pages.default and pages.default != os.path.realpath(app.script) else []
    ran = [page for page in pages.files if page != os.path.realpath(app.script)] if every_page else first
    if ran:
        imports = imported([app.script, *ran])
    roots = folders.scheduled(app, imports, pages.files, options.blacklist, options.watch_list, packages)
    notes = [*imports.notes, *pages.notes]
    certain = imports.certain and pages.certain
    if streamlit is None:
        notes.append(
            f"Streamlit's release is not known: {NEWEST} with watchdog {watchdog or watchdog_for(None)} is counted"
        )
        certain = False
    if app.folder == "/":
        notes.append("the app stands in /: the whole file system is watched, /proc and the standard library included")
        certain = False
    return observers.plan(
        "streamlit",
        [plan.Root(path, version >= (1, 9)) for path in roots if os.path.isdir(path)],
        observer,
        compiles=imports.compiles,
        certain=certain,
        notes=notes,
    )


def _app(
    script: str, version: tuple[int, ...], cwd: str | None, home: str | None, pythonpath: Iterable[str]
) -> folders.App:
    cwd = os.path.abspath(cwd or os.getcwd())
    script = os.path.join(cwd, script)
    if os.path.isdir(script):
        script = os.path.join(script, APP)
    path_entries = tuple(os.path.abspath(os.path.join(cwd, entry)) for entry in pythonpath)
    home = os.path.expanduser("~") if home is None else home
    return folders.App(os.path.normpath(script), cwd, home, path_entries, version)


def _without_watches(watcher: str, version: tuple[int, ...], no_watchdog: bool, wsl: bool) -> str | None:
    """Why this setting takes no watch at all, or None where watchdog is used (watcher/path_watcher.py)."""
    if watcher == "none":
        return 'fileWatcherType is "none": nothing is watched, and no edit is noticed'
    if watcher == "poll":
        return 'fileWatcherType is "poll": the imported files are polled, no inotify watch is taken'
    if watcher not in ("auto", "watchdog"):
        return f"fileWatcherType is {watcher!r}, which Streamlit does not know: it watches nothing and says nothing"
    if watcher == "auto" and wsl and version >= (1, 59):
        return 'under WSL "auto" polls since Streamlit 1.59: no inotify watch is taken'
    if no_watchdog and watcher == "auto":
        return 'watchdog is not installed: "auto" polls, no inotify watch is taken'
    if no_watchdog:
        return 'watchdog is not installed: "watchdog" watches nothing'
    return None


def _pages(app: folders.App, imports: Imports) -> streamlit_pages.Pages:
    """`st.navigation` (since 1.36) replaces the `pages/` folder (since 1.10)."""
    if app.version >= (1, 36):
        navigation = streamlit_pages.navigation_pages(app.script, imports.sources, app.cwd)
        if navigation.navigation:
            return navigation
    files: tuple[str, ...] = ()
    if app.version >= (1, 10):
        home = os.path.dirname(os.path.realpath(app.script) if app.version >= (1, 36) else app.script)
        folder = os.path.join(home, "pages")
        files = streamlit_pages.folder_pages(module_paths.Folders().names(folder), folder)
    return streamlit_pages.Pages(tuple(map(os.path.realpath, files)), None, False, (), True)
