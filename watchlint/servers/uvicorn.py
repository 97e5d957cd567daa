"""`uvicorn --reload` and `fastapi dev`: which folders they watch, with watchfiles or by polling.

Source: uvicorn 0.34.2, 0.34.3, 0.40.0, 0.41.0 and 0.54.0 (config.py, supervisors/), fastapi-cli (cli.py: `dev` calls
uvicorn with reload on and the folders of --reload-dir), checked against the kernel.
"""

from __future__ import annotations

import os
from pathlib import Path

from watchlint.servers import plan as plans
from watchlint.servers import watchfiles
from watchlint.servers.arguments import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.plan import WatchPlan

ONLY_GIVEN = (0, 34, 3)
"""The release since which --reload-dir replaces the current folder; before it the current folder is watched too."""

IGNORES_ERRORS = (0, 41)
"""The release since which watchfiles is told to ignore permission errors, and so drops every error (uvicorn#2817)."""

POLLS = "without watchfiles uvicorn looks at every .py file again and again: no watch is set"

_WITH_VALUE = frozenset(
    "--reload-dir --reload-include --reload-exclude --reload-delay --host --port --uds --fd --workers --loop --http"
    " --ws --ws-max-size --ws-max-queue --ws-ping-interval --ws-ping-timeout --lifespan --interface --env-file"
    " --log-config --log-level --root-path --forwarded-allow-ips --limit-concurrency --backlog --limit-max-requests"
    " --limit-max-requests-jitter --timeout-keep-alive --timeout-graceful-shutdown --timeout-worker-healthcheck"
    " --ssl-keyfile --ssl-certfile --ssl-keyfile-password --ssl-version --ssl-cert-reqs --ssl-ca-certs --ssl-ciphers"
    " --header --app-dir --h11-max-incomplete-event-size --app --entrypoint -e".split()
)


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
    options, _ = parse(arguments, _WITH_VALUE)
    return from_options(
        options.get("--reload-dir", ()),
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
        roots = [root for root in roots if not _within(root, excluded)]
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
    here = Path(cwd)
    found = {here / name for name in dirs}
    for pattern in patterns:
        if pattern == ".*":
            continue
        if (here / pattern).is_dir():
            found.add(here / pattern)
            continue
        try:
            found.update(match for match in here.glob(pattern) if match.is_dir())
        except (ValueError, NotImplementedError, OSError):
            continue  # an absolute or empty pattern: uvicorn itself ends with an error
    real = sorted({os.path.realpath(path) for path in found if os.path.isdir(path)})
    return [path for path in real if not any(path != other and _within(path, other) for other in real)]


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
