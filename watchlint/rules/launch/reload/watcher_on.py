"""launch-watcher-on: the profile is production, and a launch file starts a server that watches."""

from __future__ import annotations

import re
from functools import partial

from watchlint.facts.launch.kinds import CONTAINERS, KUBERNETES, PROCFILE, SUPERVISOR, SYSTEMD
from watchlint.findings import ERROR, Rule
from watchlint.rules.launch import A_SERVER, NAME, files, in_files, starts
from watchlint.rules.launch.problem import Problem, findings
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

_DEPLOYED = (*CONTAINERS, PROCFILE, SYSTEMD, SUPERVISOR, KUBERNETES)
_AROUND = {
    "shop/__init__.py": "",
    "shop/main.py": "app = None\n",
    "requirements.txt": "uvicorn\n",
    ".gitignore": "__pycache__/\n",
    ".watchlint.toml": 'profile = "production"\n',
}

RULE = Rule(
    name="launch-watcher-on",
    hook=NAME,
    severity=ERROR,
    summary="The profile is production, and a launch file starts a server that watches.",
    why="Nobody edits a deployed app, but each folder takes an inotify watch of the host, which containers share.",
    evidence="1,002 folders: 1,002 watches with Streamlit's watcher on, 0 with none.",
    before={**_AROUND, "Procfile": "web: uvicorn shop.main:app --reload\n"},
    after={**_AROUND, "Procfile": "web: uvicorn shop.main:app\n"},
    fix="none",
    since="0.1.0",
    source="the servers' own documentation: reloaders are for development",
    about=in_files(_DEPLOYED, A_SERVER),
)

_FOR_DEVELOPMENT = re.compile(r"(?i)dev|local|override|test|debug|example|sample")


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each start of a watching server in a file that deploys, where the profile is production."""
    if settings.profile == "production":
        for source in files.sources(repository, _DEPLOYED):
            yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The starts in one text that watch."""
    if _FOR_DEVELOPMENT.search(source.path):
        return
    for launch in starts.launches(source, repository):
        known = catalogue.named(launch.server)
        if known.off and known.off.variable:
            # where there is a file that configures it, the rules about that file say it
            if known.configured(repository) or not starts.watches(launch):
                continue
            help_ = "Set {}={} for it.".format(*known.off.variable)
        else:
            help_ = "Start it without its reloader here; keep that for a file used in development."
        at = starts.offset(source, launch)
        message = f"the profile is production, and {starts.title(launch)} watches files here"
        yield Problem(message, at, at + 1, f"{launch.server} {launch.app}", help_)
