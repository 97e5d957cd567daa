"""Inotify limits that compose services, development containers, Kubernetes pods and `docker run` ask for."""

from __future__ import annotations

import re

from watchlint.facts.launch.base.nodes import get, inside, items, pairs, scalar
from watchlint.rules.launch.containers.limits import HELP, LIMIT, limit, lines
from watchlint.rules.launch.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from watchlint.facts.launch.base.model import Command, Word
    from watchlint.facts.launch.base.source import Source
    from watchlint.rules.launch.problem import Splice

_IN_CONTAINER = (
    "onCreateCommand",
    "updateContentCommand",
    "postCreateCommand",
    "postStartCommand",
    "postAttachCommand",
)
_BEFORE = frozenset(("sudo", "exec", "env", "time", "command", "-E"))
_REFUSED = "Docker refuses it, and the container does not start"


def of_compose(source: Source) -> Iterator[Problem]:
    """`sysctls:` and commands of services."""
    for name, service in pairs(get(source.tree, "services")):
        yield from _sysctls(source, name.value, service)
        if scalar(get(service, "privileged")) == "true":
            continue
        for key in ("command", "entrypoint"):
            yield from _command(source, get(service, key))


def _sysctls(source: Source, name: str, service: Any) -> Iterator[Problem]:
    node = get(service, "sysctls")
    entries = [(key, value) for key, value in pairs(node)] or [(one, one) for one in items(node) if one.id == "scalar"]
    ours = [(key, value) for key, value in entries if LIMIT.match(key.value)]
    for key, value in ours:
        splices = _entry(source, service, node, key, value, len(ours) == len(entries))
        at, end = inside(key)[0], inside(value)[1] if value.id == "scalar" else inside(key)[1]
        if splices:
            at = min(
                at,
                *(start + len(source.text[start:]) - len(source.text[start:].lstrip(" \t")) for start, _, _ in splices),
            )
        wanted = key.value.partition("=")[0]
        message = f"service {name}: Docker refuses {wanted}, and the container does not start"
        yield Problem(message, at, end, f"{name} {wanted}", HELP, splices, "remove it")


def _entry(source: Source, service: Any, node: Any, key: Any, value: Any, whole: bool) -> Sequence[Splice]:
    """The splice that removes an entry of a block, or the whole block where nothing else is in it; none where the block
    stands elsewhere (an anchor), or on one line."""
    head = next(name for name, one in pairs(service) if one is node)
    if any(name.value == "<<" for name, _ in pairs(node)):
        return ()
    if node.flow_style or not head.end_mark.index <= node.start_mark.index < service.end_mark.index:
        return ()
    if source.text[head.end_mark.index : node.start_mark.index].strip(": \t\r\n"):
        return ()  # `sysctls: &limits`: used elsewhere too
    if whole:
        last = node.value[-1]
        last = last[1] if isinstance(last, tuple) else last
        if head.start_mark.line == node.start_mark.line or len(service.value) < 2 or service.flow_style:
            return ()
        return [lines(source.text, head.start_mark.index, last.end_mark.index)]
    if value.end_mark.line != key.start_mark.line:
        return ()
    return [lines(source.text, key.start_mark.index, value.end_mark.index)]


def of_devcontainer(source: Source) -> Iterator[Problem]:
    """`runArgs` that hand --sysctl to Docker, and commands that run in the container."""
    words = [word for word in items(get(source.tree, "runArgs")) if word.id == "scalar"]
    for at, word in enumerate(words):
        last = at
        if word.value == "--sysctl" and at + 1 < len(words) and LIMIT.match(words[at + 1].value):
            last = at + 1
        elif not re.match(r"--sysctl=fs[./]inotify", word.value):
            continue
        start, end = word.start_mark.index, words[last].end_mark.index
        if last + 1 < len(words):
            splice = (start, words[last + 1].start_mark.index, "")
        elif at:
            splice = (words[at - 1].end_mark.index, end, "")
        else:
            splice = (start, end, "")
        yield limit(min(start, splice[0]), end, _REFUSED, [splice])
    privileged = scalar(get(source.tree, "privileged")) == "true"
    if privileged or any(word.value in ("--privileged", "--privileged=true") for word in words):
        return
    for key in _IN_CONTAINER:
        yield from _command(source, get(source.tree, key))


def _command(source: Source, node: Any) -> Iterator[Problem]:
    if node is None:
        return
    start, end = node.start_mark.index, node.end_mark.index
    found = re.search(r"sysctl\b[^\n]*?fs[./]inotify", source.text[start:end])
    if found:
        yield limit(start + found.start(), start + found.end(), "/proc/sys is read-only in a container")


def of_kubernetes(source: Source) -> Iterator[Problem]:
    """`securityContext.sysctls` of a pod."""
    from watchlint.facts.launch.base.nodes import documents

    waiting, seen = documents(source.text), set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        for item in items(get(node, "securityContext", "sysctls")):
            name = get(item, "name")
            if LIMIT.match(scalar(name) or ""):
                message = (
                    f"Kubernetes refuses {name.value}, and the pod does not start: it belongs to the node's kernel"
                )
                yield Problem(message, *inside(name), f"sysctls {name.value}", HELP.replace("host", "node"))
        waiting += [value for _, value in pairs(node)] + items(node)


def of_command(command: Command) -> Iterator[Problem]:
    """`docker run --sysctl fs.inotify…`, cut out where its words are plain."""
    words = command.words
    names = [word.text.rpartition("/")[2] for word in words]
    program = next((at for at, name in enumerate(names) if name not in _BEFORE), len(names))
    if names[program : program + 1] not in (["docker"], ["podman"]) or not {"run", "create"} & set(
        names[program + 1 :]
    ):
        return
    for at, word in enumerate(words):
        last = at + 1 if word.text == "--sysctl" and at + 1 < len(words) else at
        wanted = words[last].text.removeprefix("--sysctl=")
        if LIMIT.match(wanted) and (last > at or word.text.startswith("--sysctl=")):
            following = words[last + 1] if last + 1 < len(words) else None
            yield limit(word.offset, words[last].end, _REFUSED, _cut(command.source, word, words[last], following))


def _cut(source: Source, first: Word, last: Word, following: Word | None) -> Sequence[Splice]:
    """From the option to the next word; none where something else than blanks and a line's end lies between them."""
    if following is None:
        return ()
    text = source.text
    start = first.offset - (text[first.offset - 1 : first.offset] in ("'", '"'))
    after = last.end + (text[last.end : last.end + 1] in ("'", '"'))
    end = following.offset - (text[following.offset - 1 : following.offset] in ("'", '"'))
    if text[after:end].replace("\\\r\n", "").replace("\\\n", "").strip(" \t") or not text[after:end]:
        return ()
    return [(start, end, "")]
