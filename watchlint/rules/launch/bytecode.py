"""PYTHONDONTWRITEBYTECODE where a container or an environment file starts a watched dev server and it is missing."""

from __future__ import annotations

import re

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.nodes import get, pairs, put_first
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.kinds import COMPOSE, DEVCONTAINER, DOCKERFILE, DOTENV
from watchlint.rules.launch import rules, servers
from watchlint.rules.launch.problem import Problem
from watchlint.rules.launch.reload import stage_of
from watchlint.servers import catalogue

NAME = "PYTHONDONTWRITEBYTECODE"
_SETTLED = re.compile(r"\b(?:PYTHONDONTWRITEBYTECODE|PYTHONPYCACHEPREFIX)\b")
_NOT_USED = re.compile(r"(?i)example|sample|template|dist|prod|test|\.ci")
_TRUE = ("1", "true", "t", "yes", "y", "on")


def detect(source, around):
    """The problems of one file; at most one for each stage, service or file."""
    if source.kind == DOTENV:
        return list(_dotenv(source))
    if source.kind not in (DOCKERFILE, COMPOSE, DEVCONTAINER):
        return []
    if source.kind != COMPOSE and _SETTLED.search(source.text) and source.kind != DOCKERFILE:
        return []
    found = {}
    for launch in servers.launches(source, around.repo):
        if (
            launch.reloads
            and launch.certain
            and _matters(launch, around)
            and not _SETTLED.search(" ".join(launch.environment))
        ):
            at = source.offset(launch.line, launch.column)
            for problem in _READERS[source.kind](source, launch, at, around):
                found.setdefault(problem.subject, problem)
    return list(found.values())


def _matters(launch, around) -> bool:
    """Whether the server watches folders: those that only poll sources never see bytecode."""
    if launch.server == "streamlit":
        return servers.watches(launch) and around.streamlit_watcher() in (None, "auto", "watchdog")
    needs = catalogue.named(launch.server).needs  # without one of these packages it polls
    return any(around.requires(name) for name in needs) if needs else servers.watches(launch)


def _problem(launch, at: int, end: int, subject: str, splices, where: str) -> Problem:
    return Problem(
        rules.BYTECODE_WRITTEN,
        f"{servers.title(launch)} starts {where} and nothing here keeps Python from writing __pycache__ into what it watches",
        at, end, subject, f"Set {NAME}=1.", splices, f"set {NAME}=1",
    )  # fmt: skip


def _dockerfile(source, launch, at: int, around):
    stage, start = stage_of(source, at)
    if stage is None:
        return
    text = source.text
    line = [one for each in dockerfile.lineage(stage) for one in each.instructions]
    if any(one.word == "ENV" and _SETTLED.search(text[one.body : one.end]) for one in line):
        return
    own = [one for one in stage.instructions if one.word == "ENV" and one.at < start.at]
    legacy = own and "=" not in text[own[-1].body : own[-1].end].split()[0]
    pair = f"{NAME} 1" if legacy else f"{NAME}=1"
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


def _compose(source, launch, at: int, around):
    for name, service in pairs(get(source.tree, "services")):
        if not service.start_mark.index <= at < service.end_mark.index:
            continue
        said = source.text[service.start_mark.index : service.end_mark.index]
        if _SETTLED.search(said) or get(service, "extends") is not None or re.search(r"<<[ \t]*:|:[ \t]*\*", said):
            return
        if get(service, "env_file") is not None or not around.image_is_known(source, service):
            return
        if around.set_in_other_compose(source, name.value):
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


def _into_service(source, service):
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
        pair = f'{source.newline}{indent}environment:{source.newline}{indent}  {NAME}: "1"'
        return [(end, end, pair)]
    if getattr(node, "flow_style", True) or not node.value:
        return ()
    last = node.value[-1]
    first, value = last if isinstance(last, tuple) else (last, last)
    end = _end(text, value)
    head = text[text.rfind("\n", 0, first.start_mark.index) + 1 : first.start_mark.index]
    if end is None or head.strip() not in ("", "-"):
        return ()
    pair = f"{head}{NAME}=1" if head.strip() else f'{head}{NAME}: "1"'
    return [(end, end, source.newline + pair)]


def _end(text: str, node) -> int | None:
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


def _devcontainer(source, launch, at: int, around):
    tree, node = source.tree, get(source.tree, "containerEnv")
    if node is not None and getattr(node, "id", "") != "mapping":
        return
    if not source.text.startswith("{", tree.start_mark.index) or not tree.value:
        return
    entry = f'"{NAME}": "1"'
    if node is not None:
        splices = put_first(source.text, node, entry)
    else:
        splices = put_first(source.text, tree, f'"containerEnv": {{{entry}}}')
    place = splices[0][0]
    yield _problem(launch, place, place + 1, "devcontainer", splices, "in this container")


def _dotenv(source):
    """An environment file that sets the variables of a server that watches, by name a real one."""
    if _NOT_USED.search(source.path.rpartition("/")[2]) or _SETTLED.search(source.text):
        return
    found = assignments(source)
    if any(one.name.endswith("_FILE_WATCHER_TYPE") and one.value in ("none", "poll") for one in found):
        return
    for one in found:
        value = (one.value or "").lower()
        on = one.name in ("FLASK_DEBUG", "UVICORN_RELOAD") and value in _TRUE
        if not (on or one.name.startswith(("STREAMLIT_SERVER_", "STREAMLIT_RUN_", "WATCHFILES_"))):
            continue
        stop = source.text.find("\n", one.value_end)
        stop = len(source.text) if stop < 0 else stop - source.text[:stop].endswith("\r")
        start = source.text.rfind("\n", 0, one.at) + 1
        head = source.text[start : one.at].lstrip("\ufeff")
        yield Problem(
            rules.BYTECODE_WRITTEN,
            f"{one.name} is for a dev server that watches, and nothing here keeps Python from writing __pycache__ into it",
            one.at, one.value_end, "env", f"Set {NAME}=1.",
            [(stop, stop, f"{source.newline}{head}{NAME}=1")], f"set {NAME}=1",
        )  # fmt: skip
        return


_READERS = {DOCKERFILE: _dockerfile, COMPOSE: _compose, DEVCONTAINER: _devcontainer}
