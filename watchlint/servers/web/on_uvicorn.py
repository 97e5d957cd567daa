"""uvicorn's reloader, and the programs that hand their folders to it: what holds of `uvicorn --reload` holds of them.

Source: uvicorn 0.34.2, 0.34.3, 0.40.0, 0.41.0 and 0.54.0 (config.py, supervisors/), checked against the kernel.
"""

from __future__ import annotations

import os
import re
import shlex

from watchlint.facts.paths import within
from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse, positional, values
from watchlint.servers.watchers import watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.servers.model import Beside
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings

ONLY_GIVEN = (0, 34, 3)
"""The release since which --reload-dir replaces the current folder; before it the current folder is watched too."""

IGNORES_ERRORS = (0, 41)
"""The release since which watchfiles is told to ignore permission errors, and so drops every error (uvicorn#2817)."""

POLLS = "without watchfiles uvicorn looks at every .py file again and again: no watch is set"

EXTRAS = ("uvicorn[standard]", "uvicorn[all]", "fastapi[standard]", "fastapi[all]")
"""The packages that bring watchfiles by an extra."""

NARROWER_VARIABLE = "UVICORN_RELOAD_DIRS"
"""uvicorn's options are variables too (main.py, auto_envvar_prefix)."""

WITH_VALUE = frozenset(
    "--reload-dir --reload-include --reload-exclude --reload-delay --host --port --uds --fd --workers --loop --http"
    " --ws --ws-max-size --ws-max-queue --ws-ping-interval --ws-ping-timeout --lifespan --interface --env-file"
    " --log-config --log-level --root-path --forwarded-allow-ips --limit-concurrency --backlog --limit-max-requests"
    " --limit-max-requests-jitter --timeout-keep-alive --timeout-graceful-shutdown --timeout-worker-healthcheck"
    " --ssl-keyfile --ssl-certfile --ssl-keyfile-password --ssl-version --ssl-cert-reqs --ssl-ca-certs --ssl-ciphers"
    " --header --app-dir --h11-max-incomplete-event-size --app --entrypoint -e".split()
)
"""Its options that take a value."""


