"""The project's Python is found and asked without running anything of the project."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watchlint.facts.python import interpreter


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("7.1.0", (7, 1, 0)),
        ("8", (8,)),
        ("1.2rc1", (1, 2)),
        ("1.2.0rc1", (1, 2, 0)),
        ("7.1.0.post1", (7, 1, 0)),
        ("x", ()),
        ("", ()),
        ("1.2.", (1, 2)),
    ],
)
def test_releases(text, numbers):
    assert interpreter.release(text) == numbers


def place(root, name, config="home = /usr/bin\n"):
    folder = root / name / ("Scripts" if os.name == "nt" else "bin")
    folder.mkdir(parents=True)
    python = folder / ("python.exe" if os.name == "nt" else "python")
    python.write_text("")
    if config is not None:
        (root / name / "pyvenv.cfg").write_text(config)
    return str(python)


def test_the_one_given_wins_then_the_project_then_the_active_one(tmp_path):
    active = place(tmp_path / "elsewhere", "env")
    environ = {"VIRTUAL_ENV": str(tmp_path / "elsewhere" / "env")}
    root = tmp_path / "root"
    root.mkdir()
    assert interpreter.find(str(root), environ={}) is None
    assert interpreter.find(str(root), environ=environ) == active
    place(root, "bin-without-settings", config=None)
    assert interpreter.find(str(root), environ=environ) == active
    other = place(root, "aaa")
    assert interpreter.find(str(root), environ=environ) == other
    usual = place(root, ".venv")
    assert interpreter.find(str(root), environ=environ) == usual
    assert interpreter.find(str(root), given=active, environ={}) == active
    assert interpreter.find(str(root), given=str(root / "nothing"), environ={}) is None
    assert interpreter.find(str(root / "nothing"), environ={}) is None


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A virtual environment in which everything that could run leaves a trace."""
    folder = tmp_path_factory.mktemp("env") / "my env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    if not python.exists():
        python = folder / "Scripts" / "python.exe"
    site = subprocess.run(
        [str(python), "-I", "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
    (folder / "added").mkdir()
    trace = f"open({str(folder / 'trace')!r}, 'w').close()\n"
    for name in ("sitecustomize.py", "usercustomize.py", "runs.py"):
        with open(os.path.join(site, name), "w", encoding="utf-8") as file:
            file.write(trace)
    with open(os.path.join(site, "some.pth"), "w", encoding="utf-8") as file:
        file.write(f"# words\nimport runs\n{folder / 'added'}\n{folder / 'gone'}\n")
    for name in ("watchdog-7.1.0.dist-info", "Django_watchfiles-1.4.0.dist-info", "watchdog"):
        os.mkdir(os.path.join(site, name))
    return folder, str(python), site


def test_the_answer_is_sys_path_and_nothing_ran(environment, tmp_path, monkeypatch):
    folder, python, site = environment
    for name in ("sitecustomize.py", "site.py", "sys.py"):
        (tmp_path / name).write_text("raise SystemExit('ran')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "site.py"))
    found = interpreter.ask(python)
    assert not (folder / "trace").exists()
    assert found.executable == python
    assert found.version == sys.version_info[:3]
    assert site in found.path
    assert str(folder / "added") in found.path
    assert str(folder / "gone") not in found.path
    assert str(tmp_path) not in found.path
    monkeypatch.delenv("PYTHONPATH")
    os.rename(os.path.join(site, "some.pth"), os.path.join(site, "some.off"))
    real = subprocess.run(
        [python, "-c", "import sys; print(*sys.path[1:], sep='\\n')"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=folder,
    ).stdout.split("\n")[:-1]
    os.rename(os.path.join(site, "some.off"), os.path.join(site, "some.pth"))
    assert [path for path in found.path if path != str(folder / "added")] == real


def test_packages_are_read_from_their_folders(environment):
    _, python, _ = environment
    found = interpreter.ask(python)
    assert found.release("watchdog") == (7, 1, 0)
    assert found.release("django-watchfiles") == (1, 4, 0)
    assert found.release("nothing") is None
    assert found.has("watchdog")
    assert found.has("runs")
    assert not found.has("nothing")


def test_what_is_no_python_has_no_answer(tmp_path):
    assert interpreter.ask(str(tmp_path / "gone")) is None
    text = tmp_path / "python"
    text.write_text("#!/bin/sh\nexit 3\n")
    text.chmod(0o755)
    assert interpreter.ask(str(text)) is None
    text.write_text("#!/bin/sh\necho hello\n")
    assert interpreter.ask(str(text)) is None
    text.write_text("#!/bin/sh\nexec sleep 60\n")
    assert interpreter.ask(str(text), timeout=0.2) is None
