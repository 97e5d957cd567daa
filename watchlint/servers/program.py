"""What a command line really starts: the program behind `env`, `sudo`, `poetry run`, `docker compose exec`, `python -m`,
`debugpy`, `coverage run` and their like. One reader for launch files and for running processes, so that they agree."""

from __future__ import annotations

import posixpath

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Program(Record):
    """A program and its words, without what stands before it.

    name         as servers declare it: `flask` of `.venv/bin/flask`, `flask.exe` and `python -m flask`
    words        what follows it
    written      as it stands there: `.venv/bin/flask`, `backend/manage.py`
    as_module    started with `-m`, which puts the working folder on sys.path
    environment  the variables given to it, those written before it included
    at           where it stands among the words of the whole command, with the interpreter before it
    outside      another program starts it and is not replaced by it: a process of this command line is that other one
    through      the script that is given this command line and has to start it; "" where there is none
    """

    name: str
    words: tuple[str, ...]
    written: str
    as_module: bool
    environment: Mapping[str, str]
    at: int
    outside: bool
    through: str = ""

    def files(self) -> list[str]:
        """The files that may be its main one, as they are called where it runs; none where it is no Python of the project's."""
        if self.as_module:
            module = self.name.replace(".", "/")
            return [f"{module}/__main__.py", f"{module}.py"]
        return [self.written] if self.name.endswith(".py") else []


_ALONE = frozenset(
    "exec command nohup time eval then do else ! { @ dumb-init tini xvfb-run nice setsid stdbuf env sudo doas cross-env"
    " ddtrace-run opentelemetry-instrument uvx bunx npx".split()
)
"""Programs after whose options another command follows."""

_NODE_PACKAGES = frozenset(("npm", "yarn", "pnpm", "bun"))
"""They start the programs of a project's node_modules: by `exec`, `x`, `dlx`, and all but npm by `run` and by the name alone."""

_NODE = frozenset(("node", "nodejs", "bun", "tsx"))
_NODE_VALUED = frozenset("-r --require --import --loader --experimental-loader -C --conditions".split())
_NODE_TEXT = ("-e", "-p", "-c", "-i", "-h", "-v", "--eval", "--print", "--check", "--help", "--version", "--test")

_WITH_WORD = frozenset(("gosu", "su-exec", "timeout", "newrelic-admin"))
"""The same, with one word more before it."""

_RUNNERS = frozenset(
    "poetry pipenv pdm hatch rye uv pixi dotenv dotenvx conda mamba micromamba honcho pipx doppler infisical op direnv logfire".split()
)
"""Programs with a subcommand `run`, behind whose options the command follows."""

_CONTAINERS = frozenset(("docker", "podman", "docker-compose", "nerdctl"))
_MARKED = frozenset("wait-for-it wait-for-it.sh wait-for wait_for_it.sh mise aws-vault chamber".split())
_MARKED_BY = {"tox": ("exec", "e")}
"""Programs behind whose `--` the command follows, some of them behind a subcommand only."""

_INSIDE = frozenset(("coverage", "debugpy", "viztracer", "memray"))
"""Python programs that run another one in their own process: `-m MODULE` or a script follows their options."""

_VALUED = frozenset(
    "-n --name -p --prefix --with --python --extra --group --package --env-file --directory --project --from -e -f"
    " --file -u --user -w --workdir -v --volume --env --publish --entrypoint --network --with-requirements --only-group --index-url -g -s -C"
    " --traces_exporter --metrics_exporter --logs_exporter --service_name --exporter_otlp_endpoint".split()
)
_INSIDE_VALUED = frozenset(
    "--listen --connect --log-to --rcfile --source --source-pkgs --include --omit --context --data-file --debug"
    " --concurrency -o --output --output_file".split()
)
_PYTHON_VALUED = frozenset(("-W", "-X", "--check-hash-based-pycs"))


def peel(texts: Sequence[str], environment: Mapping[str, str] | None = None) -> Program | None:
    """The program that these words start; None where they start none: no word is left, or it is `python -c`."""
    texts, place, variables = list(texts), 0, dict(environment or {})
    outside = as_module = False
    at: int | None = None  # of the interpreter, where one runs it
    while place < len(texts):
        text = texts[place].lstrip("@-") if place == 0 else texts[place]
        name = _meant(text, texts[place + 1 : place + 2]) if text[:1] in ("$", "{") else _name(text)
        behind = _behind(texts, place, name)
        if is_assignment(text):
            name, _, value = text.partition("=")
            variables[name] = value
            place += 1
        elif behind is not None:
            if name in _CONTAINERS:
                variables.update(_given(texts[place + 1 : behind]))
            outside, place, at = True, behind, None
            if name == "hatch" and behind < len(texts):  # `hatch run ENVIRONMENT:COMMAND`
                texts[behind] = texts[behind].rpartition(":")[2]
            as_module = texts[place - 1 : place] in (["-m"], ["--module"])  # `uv run -m flask`
        elif name in _NODE and place + 1 < len(texts) and (script := _past_node(texts, place + 1)) is not None:
            at = place if at is None else at
            place = script
        elif is_python(name):
            at = place if at is None else at
            place = _past_python(texts, place + 1)
            if place < len(texts) and texts[place].startswith("-"):
                return None  # `python -c …`, `python -`
            as_module = texts[place - 1] == "-m"
            if texts[place - 1].startswith("-m") and not as_module:  # `-muvicorn`
                glued = texts[place - 1][2:]
                return Program(glued, tuple(texts[place:]), glued, True, variables, at, outside)
        elif name in _INSIDE and (inner := _past_inside(texts, place + 1)):
            at = place if at is None else at
            place, as_module = inner, texts[inner - 1] == "-m"
        else:
            at = place if at is None else at
            return Program(name, tuple(texts[place + 1 :]), text, as_module, variables, at, outside)
    return None


