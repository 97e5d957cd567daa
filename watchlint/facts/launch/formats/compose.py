"""A compose file: its services with anchors, aliases, merge keys and `extends`, what each starts and sets.

Source: the Compose specification: services' build, image, command, entrypoint, working_dir, environment, env_file, volumes,
extends, profiles, merging of several files; `$$` is a dollar sign, `${NAME}` is filled in by whoever starts it.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.base.assigned import NAME, made
from watchlint.facts.launch.base.model import SERVICE, Command, Variable, Where, Word
from watchlint.facts.launch.formats import shell
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.model import Assignment, Read
    from watchlint.facts.launch.base.source import Source

ENVIRONMENTS = ("environment", "env", "containerEnv", "remoteEnv")
_DEEPEST = 16
"""How far `extends` is followed."""

_BASES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_OVERRIDES = tuple(f"{name.partition('.')[0]}.override.{end}" for name in _BASES[1:3] for end in ("yml", "yaml"))
"""What `docker compose up` reads beside one of the `_BASES`."""


class Service(Record):
    """A service with all that it inherits. `node`: where it is written itself. `given`: name -> (the source it stands in,
    key, value). `under`: the service that it extends, or that of the same name which its file is laid over."""

    name: str
    node: Any
    given: dict[str, tuple[Source, Any, Any]]
    under: Service | None = None

    def get(self, key: str) -> Any:
        """The node of a key; None where nothing gives it."""
        return self.given[key][2] if key in self.given else None


class Volume(Record):
    """A volume of a service, as it is written: `origin:target`, or a mapping. `origin`: a path or a name, "" for one of no
    name; `kind`: the mapping's type, volume where it has none, "" in the short form. `source`: the file that it stands in."""

    origin: str
    target: str
    kind: str
    node: Any
    source: Source


def volumes(service: Service) -> list[Volume]:
    """The volumes of a service, in order: those of the service below it, but for the targets that it has itself, and its own."""
    found: list[Volume] = []
    source = service.given["volumes"][0] if "volumes" in service.given else None
    if source is None:
        return found
    for node in nodes.items(service.get("volumes")):
        said = nodes.scalar(node)
        if said is None:
            origin, target = (nodes.scalar(nodes.get(node, name)) or "" for name in ("source", "target"))
            kind = nodes.scalar(nodes.get(node, "type")) or "volume"
        else:
            origin, colon, target = said.partition(":")
            origin, target, kind = (origin, target.partition(":")[0], "") if colon else ("", said, "")
        found.append(Volume(origin, target, kind, node, source))
    own = {one.target for one in found}
    return [*(one for one in volumes(service.under) if one.target not in own), *found] if service.under else found


def services(source: Source, read: Read | None = None) -> list[Service]:
    """The services, in order. `read`: gives the files that they extend."""
    key = "services", read is None
    if key not in source.memo:
        source.memo[key] = _services(source, read)
    found: list[Service] = source.memo[key]
    return found


def _services(source: Source, read: Read | None) -> list[Service]:
    known: dict[str, Source] = {source.path: source}
    return [
        _service(source, key.value, value, read, known, 0)
        for key, value in nodes.pairs(nodes.get(source.tree, "services"))
    ]


def _service(source: Source, name: str, node: Any, read: Read | None, known: dict[str, Source], deep: int) -> Service:
    own = {key: (source, *pair) for key, pair in nodes.merged(node).items()}
    other, below = _extended(source, own, read, known) if "extends" in own else (None, "")
    if other is None and "build" not in own and "image" not in own:
        other, below = _base(source, name, read, known), name
    found = nodes.get(other.tree, "services", below) if other is not None and deep < _DEEPEST else None
    if other is None or found is None:
        return Service(name, node, own)
    under = _service(other, below, found, read, known, deep + 1)
    return Service(name, node, {**under.given, **own}, under)


def _extended(
    source: Source, own: dict[str, tuple[Source, Any, Any]], read: Read | None, known: dict[str, Source]
) -> tuple[Source | None, str]:
    """The file and the name of the service that one extends."""
    value = own["extends"][2]
    name = nodes.scalar(value) or nodes.scalar(nodes.get(value, "service"))
    file = nodes.scalar(nodes.get(value, "file"))
    path = source.path if file is None else posixpath.normpath(posixpath.join(posixpath.dirname(source.path), file))
    return (_file(path, read, known), name) if name else (None, "")


def _base(source: Source, name: str, read: Read | None, known: dict[str, Source]) -> Source | None:
    """The file beside this one that has the service of this name, of which this one, without build and image, is a part:
    compose starts none that has neither."""
    for base in _BASES:
        path = posixpath.join(posixpath.dirname(source.path), base)
        other = _file(path, read, known) if path != source.path else None
        if other is not None and nodes.get(other.tree, "services", name) is not None:
            return other
    return None


def override(source: Source, service: Service, read: Read | None) -> Service | None:
    """The same service in the file that `docker compose up` lays over this one; None where there is none."""
    folder, _, name = source.path.rpartition("/")
    for other in _OVERRIDES if name in _BASES else ():
        found = _file(posixpath.join(folder, other), read, {})
        if found is not None:
            return next((one for one in services(found, read) if one.name == service.name), None)
    return None


