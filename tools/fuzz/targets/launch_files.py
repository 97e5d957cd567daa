"""Launch files, each judged by the program that reads it: Docker's own parser, bash's grammar, honcho, supervisord, make."""

from __future__ import annotations

import configparser
import io
import json
import logging
import os
import re
import shlex
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any

import bashlex
import dockerfile as buildkit
import dotenv
from honcho import environ

from tools.fuzz.targets import Target, pieces
from watchlint.facts.launch import kinds
from watchlint.facts.launch.base import instructions, tokens
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import dotenv as our_dotenv
from watchlint.facts.launch.formats import makefile, procfile, units

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELL = pieces(
    r"""a bc A=1 A= B+=2 'a\sb' "c\sd" "$x" $x ${x} ${x:-a\sb} $(a\sb) `a` $ \\ \\\n ' " ; ;; & && || | |& \n \r\n \t \s \s ( ) { }
    < > >> 2> 2>&1 &> << <<E <<-E <<'E' \nE\n # \s#\sc if\s then\s else fi while\s do done for\s in\s case\s esac ! function a() é * ? [ ]
    $'a' $((1+1)) #a \\; \\" <<<a <( 10"""
)
DOCKER = pieces(
    r"""FROM\s RUN\s ENV\s CMD\s ENTRYPOINT\s ARG\s COPY\s WORKDIR\s LABEL\s USER\s from\s ONBUILD\s HEALTHCHECK\s SHELL\s python:3 \sAS\sa a b A=1
    A=b\sB=c A\sb A='x\sy' A="x\sy" $A ${A} ${A:-b} \\ \\\n \\\s\n \\\r\n \n \n \r\n \s \t # #\sc\n #\sescape=`\n ` `\n [ ] ["a","b"]
    ["a",\s"b\sc"] ['a'] <<E <<-E <<"E" \nE\n E\n --platform=x --mount=a ' " = , é \ufeff \\" \x00 \\\\ \n\n /app"""
)
DOTENV = pieces(
    r"""A B A_B = \s=\s export\s 1 a\sb 'a' "b" "a\sb" ' " \\ \\n \\" \\' # \s#\sc \n \n \r\n \r \s \t $A ${A} "a\nB=2\n" 'a\nB=2' : é \ufeff
    . - A.b 1A \x0b \x0c \x85 \u2028 \\\n"""
)
PROC = pieces(r"""web worker- a_b : \s \t \n \r\n run\s-a # $PORT && \\\n é \ufeff \r \x0c \u2028 1 . web: release:""")
MAKE = pieces(
    r"""A B C_d e.f = := ?= += ::= \s \t \n \n a \sb $(A) ${B} $$ $A $( ) $(A$(B)) # \\\n \\# \\ a: a:\sb \n\t export\s define\sA\n endef\n
    ifdef\sA\n endif\n else\n ifeq\s(a,b)\n .PHONY:\sa\n \r\n override\s unexport\s private\s é undefine\sA\n a:\sA=1\n ; : %"""
)
UNITS = pieces(
    r"""[program:a] [program:b] [supervisord] [ ] command directory environment = : \s=\s run\s-a A=\"1\",B='2' \s \n \n \n\s\s \n\t \r\n
    ; \s;c # \s#c \n;x\n \n#x\n % %(a)s é \\\n , " ' a"""
)


logging.getLogger("dotenv").setLevel(logging.ERROR)


def _source(path: str, data: bytes) -> Source:
    return Source(path, kinds.kind_of(path) or "", data)


def shell(data: bytes) -> bool:
    """The words of each simple command, as bash's grammar (bashlex) cuts them, quotes taken off."""
    text = data.decode("utf-8", "surrogateescape")
    ours = [[word.said for word in words] for words in tokens.commands(text)]
    if (
        set(text) & set("\r\t\v\f")
        or not text.isascii()
        or "\0" in text
        or re.search(r"[`$*?\[{}!]|<<|<\(|>\(|\(\(", text)
    ):
        return False  # what is expanded keeps its spelling with us; of here-documents bashlex knows little
    if text.endswith("\\") or re.search(r"[;&|]#", text):
        return False  # for a shell a backslash and a comment, for bashlex nothing and a word
    try:
        parts = bashlex.parse(text)
    except Exception:  # noqa: BLE001 its own way to say that it is no bash, or more than it knows
        return False
    try:
        theirs = [words for part in parts for words in _commands(part, text)]
    except ValueError:
        return False
    assert ours == theirs
    return True


def _commands(node: Any, text: str) -> Iterator[list[str]]:
    """The words of each simple command of bashlex's tree. Raises ValueError where there is more than lists of them."""
    if node.kind in ("list", "pipeline"):
        for part in node.parts:
            yield from _commands(part, text)
    elif node.kind == "command":
        parts = [part for part in node.parts if part.kind in ("word", "assignment")]
        if parts:
            yield ["".join(shlex.split(_joined(text[slice(*part.pos)]))) for part in parts]
    elif node.kind not in ("operator", "pipe", "reservedword"):
        raise ValueError(node.kind)


