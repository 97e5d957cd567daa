"""A Dockerfile: its stages, what it starts and which variables it sets.

Source: Docker's Dockerfile reference: ARG; a stage that starts from another inherits its ENV, WORKDIR, CMD and ENTRYPOINT, and
an ENTRYPOINT makes an image forget the CMD it inherited.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base.assigned import NAME, assigned, rest_of_line
from watchlint.facts.launch.base.instructions import VALUE, Instruction, expanded, of, pairs, unquoted, words_of
from watchlint.facts.launch.base.model import IMAGE, Assignment, Command, Variable, Where, Word
from watchlint.facts.launch.base.text import Text, text
from watchlint.facts.launch.base.tokens import Token
from watchlint.facts.launch.formats import shell
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.facts.launch.base.source import Source

MOST_STAGES = 500
"""Stages that are read; an image has at most 127 layers, and nobody writes as many stages by hand."""

# Official images that set no WORKDIR and no PYTHONDONTWRITEBYTECODE (their Dockerfiles on Docker Hub).
PLAIN = frozenset((
    "python", "debian", "ubuntu", "alpine", "fedora", "centos", "rockylinux", "almalinux", "amazonlinux", "archlinux",
    "node", "scratch", "buildpack-deps", "pypy", "continuumio/miniconda3",
))  # fmt: skip


class Stage(Record):
    """One FROM and what follows it. `parent`: the stage it starts from, or None for an image from elsewhere."""

    name: str | None
    base: str
    instructions: list[Instruction]
    parent: Stage | None


class Image(Record):
    """What a stage leaves behind. `workdir`: "/" where nothing sets one, None where that is not known. `variables`: those of
    ENV. `entrypoint`, `command`: the instructions that count."""

    stage: Stage
    workdir: str | None
    variables: dict[str, Variable]
    arguments: dict[str, str]
    entrypoint: Instruction | None
    command: Instruction | None


def stages(source: Source) -> list[Stage]:
    """The stages of a Dockerfile, in order; of those beyond MOST_STAGES none."""
    if "stages" in source.memo:
        known: list[Stage] = source.memo["stages"]
        return known
    found: list[Stage] = []
    named: dict[str, Stage] = {}
    for one in of(source):
        if one.word == "FROM":
            if len(found) == MOST_STAGES:
                break
            words = [word for word in one.said.split() if not word.startswith("--") and word != "\\"]
            base = words[0] if words else ""
            name = words[2].lower() if len(words) > 2 and words[1].upper() == "AS" else None
            found.append(Stage(name, base, [one], named.get(base.lower())))
            if name:
                named[name] = found[-1]
        elif found:
            found[-1].instructions.append(one)
    source.memo["stages"] = found
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


def images(source: Source) -> list[Image]:
    """What each stage leaves behind, in order."""
    if "images" in source.memo:
        known: list[Image] = source.memo["images"]
        return known
    found: list[Image] = []
    made: dict[int, Image] = {}
    before = _arguments_before(source)
    for stage in stages(source):
        parent = made.get(id(stage.parent))
        found.append(_image(source, stage, parent, before))
        made[id(stage)] = found[-1]
    source.memo["images"] = found
    return found


def _arguments_before(source: Source) -> dict[str, str]:
    """The ARGs before the first FROM, which a stage sees where it names them again."""
    found: dict[str, str] = {}
    for one in of(source):
        if one.word == "FROM":
            break
        if one.word == "ARG":
            found.update((name, value) for name, value, _ in pairs(one) if value is not None)
    return found


def _image(source: Source, stage: Stage, parent: Image | None, before: Mapping[str, str]) -> Image:
    variables = dict(parent.variables) if parent else {}
    arguments: dict[str, str] = {}
    workdir = parent.workdir if parent else "/" if base_is_plain(stage) else None
    entrypoint, command = (parent.entrypoint, parent.command) if parent else (None, None)

    def known(name: str) -> str | None:
        return variables[name].value if name in variables else arguments.get(name)

    for one in stage.instructions:
        if one.word == "ARG":
            for name, value, _ in pairs(one):
                filled_in = expanded(value, known) if value is not None else before.get(name)
                if filled_in is not None:
                    arguments[name] = filled_in
        elif one.word == "ENV":
            variables.update(
                [(name, Variable(expanded(value or "", known), source.path, at)) for name, value, at in pairs(one)]
            )
        elif one.word == "WORKDIR":
            workdir = within(workdir, expanded(unquoted(one.said), known))
        elif one.word == "CMD":
            command = one
        elif one.word == "ENTRYPOINT":
            entrypoint = one
            command = command if command in stage.instructions else None
    return Image(stage, workdir, variables, arguments, entrypoint, command)


def within(workdir: str | None, folder: str) -> str | None:
    """A folder as WORKDIR and COPY name it, absolute; None where that is not known."""
    if "$" in folder or not folder:
        return None
    if folder.startswith("/"):
        return posixpath.normpath(folder)
    return None if workdir is None else posixpath.normpath(posixpath.join(workdir, folder))


def started(source: Source) -> Iterator[tuple[Image, Instruction, Instruction | None]]:
    """(image, the instruction that says the program, the one whose words follow it) of each stage that starts something:
    with instructions of its own, or the last of a line that inherits them."""
    found: dict[tuple[Instruction | None, Instruction | None], Image] = {}
    order = []
    for image in images(source):
        pair = (image.entrypoint, image.command)
        if pair == (None, None):
            continue
        known = found.get(pair)
        if known is None:
            order.append(pair)
        if known is None or known.stage in lineage(image.stage):
            found[pair] = image
    for entrypoint, command in order:
        if entrypoint is None and command is not None:
            yield found[entrypoint, command], command, None
        elif entrypoint is not None:
            yield found[entrypoint, command], entrypoint, command


def commands(source: Source) -> Iterator[Command]:
    """What each stage starts: ENTRYPOINT with the words of CMD, or CMD."""
    number = {id(stage): at for at, stage in enumerate(stages(source))}
    for image, first, following in started(source):
        where = Where(IMAGE, source.path, str(number[id(image.stage)]))
        yield from of_instruction(source, image, first, following, where, image.workdir)


def of_instruction(
    source: Source, image: Image, first: Instruction, following: Instruction | None, where: Where, cwd: str | None
) -> Iterator[Command]:
    words = words_of(first)
    if words is None:  # in shell form CMD is not read by an ENTRYPOINT
        yield from shell.of_text(source, text(first.said, first.body), cwd, where, image.variables)
        return
    more = words_of(following) if following else ()
    if following is not None and more is None:  # an ENTRYPOINT is given `/bin/sh -c` and the text
        at, body = following.at, following.body
        more = (Word("/bin/sh", at, at), Word("-c", at, at), Word(following.said, body, body + len(following.said)))
    if words := words + (more or ()):
        yield Command(words, image.variables, cwd, where, source)


def assignments(source: Source) -> Iterator[Assignment]:
    """Those of ENV, and those that commands set for themselves."""
    if not NAME.search(source.text):
        return
    for one in of(source):
        if one.word == "ENV":
            yield from _of_env(source, one)
        elif one.word in ("RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK"):
            yield from shell.assignments_of(source, text(one.said, one.body))


def _of_env(source: Source, one: Instruction) -> Iterator[Assignment]:
    legacy = re.match(rf"({NAME.pattern})[ \t]+(?!=)(\S.*)", one.said)
    if legacy and "=" not in legacy[1]:
        value = legacy[2].rstrip()
        yield rest_of_line(source, legacy[1], value, one.body, one.body + legacy.start(2), "line")
        return
    said: Text = text(one.said, one.body)
    for word in VALUE.finditer(one.said):
        raw = word.group()
        skipped = len(raw) - len(raw.lstrip("\\\r\n"))
        found = re.match(rf"([\"']?)({NAME.pattern})=", raw[skipped:])
        if found:
            token = Token(raw[skipped:], "", word.start() + skipped, word.end(), True)
            yield assigned(source, said, token, found)
