"""Inotify limits set in a container, and files of sysctl.d that `sysctl -p` never reads."""

from __future__ import annotations

import re

from watchlint.facts.launch.base.nodes import get, inside, items, pairs
from watchlint.facts.launch.kinds import (
    COMPOSE,
    DEVCONTAINER,
    DOCKERFILE,
    DOTENV,
    MAKEFILE,
    PROCFILE,
    SHELL,
    SYSTEMD,
    WORKFLOW,
)
from watchlint.rules.launch import builds, rules
from watchlint.rules.launch.builds import HELP, LIMIT, limit, lines
from watchlint.rules.launch.problem import Problem


def detect(source):
    """The problems of one file."""
    if "sysctl" not in source.text and not LIMIT.search(source.text):
        return []
    if source.kind == DOCKERFILE:
        return builds.detect(source)
    if source.kind == COMPOSE:
        return list(_compose(source))
    if source.kind == DEVCONTAINER:
        return list(_devcontainer(source))
    found = []
    if source.kind in (SHELL, MAKEFILE, PROCFILE, SYSTEMD, WORKFLOW, DOTENV):
        found += _docker_run(source)
    if source.kind in (SHELL, MAKEFILE):
        found += _never_loaded(source)
    return found


def _compose(source):
    for name, service in pairs(get(source.tree, "services")):
        node = get(service, "sysctls")
        if node is not None:
            entries = [(k, v) for k, v in pairs(node)] or [(item, item) for item in items(node) if item.id == "scalar"]
            ours = [(key, value) for key, value in entries if LIMIT.match(key.value)]
            for key, value in ours:
                whole = len(ours) == len(entries)
                splices = _entry(source, service, "sysctls", node, key, value, whole)
                at, end = inside(key)[0], inside(value)[1] if value.id == "scalar" else inside(key)[1]
                if splices:
                    at, end = _named(source.text, at, end, splices)
                subject = f"{name.value} {key.value.partition('=')[0]}"
                message = f"service {name.value}: Docker refuses {key.value.partition('=')[0]}, and the container does not start"
                yield Problem(rules.SYSCTL, message, at, end, subject, HELP, splices, "remove it")
        if getattr(get(service, "privileged"), "value", "") == "true":
            continue
        for key in ("command", "entrypoint"):
            node = get(service, key)
            if node is not None:
                yield from _in_service(source, node)


def _in_service(source, node):
    start, end = node.start_mark.index, node.end_mark.index
    found = re.search(r"sysctl\b[^\n]*?fs[./]inotify", source.text[start:end])
    if found:
        yield limit(start + found.start(), start + found.end(), "/proc/sys is read-only in a container", ())


def _named(text: str, at: int, end: int, splices) -> tuple[int, int]:
    """The place of an entry, widened to what its removal touches."""
    return min(at, *(s[0] + (len(text[s[0] :]) - len(text[s[0] :].lstrip(" \t"))) for s in splices)), end


def _entry(source, service, name: str, node, key, value, whole: bool):
    """The splice that removes an entry of a block, or the whole block where nothing else is in it."""
    text = source.text
    written = next((k.end_mark.index for k, v in pairs(service) if k.value == name), len(text))
    between = text[written : node.start_mark.index]
    # an alias or an anchor, whose lines stand for more than this service, or merged in
    if node.flow_style or not between or between.strip(": \t\r\n") or "<<" in (k.value for k, _ in pairs(node)):
        return ()
    if whole:
        head = next(k for k, v in pairs(service) if k.value == name)
        last = node.value[-1]
        last = last[1] if isinstance(last, tuple) else last
        if head.start_mark.line == node.start_mark.line or len(service.value) < 2 or service.flow_style:
            return ()
        return [lines(text, head.start_mark.index, last.end_mark.index)]
    if value.end_mark.line != key.start_mark.line:
        return ()
    return [lines(text, key.start_mark.index, value.end_mark.index)]


def _devcontainer(source):
    """`runArgs` that hand --sysctl to Docker, and commands that run in the container."""
    words = items(get(source.tree, "runArgs"))
    for at, word in enumerate(words):
        if word.id != "scalar":
            continue
        first, last = at, at
        if word.value == "--sysctl" and at + 1 < len(words) and LIMIT.match(words[at + 1].value):
            last = at + 1
        elif not re.match(r"--sysctl=fs[./]inotify", word.value):
            continue
        start, end = words[first].start_mark.index, words[last].end_mark.index
        if last + 1 < len(words):
            splice = (start, words[last + 1].start_mark.index, "")
        elif first:
            splice = (words[first - 1].end_mark.index, end, "")
        else:
            splice = (start, end, "")
        yield limit(min(start, splice[0]), end, "Docker refuses it, and the container does not start", [splice])
    for key in (
        "onCreateCommand",
        "updateContentCommand",
        "postCreateCommand",
        "postStartCommand",
        "postAttachCommand",
    ):
        node = get(source.tree, key)
        if node is not None and getattr(get(source.tree, "privileged"), "value", "") != "true":
            yield from _in_service(source, node)


def _docker_run(source):
    """`docker run --sysctl fs.inotify…`, cut out where its words are plain."""
    pattern = r"(--sysctl(?:=|[ \t]+|[ \t]*\\\r?\n[ \t]*)([\"']?)fs[./]inotify[./][\w.]+=[^\s\"']+\2)([ \t]*(?:\\\r?\n[ \t]*)?)(?=(\S)?)"
    for found in re.finditer(pattern, source.text):
        line = source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.lstrip().startswith("#"):
            continue
        sure = found[4] and found[4] not in "#;&|"
        splices = [(found.start(1), found.end(3), "")] if sure else ()
        yield limit(found.start(1), found.end(1), "Docker refuses it, and the container does not start", splices)


def _never_loaded(source):
    """`sysctl -p` after a file of sysctl.d was written."""
    text = source.text
    written = re.search(r"(?m)^(?!\s*#).*?(?:>|\btee\b|\bcp\b|\binstall\b)[^\n#]*/etc/sysctl\.d/[\w.-]+\.conf", text)
    if not written:
        return
    for found in re.finditer(r"(?m)^(?!\s*#).*?\bsysctl[ \t]+(-p)(?=[ \t]*(?:$|[;&|\r#]))", text):
        if found.start() >= written.start() and "/etc/sysctl.conf" not in text:
            yield Problem(
                rules.SYSCTL_NOT_LOADED,
                "sysctl -p reads /etc/sysctl.conf only, not the file of sysctl.d that is written above",
                found.start(1) - 7, found.end(1), "sysctl -p", "Run `sysctl --system`.",
                [(found.start(1), found.end(1), "--system")], "say sysctl --system",
            )  # fmt: skip
