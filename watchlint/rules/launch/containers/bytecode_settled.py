"""Where PYTHONDONTWRITEBYTECODE is set, for a container, by something else than its own lines."""

from __future__ import annotations

import os
import re

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.nodes import get, scalar
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.kinds import COMPOSE, DOCKERFILE
from watchlint.rules.launch import files
from watchlint.rules.launch.problem import Problem
from watchlint.servers.index import SERVING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository

FLAG = "PYTHONDONTWRITEBYTECODE"
SETTLED = re.compile(r"\b(?:PYTHONDONTWRITEBYTECODE|PYTHONPYCACHEPREFIX)\b")
_NOT_USED = re.compile(r"(?i)example|sample|template|dist|prod|test|\.ci")
_TRUE = ("1", "true", "t", "yes", "y", "on")


def image_is_known(source: Source, service: Any, repository: Repository) -> bool:
    """Whether a compose service's image is known to leave the flag alone."""
    build = get(service, "build")
    if build is None:
        image = scalar(get(service, "image")) or ""
        return dockerfile.base_is_plain(dockerfile.Stage(None, image, [], None))
    context = scalar(build) or scalar(get(build, "context")) or "."
    name = scalar(get(build, "dockerfile")) or "Dockerfile"
    folder = source.path.rpartition("/")[0]
    path = os.path.normpath(os.path.join(folder, context, name)).replace(os.sep, "/")
    built = next((one for one in files.sources(repository, (DOCKERFILE,)) if one.path == path), None)
    if built is None or SETTLED.search(built.text):
        return False
    stages = dockerfile.stages(built)
    return bool(stages) and dockerfile.base_is_plain(stages[-1])


def in_other_compose(source: Source, service: str, repository: Repository) -> bool:
    """Whether another compose file in the same folder sets it for a service of this name."""
    folder = source.path.rpartition("/")[0]
    return any(
        other.path != source.path
        and other.path.rpartition("/")[0] == folder
        and SETTLED.search(other.text)
        and get(other.tree, "services", service) is not None
        for other in files.sources(repository, (COMPOSE,))
    )


def in_dotenv(source: Source) -> Iterator[Problem]:
    """An environment file that sets the variables of a server that watches, by name a real one."""
    if _NOT_USED.search(source.path.rpartition("/")[2]) or SETTLED.search(source.text):
        return
    found = assignments(source)
    if any(one.name.endswith("_FILE_WATCHER_TYPE") and one.value in ("none", "poll") for one in found):
        return
    for one in found:
        value = (one.value or "").lower()
        on = one.name in ("FLASK_DEBUG", "UVICORN_RELOAD") and value in _TRUE
        if not (on or one.name.startswith(SERVING)):
            continue
        stop = source.text.find("\n", one.value_end)
        stop = len(source.text) if stop < 0 else stop - source.text[:stop].endswith("\r")
        start = source.text.rfind("\n", 0, one.at) + 1
        head = source.text[start : one.at].lstrip("\ufeff")
        yield Problem(
            f"{one.name} is for a dev server that watches, and nothing here keeps Python from writing __pycache__ into it",
            one.at, one.value_end, "env", f"Set {FLAG}=1.",
            [(stop, stop, f"{source.newline}{head}{FLAG}=1")], f"set {FLAG}=1",
        )  # fmt: skip
        return
