"""Which dev servers a repository starts, read from the files that start them: never guessed from prose."""

from __future__ import annotations

import posixpath
from collections import namedtuple

from watchlint.facts.launch import shell_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Launch = namedtuple("Launch", "server app arguments cwd environment path line column reloads certain")
"""One start of a dev server.

server       its name in the contract; `fastapi dev` is uvicorn, for it starts that
app          what it serves: the script (streamlit), manage.py, "module:app", the command that is watched; None: not said
arguments    tuple of the words after the program's name, its subcommand first
cwd          the folder it starts in, relative to the root ("" is the root), or None where the file does not tell
environment  dict of the variables set for it
path, line, column  where it is written; the line and column (from 1) of the program's word
reloads      whether it watches files, started so: `uvicorn` does with --reload only
certain      False where nothing starts it and it is there all the same
"""

Step = namedtuple("Step", "text line column cwd environment")
"""A piece of shell text in a file: where it starts, the folder it runs in, the variables set for it."""

WORDS = (
    b"streamlit",
    b"runserver",
    b"uvicorn",
    b"flask",
    b"fastapi",
    b"watchfiles",
    b"watchmedo",
    b"gunicorn",
    b"hupper",
)

_ALONE = frozenset("exec command nohup time eval then do else ! { @ dumb-init xvfb-run".split())
_RUNNERS = {"poetry", "pipenv", "pdm", "hatch", "rye", "uv", "pixi", "dotenv", "conda", "mamba", "micromamba", "honcho"}
_VALUED = frozenset(
    "-n --name -p --prefix --with --python --extra --group --package --env-file --directory --project --from -e -f"
    " --file -u --user -w --workdir -v --volume --env --with-requirements --only-group --index-url -g -s -C".split()
)
_SHELLS = frozenset("sh bash dash zsh ash".split())


def launches(
    paths: Iterable[str], read: Callable[[str], bytes | None], look: Callable[[str], bytes | None] | None = None
) -> list[Launch]:
    """Every start of a dev server in these files (relative paths), in the order of the paths. `read` gives a file's
    bytes, or None; `look` the same of one that may as well be a program. Files that cannot be read as what they are
    called are passed over."""
    from watchlint.facts.launch import files as launch_files

    found: list[Launch] = []
    paths = list(paths)
    owned = frozenset(paths)
    for path in paths:
        if not launch_files.may_launch(path):
            continue
        content = (look if look and launch_files.may_be_program(path) else read)(path)
        if content and any(word in content for word in WORDS):
            for step in launch_files.steps(path, content):
                found.extend(_settled(launch, owned) for launch in in_step(step, path))
    return found


def _settled(launch: Launch, owned: frozenset[str]) -> Launch:
    """The working folder, where the file does not tell it or tells one of an image: the first of it, the file's own
    folder and the root in which the app is to be found."""
    if not launch.app or launch.app.startswith("/"):
        return launch
    file = launch.app
    if not file.endswith(".py"):
        file = file.partition(":")[0].replace(".", "/") + ".py"
    for cwd in dict.fromkeys((launch.cwd, posixpath.dirname(launch.path), "")):
        if cwd is not None and posixpath.normpath(posixpath.join(cwd, file)) in owned:
            return launch._replace(cwd=cwd)
    return launch


def fallbacks(
    paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
) -> list[Launch]:
    """What is there to be started where nothing says how, all with certain=False: `manage.py` beside a dependency on
    Django; the one file that imports Streamlit, or else one called streamlit_app.py or app.py."""
    found = []
    for path in paths:
        if posixpath.basename(path) == "manage.py" and depends_on("django"):
            found.append(Launch("django", path, ("runserver",), "", {}, path, 1, 1, True, False))
    importing = [
        path for path in paths if path.endswith(".py") and not _is_test(path) and _imports_streamlit(read(path) or b"")
    ]
    named = [path for path in importing if posixpath.basename(path) in ("streamlit_app.py", "app.py")]
    for candidates in (importing, named):
        if len(candidates) == 1:
            app = candidates[0]
            found.append(Launch("streamlit", app, ("run", app), "", {}, app, 1, 1, True, False))
            break
    return found


