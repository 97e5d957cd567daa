"""launch-bytecode-written: a watched dev server starts in a container and writes bytecode into the tree it watches."""

from __future__ import annotations

import re
from functools import partial

from watchlint.facts.launch.base.nodes import get, pairs, put_first
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.kinds import COMPOSE, DEVCONTAINER, DOCKERFILE, DOTENV
from watchlint.findings import INFO, Rule
from watchlint.rules.launch import A_SERVER, NAME, files, in_files, overridden, starts
from watchlint.rules.launch.containers import bytecode_settled
from watchlint.rules.launch.containers.bytecode_settled import FLAG, SETTLED
from watchlint.rules.launch.containers.stages import stage_of
from watchlint.rules.launch.problem import Problem, findings
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.launch.problem import Splice
    from watchlint.servers.model import Launch
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", "requirements.txt": "streamlit\n", ".dockerignore": ".git\n"}
_IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY app.py .\n{}CMD ["streamlit", "run", "app.py"]\n'

RULE = Rule(
    name="launch-bytecode-written",
    hook=NAME,
    severity=INFO,
    summary="A watched dev server starts in a container and writes bytecode into the tree it watches.",
    why="Each imported folder gets a __pycache__: one more watch each, and events that nobody made. In a container the bytecode "
    "is lost with it anyway.",
    evidence="865 of 4,522 and 463 of 1,191 folders of two real virtual environments are __pycache__.",
    before={**_AROUND, "Dockerfile": _IMAGE.format("")},
    after={**_AROUND, "Dockerfile": _IMAGE.format("ENV PYTHONDONTWRITEBYTECODE=1\n")},
    fix="safe",
    since="0.1.0",
    source="Python's documentation, PYTHONDONTWRITEBYTECODE; folders counted",
    about=(
        *in_files((DOCKERFILE, COMPOSE, DEVCONTAINER), A_SERVER),
        *in_files((DOTENV,), "STREAMLIT_", "WATCHFILES_", "FLASK_DEBUG", "UVICORN_RELOAD"),
    ),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A note for each container, and each environment file, that starts such a server and says nothing of bytecode."""
    for source in files.sources(repository, (DOCKERFILE, COMPOSE, DEVCONTAINER, DOTENV)):
        yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The problems of one file; at most one for each stage, service or file."""
    if source.kind == DOTENV:
        yield from bytecode_settled.in_dotenv(source)
    elif source.kind == COMPOSE or source.kind == DOCKERFILE or not SETTLED.search(source.text):
        found: dict[str, Problem] = {}
        for launch in starts.launches(source, repository):
            if overridden.by_service(launch, repository):
                continue
            if _matters(launch, repository) and not SETTLED.search(" ".join(launch.environment)):
                at = starts.offset(source, launch)
                for problem in _of(source, launch, at, repository):
                    found.setdefault(problem.subject, problem)
        yield from found.values()


def _of(source: Source, launch: Launch, at: int, repository: Repository) -> Iterator[Problem]:
    if source.kind == DOCKERFILE:
        return _dockerfile(source, launch, at)
    if source.kind == COMPOSE:
        return _compose(source, launch, at, repository)
    return _devcontainer(source, launch)


def _matters(launch: Launch, repository: Repository) -> bool:
    """Whether the server watches folders and what is below: those that only poll sources never see bytecode."""
    known = catalogue.named(launch.server)
    if not known.deep:
        return False
    if known.needs:  # without one of these packages it polls
        return any(repository.dependencies.requires(name) for name in known.needs)
    return starts.watches(launch) and known.told_to_watch(repository) and starts.has_watcher(launch, repository)


def _problem(launch: Launch, at: int, end: int, subject: str, splices: Sequence[Splice], where: str) -> Problem:
    return Problem(
        f"{starts.title(launch)} starts {where} and nothing here keeps Python from writing __pycache__ into what it watches",
        at, end, subject, f"Set {FLAG}=1.", splices, f"set {FLAG}=1",
    )  # fmt: skip


def _dockerfile(source: Source, launch: Launch, at: int) -> Iterator[Problem]:
    stage, start = stage_of(source, at)
    if stage is None or start is None:
        return
    text = source.text
    line = [one for each in dockerfile.lineage(stage) for one in each.instructions]
    if any(one.word == "ENV" and SETTLED.search(text[one.body : one.end]) for one in line):
        return
    own = [one for one in stage.instructions if one.word == "ENV" and one.at < start.at]
    legacy = own and "=" not in text[own[-1].body : own[-1].end].split()[0]
    pair = f"{FLAG} 1" if legacy else f"{FLAG}=1"
    anchor = own[-1] if own else start
    word = text[anchor.at : anchor.at + 3] if own else text[start.at : start.at + 3]
    env = "env" if word.islower() else "ENV"
    indent = text[text.rfind("\n", 0, anchor.at) + 1 : anchor.at].lstrip("\ufeff")
    if own:
        splice = (anchor.end, anchor.end, f"{source.newline}{indent}{env} {pair}")
    else:
        splice = (anchor.at, anchor.at, f"{env} {pair}{source.newline}{indent}")
    number = dockerfile.stages(source).index(stage)
    yield _problem(launch, anchor.at, anchor.end, f"stage {number}", [splice], "in this image")


def _compose(source: Source, launch: Launch, at: int, repository: Repository) -> Iterator[Problem]:
    for name, service in pairs(get(source.tree, "services")):
        if not service.start_mark.index <= at < service.end_mark.index:
            continue
        said = source.text[service.start_mark.index : service.end_mark.index]
        if SETTLED.search(said) or get(service, "extends") is not None or re.search(r"<<[ \t]*:|:[ \t]*\*", said):
            return
        if get(service, "env_file") is not None or not bytecode_settled.image_is_known(source, service, repository):
            return
        if bytecode_settled.in_other_compose(source, name.value, repository):
            return
        splices = _into_service(source, service)
        yield (
            _problem(launch, at, at + 1, name.value, splices, f"in service {name.value}")
            if not splices
            else _problem(launch, *_line(source.text, splices[0][0]), name.value, splices, f"in service {name.value}")
        )


def _line(text: str, at: int) -> tuple[int, int]:
    """The line behind which something is put, as offsets."""
    start = text.rfind("\n", 0, at) + 1
    return start + len(text[start:at]) - len(text[start:at].lstrip()), at


def _into_service(source: Source, service: Any) -> Sequence[Splice]:
    """The splice that adds the variable to a service written as a block; () where that is not plain."""
    if service.flow_style:
        return ()
    text = source.text
    node = get(service, "environment")
    if node is None:
        key, value = next((k, v) for k, v in pairs(service) if k.value in ("command", "entrypoint"))
        end = _end(text, value)
        indent = text[text.rfind("\n", 0, key.start_mark.index) + 1 : key.start_mark.index]
        if end is None or indent.strip():
            return ()
        pair = f'{source.newline}{indent}environment:{source.newline}{indent}  {FLAG}: "1"'
        return [(end, end, pair)]
    if getattr(node, "flow_style", True) or not node.value:
        return ()
    last = node.value[-1]
    first, value = last if isinstance(last, tuple) else (last, last)
    end = _end(text, value)
    head = text[text.rfind("\n", 0, first.start_mark.index) + 1 : first.start_mark.index]
    if end is None or head.strip() not in ("", "-"):
        return ()
    pair = f"{head}{FLAG}=1" if head.strip() else f'{head}{FLAG}: "1"'
    return [(end, end, source.newline + pair)]


def _end(text: str, node: Any) -> int | None:
    """The end of the line a value ends on; None for block texts, which reach further than they seem."""
    if getattr(node, "style", None) in ("|", ">"):
        return None
    at = node.end_mark.index
    if node.id != "scalar" and not node.flow_style:
        last = node.value[-1] if node.value else None
        return _end(text, last[1] if isinstance(last, tuple) else last) if last is not None else None
    stop = text.find("\n", at)
    stop = len(text) if stop < 0 else stop
    return stop - text[:stop].endswith("\r")


def _devcontainer(source: Source, launch: Launch) -> Iterator[Problem]:
    tree, node = source.tree, get(source.tree, "containerEnv")
    if node is not None and getattr(node, "id", "") != "mapping":
        return
    if not source.text.startswith("{", tree.start_mark.index) or not tree.value:
        return
    entry = f'"{FLAG}": "1"'
    if node is not None:
        splices = put_first(source.text, node, entry)
    else:
        splices = put_first(source.text, tree, f'"containerEnv": {{{entry}}}')
    place = splices[0][0]
    yield _problem(launch, place, place + 1, "devcontainer", splices, "in this container")
