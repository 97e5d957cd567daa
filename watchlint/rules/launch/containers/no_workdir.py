"""launch-no-workdir: a dev server that watches its folder starts in `/` of the image."""

from __future__ import annotations

import posixpath
import re
from functools import partial

from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.kinds import DOCKERFILE
from watchlint.findings import ERROR, Rule
from watchlint.rules.launch import A_SERVER, NAME, files, in_files, starts
from watchlint.rules.launch.containers.stages import stage_of
from watchlint.rules.launch.problem import Problem, findings
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.servers.model import Launch
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", "requirements.txt": "streamlit\n", ".dockerignore": ".git\n"}
_IMAGE = 'FROM python:3.13\n{}ENV PYTHONDONTWRITEBYTECODE=1\nRUN pip install streamlit\nCOPY app.py .\nCMD ["streamlit", "run", "app.py"]\n'

RULE = Rule(
    name="launch-no-workdir",
    hook=NAME,
    severity=ERROR,
    summary="A dev server that watches its folder starts in `/` of the image.",
    why="No WORKDIR is set, so the working folder is `/` and everything below it is watched: /usr, /proc and /sys included.",
    evidence="streamlit#7568, watchfiles#181; /app.py in `/`: 1,116 folders watched, in /srv/app: 1.",
    before={**_AROUND, "Dockerfile": _IMAGE.format("")},
    after={**_AROUND, "Dockerfile": _IMAGE.format("WORKDIR /app\n")},
    fix="none",
    since="0.1.0",
    source="Docker's reference, WORKDIR; watches counted in a changed root",
    about=in_files((DOCKERFILE,), A_SERVER),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each start in `/`."""
    for source in files.sources(repository, (DOCKERFILE,)):
        yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The starts of one Dockerfile that watch the whole of the image."""
    for launch in starts.launches(source, repository):
        at = starts.offset(source, launch)
        stage, one = stage_of(source, at)
        if stage is None or one is None or re.search(r"\bcd[ \t]", source.text[one.body : at]):
            continue
        folder = next(image.workdir for image in dockerfile.images(source) if image.stage is stage)
        if _watched(launch, folder, repository) == "/":
            yield Problem(
                f"{starts.title(launch)} watches the whole of the image: it starts in `/`",
                at, one.end, f"{launch.server} /",
                "Put the app into a folder of its own and set it with WORKDIR, /app for instance.",
            )  # fmt: skip


def _watched(launch: Launch, folder: str | None, repository: Repository) -> str | None:
    """The folder that is watched, as the image has it; None where that is not known, or none is."""
    known = catalogue.named(launch.server)
    if known.needs or not starts.watches(launch) or not starts.has_watcher(launch, repository):
        return None
    if not known.home_of_app:
        return None if known.folders(launch) else folder
    app = launch.app or ""
    if "$" in app or app.startswith("http") or (folder is None and not app.startswith("/")):
        return None
    if not known.told_to_watch(repository):
        return None
    return posixpath.dirname(posixpath.normpath(posixpath.join(folder or "/", app)))