def _is_test(path: str) -> bool:
    return posixpath.basename(path).startswith("test_") or path.startswith("tests/") or "/tests/" in path


def _imports_streamlit(content: bytes) -> bool:
    if b"streamlit" not in content:
        return False
    lines = (line.split(b"#")[0].split() for line in content.splitlines() if not line[:1].isspace())
    return any(
        words[0] in (b"import", b"from") and words[1].split(b".")[0].rstrip(b",") == b"streamlit"
        for words in lines
        if len(words) > 1
    )


def in_step(step: Step, path: str) -> Iterator[Launch]:
    """The servers that one piece of shell text starts."""
    cwd, environment = step.cwd, dict(step.environment)
    for words in shell_words.commands(step.text):
        texts = [word.text for word in words]
        if texts[0] in ("cd", "pushd") and len(texts) > 1:
            cwd = _inside(cwd, texts[1])
            continue
        if texts[0] == "export":
            environment.update(text.split("=", 1) for text in texts[1:] if _is_assignment(text))
            continue
        start, variables = _program(texts)
        if start >= len(texts):
            continue
        if texts[start] in _SHELLS or posixpath.basename(texts[start]) in _SHELLS:
            inner = next(
                (i for i in range(start + 1, len(texts)) if texts[i].startswith("-") and "c" in texts[i]), None
            )
            if inner is not None and inner + 1 < len(texts):
                line, column = _place(step, words[inner + 1].offset)
                yield from in_step(Step(texts[inner + 1], line, column, cwd, {**environment, **variables}), path)
            continue
        served = serves(texts[start:])
        if served is not None:
            server, app, arguments, reloads = served
            line, column = _place(step, words[start].offset)
            given = {**environment, **variables}
            if server == "flask" and not reloads:
                reloads = "--no-debug" not in arguments and given.get("FLASK_DEBUG", "0") not in (
                    "0",
                    "false",
                    "no",
                    "",
                )
                reloads = reloads and "--no-reload" not in arguments
            if server == "flask" and app is None:
                app = given.get("FLASK_APP")
            yield Launch(server, app, tuple(arguments), cwd, given, path, line, column, reloads, True)


def _place(step: Step, offset: int) -> tuple[int, int]:
    if step.text[offset : offset + 1] in ('"', "'"):
        offset += 1
    before = step.text[:offset]
    line = before.count("\n")
    column = offset - (before.rfind("\n") + 1)
    return step.line + line, column + (1 if line else step.column)


def _inside(cwd: str | None, folder: str) -> str | None:
    if cwd is None or "$" in folder or folder.startswith("~") or folder == "-":
        return None
    joined = posixpath.normpath(posixpath.join(cwd, folder))
    return "" if joined == "." else joined


def _is_assignment(text: str) -> bool:
    name, equals, _ = text.partition("=")
    return bool(equals) and name.isidentifier()


def _program(texts: Sequence[str]) -> tuple[int, dict[str, str]]:
    """Where the program stands behind variables, `exec`, `poetry run`, `docker compose run web` and their like."""
    place, variables = 0, {}
    while place < len(texts):
        text = texts[place].lstrip("@-") if place == 0 else texts[place]
        name = posixpath.basename(text)
        if _is_assignment(text):
            variables.update([text.split("=", 1)])
            place += 1
        elif name in _ALONE or name == "tini":
            place = _past_options(texts, place + 1)
        elif name in ("env", "sudo", "cross-env"):
            place = _past_options(texts, place + 1)
        elif name in ("gosu", "su-exec", "timeout"):
            place = _past_options(texts, place + 1) + 1
        elif name in _RUNNERS and "run" in texts[place + 1 : place + 4]:
            place = _past_options(texts, texts.index("run", place) + 1)
        elif name in ("docker", "podman", "docker-compose"):
            after = next((i for i in range(place, len(texts)) if texts[i] in ("run", "exec")), None)
            if after is None:
                return len(texts), variables
            place = _past_options(texts, after + 1) + 1
        elif name in ("wait-for-it", "wait-for-it.sh", "wait-for", "wait_for_it.sh") and "--" in texts[place:]:
            place = texts.index("--", place) + 1
        else:
            return place, variables
    return place, variables


