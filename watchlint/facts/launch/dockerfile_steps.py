"""What a Dockerfile starts."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections import namedtuple

from watchlint.facts.launch.commands import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_Instruction = namedtuple("_Instruction", "text is_list line column")


def dockerfile(text: str, path: str) -> Iterator[Step]:
    """CMD and ENTRYPOINT, in exec form and shell form, of each stage: the last of each counts, and an ENTRYPOINT in exec
    form takes the CMD as its words. WORKDIR and ENV are followed; the working folder is the image's own."""
    workdir: str | None = None
    environment: dict[str, str] = {}
    entry = command = None

    def finished() -> Iterator[Step]:
        first, words = entry or command, command if entry else None
        if first is None:
            return
        text = first.text
        if words is not None and first.is_list and words.is_list:
            # Its words follow, each at its own line and column.
            text += " \\\n" * (words.line - first.line - text.count("\n")) + " " * (words.column - 1) + words.text
        yield Step(text, first.line, first.column, workdir_of(workdir), dict(environment))

    lines = text.splitlines()
    number = 0
    while number < len(lines):
        start = number
        while lines[number].rstrip().endswith("\\") and number + 1 < len(lines):
            number += 1
        number += 1
        whole = "\n".join(line.rstrip() for line in lines[start:number])
        found = re.match(r"\s*(FROM|CMD|ENTRYPOINT|WORKDIR|ENV)\s+", whole, re.IGNORECASE)
        if not found:
            continue
        word, rest = found.group(1).upper(), whole[found.end() :]
        if word == "FROM":
            yield from finished()
            workdir, environment, entry, command = None, {}, None, None
        elif word == "WORKDIR":
            workdir = posixpath.join(workdir or "/", rest.strip().strip("\"'"))
        elif word == "ENV":
            environment.update(_env_line(rest))
        else:
            before = whole[: found.end()]
            column = len(before) - (before.rfind("\n") + 1) + 1
            part = _Instruction(*_exec_form(rest), start + 1 + before.count("\n"), column)
            if word == "CMD":
                command = part
            else:
                entry, command = part, None  # an ENTRYPOINT makes the image forget the CMD above it
    yield from finished()


def workdir_of(workdir: str | None) -> str | None:
    """An image's working folder says little of the repository's: the usual places for its root are the root."""
    if workdir is None:
        return None
    parts = posixpath.normpath(workdir).strip("/").split("/")
    known = {
        ("app",),
        ("code",),
        ("src",),
        ("workspace",),
        ("usr", "src", "app"),
        ("usr", "src"),
        ("srv", "app"),
        ("opt", "app"),
    }
    known |= {("home", "app"), ("project",), ("backend",), ("srv",)}
    return "" if tuple(parts) in known else None


def _exec_form(rest: str) -> tuple[str, bool]:
    """An instruction as shell text in which every word keeps its place, and whether it was a list."""
    if rest.lstrip().startswith("["):
        import json

        try:
            words = json.loads(rest.replace("\\\n", "  "))
        except ValueError:
            return rest, False
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return re.sub(r'"(?:\\.|[^"\\])*"|[\[\],]', lambda m: m.group() if len(m.group()) > 1 else " ", rest), True
    return rest, False


def _env_line(rest: str) -> dict[str, str]:
    words = shlex.split(rest.replace("\\\n", " "), comments=False)
    if words and "=" not in words[0]:
        return {words[0]: " ".join(words[1:])}
    return dict(word.split("=", 1) for word in words if "=" in word)
