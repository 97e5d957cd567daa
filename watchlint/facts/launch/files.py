"""The shell text in files that start things: scripts, Procfile, Dockerfile, compose, devcontainer, Makefile, package.json,
.vscode, pyproject.toml, Pipfile. Each piece comes with its line, its folder and the variables set for it."""

from __future__ import annotations

import posixpath
import re
import shlex

from watchlint.facts.launch.commands import Step
from watchlint.facts.launch.dockerfile_steps import dockerfile, workdir_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SHELL = (".sh", ".bash", ".zsh")
_MAKE = ("makefile", "gnumakefile", "justfile")
_CYCLE = (
    "initializeCommand onCreateCommand updateContentCommand postCreateCommand postStartCommand postAttachCommand"
).split()
_TASKS = (
    ("tool", "poe", "tasks"),
    ("tool", "taskipy", "tasks"),
    ("tool", "pdm", "scripts"),
    ("tool", "pixi", "tasks"),
    ("tool", "rye", "scripts"),
)


def may_launch(path: str) -> bool:
    """Whether a file of this name is one that starts things."""
    return _reader(path) is not None


def may_be_program(path: str) -> bool:
    """Whether only the content tells a script from a program: `bin/start`."""
    folder, _, name = path.rpartition("/")
    return posixpath.basename(folder) in ("bin", "scripts") and "." not in name


def steps(path: str, content: bytes) -> Iterator[Step]:
    """The pieces of shell text in a file, in order. A file that is not what its name says has none."""
    reader = _reader(path)
    if reader is None:
        return
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        yield from reader(text, path)
    except (ValueError, RecursionError, AttributeError, TypeError):
        # Only well-formed files tell what they start; what is wrong with one is not said here.
        return


def _reader(path: str) -> Callable[[str, str], Iterator[Step]] | None:
    folder, _, name = path.rpartition("/")
    low = name.lower()
    if low.startswith("procfile"):
        return _procfile
    if low in _MAKE or low.endswith(".mk"):
        return _makefile
    if low.startswith(("dockerfile", "containerfile")) or low.endswith((".dockerfile", ".containerfile")):
        return dockerfile
    if low.endswith((".yml", ".yaml")):
        return _compose if "compose" in low else None
    if low.endswith(_SHELL) or may_be_program(path):
        return _script
    if low == "devcontainer.json" or low == ".devcontainer.json":
        return _devcontainer
    if posixpath.basename(folder) == ".vscode" and low in ("launch.json", "tasks.json"):
        return _vscode
    return {"package.json": _package, "pyproject.toml": _tasks, "pipfile": _tasks}.get(low)


def _script(text: str, path: str) -> Iterator[Step]:
    """A shell script starts where its caller stands: taken to be the root, as its own words are written for it."""
    if text.startswith("#!") and not re.match(r"#!.*\b(ba|z|da|k)?sh\b", text):
        return
    yield Step(text, 1, 1, "", {})


def _procfile(text: str, path: str) -> Iterator[Step]:
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"[\w-]+:\s*", line)
        if found:
            yield Step(line[found.end() :], number, found.end() + 1, posixpath.dirname(path), {})


