"""Units of systemd (.service) and programs of supervisord.conf: what a machine starts that this is installed on.

Source: systemd.exec(5), systemd.service(5): WorkingDirectory= (else `/`), Environment=, Exec…= with its prefixes;
supervisord's documentation of [program:x]: command, directory, environment (`A="b",C="d"`), comments from `;` or `#` on, and
a value that goes on in indented lines (as its 4.3.0 reads them: configparser, then shlex).
"""

from __future__ import annotations

import re

from watchlint.facts.launch.base.assigned import NAME, assigned, made
from watchlint.facts.launch.base.model import HOST, Variable, Where
from watchlint.facts.launch.base.text import text
from watchlint.facts.launch.base.tokens import Token, tokens
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment, Command
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.base.text import Text

_KEY = re.compile(
    r"^(?P<key>[A-Za-z][\w.-]*)[ \t]*=[ \t]*(?P<value>[^\r\n]*(?:(?<=\\)\r?\n[^\r\n]*|\r?\n[ \t]+[^\s][^\r\n]*)*)", re.M
)  # fmt: skip
_COMMENT = re.compile(r"(?:^|(?<=\s))[;#][^\r\n]*", re.M)
_SECTION = re.compile(r"^\[([^\]\n]*)\]", re.M)
_SUPERVISED = re.compile(r"[ \t,]*([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|[^,\s]*)")


def _sections(source: Source) -> Iterator[tuple[str, list[tuple[str, Text]]]]:
    """(name, [(key, value)]) of each section."""
    starts = [("", 0, 0), *((one[1], one.start(), one.end()) for one in _SECTION.finditer(source.text))]
    for at, (name, _, begin) in enumerate(starts):
        end = starts[at + 1][1] if at + 1 < len(starts) else len(source.text)
        found = [(one["key"], text(one["value"], one.start("value"))) for one in _KEY.finditer(source.text, begin, end)]
        yield name, found if _is_unit(source) else [(key, _bare(value)) for key, value in found]


def _is_unit(source: Source) -> bool:
    return source.path.endswith(".service")


def _started(value: Text) -> Text:
    """ExecStart without its prefixes (`-`, `@`, `:`, `+`, `!`)."""
    prefix = re.match(r"[-@:+!]*", value.value)
    return value.part(prefix.end() if prefix else 0, len(value.value))


def _bare(value: Text) -> Text:
    """A value of supervisord's as one line without comments."""
    said = _COMMENT.sub(lambda found: " " * len(found.group()), value.value)
    return value._replace(value=re.sub(r"[\r\n]", " ", said))


def commands(source: Source) -> Iterator[Command]:
    where = Where(HOST, source.path)
    for name, keys in _sections(source):
        if _is_unit(source):
            folder = next((value.value.strip().lstrip("-") for key, value in keys if key == "WorkingDirectory"), "/")
            environment = {}
            for key, value in keys:
                if key == "Environment":
                    environment.update(_variables(source, value))
            starts = [_started(value) for key, value in keys if key == "ExecStart"]
        elif name.startswith("program:"):
            given = dict(keys)
            folder = given["directory"].value.strip() if "directory" in given else ""
            environment = _supervised(source, given["environment"]) if "environment" in given else {}
            starts = [given["command"]] if "command" in given else []
        else:
            continue
        known = folder.startswith("/") and not set(folder) & set("%$")
        for start in starts:
            yield from shell.of_text(source, start, folder if known else None, where, environment)


def _variables(source: Source, value: Text) -> dict[str, Variable]:
    found = {}
    for token in _words(value):
        name, equals, said = token.said.partition("=")
        if equals:
            found[name] = Variable(said, source.path, value.places[token.start + (token.raw[:1] in "'\"")])
    return found


def _supervised(source: Source, value: Text) -> dict[str, Variable]:
    return {
        one[1]: Variable(one[2].strip("'\""), source.path, value.places[one.start(1)])
        for one in _SUPERVISED.finditer(value.value)
    }


def _words(value: Text) -> Iterator[Token]:
    return (token for token in tokens(value.value) if token.is_word)


def assignments(source: Source) -> Iterator[Assignment]:
    for _, keys in _sections(source):
        for key, value in keys:
            if key == "Environment":
                for token in _words(value):
                    found = re.match(rf"([\"']?)({NAME.pattern})=", token.raw)
                    if found:
                        yield assigned(source, value, token, found)
            elif key == "environment":
                for one in _SUPERVISED.finditer(value.value):
                    if NAME.fullmatch(one[1]):
                        quoted = one[2][:1] in ("'", '"') and len(one[2]) > 1
                        start, end = one.start(2) + quoted, one.end(2) - quoted
                        yield made(
                            source, one[1], value.value[start:end], value.span(*one.span(1)), value.span(start, end),
                            "quoted" if quoted else "word",
                        )  # fmt: skip
            elif key.startswith("Exec") or key == "command":
                yield from shell.assignments_of(source, value)
