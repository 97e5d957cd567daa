"""Task tables in TOML: pyproject.toml (poe, taskipy, pdm, pixi, rye, hatch), Pipfile's scripts, mise.toml, pixi.toml;
and the one command of nixpacks.toml, railway.toml and .replit.

Source: the manuals of each: a task is a command, a list of them, or a table with one of `_COMMANDS`, `env`, and `cwd` or `dir`.
They start in the folder of the file unless they name one.
"""

from __future__ import annotations

import posixpath

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.assigned import NAME, made
from watchlint.facts.launch.base.model import TREE, Command, Variable, Where, Word
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.base.text import Text, text
from watchlint.facts.launch.formats import shell
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.toml.document import Document
    from watchlint.facts.toml.entry import Entry
    from watchlint.facts.toml.text import Span

_PYPROJECT = (
    ("tool", "poe", "tasks"),
    ("tool", "taskipy", "tasks"),
    ("tool", "pdm", "scripts"),
    ("tool", "pixi", "tasks"),
    ("tool", "rye", "scripts"),
    ("tool", "pyprojectx", "aliases"),
)
_TABLES = {"pipfile": (("scripts",),), "pyproject.toml": _PYPROJECT}
_STARTS = {
    ".replit": (("run",), ("deployment", "run")), "nixpacks.toml": (("start", "cmd"),), "railway.toml": (("deploy", "startCommand"),),
}  # fmt: skip
"""The keys that hold a command, in files that have one."""
_WITHIN: dict[str, tuple[tuple[str, ...], ...]] = {
    "hatch.toml": (("envs", "*", "scripts"),),
    "pixi.toml": (("feature", "*", "tasks"), ("target", "*", "tasks")),
    "pyproject.toml": (
        ("tool", "hatch", "envs", "*", "scripts"), ("tool", "pixi", "feature", "*", "tasks"), ("tool", "pixi", "target", "*", "tasks"),
    ),
}  # fmt: skip
"""Task tables of one environment, feature or platform: `*` stands for its name."""
_TASKS = (("tasks",),)  # of mise and pixi
_COMMANDS = ("cmd", "shell", "sequence", "parallel", "run", "chain", "composite")
_WORDS = "cmd"
"""An array under it is one command (pdm, rye and pixi); under the others each text is one."""
_FOLDERS = ("cwd", "dir", "working_dir")


class Task(Record):
    """The texts of one task, its commands that are lists of words, the folder it names and the variables it sets."""

    texts: list[Text]
    lists: list[list[Text]]
    folder: list[str]
    environment: dict[str, Variable]


def _document(source: Source) -> Document | None:
    if "toml" not in source.memo:
        from watchlint.facts.toml.document import Document

        source.memo["toml"] = Document(source.text)
    found: Document = source.memo["toml"]
    return None if found.error else found


def _string(source: Source, span: Span) -> Text | None:
    """A string with the place of each character; None for what is none."""
    raw = source.text[span.start : span.end]
    width = 3 if raw.startswith(('"""', "'''")) else 1
    if raw[:1] not in ("'", '"') or len(raw) < 2 * width:
        return None
    inner, at = raw[width:-width], span.start + width
    if raw[0] == "'" or "\\" not in inner:
        return text(inner, at)
    from watchlint.facts.toml.reader import TomlSyntaxError, read

    try:
        value = read(f"x = {raw}".encode("utf-8", "surrogateescape"))["x"]
    except TomlSyntaxError:
        return None
    return Text(value, list(nodes.aligned(inner, value, at, '"')))


def _strings(source: Source, entry: Entry) -> list[Text]:
    spans = entry.items if entry.form == "array" else [entry.value] if entry.value else []
    found = [_string(source, span) for span in spans]
    return [said for said in found if said is not None]


def _tables(path: str) -> tuple[tuple[str, ...], ...]:
    return _TABLES.get(posixpath.basename(path).lower(), _TASKS)


def _place(entry: Entry, path: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(the task's path, what is below it) of a key in a task table of this file."""
    keys: tuple[str, ...] = entry.path
    only = _STARTS.get(posixpath.basename(path).lower())
    if only is not None:
        return (keys, (_WORDS,)) if keys in only else None
    for table in (*_tables(path), *_WITHIN.get(posixpath.basename(path).lower(), ())):
        size = len(table)
        if len(keys) > size and all(own in ("*", key) for own, key in zip(table, keys, strict=False)):
            return keys[: size + 1], keys[size + 1 :]
    return None


def _tasks(source: Source) -> Iterator[Task]:
    document = _document(source)
    if document is None:
        return
    found: dict[tuple[str, ...], Task] = {}
    for entry in document.keys:
        place = _place(entry, source.path)
        if place is None:
            continue
        task = found.setdefault(place[0], Task([], [], [], {}))
        strings = _strings(source, entry)
        if len(place[1]) == 1 and place[1][0] == _WORDS and entry.form == "array":
            task.lists.append(strings)
        elif all(key in _COMMANDS for key in place[1]):  # `sequence = [{cmd = …}]` too
            task.texts.extend(strings)
        elif len(place[1]) == 1 and place[1][0] in _FOLDERS and strings:
            task.folder.append(strings[0].value)
        elif len(place[1]) == 2 and place[1][0] == "env" and strings:
            task.environment[place[1][1]] = Variable(strings[0].value, source.path, entry.parts[-1].start)
    yield from found.values()


def commands(source: Source) -> Iterator[Command]:
    root = posixpath.dirname(source.path)
    if posixpath.basename(root) in (".mise", ".config", "mise"):
        root = posixpath.dirname(root)
    everywhere = _everywhere(source)
    for task in _tasks(source):
        cwd = inside(root, task.folder[0]) if task.folder else root
        if task.folder and "{{" in task.folder[0]:
            cwd = None
        environment = {**everywhere, **task.environment}
        for said in task.texts:
            yield from shell.of_text(source, said, cwd, Where(TREE, source.path), environment)
        for words in task.lists:
            named = tuple(Word(one.value, *one.span(0, len(one.value))) for one in words)
            if named:
                yield Command(named, environment, cwd, Where(TREE, source.path), source)


def _everywhere(source: Source) -> dict[str, Variable]:
    """mise's [env]."""
    document = _document(source)
    if document is None or not posixpath.basename(source.path).lower().endswith("mise.toml"):
        return {}
    found = {}
    for entry in document.keys:
        if len(entry.path) == 2 and entry.path[0] == "env":
            for said in _strings(source, entry)[:1]:
                found[entry.path[1]] = Variable(said.value, source.path, entry.parts[-1].start)
    return found


def assignments(source: Source) -> Iterator[Assignment]:
    """Keys of these names, and those that commands set."""
    document = _document(source)
    if document is None or not NAME.search(source.text):
        return
    for entry in document.keys:
        strings = _strings(source, entry)
        if NAME.fullmatch(entry.path[-1]) and len(strings) == 1 and entry.form != "array":
            at = entry.parts[-1]
            quoted = source.text[at.start] in "'\""
            said = strings[0]
            yield made(
                source, entry.path[-1], said.value, (at.start + quoted, at.end - quoted), said.span(0, len(said.value)), "quoted"
            )  # fmt: skip
            continue
        for said in strings:
            yield from shell.assignments_of(source, said)