def _joined(text: str) -> str:
    """A word without its continued lines, which shlex knows not; within single quotes they are none."""
    return re.sub(r"(?s)\\\n|('[^']*'|\\.)", lambda found: found[1] or "", text)


def dockerfile(data: bytes) -> bool:
    """Each instruction with its lines, and the words and values of those that count, as Docker's parser has them."""
    text = data.decode("utf-8", "replace")
    ours = instructions.instructions(text)
    said = [(one, instructions.pairs(one), instructions.words_of(one)) for one in ours]
    if re.search(r"[\0\v\f\x1c-\x1f\x85\xa0\u2028\u2029]|\r(?!\n)", text) or not text.strip():
        return False
    if text.rstrip().endswith("\\") or re.search(
        r"\"[^\"\n]*[\\`][ \t]*\r?\n|\S[\\`][ \t]+\n|(?m:^)[ \t]*[A-Za-z]+[\\`](?:\r?\n)+\S", text
    ):
        return False  # goes on, and ends; a text, or a word, that goes on in the next line
    try:
        theirs = buildkit.parse_string(text)
    except Exception:  # noqa: BLE001 no Dockerfile, or one of an instruction that is not known
        return False
    if any((one.cmd or "").upper() not in KNOWN for one in theirs):
        return False
    assert [one.word for one in ours] == [one.cmd.upper() for one in theirs], (ours, theirs)
    for (one, pairs, words), judged in zip(said, theirs, strict=True):
        if one.said.count("'") % 2 or one.said.count('"') % 2:
            continue  # a quote that is not closed
        assert judged.start_line <= text.count("\n", 0, one.at) + 1 <= judged.end_line, (one, judged)
        if one.word in ("CMD", "ENTRYPOINT") and not judged.flags:
            is_json = judged.json and _is_json(judged.original.split(None, 1)[1])
            assert (words is not None) == is_json, (one, judged)
            if is_json:
                assert tuple(word.text for word in words or ()) == judged.value, (one, judged)
        if (
            one.word == "ENV"
            and not one.said.startswith("--")
            and len(judged.value) % 2 == 0
            and not any(set(name) & set("'\"\\") for name in judged.value[::2])
        ):
            names = list(judged.value[::2])
            assert [name for name, _, _ in pairs] == names, (pairs, judged)
            for (_, value, _), theirs_value in zip(pairs, judged.value[1::2], strict=True):
                if not set("\\$'\"`\r\n") & set(theirs_value):
                    assert value == theirs_value.strip(), (pairs, judged)
    return True


def _is_json(text: str) -> bool:
    """This parser is of a buildkit that read past a list's end; today's does not (parser/line_parsers.go, json.Unmarshal)."""
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False


KNOWN = frozenset(
    "FROM RUN ENV CMD ENTRYPOINT ARG COPY WORKDIR LABEL USER ONBUILD HEALTHCHECK SHELL ADD EXPOSE VOLUME STOPSIGNAL MAINTAINER".split()
)


def env(data: bytes) -> bool:
    """What python-dotenv, which Flask and pydantic use, reads from a .env file."""
    text = data.decode("utf-8", "replace")
    ours = {name: variable.value for name, variable in our_dotenv.variables(_source(".env", text.encode())).items()}
    if (
        set(text) & set("\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\ufeff\0")
        or "\\" in text
        or "\r" in text.replace("\r\n", "")
    ):
        return False
    theirs = dotenv.dotenv_values(stream=io.StringIO(text), interpolate=False)
    if "'" in "".join(name for name in theirs) or re.search(r"(?m)^\s*(export\s+)?'|^\s*export\s*=", text):
        return False  # a name in quotes, or one that is no name
    plain = {
        name: value
        for name, value in theirs.items()
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and value is not None
    }
    ours = {name: value for name, value in ours.items() if theirs.get(name, "") is not None}  # a name alone has none
    assert ours == plain, (ours, plain)
    return True


def proc(data: bytes) -> bool:
    """The command of each line of a Procfile, as honcho starts it."""
    text = data.decode("utf-8", "replace")
    ours = [line.value for line in procfile._lines(_source("Procfile", text.encode())) if line.value.strip()]
    if re.search(r"[^\S \t\r\n]|[\x1c-\x1f\ufeff\0]|\r(?!\n)", text):
        return False
    found = [environ.PROCFILE_LINE.match(line) for line in text.splitlines()]
    assert ours == [one.group(2) for one in found if one and one.group(2).strip()]
    return True