def _past_options(texts: Sequence[str], place: int) -> int:
    while place < len(texts) and texts[place].startswith("-"):
        if texts[place] == "--":
            return place + 1
        place += 2 if texts[place] in _VALUED else 1
    return place


def serves(words: Sequence[str]) -> tuple[str, str | None, list[str], bool] | None:
    """(server, app, arguments, reloads) of a command without anything before its program, or None where it is no dev
    server. `python -m streamlit`, `.venv/bin/streamlit` and `streamlit` are the same."""
    name, rest = posixpath.basename(words[0]), list(words[1:])
    if name.endswith(".exe"):
        name = name[:-4]
    if name.rstrip("0123456789.") in ("python", "py", "pypy") or name in ("coverage",):
        place = 1 if name == "coverage" and rest[:1] == ["run"] else 0
        while place < len(rest) and rest[place].startswith("-") and rest[place] != "-m":
            place += 2 if rest[place] in ("-X", "-W") else 1
        if rest[place : place + 1] == ["-m"]:
            place += 1
        if place >= len(rest):
            return None
        name, rest = posixpath.basename(rest[place]), rest[place + 1 :]
        script = words[place + 1]
    else:
        script = words[0]
    reload_flag = "--reload" in rest
    if name == "streamlit" and "run" in rest:
        return "streamlit", _positional(rest[rest.index("run") + 1 :]) or "streamlit_app.py", rest, True
    if name in ("manage.py", "django-admin", "django"):
        command = _positional(rest)
        if command in ("runserver", "runserver_plus"):
            app = posixpath.normpath(script) if name == "manage.py" else None
            return "django", app, rest, "--noreload" not in rest
    if name == "uvicorn":
        return "uvicorn", _positional(rest), rest, reload_flag
    if name == "fastapi" and rest and rest[0] in ("dev", "run"):
        reloads = "--no-reload" not in rest if rest[0] == "dev" else reload_flag
        return "uvicorn", _positional(rest[1:]), rest, reloads
    if name == "flask" and "run" in rest:
        place = rest.index("run")
        app = next((rest[i + 1] for i in range(len(rest) - 1) if rest[i] in ("--app", "-A")), None)
        app = next((word[6:] for word in rest if word.startswith("--app=")), app)
        return "flask", app, rest, ("--debug" in rest or reload_flag) and "--no-reload" not in rest[place:]
    if name == "gunicorn":
        return "gunicorn", _positional(rest), rest, reload_flag
    if name == "watchfiles":
        return "watchfiles", _positional(rest), rest, True
    if name in ("watchmedo", "watchdog.watchmedo") and _positional(rest) in (
        "auto-restart",
        "shell-command",
        "tricks",
        "tricks-from",
        "log",
    ):
        return "watchmedo", None, rest, True
    if name == "hupper":
        module = next((rest[i + 1] for i in range(len(rest) - 1) if rest[i] == "-m"), None)
        return "hupper", module, rest, True
    return None


_FLAGS = frozenset(
    "--reload --debug --no-debug --no-reload --noreload --nothreading --insecure --use-colors --no-use-colors --proxy-headers"
    " --no-proxy-headers --no-access-log --access-log --factory --preload --daemon -D --capture-output --no-sendfile"
    " --with-threads --without-threads --non-recursive --no-server-header --server-header"
    " --headless --no-color --force-color --nostatic --ipv6 -6 --no-date-header --date-header -v --verbose -q --quiet".split()
)


def _positional(words: Sequence[str]) -> str | None:
    """The first word that is no option and no option's value. Of an option written apart from its value all but the
    known flags take one."""
    place = 0
    while place < len(words):
        word = words[place]
        if word == "--":
            return words[place + 1] if place + 1 < len(words) else None
        if not word.startswith("-"):
            return word
        following = words[place + 1] if place + 1 < len(words) else ""
        takes = "=" not in word and word not in _FLAGS and not following.startswith("-")
        place += 2 if takes else 1
    return None