def is_assignment(text: str) -> bool:
    """Whether a word before a command sets a variable."""
    name, equals, _ = text.partition("=")
    return bool(equals) and name.isidentifier()


def _given(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The variables among the options of `docker run` and its like: `-e NAME=value`, `--env=NAME=value`."""
    for at, text in enumerate(texts):
        if text in ("-e", "--env"):
            said = texts[at + 1] if at + 1 < len(texts) else ""
        else:
            said = (
                text.removeprefix("--env=") if text.startswith("--env=") else text[2:] if text.startswith("-e") else ""
            )
        if is_assignment(said):
            name, _, value = said.partition("=")
            yield name, value


def _name(text: str) -> str:
    """A program's name without its folder and what Windows adds."""
    if text.startswith("@") and text.count("/") == 1:  # a package of npm's: @tailwindcss/cli
        return text
    name = posixpath.basename(text.replace("\\", "/")) if "\\" in text else posixpath.basename(text)
    for ending in (".exe", ".cmd", "-script.py", "-script.pyw"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


_VARIABLE = r"\$\{?(\w+)(?::?-([^{}]*))?\}?|\$\((\w+)\)|\{\{\s*(\w+)\s*\}\}"


def _meant(text: str, following: Sequence[str]) -> str:
    """The program that a variable stands for, as far as its default, its own name and the word behind it tell: `${PY:-python3}`,
    `$PY -m …`, `"$UV_BIN" run …`. Else the variable as it is written."""
    import re

    found = re.fullmatch(_VARIABLE, text)
    if found is None:
        return _name(text)
    if found[2]:
        return _name(found[2])
    if following == ["-m"]:
        return "python"
    words = (found[1] or found[3] or found[4]).lower().split("_")
    return next((word for word in words if word in _RUNNERS), text) if following == ["run"] else text


def _behind(texts: Sequence[str], place: int, name: str) -> int | None:
    """Where the command stands that this program starts; None where it is no such program."""
    if name in _ALONE:
        return _past_options(texts, place + 1)
    if name in _NODE_PACKAGES:
        return _behind_node_packages(texts, place, name)
    if name in ("dotenv", "env-cmd") and "--" in texts[place:]:
        return texts.index("--", place) + 1
    if name in _WITH_WORD:
        return _past_options(texts, place + 1) + 1
    if name in _RUNNERS and "run" in texts[place + 1 : place + 4]:
        return _past_options(texts, texts.index("run", place) + 1)
    if name in _CONTAINERS:
        after = next((at for at in range(place, len(texts)) if texts[at] in ("run", "exec")), None)
        return len(texts) if after is None else _past_options(texts, after + 1) + 1
    marked = name in _MARKED or " ".join(texts[place + 1 : place + 2]) in _MARKED_BY.get(name, ())
    return texts.index("--", place) + 1 if marked and "--" in texts[place:] else None


def _behind_node_packages(texts: Sequence[str], place: int, name: str) -> int | None:
    """Where the program of node_modules stands that `npm exec`, `yarn`, `pnpm` or `bun` start; None where they start none."""
    first = _past_options(texts, place + 1)
    if first >= len(texts):
        return None
    if texts[first] in ("exec", "x", "dlx"):
        return _past_options(texts, first + 1)
    if name == "npm" or texts[first].endswith((".js", ".ts")):
        return None
    return _past_options(texts, first + 1) if texts[first] == "run" else first


def _past_node(texts: Sequence[str], place: int) -> int | None:
    """The place of the script that Node.js runs; None where it runs none."""
    while place < len(texts) and texts[place].startswith("-"):
        if texts[place].startswith(_NODE_TEXT) and not texts[place].startswith(
            ("--conditions", "--experimental", "--import")
        ):
            return None
        place += 2 if texts[place] in _NODE_VALUED else 1
    return place if place < len(texts) else None


def _past_options(texts: Sequence[str], place: int) -> int:
    while place < len(texts) and texts[place].startswith("-") and len(texts[place]) > 1:
        if texts[place] == "--":
            return place + 1
        place += 2 if texts[place] in _VALUED else 1
    return place


def _past_inside(texts: Sequence[str], place: int) -> int | None:
    """Where the script or module stands that `coverage run`, `debugpy` and their like run themselves."""
    if texts[place - 1].endswith(("coverage", "memray")):
        if texts[place : place + 1] != ["run"]:
            return None
        place += 1
    while place < len(texts) and texts[place].startswith("-"):
        if texts[place] in ("-m", "--"):
            return place + 1
        place += 2 if texts[place] in _INSIDE_VALUED or texts[place].startswith("--configure-") else 1
    return place


def is_python(name: str) -> bool:
    """Whether a program of this name is an interpreter of Python."""
    return name.rstrip("0123456789.") in ("python", "py", "pypy", "pythonw")


def _past_python(texts: Sequence[str], place: int) -> int:
    """Behind the options of `python`; at `-c` or `-` where that comes."""
    while place < len(texts) and texts[place].startswith("-"):
        word = texts[place]
        if word.startswith("-m"):
            return place + 1
        if word == "-" or word.startswith("-c"):
            return place
        place += 2 if word in _PYTHON_VALUED else 1
    return place