def plan(
    arguments: Sequence[str] = (),
    *,
    cwd: str,
    version: tuple[int, ...] | None = None,
    has_watchfiles: bool | None = None,
    environ: Mapping[str, str] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `uvicorn ARGUMENTS` with reload on, or of `fastapi dev ARGUMENTS`, started in `cwd`.

    `version`: uvicorn's release, None where not known (counted as the newest, not certain where that matters).
    `has_watchfiles`: whether watchfiles can be imported beside it, None where not known (counted as if).
    """
    options, _ = parse(arguments, WITH_VALUE)
    return from_options(
        options.get("--reload-dir") or (environ or {}).get(NARROWER_VARIABLE, "").split(),
        options.get("--reload-include", ()),
        options.get("--reload-exclude", ()),
        cwd=cwd,
        version=version,
        has_watchfiles=has_watchfiles,
        environ=environ,
        compiles=compiles,
    )


def from_options(
    dirs: Iterable[str] = (),
    includes: Iterable[str] = (),
    excludes: Iterable[str] = (),
    *,
    cwd: str,
    version: tuple[int, ...] | None = None,
    has_watchfiles: bool | None = None,
    environ: Mapping[str, str] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The same for `uvicorn.run(…, reload=True, reload_dirs=…, reload_includes=…, reload_excludes=…)`."""
    dirs, includes, excludes = list(dirs), list(includes), list(excludes)
    if has_watchfiles is False:
        return plans.nothing("uvicorn", POLLS)
    certain, notes = True, []
    if has_watchfiles is None:
        certain = False
        notes.append(
            "whether watchfiles is installed is not known: counted as if it were; without it there is no watch"
        )
    roots = _folders(dirs, includes, cwd)
    for excluded in _folders([], excludes, cwd):
        roots = [root for root in roots if not within(root, excluded)]
    here = os.path.realpath(cwd)
    if not roots:
        roots = [here]
    elif version is None:
        certain = False
        notes.append("the release of uvicorn is not known: before 0.34.3 the current folder is watched too")
    elif version < ONLY_GIVEN and here not in roots:
        roots.append(here)
        notes.append("before 0.34.3 uvicorn watches the current folder whatever --reload-dir says")
    return watchfiles.watcher(
        "uvicorn",
        roots,
        ignores=version is None or version >= IGNORES_ERRORS or watchfiles.ignores_errors(environ or {}),
        environ=environ or {},
        compiles=compiles,
        certain=certain,
        notes=notes,
    )


def _folders(dirs: Iterable[str], patterns: Iterable[str], cwd: str) -> list[str]:
    """The folders that these folders and patterns name, links resolved, none inside another
    (config.py, resolve_reload_patterns): a pattern that matches a folder is taken for a folder to watch."""
    from pathlib import Path

    here = Path(cwd)
    found = {here / name for name in dirs}
    for pattern in patterns:
        if pattern == ".*":
            continue
        if os.path.isdir(here / pattern):  # pathlib raises where a name is too long
            found.add(here / pattern)
            continue
        try:
            found.update(match for match in here.glob(pattern) if match.is_dir())
        except (ValueError, NotImplementedError, OSError):
            continue  # an absolute or empty pattern: uvicorn itself ends with an error
    real = sorted({os.path.realpath(path) for path in found if os.path.isdir(path)})
    return [path for path in real if not any(path != other and within(path, other) for other in real)]


class OnUvicorn(watchfiles.OnWatchfiles):
    """A program that starts uvicorn with reload on."""

    starts = ("uvicorn",)

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        """The folders it names to uvicorn: none where it leaves the working one to it."""
        return [os.path.join(cwd, path) for path in values(words, self.narrower)] if self.narrower else []

    def patterns(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The patterns it names to uvicorn: those to include, those to leave out."""
        return [], []

    def loads(self, words: Sequence[str], cwd: str) -> tuple[str, list[str]]:
        app = (self.app(words) or "").partition(":")[0]
        if app.endswith(".py"):
            return os.path.basename(app)[:-3], [os.path.dirname(os.path.join(cwd, app))]
        given = values(words, self.folder_option)[-1:] if self.folder_option else []
        return app, [os.path.join(cwd, *given)]

    def has_watcher(self, program: str, dependencies: Dependencies) -> bool:
        return self.brings or watchfiles.is_asked_for(dependencies, EXTRAS)

    def watching(
        self,
        words: Sequence[str],
        environ: Mapping[str, str],
        cwd: str,
        around: Surroundings | Beside,
        compiles: Iterable[str] = (),
    ) -> WatchPlan:
        includes, excludes = self.patterns(words)
        has = around.has("watchfiles")
        return from_options(
            self.roots(words, environ, cwd),
            includes,
            excludes,
            cwd=cwd,
            version=around.release("uvicorn"),
            has_watchfiles=True if has is None and self.brings else has,
            environ=environ,
            compiles=compiles,
        )._replace(server=self.name)


# its worker below a server of workers

WORKER = "worker-ignores-reload"

_DEAF = re.compile(r"Uvicorn\w*Worker$")
"""uvicorn-worker 0.4.0 and uvicorn's own worker: to restart, a reloader sets `alive`, and nothing in such a worker looks at
it (both were tried, with both engines of that reloader)."""


def worker_ignores(words: Sequence[str]) -> str:
    """What follows from the worker that these words ask for; '' where it restarts for an edit."""
    asked = [*values(words, "-k"), *values(words, "--worker-class")]
    if not asked or not _DEAF.search(asked[-1]):
        return ""
    return "an edit is noticed and the old code goes on, for a UvicornWorker never restarts for --reload"


def without_workers(words: Sequence[str]) -> str:
    """The command that serves the same without that server, and reloads."""
    bound = next(iter([*values(words, "-b"), *values(words, "--bind")]), "")
    host, colon, port = bound.rpartition(":")
    place = [*(("--host", host) if host else ()), "--port", port] if colon and port.isdigit() else []
    return shlex.join(["uvicorn", positional(words) or "main:app", *place, "--reload"])


def served_alone(data: bytes) -> int:
    """The line of a `uvicorn.Config(…, reload=…)` in a file that serves it by uvicorn.Server and names no supervisor; 0 where
    there is none."""
    if not all(word in data for word in (b"Config(", b"Server", b"reload")) or b"supervisors" in data:
        return 0
    import ast

    from watchlint.facts.python import source

    try:
        tree = source.parse(data)
    except source.Unparsable:
        return 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("uvicorn.Config", "Config"):
            told = next((word.value for word in node.keywords if word.arg == "reload"), None)
            if told is not None and not (isinstance(told, ast.Constant) and not told.value):
                return node.lineno
    return 0
