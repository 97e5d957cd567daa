"""`gunicorn --reload`: polls unless the package `inotify` is installed; then each worker watches for itself.

Source: gunicorn 20.1.0, 23.0.0, 26.0.0 and 27.0.1 (reloader.py, config.py, app/base.py): the folder of every loaded
module and of every extra file, without what is below it. From 26.1 an extra file may be a pattern.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse
from watchlint.servers.plan import Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

POLLS = "gunicorn looks at every module again each second: no watch is set"
TOLD = "gunicorn is told to look at every module again each second (--reload-engine poll): no watch is set"
MORE = "counted: the folders of the project's own modules; those of installed packages and the standard library come on top"

PATTERNS = (26, 1)
"""The release since which an extra file may be a pattern, looked up again each second."""

_FLAGS = frozenset(
    "--reload --spew --check-config --print-config --preload --no-sendfile --reuse-port -D --daemon --initgroups"
    " --disable-redirect-access-to-syslog --capture-output --log-syslog -R --enable-stdio-inheritance"
    " --enable-backlog-metric --suppress-ragged-eofs --do-handshake-on-connect -h --help -v --version".split()
)


def words_of(arguments: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Options and other words. All but a few options take a value, so those few are what is known."""
    valued = {word for word in arguments if word.startswith("--")} - _FLAGS
    return parse(arguments, {*valued, *(f"-{letter}" for letter in "bcegkmnptuw")})


def module(arguments: Sequence[str]) -> str:
    """The module that gunicorn imports for `gunicorn ARGUMENTS`: `shop.wsgi` of `shop.wsgi:app`; '' where the words do
    not name it (a settings file may, and --paste does it in its own way)."""
    options, words = words_of(arguments)
    return words[0].partition(":")[0] if words and "--paste" not in options and "--paster" not in options else ""


def search_path(arguments: Sequence[str], cwd: str) -> list[str]:
    """The folders that --pythonpath puts before the others on sys.path, absolute."""
    options, _ = words_of(arguments)
    given = (options.get("--pythonpath") or [""])[-1]
    return [os.path.join(cwd, path) for path in given.split(",") if path]


def extra_folders(arguments: Sequence[str], cwd: str, version: tuple[int, ...] | None = None) -> list[str]:
    """The folders of the files that --reload-extra-file names; `cwd`: the working folder. With --chdir a relative name
    counts from where gunicorn was started, which nobody knows later: it is left out."""
    import glob

    options, _ = words_of(arguments)
    found = []
    for name in options.get("--reload-extra-file", ()):
        if "--chdir" in options and not os.path.isabs(name):
            continue
        path = os.path.join(cwd, name)
        if not glob.has_magic(name):
            found.append(os.path.dirname(path))
        elif version and version >= PATTERNS:
            found += [os.path.dirname(file) for file in glob.iglob(path, recursive=True)]
    return sorted({folder for folder in found if os.path.isdir(folder)})


def plan(
    arguments: Sequence[str] = (),
    *,
    has_inotify: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `gunicorn ARGUMENTS` with --reload. `has_inotify`: whether the package `inotify` is installed;
    `module_folders`: folders of the modules the application imports. With the package never certain."""
    options, _ = words_of(arguments)
    engine = (options.get("--reload-engine") or ["auto"])[-1]
    if engine == "poll":
        return plans.nothing("gunicorn", TOLD)
    if has_inotify is False and engine == "auto":
        return plans.nothing("gunicorn", POLLS)
    given = (options.get("--workers") or options.get("-w") or ["1"])[-1]
    workers = int(given) if given.isdigit() else 1
    folders = sorted(set(module_folders))
    return WatchPlan(
        "gunicorn",
        [Root(path, False) for path in folders],
        instances=workers,
        copies=workers,
        certain=False,
        notes=[MORE],
    )
