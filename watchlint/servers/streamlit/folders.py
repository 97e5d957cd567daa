"""The folders that a session of Streamlit schedules, each with all below it, by release.

Source: watcher/local_sources_watcher.py, watcher/event_based_path_watcher.py, watcher/folder_black_list.py, web/bootstrap.py,
file_util.py of 1.8.1 to 1.67.0.
"""

from __future__ import annotations

import fnmatch
import os

from watchlint.records import Record
from watchlint.servers.streamlit import components

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from watchlint.facts.python.imports import Imports

BLACKLIST = tuple(
    f"**/{name}"
    for name in (
        ".* anaconda anaconda2 anaconda3 dist-packages miniconda miniconda2 miniconda3"
        " node_modules pyenv site-packages venv virtualenv"
    ).split()
)
"""Modules in these folders are not watched (folder_black_list.py); `**/htmlcov` since 1.46. `env/` is not among them."""


class App(Record):
    """A script, the server's working folder and home folder, the entries of PYTHONPATH (all absolute), and the release."""

    script: str
    cwd: str
    home: str
    path_entries: tuple[str, ...]
    version: tuple[int, ...]

    @property
    def folder(self) -> str:
        return os.path.dirname(self.script)

    def place(self, path: str) -> str:
        """A path as this release has it: from 1.47 links are resolved; before, it is only made absolute."""
        return os.path.realpath(path) if self.version >= (1, 47) else os.path.abspath(path)


def scheduled(
    app: App,
    imports: Imports,
    pages: Sequence[str],
    blacklist: Iterable[object],
    watch_list: Iterable[object],
    packages: Iterable[str],
) -> list[str]:
    """All of them, each once, whether it is there or not. `pages`: the files of the pages; `packages`: where the project's
    packages lie."""
    found = [os.path.dirname(app.place(app.script))]
    if app.version < (1, 47):
        found.append(os.path.dirname(os.path.realpath(app.script)))
    if app.version >= (1, 10):
        found += (os.path.dirname(app.place(page)) for page in pages)
        found += _pages_folder(app)
    found += _of_modules(app, imports, blacklist)
    if app.version >= (1, 46):
        listed = (os.path.join(app.cwd, str(entry)) for entry in watch_list)
        found += (app.place(entry) for entry in listed if os.path.isdir(entry))
    if app.version < (1, 54):
        found += map(app.place, _of_settings(app))
    if app.version >= components.SINCE:
        found += map(app.place, components.folders([*packages, *app.path_entries]))
    return list(dict.fromkeys(found))


def _pages_folder(app: App) -> list[str]:
    """From 1.10 to 1.43 `pages/` itself is watched where there is one, pages or not."""
    pages = os.path.join(app.folder, "pages")
    return [pages] if (1, 10) <= app.version < (1, 44) and os.path.isdir(pages) else []


def _of_modules(app: App, imports: Imports, blacklist: Iterable[object]) -> Iterator[str]:
    """The folder of every imported file under the script's folder or a PYTHONPATH entry and not blacklisted; for a
    namespace package its own folder (before 1.39 the one above: event_based_path_watcher.py takes `dirname`)."""
    closed = [str(entry) for entry in blacklist] + list(BLACKLIST)
    if app.version >= (1, 46):
        closed.append("**/htmlcov")
    files = [(app.place(module.file), False) for module in imports.modules]
    files += [(app.place(folder), True) for folder in imports.namespaces]
    own = (os.path.dirname(app.place(app.script)), *app.path_entries)
    for path, is_folder in files:
        if any(in_folder_glob(path, entry) for entry in closed):
            continue
        if any(in_folder_glob(path, entry) for entry in own):
            yield path if is_folder and app.version >= (1, 39) else os.path.dirname(path)


def _of_settings(app: App) -> Iterator[str]:
    """Folders of the config.toml files that exist: watched before 1.54, polled since. The script's counts from 1.46."""
    for base in (app.home, app.cwd, *((app.folder,) if app.version >= (1, 46) else ())):
        if os.path.exists(os.path.join(base, ".streamlit", "config.toml")):
            yield os.path.join(base, ".streamlit")


def in_folder_glob(path: str, pattern: str) -> bool:
    """Streamlit's `file_is_in_folder_glob`: the file's folder, with a slash, against the pattern. A relative pattern
    never matches, and brackets in a path are a pattern too."""
    if not pattern.endswith("*"):
        pattern += "*" if pattern.endswith("/") else "/*"
    return fnmatch.fnmatch(os.path.dirname(path) + "/", pattern)
