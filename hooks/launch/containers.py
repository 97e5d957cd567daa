"""Inotify limits set in a container, and files of sysctl.d that `sysctl -p` never reads."""

from __future__ import annotations

import re

from hooks.facts import shell_words
from hooks.launch import images, rules
from hooks.launch.problem import Problem
from hooks.launch.source import (
    COMPOSE,
    DEVCONTAINER,
    DOCKERFILE,
    DOTENV,
    MAKEFILE,
    PROCFILE,
    SHELL,
    SYSTEMD,
    WORKFLOW,
    get,
    inside,
    items,
    pairs,
)  # fmt: skip

_LIMIT = re.compile(r"fs[./]inotify[./]")
_HELP = "Set it on the host: `watchlint sysctl` prints how."
_HARMLESS = frozenset("echo printf sysctl tee true sudo cat :".split())
_LOADS = frozenset(("-p", "--system", "--load", "-e"))


def detect(source):
    """The problems of one file."""
    if "sysctl" not in source.text and not _LIMIT.search(source.text):
        return []
    if source.kind == DOCKERFILE:
        return [*_builds(source), *_copies(source)]
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


def _builds(source):
    """RUN instructions that set a limit while the image is built."""
    for one in source.instructions:
        said = images.body(source.text, one)
        # --security=insecure is the one way to a writable /proc/sys in a build.
        if one.word != "RUN" or not _LIMIT.search(said) or "--security=insecure" in said:
            continue
        parts = _parts(said)
        ours = [] if "<<" in said else [part for part in parts if _is_ours(part[2], parts)]
        for start, end, text, _ in parts if "<<" not in said else [(0, len(said), said, "")]:
            found = _LIMIT.search(text)
            if found and (start, end, text, _) not in ours and re.search(r"(?<!-)\bsysctl\b", text):
                yield _limit(one.body + start + found.start(), one.body + end, _says(text), (), "RUN")
        if not ours:
            continue
        if len(ours) == len(parts):
            yield _limit(one.at, one.end, _says(said), [_lines(source.text, one.at, one.end)], "RUN")
            continue
        for start, end, text, sure in _cuts(said, parts, ours):
            splices = [(one.body + start, one.body + end, "")] if sure else ()
            yield _limit(one.body + start, one.body + end, _says(text), splices, "RUN")


def _parts(said: str) -> list[tuple[int, int, str, str]]:
    """The pieces of a command that && and ; join: (start, end, text, the operator that follows)."""
    found, start, at, depth = [], 0, 0, 0
    option = re.match(r"(?:\s*--\S+)*\s*", said)
    start = at = option.end() if option else 0
    while at < len(said):
        char = said[at]
        if char == "\\":
            at += 2
        elif char in "'\"":
            close = at + 1
            while close < len(said) and said[close] != char:
                close += 2 if said[close] == "\\" and char == '"' else 1
            at = close + 1
        elif char in "({":
            depth += 1
            at += 1
        elif char in ")}":
            depth -= 1
            at += 1
        elif not depth and (said.startswith("&&", at) or char == ";"):
            width = 2 if char == "&" else 1
            found.append((start, at, said[start:at], said[at : at + width]))
            start = at = at + width
        else:
            at += 1
    found.append((start, len(said), said[start:], ""))
    return [part for part in found if part[2].replace("\\", "").strip()]


def _is_ours(text: str, parts) -> bool:
    """Whether a piece does nothing but set an inotify limit, or load the file in which another piece did."""
    commands = shell_words.commands(text)
    words = [[word.text.rpartition("/")[2] for word in command] for command in commands]
    if not commands or any(command[0] not in _HARMLESS for command in words):
        return False
    if _LIMIT.search(text):
        return _limits_only(text) and ("sysctl" in text)
    loads = any("sysctl" in command and _LOADS.intersection(command) for command in words)
    return loads and any(_LIMIT.search(other[2]) for other in parts)


def _limits_only(text: str) -> bool:
    """Whether every key that a piece sets is one of inotify's."""
    return all(_LIMIT.match(key[1]) for key in re.finditer(r"((?:fs|vm|net|kernel)[./][\w./-]+)\s*=", text))