def _makefile(text: str, path: str) -> Iterator[Step]:
    """Recipe lines: those indented below a target. Each runs in a shell of its own."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        start = number
        while lines[number].endswith("\\") and number + 1 < len(lines):
            number += 1
        line = "\n".join(lines[start : number + 1])
        number += 1
        body = line.lstrip()
        if line[:1] in ("\t", " ") and body and not body.startswith("#"):
            indent = len(line) - len(body)
            bare = body.lstrip("@-+ ")
            indent += len(body) - len(bare)
            yield Step(bare, start + 1, indent + 1, posixpath.dirname(path), {})


def _tree(text: str):
    """A YAML (or JSON) document as nodes that know their places; None where it is none."""
    import yaml

    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None


def _get(node, *keys: str):
    for key in keys:
        pairs = node.value if getattr(node, "id", "") == "mapping" else ()
        node = next((value for name, value in pairs if name.value == key), None)
    return node


def _items(node) -> list[tuple]:
    return list(node.value) if getattr(node, "id", "") == "mapping" else []


def _text_step(node, cwd: str | None, environment: dict[str, str]) -> Iterator[Step]:
    """A scalar is shell text, a sequence its words. Block texts (`|`, `>`) start on the line below their mark."""
    kind = getattr(node, "id", "")
    if kind == "scalar":
        mark, style = node.start_mark, node.style
        quoted = style in ("'", '"')
        if style in ("|", ">"):
            yield Step(node.value, mark.line + 2, 1, cwd, environment)
        else:
            yield Step(node.value, mark.line + 1, mark.column + 1 + quoted, cwd, environment)
    elif kind == "sequence" and node.value and all(item.id == "scalar" for item in node.value):
        mark = node.value[0].start_mark
        yield Step(_laid_out(node.value), mark.line + 1, mark.column + 1, cwd, environment)


def _laid_out(items: list) -> str:
    """The words of a sequence as shell text, each at the line and column it has in the file."""
    text = ""
    line, column = items[0].start_mark.line, items[0].start_mark.column
    for item in items:
        mark = item.start_mark
        if mark.line > line:
            text += " \\\n" * (mark.line - line)
            line, column = mark.line, 0
        word = shlex.quote(item.value)
        gap = mark.column - column + (item.style in ("'", '"') and not word.startswith("'"))
        gap = max(gap, 1 if text and not text.endswith("\n") else 0)
        text += " " * gap + word
        column += gap + len(word)
    return text


def _variables(node) -> dict[str, str]:
    if getattr(node, "id", "") == "sequence":
        return dict(item.value.split("=", 1) for item in node.value if item.id == "scalar" and "=" in item.value)
    return {key.value: value.value for key, value in _items(node) if value.id == "scalar"}


def _compose(text: str, path: str) -> Iterator[Step]:
    for _, service in _items(_get(_tree(text), "services")):
        folder = _get(service, "working_dir")
        cwd = workdir_of(folder.value) if getattr(folder, "id", "") == "scalar" else None
        environment = _variables(_get(service, "environment"))
        for key in ("entrypoint", "command"):
            yield from _text_step(_get(service, key), cwd, environment)


def plain_json(text: str) -> str:
    """JSON with comments and last commas, as editors write it, with those blanked out: every character keeps its place."""

    def blank(found: re.Match) -> str:
        part = found.group()
        return part if part.startswith('"') else re.sub(r"[^\n]", " ", part)

    text = re.sub(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', blank, text, flags=re.DOTALL)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"|,(?=\s*[}\]])', lambda m: " " if m.group() == "," else m.group(), text)
    # YAML takes no tab between its tokens; JSON has none within them.
    return text.replace("\t", " ")


def _devcontainer(text: str, path: str) -> Iterator[Step]:
    tree = _tree(plain_json(text))
    environment = {**_variables(_get(tree, "containerEnv")), **_variables(_get(tree, "remoteEnv"))}
    for key in _CYCLE:
        node = _get(tree, key)
        for part in [value for _, value in _items(node)] or [node]:
            yield from _text_step(part, "", environment)


def _vscode(text: str, path: str) -> Iterator[Step]:
    root = posixpath.dirname(posixpath.dirname(path))
    tree = _tree(plain_json(text))
    for node in getattr(_get(tree, "configurations"), "value", ()):
        named = _get(node, "module") or _get(node, "program")
        if getattr(named, "id", "") != "scalar":
            continue
        words = ["python", *(["-m"] if _get(node, "module") else []), _in_workspace(named.value)]
        arguments = _get(node, "args")
        words += [
            _in_workspace(item.value) for item in getattr(arguments, "value", ()) if getattr(item, "id", "") == "scalar"
        ]
        mark = named.start_mark
        folder = _get(node, "cwd")
        cwd = _joined(root, _in_workspace(folder.value)) if folder is not None else root
        step = Step(shlex.join(words), mark.line + 1, mark.column + 2, cwd, _variables(_get(node, "env")))
        yield step
    for node in getattr(_get(tree, "tasks"), "value", ()):
        command = _get(node, "command")
        if getattr(command, "id", "") != "scalar":
            continue
        arguments = [
            item.value for item in getattr(_get(node, "args"), "value", ()) if getattr(item, "id", "") == "scalar"
        ]
        text = " ".join([_in_workspace(command.value), *map(shlex.quote, map(_in_workspace, arguments))])
        mark = command.start_mark
        folder = _get(node, "options", "cwd")
        cwd = _joined(root, _in_workspace(folder.value)) if folder is not None else root
        yield Step(text, mark.line + 1, mark.column + 2, cwd, _variables(_get(node, "options", "env")))


def _in_workspace(text: str) -> str:
    text = text.replace("${workspaceFolder}/", "").replace("${workspaceRoot}/", "")
    return "." if text in ("${workspaceFolder}", "${workspaceRoot}") else text


def _joined(root: str, folder: str) -> str | None:
    if "$" in folder:
        return None
    joined = posixpath.normpath(posixpath.join(root, folder))
    return "" if joined == "." else joined


def _package(text: str, path: str) -> Iterator[Step]:
    for _, node in _items(_get(_tree(plain_json(text)), "scripts")):
        yield from _text_step(node, posixpath.dirname(path), {})


def _tasks(text: str, path: str) -> Iterator[Step]:
    """Task tables of pyproject.toml and the scripts of a Pipfile: values that are commands, or tables with `cmd`."""
    from watchlint.facts.toml.reader import read

    document = read(text.encode())
    tables = [_table(document, *keys) for keys in _TASKS]
    tables += [_table(env, "scripts") for env in _table(document, "tool", "hatch", "envs").values()]
    if posixpath.basename(path).lower() == "pipfile":
        tables = [_table(document, "scripts")]
    lines = text.splitlines()
    for table in tables:
        for name, value in table.items():
            yield from _task(name, value, lines, posixpath.dirname(path))


def _table(value: object, *keys: str) -> dict:
    for key in keys:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, dict) else {}


def _task(name: str, value: object, lines: list[str], cwd: str) -> Iterator[Step]:
    environment: dict[str, str] = {}
    folder: str | None = cwd
    if isinstance(value, dict):
        environment = {key: str(text) for key, text in _table(value, "env").items()}
        if isinstance(value.get("cwd"), str):
            folder = _joined(cwd, value["cwd"])
        value = value.get("cmd") or value.get("shell") or value.get("sequence")
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            line, column = _where(name, text, lines)
            yield Step(text, line, column, folder, environment)


def _where(name: str, text: str, lines: list[str]) -> tuple[int, int]:
    """The line and column of a text: on a line that holds it, after its name where there are several."""
    first = text.strip().splitlines()[0] if text.strip() else text
    places = [(number, line.find(first)) for number, line in enumerate(lines, 1) if first in line]
    named = [place for place in places if lines[place[0] - 1].lstrip().strip("\"'").startswith(name)]
    number, column = (named or places or [(1, 0)])[0]
    return number, column + 1