def _file(path: str, read: Read | None, known: dict[str, Source]) -> Source | None:
    if path not in known:
        from watchlint.facts.launch.base.source import Source, is_text

        data = read(path) if read else None
        if not data or not is_text(data):
            return None
        known[path] = Source(path, "compose", data)
    return known[path]


def environment(service: Service, read: Read | None = None) -> dict[str, Variable]:
    """The variables of a service: its env_file's, over them its own. One without a value comes from whoever starts it."""
    found: dict[str, Variable] = {}
    layers = [service]
    while layers[0].under is not None:
        layers.insert(0, layers[0].under)
    for layer in layers:
        if "env_file" in layer.given:
            source, _, value = layer.given["env_file"]
            for path in env_files(value):
                found.update(_of_file(posixpath.normpath(posixpath.join(posixpath.dirname(source.path), path)), read))
    for layer in layers:
        if "environment" in layer.given:
            source, _, value = layer.given["environment"]
            for name, said, at in _variables(value):
                found[name] = Variable(said, source.path, at)
    return found


def env_files(node: Any) -> list[str]:
    """The paths of an env_file, relative to its compose file."""
    found = []
    for item in nodes.items(node) or [node]:
        path = nodes.scalar(item) or nodes.scalar(nodes.get(item, "path"))
        if path and "$" not in path:
            found.append(path)
    return found


def _of_file(path: str, read: Read | None) -> dict[str, Variable]:
    from watchlint.facts.launch.base.source import Source, is_text
    from watchlint.facts.launch.formats import dotenv

    data = read(path) if read else None
    return dotenv.variables(Source(path, "dotenv", data)) if data and is_text(data) else {}


def _variables(node: Any) -> Iterator[tuple[str, str, int]]:
    for key, value in nodes.merged(node).values():
        if nodes.scalar(value) is not None and not nodes.is_null(value):
            yield key.value, value.value, nodes.inside(key)[0]
    for item in nodes.items(node):
        name, equals, said = (nodes.scalar(item) or "").partition("=")
        if equals:
            yield name, said, nodes.inside(item)[0]


def commands(source: Source, read: Read | None = None) -> Iterator[Command]:
    """What each service starts by its own words: an entrypoint with the words of its command, or its command."""
    for service in services(source, read):
        folder = nodes.scalar(service.get("working_dir"))
        cwd = "" if not folder else posixpath.normpath(folder) if folder.startswith("/") and "$" not in folder else None
        where = Where(SERVICE, source.path, service.name)
        given = environment(service, read)
        first, following = service.get("entrypoint"), service.get("command")
        if first is None or not (nodes.scalar(first) or nodes.items(first)):
            first, following = following, None
            key = "command"
        else:
            key = "entrypoint"
        if first is None:
            continue
        of = service.given[key][0]
        if of is not source and nodes.get(service.node, "extends") is None:
            continue  # of the file that this one is laid over, which tells it
        if following is not None and service.given["command"][0] is of:
            words = [*_words(of, first), *_words(of, following)]
            if words:
                yield Command(tuple(words), given, cwd, where, of)
        else:
            yield from shell.of_node(of, first, cwd, where, given)


def _words(source: Source, node: Any) -> list[Word]:
    """A command as compose takes it apart: a list's items, or the words of a text."""
    if nodes.items(node):
        return [shell.word_of(item) for item in nodes.items(node) if nodes.scalar(item) is not None]
    if nodes.scalar(node) is None:
        return []
    from watchlint.facts.launch.base.tokens import tokens

    said = nodes.text_of(source.text, node)
    return [shell.word(token, said) for token in tokens(said.value) if token.is_word]


def assignments(source: Source) -> Iterator[Assignment]:
    """Every variable of a YAML or JSON document: mappings and lists under a key that holds variables; every other text is
    taken for a shell's. What an alias repeats is told where its anchor stands."""
    if not NAME.search(source.text):
        return
    waiting = [(source.tree, False)]
    seen = set()
    while waiting:
        node, is_environment = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if node.id == "mapping":
            for key, value in node.value:
                name = nodes.scalar(key) or ""
                if is_environment and nodes.scalar(value) is not None and NAME.fullmatch(name):
                    yield _of_pair(source, key, value)
                else:
                    here = name in ENVIRONMENTS or name.startswith("terminal.integrated.env.")
                    waiting.append((value, here or (is_environment and name == "<<")))
        elif node.id == "sequence":
            waiting += [(value, is_environment) for value in node.value]
        elif not is_environment:
            yield from shell.assignments_of(source, nodes.text_of(source.text, node))
        else:
            said = nodes.text_of(source.text, node)
            found = re.match(rf"({NAME.pattern})=", said.value)
            if found:
                value = said.value[found.end() :].rstrip()
                form = "quoted" if node.style in ("'", '"') else "line"
                valued = said.span(found.end(), found.end() + len(value))
                yield made(source, found[1], value, said.span(*found.span(1)), valued, form)


def _of_pair(source: Source, key: Any, value: Any) -> Assignment:
    quoted = value.style in ("'", '"')
    said = value.value if value.style not in ("|", ">") else "$"
    return made(source, key.value, said, nodes.inside(key), nodes.inside(value), "quoted" if quoted else "line")
