"""A server that runs a copy of the code, as of an image without a folder mounted over it, in mount and PID namespaces of its own:
the doctor outside says so, and with the folder mounted as its step says an edit reloads. No container program is needed, and
nothing below /proc/sys is written."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doctor_servers import MODERN
from environments import environment
from reloading import answer, reloads
from running import free_port, running

HERE = Path(__file__).parents[2]
IN_ANOTHER = ["unshare", "-Ur", "--mount", "--pid", "--fork", "--kill-child"]


def _refused() -> str:
    """Why no such namespace can be had here; "" where it can."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "needs Linux and unshare"
    tried = subprocess.run([*IN_ANOTHER, "mount", "--bind", "/tmp", "/tmp"], capture_output=True, text=True)
    return f"user namespaces are refused here: {tried.stderr.strip()}" if tried.returncode else ""


REFUSED = _refused()
pytestmark = [pytest.mark.oracle, pytest.mark.skipif(bool(REFUSED), reason=REFUSED or "never")]

APP = """\
from shop.said import WORD


async def app(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": WORD.encode()})
"""
PROJECT = {"main.py": APP, "shop/__init__.py": "", "shop/said.py": 'WORD = "first"\n', "requirements.txt": "uvicorn\n"}


def written(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def image(root: Path, code: Path, python: str) -> str:
    """A folder with a copy of the code in /app, and the commands that mount the system and the interpreter into it."""
    shutil.copytree(code, root / "app")
    (root / "dev").mkdir()
    (root / "dev" / "null").touch()
    (root / "tmp").mkdir()
    mounts = [f"mount --bind /dev/null {root}/dev/null"]
    folders = [
        "/usr",
        "/bin",
        "/lib",
        "/lib64",
        "/etc",
        os.path.realpath(sys.base_prefix),
        str(Path(python).parents[1]),
    ]
    for folder in dict.fromkeys(folders):
        inside = root / folder.lstrip("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        if os.path.islink(folder):
            inside.symlink_to(os.readlink(folder))
        elif os.path.isdir(folder) and not any(folder.startswith(f"{other}/") for other in folders):
            inside.mkdir(parents=True, exist_ok=True)
            mounts.append(f"mount --rbind {shlex.quote(folder)} {shlex.quote(str(inside))}")
    return " && ".join(mounts)


def doctor(root: Path) -> tuple[str, list[dict[str, object]]]:
    """(its first line, its problems)."""
    said = []
    for form in ([], ["--json"]):
        words = [sys.executable, "-m", "watchlint.cli.doctor", str(root), *form]
        done = subprocess.run(words, cwd=HERE, capture_output=True, text=True, timeout=120)
        assert done.stderr == "" and done.returncode in (0, 1), done
        said.append(done.stdout)
    return said[0].splitlines()[0], json.loads(said[1])["problems"]


def test_a_copy_of_the_code_is_named_and_a_mount_ends_it(tmp_path):
    python, port, root = environment(*MODERN), free_port(), tmp_path / "image"
    project = written(tmp_path / "project", PROJECT)
    mounts = image(root, project, python)
    serves = f"cd /app && exec {shlex.quote(python)} -m uvicorn main:app --reload --port {port}"
    starts = f"exec chroot {root} sh -c {shlex.quote(serves)}"

    with running([*IN_ANOTHER, "sh", "-c", f"{mounts} && {starts}"], tmp_path, tmp_path / "copy.log") as server:
        server.waits_for(lambda: answer(port) == "first")
        (project / "shop" / "said.py").write_text('WORD = "second"\n', encoding="utf-8")
        first, (found, *_) = doctor(project)
        assert found["id"] == "code-copied"
        assert "runs a copy of this code, in another mount namespace" in first
        assert f"/app there is not {project} here, so an edit here never reaches it" in first
        assert answer(port) == "first"
    (project / "shop" / "said.py").write_text('WORD = "first"\n', encoding="utf-8")

    (step,) = [step for step in found["steps"] if step.startswith("mount --bind ")]
    words = shlex.split(step, comments=True)
    mounts += f" && {shlex.join([*words[:-1], f'{root}{words[-1]}'])}"  # the path is one of the server's
    with running([*IN_ANOTHER, "sh", "-c", f"{mounts} && {starts}"], tmp_path, tmp_path / "mounted.log") as server:
        assert reloads(server, port, project / "shop" / "said.py", "Reloading")
        first, problems = doctor(project)
        assert first.startswith("Nothing was compared: uvicorn (process ") and "another mount namespace" in first
        assert [problem["id"] for problem in problems] == ["other-namespace"]


SYNCED = (
    "services:\n  web:\n    build: .\n    develop:\n      watch:\n        - {action: sync, path: ., target: /app}\n"
)


def test_a_copy_that_compose_keeps_up_is_no_problem(tmp_path):
    python, port, root = environment(*MODERN), free_port(), tmp_path / "image"
    project = written(tmp_path / "project", {**PROJECT, "compose.yaml": SYNCED})
    mounts = image(root, project, python)
    serves = f"cd /app && exec {shlex.quote(python)} -m uvicorn main:app --reload --port {port}"
    words = [*IN_ANOTHER, "sh", "-c", f"{mounts} && exec chroot {root} sh -c {shlex.quote(serves)}"]
    with running(words, tmp_path, tmp_path / "log") as server:
        server.waits_for(lambda: answer(port) == "first")
        first, (found, *_) = doctor(project)
        assert (found["id"], found["severity"], found["steps"]) == ("code-synced", "info", ["docker compose watch"])
        assert "an edit here reaches it while `docker compose watch` runs" in first
        copied = root / "app" / "shop" / "said.py"  # what `docker compose watch` does
        assert reloads(server, port, copied, "Reloading")