def make(data: bytes) -> bool:
    """The value of each variable that we take for plain, as make gives it."""
    text = data.decode("utf-8", "replace")
    known = makefile._variables([("Makefile", _source("Makefile", text.encode()).text)])
    ours = {name: makefile._plain(name, known, {}) for name in known}
    ours = {
        name: value for name, value in ours.items() if value is not None and not name.startswith(("MAKE", "SHELL", "."))
    }
    if (
        not ours
        or "\0" in text
        or re.search(
            r"\r(?!\n)|shell|!|include|load|guile|file|eval|MAKE|SHELL|\.RECIPE|\.SECONDEXP|\.POSIX|%|\\\\#", text
        )
    ):
        return False  # nothing of a generated text is run
    with tempfile.TemporaryDirectory() as folder:
        told = "".join(f"$(info {name}=$({name}))\n" for name in ours)
        with open(os.path.join(folder, "given.mk"), "wb") as file:
            file.write(data)
        with open(os.path.join(folder, "Makefile"), "w", encoding="utf-8") as file:
            file.write(f"include given.mk\n{told}nothing:;\n.DEFAULT_GOAL := nothing\n")
        done = subprocess.run(
            ["make", "-rRn", "SHELL=/bin/false", "nothing"], cwd=folder, capture_output=True, check=False, timeout=20,
            env={"PATH": "/nowhere"}, executable="/usr/bin/make",
        )  # fmt: skip
    rows = done.stdout.decode("utf-8", "replace").split("\n")
    theirs = dict(row.partition("=")[::2] for row in rows if "=" in row)
    if done.returncode or not set(ours) <= set(theirs):
        return False
    assert ours == {name: theirs[name].strip() for name in ours}, (ours, theirs)
    return True


def supervisord(data: bytes) -> bool:
    """The command, folder and variables of each program, as supervisord's parser has them."""
    text = data.decode("utf-8", "replace")
    source = _source("supervisord.conf", text.encode())
    ours = {}
    for name, keys in units._sections(source):
        if name.startswith("program:"):
            for key, value in keys:
                ours[name, key.lower()] = units._bare(value).value.strip()
    if set(text) & set("\x0b\x0c\x1c\x1d\x1e\x85\u2028\xa0\ufeff\0") or "\r" in text.replace("\r\n", ""):
        return False
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"), strict=False)  # supervisor/options.py
    try:
        parser.read_string(text.replace("\r\n", "\n"))
    except configparser.Error:
        return False
    for section in parser.sections():
        for key, value in parser.items(section):
            if section.startswith("program:") and key in ("command", "directory", "environment"):
                assert ours.get((section, key), "").split() == value.split(), (section, key, ours, value)
    return True


PATHS = (
    "Dockerfile", "compose.yml", ".env", "Procfile", "Makefile", "run.sh", "justfile", "package.json", "a.service", "Taskfile.yml",
    ".vscode/tasks.json", ".vscode/launch.json", "k8s/a.yml", ".github/workflows/a.yml", "pyproject.toml", "mise.toml", "Pipfile",
    ".devcontainer/devcontainer.json", "supervisord.conf",
)  # fmt: skip
ANY = [*SHELL, *DOCKER, *DOTENV, *MAKE, *UNITS, *pieces(
    r"""STREAMLIT_A=1 STREAMLIT_SERVER_PORT= streamlit\srun\sa.py uvicorn services:\n\s\sa:\n\s\s\s\s command: environment: -\s {{.APP}} {{app}}
    {"scripts":{"a":" }} jobs:\n\s\sa:\n steps: run:\s|\n tasks: cmds: &a *a <<: [tool.poe.tasks] a\s=\s" app\s:=\s ExecStart= [Service]\n"""
)]  # fmt: skip


def any_launch_file(data: bytes) -> bool:
    """Whatever stands in a launch file, it is read; a word and a value stand where they are said to."""
    from watchlint.facts.launch import started
    from watchlint.facts.launch.assignments import assignments

    path = PATHS[data[0] % len(PATHS)] if data else PATHS[0]
    source = started.source(path, kinds.kind_of(path) or "", data[1:])
    if source is None:
        return False
    for command in started.of_source(source):
        for word in command.words:
            assert 0 <= word.offset <= word.end <= len(source.text), word
    if set(source.text) & set("\x85\u2028\u2029"):
        return False  # YAML takes these for ends of lines, and puts a blank in their place
    for one in assignments(source):
        assert source.text[one.at : one.end] == one.name, one
        assert one.value is None or source.text[one.value_at : one.value_end] == one.value, one
    return False


TARGETS = [
    Target("shell", "bashlex", shell, SHELL, (".sh",)),
    Target("dockerfile", "buildkit's parser", dockerfile, DOCKER, ("Dockerfile",)),
    Target("dotenv", "python-dotenv", env, DOTENV, (".env",)),
    Target("procfile", "honcho", proc, PROC, ("Procfile",)),
    Target("makefile", "make", make, MAKE, ("Makefile",)),
    Target("supervisord", "supervisord's parser", supervisord, UNITS, ("supervisord.conf",)),
    Target("launch-files", "none: no error, and places", any_launch_file, ANY),
]
