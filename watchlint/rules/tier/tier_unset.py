"""inotify-tier-unset: a dev server watches this repository and no inotify tier is set."""

from __future__ import annotations

import re

from watchlint.facts.launch.kinds import is_test
from watchlint.findings import ERROR, INFO, Finding, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.choice import KEY, where, writing
from watchlint.rules.tier.tiers import BY_NAME, for_files, owned_count
from watchlint.servers import catalogue
from watchlint.settings import where_to_write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="inotify-tier-unset",
    hook=NAME,
    severity=INFO,
    summary="A dev server watches this repository and no inotify tier is set.",
    why="On Linux a recursive watch costs one inotify watch for each folder, out of a number shared by all your "
    "programs. Current servers hit the limit in silence: part of the tree is not watched. The tier says, where "
    "everybody sees it, which limit this repository needs. A tier is a choice: this is a note, and an error only where "
    "check-inotify-tier was put into a configuration by itself without --tier, which is asking for one.",
    evidence="watchdog 7.0 and uvicorn 0.41 with a limit of 500 on 3,599 folders: 500 watched, no message.",
    before={"requirements.txt": "watchfiles==1.1.0\n"},
    after={"requirements.txt": "watchfiles==1.1.0\n", ".watchlint.toml": 'inotify-tier = "small"\n'},
    fix="safe",
    since="0.1.0",
    source="inotify(7); measured on Linux 6.18",
)

WATCHERS = (*catalogue.PACKAGES, "solara", "pytest-watcher", "pytest-watch")
"""Packages whose presence, with their extra, means that a dev server here takes inotify watches. Django alone polls."""

_MODULES = tuple(name.partition("[")[0].replace("-", "_") for name in WATCHERS)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note, where a dev server watches or the hook was called by its name; then it is an error."""
    is_asked_for = settings.called_alone == NAME
    if settings.inotify_tier is not None or not (is_asked_for or _has_watching_server(repository)):
        return
    path, table = where_to_write(repository)
    count = owned_count(repository, "medium")
    fitting = for_files(count)
    yield Finding(
        RULE,
        f"no inotify tier is set: {fitting} fits {count:,} files, and stands for "
        f"fs.inotify.max_user_watches = {BY_NAME[fitting].watches}",
        path=path if repository.exists(path) else None,
        severity=ERROR if is_asked_for else INFO,
        help=f'Set {KEY} = "{fitting}" in {where(path)}: then machines and CI know which limit to give.',
        fix=writing(path, table, fitting),
        subject="tier",
    )


_FOR_TESTS = re.compile(r"(?<![a-z])test(?:s|ing)?(?![a-z])", re.I)


def _has_watching_server(repository: Repository) -> bool:
    """Whether a dev server that takes inotify watches is asked for, imported or started here, tests apart."""
    if any(_is_asked_for(repository, name) for name in WATCHERS):
        return True
    # A watcher's own repository imports itself.
    modules = [name for name in _MODULES if not repository.provides(name)]
    return any(not is_test(path) for path in repository.imports(*modules)) or _starts_watching_server(repository)


def _is_asked_for(repository: Repository, wanted: str) -> bool:
    """Whether a file other than a lock asks for a package, and not for tests: a lock names what others need, too."""
    package, _, extra = wanted.rstrip("]").partition("[")
    asked = repository.dependencies.declared(package)
    return any(not _FOR_TESTS.search(f"{one.group} {one.path}") and (not extra or extra in one.extras) for one in asked)


def _starts_watching_server(repository: Repository) -> bool:
    from watchlint.servers.launches import launches

    # The others poll unless a package above is there.
    return any(
        launch.reloads and not catalogue.named(launch.server).needs and not is_test(launch.path or "")
        for launch in launches(repository)
    )
