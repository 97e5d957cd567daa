"""A Dockerfile's instructions and stages, with the place of each.

Source: Docker's Dockerfile reference: the escape directive, continuation lines and the comments between them, heredocs,
a stage that starts from another inherits its ENV and WORKDIR.
"""

from __future__ import annotations

import posixpath
import re
from collections import namedtuple

Instruction = namedtuple("Instruction", "word at body end")
"""`word`: FROM, RUN …; `at`, `body`, `end`: offsets of it, of what follows the word, and of its end (before the newline)."""

Stage = namedtuple("Stage", "name base instructions parent")
"""One FROM and what follows it. `parent`: the stage it starts from, or None for an image from elsewhere."""

# Official images that set no WORKDIR and no PYTHONDONTWRITEBYTECODE (their Dockerfiles on Docker Hub).
PLAIN = frozenset((
    "python", "debian", "ubuntu", "alpine", "fedora", "centos", "rockylinux", "almalinux", "amazonlinux", "archlinux",
    "node", "scratch", "buildpack-deps", "pypy", "continuumio/miniconda3", "mambaorg/micromamba",
)) - {"mambaorg/micromamba"}  # fmt: skip


def instructions(text: str) -> list[Instruction]:
    """Every instruction, in order."""
    found = []
    escape = _escape(text)
    at, end = 1 if text.startswith("\ufeff") else 0, len(text)
    while at < end:
        stop = _line_end(text, at)
        line = text[at:stop]
        match = re.match(r"[ \t]*([A-Za-z]+)(?:[ \t]+|$)", line.rstrip("\r"))
        if not match:
            at = stop + 1
            continue
        while text[at:stop].rstrip().endswith(escape) and stop < end:
            stop = _after_comments(text, stop + 1)
        word = match[1].upper()
        heredocs = (
            re.findall(r"<<-?[ \t]*([\"']?)([A-Za-z_]\w*)\1", text[at:stop]) if word in ("RUN", "COPY", "ADD") else ()
        )
        for _, name in heredocs:
            close = re.compile(rf"^\t*{re.escape(name)}[ \t\r]*$", re.M).search(text, min(stop + 1, end))
            stop = close.end() if close else stop
        last = len(text[at:stop].rstrip("\r")) + at
        found.append(Instruction(word, at + match.start(1), at + match.end(), last))
        at = stop + 1
    return found


def body(text: str, one: Instruction) -> str:
    """What an instruction says, as shell text in which every character keeps its place: an escape that is a backquote is
    made a backslash, comment lines inside it are blanked out."""
    said = text[one.body : one.end]
    if _escape(text) == "`":
        said = re.sub(r"`(?=[ \t]*\r?\n)", lambda found: "\\", said)
    said = re.sub(r"\\([ \t]+)(?=\r?\n)", r"\1\\", said)
    return re.sub(r"(?m)(?<=\n)[ \t]*#[^\n]*\n", _blanked, said)


def _blanked(found: re.Match) -> str:
    """A comment line between continuation lines, as blanks and one more continuation."""
    line = found.group()
    ending = "\r\n" if line.endswith("\r\n") else "\n"
    return " " * (len(line) - len(ending) - 1) + "\\" + ending


def _escape(text: str) -> str:
    for line in text.lstrip("\ufeff").splitlines():
        found = re.fullmatch(r"#[ \t]*(\w+)[ \t]*=[ \t]*(\S+)[ \t]*", line)
        if not found:
            return "\\"
        if found[1].lower() == "escape":
            return "`" if found[2] == "`" else "\\"
    return "\\"


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


def _after_comments(text: str, at: int) -> int:
    """The end of the next line that is no comment and not empty: those between continuation lines don't end them."""
    stop = _line_end(text, at)
    while stop < len(text) and (not text[at:stop].strip() or text[at:stop].lstrip().startswith("#")):
        at, stop = stop + 1, _line_end(text, stop + 1)
    return stop


def stages(source) -> list[Stage]:
    """The stages of a Dockerfile, in order."""
    found: list[Stage] = []
    for one in source.instructions:
        if one.word == "FROM":
            words = [word for word in source.text[one.body : one.end].split() if not word.startswith("--")]
            base = words[0] if words else ""
            name = words[2].lower() if len(words) > 2 and words[1].upper() == "AS" else None
            parent = next((stage for stage in found if stage.name and stage.name == base.lower()), None)
            found.append(Stage(name, base, [one], parent))
        elif found:
            found[-1].instructions.append(one)
    return found


def lineage(stage: Stage) -> list[Stage]:
    """A stage and those it starts from, itself first."""
    found = [stage]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def base_is_plain(stage: Stage) -> bool:
    """Whether the image that all this starts from is known to set neither a working folder nor variables of ours."""
    name = lineage(stage)[-1].base.partition("@")[0]
    name = re.sub(r"^(?:docker\.io/|public\.ecr\.aws/docker/)?(?:library/)?", "", name)
    return re.sub(r":[^/]*$", "", name) in PLAIN


def workdir(source, stage: Stage) -> str | None:
    """The working folder at a stage's end; "/" where nothing sets one; None where that is not known."""
    said = []
    for one in reversed(lineage(stage)):
        said += [source.text[i.body : i.end].strip().strip("\"'") for i in one.instructions if i.word == "WORKDIR"]
    folder = "/" if base_is_plain(stage) else None
    for path in said:
        if "$" in path:
            folder = None
        elif path.startswith("/"):
            folder = posixpath.normpath(path)
        elif folder is not None:
            folder = posixpath.normpath(posixpath.join(folder, path))
    return folder