def _cuts(said: str, parts, ours):
    """What to cut out of a joined command: (start, end, text, whether that is certain)."""
    kept = [part for part in parts if part not in ours]
    joined_simply = all(not re.match(r"\s*(?:if|for|while|case|set)\b|\s*\[", part[2]) for part in parts)
    for part in ours:
        at = parts.index(part)
        if any(other in kept for other in parts[at + 1 :]):
            start = part[0] + len(part[2]) - len(part[2].lstrip(" \t\r\n\\"))
            following = parts[at + 1]
            end = following[0] + len(following[2]) - len(following[2].lstrip(" \t\r\n\\"))
        else:
            start = parts[at - 1][1]
            # the blanks before the operator go with it
            start -= len(said[:start]) - len(said[:start].rstrip(" \t\r\n\\"))
            end = part[0] + len(part[2].rstrip())
        yield start, end, part[2], joined_simply


def _copies(source):
    """A file put into the image's sysctl.d, where nothing reads it."""
    for one in source.instructions:
        said = images.body(source.text, one)
        if one.word in ("COPY", "ADD") and re.search(r"inotify\S*\s(?:\S+\s)*/etc/sysctl", said) and "<<" not in said:
            one_file = len([word for word in said.split() if not word.startswith("--")]) == 2
            splices = [_lines(source.text, one.at, one.end)] if one_file else ()
            yield _limit(one.at, one.end, "a file in the image's /etc/sysctl.d is read by nobody", splices)


def _compose(source):
    for name, service in pairs(get(source.tree, "services")):
        node = get(service, "sysctls")
        if node is not None:
            entries = [(k, v) for k, v in pairs(node)] or [(item, item) for item in items(node) if item.id == "scalar"]
            ours = [(key, value) for key, value in entries if _LIMIT.match(key.value)]
            for key, value in ours:
                whole = len(ours) == len(entries)
                splices = _entry(source, service, "sysctls", node, key, value, whole)
                at, end = inside(key)[0], inside(value)[1] if value.id == "scalar" else inside(key)[1]
                if splices:
                    at, end = _named(source.text, at, end, splices)
                subject = f"{name.value} {key.value.partition('=')[0]}"
                message = f"service {name.value}: Docker refuses {key.value.partition('=')[0]}, and the container does not start"
                yield Problem(rules.SYSCTL, message, at, end, subject, _HELP, splices, "remove it")
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
        yield _limit(start + found.start(), start + found.end(), "/proc/sys is read-only in a container", ())


def _named(text: str, at: int, end: int, splices) -> tuple[int, int]:
    """The place of an entry, widened to what its removal touches."""
    return min(at, *(s[0] + (len(text[s[0] :]) - len(text[s[0] :].lstrip(" \t"))) for s in splices)), end


def _entry(source, service, name: str, node, key, value, whole: bool):
    """The splice that removes an entry of a block, or the whole block where nothing else is in it."""
    if node.flow_style or node.anchor if hasattr(node, "anchor") else node.flow_style:
        return ()
    text = source.text
    if whole:
        head = next(k for k, v in pairs(service) if k.value == name)
        last = node.value[-1]
        last = last[1] if isinstance(last, tuple) else last
        if head.start_mark.line == node.start_mark.line or len(service.value) < 2 or service.flow_style:
            return ()
        return [_lines(text, head.start_mark.index, last.end_mark.index)]
    if value.end_mark.line != key.start_mark.line:
        return ()
    return [_lines(text, key.start_mark.index, value.end_mark.index)]


def _devcontainer(source):
    """`runArgs` that hand --sysctl to Docker, and commands that run in the container."""
    words = items(get(source.tree, "runArgs"))
    for at, word in enumerate(words):
        if word.id != "scalar":
            continue
        first, last = at, at
        if word.value == "--sysctl" and at + 1 < len(words) and _LIMIT.match(words[at + 1].value):
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
        yield _limit(min(start, splice[0]), end, "Docker refuses it, and the container does not start", [splice])
    for key in ("onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand"):
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
        yield _limit(found.start(1), found.end(1), "Docker refuses it, and the container does not start", splices)


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


def _says(text: str) -> str:
    if re.search(r">|\btee\b", text):
        return "a line in the image's /etc/sysctl files is read by nobody"
    return "/proc/sys is read-only while an image is built, so the build fails"


def _limit(at: int, end: int, why: str, splices, subject: str = "") -> Problem:
    message = f"an inotify limit can't be set in a container: {why}"
    return Problem(rules.SYSCTL, message, at, end, subject or why, _HELP, splices, "remove it")


def _lines(text: str, at: int, end: int) -> tuple[int, int, str]:
    """The splice that removes the whole lines of text[at:end]."""
    start = text.rfind("\n", 0, at) + 1
    if start == 0 and text.startswith("\ufeff"):
        start = 1
    stop = text.find("\n", max(end - 1, at) if text[end - 1 : end] == "\n" else end)
    return (start, len(text) if stop < 0 else stop + 1, "")
