"""What --fix makes of `uvicorn --reload` reloads on an edit of every module that the app had loaded, as it did before."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import urllib.request

import pytest
from app_shapes import SHAPES
from environments import environment
from reloading import watches
from running import free_port, running

pytestmark = pytest.mark.oracle

REQUIRES = ["uvicorn==0.41.0", "watchfiles==1.3.0", "Django==5.2.19"]

# Imports the app as uvicorn does, asks it for a page, and says which files of this folder it has loaded by then.
LOADED = """
import asyncio, json, os, sys
from uvicorn.importer import import_from_string
folder, app = os.getcwd(), sys.argv[1]
sys.path[0] = os.path.join(folder, sys.argv[2])
application = import_from_string(app)
said, asked = [], []
async def receive():
    if asked:
        await asyncio.Event().wait()
    asked.append(1)
    return {"type": "http.request", "body": b"", "more_body": False}
async def send(message):
    said.append(message)
scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": "/", "raw_path": b"/",
         "query_string": b"", "headers": [(b"host", b"x")], "server": ("x", 80), "client": ("x", 1), "scheme": "http", "root_path": ""}
asyncio.run(application(scope, receive, send))
assert said[0]["status"] == 200 and b"here" in said[1]["body"], said
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
print(json.dumps(sorted({os.path.relpath(file, folder) for file in files if file.startswith(folder + os.sep)})))
"""


def made(repository, shape):
    return repository(
        {
            "requirements.txt": "uvicorn[standard]\n",
            **shape.files,
            "run.sh": f"uvicorn {shape.launch} --reload\n",
            ".gitignore": "__pycache__/\n",
        }
    )


def loaded(tree, shape) -> list[str]:
    words = shlex.split(shape.launch)
    base = words[words.index("--app-dir") + 1] if "--app-dir" in words else ""
    command = [environment("reload-dirs", REQUIRES), "-c", LOADED, words[0], base]
    done = subprocess.run(command, cwd=str(tree), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def fixed_words(tree) -> list[str]:
    return shlex.split((tree / "run.sh").read_text())[1:]


@pytest.mark.parametrize("name", SHAPES)
def test_the_folders_hold_every_module_that_the_app_loads(name, repository, run):
    shape = SHAPES[name]
    tree = made(repository, shape)
    run("check_launch_files", "--fix", "--unsafe-fixes", "--select", "launch-reload-without-dir", cwd=tree)
    words = fixed_words(tree)
    folders = [words[at + 1] for at, word in enumerate(words) if word == "--reload-dir"]
    assert folders == shape.folders
    for path in loaded(tree, shape):
        assert not folders or any(path.startswith(f"{folder}/") for folder in folders), path


@pytest.mark.parametrize("fixed", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["Django", "through a package's own file", "app-dir"])
def test_an_edit_of_each_module_reloads(name, fixed, repository, run, tmp_path):
    shape = SHAPES[name]
    tree = made(repository, shape)
    paths = loaded(tree, shape)
    if fixed:
        run("check_launch_files", "--fix", "--unsafe-fixes", "--select", "launch-reload-without-dir", cwd=tree)
    assert ("--reload-dir" in fixed_words(tree)) is fixed
    port = free_port()
    command = [environment("reload-dirs", REQUIRES), "-m", "uvicorn", *fixed_words(tree), "--port", str(port)]
    with running(command, tree.path, tmp_path / "log", env={"PYTHONDONTWRITEBYTECODE": "1"}) as server:
        server.waits_for(lambda: "Application startup complete" in server.said() or "startup" in server.said())
        watches(server, tree.path / shape.folders[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            assert answer.read().strip() == b"here"
        for path in paths:
            starts = server.said().count("Started server process")
            with open(tree / path, "a", encoding="utf-8") as file:
                file.write("\n# edited\n")
            server.waits_for(lambda path=path: re.search(rf"detected changes in .*{re.escape(path)}", server.said()))
            server.waits_for(lambda starts=starts: server.said().count("Started server process") > starts)


@pytest.mark.parametrize("name", ["Django"])
def test_the_folder_of_the_application_alone_is_not_enough(name, repository, tmp_path):
    """What was proposed once: an edit of another app is not heard with the first package alone."""
    shape = SHAPES[name]
    tree = made(repository, shape)
    command = [environment("reload-dirs", REQUIRES), "-m", "uvicorn", *shlex.split(shape.launch), "--reload"]
    command += ["--reload-dir", shape.folders[0], "--port", str(free_port())]
    with running(command, tree.path, tmp_path / "log", env={"PYTHONDONTWRITEBYTECODE": "1"}) as server:
        server.waits_for(lambda: "Started server process" in server.said())
        watches(server, tree.path / shape.folders[0])
        for path in ("shop/models.py", "config/urls.py"):
            with open(tree / path, "a", encoding="utf-8") as file:
                file.write("\n# edited\n")
        server.waits_for(lambda: "detected changes" in server.said())
        assert "config/urls.py" in server.said() and "shop/models.py" not in server.said()
