"""What --fix makes of files that start uvicorn: it starts, listens, loads what it loaded, has the words and variables it had
but for those that a fixed finding names, and reloads on an edit of every module that it had loaded.

FastAPI and Django themselves, in projects of launch_shapes.py. WATCHLINT_ORACLE_SEED chooses them, and with it there are 60 in
place of 4; WATCHLINT_ORACLE_LAUNCHES says how many.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import time
import urllib.request
from pathlib import Path

import launch_shapes
import pytest
from environments import environment
from reloading import watches
from running import free_port, running

pytestmark = pytest.mark.oracle

REQUIRES = ["uvicorn==0.41.0", "watchfiles==1.3.0", "Django==5.2.19", "fastapi==0.165.0", "python-dotenv"]
SEED = int(os.environ.get("WATCHLINT_ORACLE_SEED", "20261121"))
COUNT = int(os.environ.get("WATCHLINT_ORACLE_LAUNCHES", "60" if "WATCHLINT_ORACLE_SEED" in os.environ else "4"))
SHAPES = launch_shapes.generated(max(COUNT, 60), SEED)
# By day those of each framework that are fixed the most, by night all.
CHOSEN = range(COUNT) if COUNT >= 60 else (0, 1, 3, 6)


def start_of(form: str, tree: Path) -> tuple[list[str], dict[str, str]]:
    """(words, variables) of what starts this tree's app, read here as make, a shell or Docker would."""
    if form == "run.sh":
        return ["sh", "run.sh"], {}
    if form == "Makefile":
        return ["make", "-s", "run"], {}
    if form == "Procfile":
        return ["sh", "-c", (tree / form).read_text().partition("web: ")[2]], {}
    if form == "package.json":
        return ["sh", "-c", json.loads((tree / form).read_text())["scripts"]["dev"]], {}
    if form == ".vscode/launch.json":
        (start,) = json.loads((tree / form).read_text())["configurations"]
        return ["python", "-m", start["module"], *start["args"]], start["env"]
    text = (tree / form.split()[0]).read_text()
    if form == "compose.yaml":
        words = [json.loads(word) for word in re.findall(r'^      - (".*")$', text.partition("command:")[2], re.M)]
        return words, dict(re.findall(r'^      (\w+): "(.*)"$', text, re.M))
    variables = dict(re.findall(r"^ENV (\w+)=(.*)$", text, re.M))
    (command,) = re.findall(r"^CMD (.*)$", text, re.M)
    return json.loads(command) if command.startswith("[") else shlex.split(command), variables


def edited(server, folder: Path, paths: list[str]) -> None:
    """Each of these files is edited until uvicorn has named it as what it reloads for."""
    missing, saved = list(paths), 0.0

    def is_heard(path: str) -> bool:
        return bool(re.search(rf"detected changes in .*'(?:[^']*/)?{re.escape(path)}'", server.said()))

    def heard() -> bool:
        nonlocal missing, saved
        missing = [path for path in missing if not is_heard(path)]
        if missing and time.monotonic() - saved > 8:
            for path in missing:
                with open(folder / path, "a", encoding="utf-8") as file:
                    file.write("\n# edited\n")
            saved = time.monotonic()
        return not missing

    server.waits_for(heard, patience=45)


def answer(port: int) -> dict:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as said:
            return json.load(said)
    except OSError:
        return {}


def seen(shape: launch_shapes.Shape, tree: Path, port: int, log: Path, modules: list[str] = ()) -> dict:
    """What the app answers, once it does; the same after each of `modules`, by default all it has loaded, was edited."""
    words, variables = start_of(shape.form, tree)
    bin_folder = Path(environment("launch-fixes", REQUIRES)).parent
    variables = {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", **variables}
    in_file = shape.form in ("run.sh", "Makefile", "Procfile", "package.json")
    code = tree / shape.code
    with running(words, tree if in_file else tree / shape.folder, log, env=variables) as server:
        server.waits_for(lambda: answer(port))
        first = answer(port)
        paths = list(modules or first["loaded"])
        if not shape.polls:
            watches(server, *{(code / path).parent for path in paths})
        edited(server, code, paths)
        server.waits_for(lambda: answer(port) == first)
    return first


def settled(words: list[str], ways: str) -> list[str]:
    """The words without `--reload-dir X`, where a finding on that was fixed."""
    if "launch-reload-without-dir" not in ways:
        return words
    at = [number for number, word in enumerate(words) if word == "--reload-dir"]
    return [word for number, word in enumerate(words) if number not in at and number - 1 not in at]


def text_of(shape: launch_shapes.Shape, port: int) -> dict[str, str]:
    return {path: text.replace("{port}", str(port)) for path, text in shape.files.items()}


@pytest.mark.parametrize("number", CHOSEN)
def test_a_fixed_start_does_all_it_did(number, repository, run, tmp_path):
    shape, port = SHAPES[number], free_port()
    files = text_of(shape, port)
    before = repository(files, name="before")
    told = seen(shape, before.path, port, tmp_path / "before.log")
    tried = {json.dumps(files, sort_keys=True)}
    for flags in (["--fix"], ["--fix", "--unsafe-fixes"]):
        after = repository(files, name="-".join(["after", *flags]))
        out = run("check", *flags, "--output-format", "json", cwd=after).out
        fixed = [one for one in json.loads(out)["findings"] if (one["fix"] or {}).get("applied")]
        now = json.dumps({path: (after / path).read_text() for path in files if not path.endswith("/")}, sort_keys=True)
        if now in tried or not fixed:
            continue
        tried.add(now)
        ways = " ".join(f"{one['rule']} {one['message']} {one['fix']['description']}" for one in fixed)
        then = seen(shape, after.path, port, tmp_path / f"{'-'.join(flags)}.log", told["loaded"])
        assert then["loaded"] == told["loaded"]
        assert settled(then["words"], ways) == told["words"]
        changed = dict(told["variables"].items() ^ then["variables"].items())
        assert {name for name in changed if name not in ways} == set()
        assert then["writes"] == told["writes"] or "PYTHONDONTWRITEBYTECODE" in ways


def test_the_shapes_are_of_every_kind_and_most_are_fixed(repository, run):
    """So that the test above tries what it is for: every form, and a start that --fix changes in half of them at least."""
    assert {shape.form for shape in SHAPES} == set(launch_shapes.FORMS)
    changed = 0
    for number, shape in enumerate(SHAPES[:24]):
        tree = repository(text_of(shape, 8000), name=f"s{number}")
        changed += "--reload-dir" in run("check", "--diff", "--unsafe-fixes", cwd=tree).out
    assert changed >= 8
