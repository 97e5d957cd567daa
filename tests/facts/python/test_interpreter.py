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


def bases() -> list[str]:
    """The Pythons of this machine: the one that runs, the system's own, pyenv's."""
    from glob import glob

    running = os.path.join(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    pyenv = glob(os.path.expanduser("~/.pyenv/versions/3.1*/bin/python"))
    found = {os.path.realpath(path): path for path in (*sorted(pyenv), "/usr/bin/python3", running)}  # each once
    return sorted(path for path in found.values() if os.path.isfile(path))


def real_path(python: str, home: str) -> list[str]:
    """sys.path as this interpreter says it, beside the first entry."""
    command = [python, "-c", "import sys; print(*sys.path[1:], sep='\\n')"]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={"HOME": home})
    return answer.stdout.split("\n")[:-1]


def made(maker: str, base: str, folder: str, system: bool) -> bool:
    """A virtual environment by venv, uv or virtualenv; False where that one is not on this machine."""
    import importlib.util
    import shutil

    outside = ["--system-site-packages"] if system else []
    if maker == "venv":
        command = [base, "-m", "venv", "--without-pip", *outside, folder]
    elif maker == "uv":
        command = ["uv", "venv", "--quiet", "--python", base, *outside, folder]
        if not shutil.which("uv"):
            return False
    else:
        command = [sys.executable, "-m", "virtualenv", "--quiet", "--no-seed", "--python", base, *outside, folder]
        if importlib.util.find_spec("virtualenv") is None:
            return False
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return True


@pytest.mark.skipif(os.name == "nt", reason="compared where the libraries lie as POSIX has them")
@pytest.mark.parametrize("system", [False, True], ids=["alone", "with the system's packages"])
@pytest.mark.parametrize("maker", ["venv", "uv", "virtualenv"])
@pytest.mark.parametrize("base", bases())
def test_what_is_read_is_what_the_interpreter_says(tmp_path, monkeypatch, base, maker, system):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = str(tmp_path / "my env")
    if not made(maker, base, folder, system):
        pytest.skip(f"{maker} is not installed")
    python = os.path.join(folder, "bin", "python")
    site = next(path for path in real_path(python, str(tmp_path)) if path.startswith(folder))
    for name in os.listdir(site):  # what virtualenv runs at each start shows on no sys.path
        if name.endswith(".pth"):
            os.remove(os.path.join(site, name))
    for release in ("3.10", "3.11", "3.12", "3.13", "3.14"):  # of the user, who has one for each
        (tmp_path / ".local/lib" / f"python{release}" / "site-packages").mkdir(parents=True)
    found = interpreter.read(python)
    assert list(found.path) == real_path(python, str(tmp_path)) == list(interpreter.ask(python).path)
    assert found.executable == python and found.version[:2] == interpreter.ask(python).version[:2]


@pytest.mark.skipif(os.name == "nt", reason="compared where the libraries lie as POSIX has them")
@pytest.mark.parametrize("base", bases())
def test_what_is_read_of_a_python_that_is_no_environment(tmp_path, monkeypatch, base):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert list(interpreter.read(base).path) == real_path(base, str(tmp_path)) == list(interpreter.ask(base).path)


def test_pyvenv_without_a_word_on_the_system_sees_it(tmp_path):
    """site.py takes "true" where nothing is said."""
    assert interpreter.layout.sees_system({})
    assert interpreter.layout.sees_system({"include-system-site-packages": "True"})
    assert not interpreter.layout.sees_system({"include-system-site-packages": "false"})


def library(base, folder: str, *names: str) -> None:
    (base / folder).mkdir(parents=True, exist_ok=True)
    for name in ("os.py", *names):
        (base / folder / name).write_text("", encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the layouts are POSIX's")
def test_layouts_that_this_machine_lacks(tmp_path):
    """conda's (no pyvenv.cfg, a link python3.1 to 3.12), Fedora's lib64, a free-threaded build, PyPy."""
    conda = tmp_path / "conda"
    library(conda, "lib/python3.12")
    (conda / "lib/python3.12/site-packages").mkdir()
    os.symlink("python3.12", conda / "lib/python3.1")
    (conda / "bin").mkdir()
    (conda / "bin/python3.12").write_text("")
    os.symlink("python3.12", conda / "bin/python")
    (conda / "conda-meta").mkdir()
    assert interpreter.find(str(tmp_path), environ={}) == str(conda / "bin/python")
    found = interpreter.read(str(conda / "bin/python"))
    names = ["lib/python312.zip", "lib/python3.12", "lib/python3.12/site-packages"]
    assert list(found.path[:3]) == [str(conda / name) for name in names]
    for name, folder, zipped in [
        ("lib64", "python3.13", "python313.zip"),
        ("lib", "python3.13t", "python313t.zip"),
        ("lib", "pypy3.11", "pypy311.zip"),
    ]:
        base, env = tmp_path / f"base {folder}", tmp_path / f"env {folder}"
        library(base, f"{name}/{folder}")
        python = place(tmp_path, env.name)
        (env / "lib" / folder / "site-packages").mkdir(parents=True)
        (env / "pyvenv.cfg").write_text(f"home = {base}/bin\ninclude-system-site-packages = false\n")
        wanted = [base / name / zipped, base / name / folder, env / "lib" / folder / "site-packages"]
        assert list(interpreter.read(python).path) == [str(path) for path in wanted]


def test_nothing_is_read_where_the_library_is_not_there(tmp_path):
    assert interpreter.read(place(tmp_path, "env", f"home = {tmp_path}/gone/bin\nversion = 3.12.1\n")) is None
