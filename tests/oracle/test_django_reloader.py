"""What we say runserver will use is what the real Django uses; and what `--fix` leaves reloads through what was meant."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django_shapes import BASE, DJWF, LISTED, SHAPES, STAT, WATCHFILES, WATCHMAN, WATCHMAN_1, WATCHMAN_4
from environments import environment
from reloading import needs_watchman, reloads, watchman_service
from running import free_port, running

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django import settings as django_settings
from watchlint.facts.repository.repository import Repository

pytestmark = pytest.mark.oracle


def _found(*versions: str) -> str | None:
    """The first of these Pythons that is there: the one that runs, one of ~/.pyenv, one on PATH."""
    import shutil
    from pathlib import Path

    for version in versions:
        if version == ".".join(map(str, sys.version_info[:2])):
            return version
        if list(Path.home().glob(f".pyenv/versions/{version}.*/bin/python")) or shutil.which(f"python{version}"):
            return version
    return None


# Django -> the Python it runs on here (its own release notes): 4.2 3.8 to 3.12, 5.2 3.10 to 3.14, 6.x from 3.12 on.
PYTHONS = {
    "4.2.30": _found("3.12", "3.11", "3.10"),
    "5.2.19": _found("3.12", "3.13", "3.14", "3.11", "3.10"),
    "6.1.3": _found("3.12", "3.13", "3.14"),
}
RELEASES = [
    pytest.param(release, marks=[] if python else pytest.mark.skip(reason=f"no Python that Django {release} runs on"))
    for release, python in PYTHONS.items()
]

PROBE = """
import os, runpy, sys
import django, django.core.management
sys.argv = ["manage.py", "runserver"]
sys.path[0] = os.getcwd()
django.core.management.execute_from_command_line = lambda argv=None: None
runpy.run_path("manage.py", run_name="__main__")
try:
    django.setup()
except ModuleNotFoundError:
    pass  # runserver goes on to watch for files, and so do we
from django.utils import autoreload
print(type(autoreload.get_reloader()).__name__)
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """The variables that lead to a running watchman; {} where there is none, for the shapes that never ask."""
    import shutil

    if shutil.which("watchman") is None:
        yield {}
        return
    with watchman_service(tmp_path_factory.mktemp("watchman")) as variables:
        yield variables


def python_for(release: str, asks: list[str]) -> str:
    return environment("reloader", [f"Django=={release}", *asks], python=PYTHONS[release])


def write(folder, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def get_reloader(python: str, folder, variables: dict[str, str]) -> str:
    """The name of the class that the real Django picks; without `variables` no watchman can be found."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "PYTHON", "WATCHMAN"))}
    if "WATCHMAN_SOCK" not in variables:
        environ["PATH"] = os.path.dirname(python)
    done = subprocess.run(
        [python, "-c", PROBE], cwd=folder, env={**environ, **variables}, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    return done.stdout.strip() or f"exit {done.returncode}: {done.stderr[-500:]}"


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name.replace(" ", "-"))
def test_the_reloader_is_the_one_django_picks(shape, release, tmp_path, service):
    write(tmp_path, {**BASE, **shape.files, "requirements.txt": "\n".join([f"Django=={release}", *shape.asks, ""])})
    repo = Repository(str(tmp_path))
    (project,) = django_settings.projects(repo)
    prediction = django_reloader.predict(repo, project, PYTHONS[release])
    python = python_for(release, shape.asks)
    assert prediction.reloader == shape.expected
    asks_watchman = any(one.startswith("pywatchman") for one in shape.asks)
    if asks_watchman:
        needs_watchman()
    on, *off = shape.environments
    if not prediction.condition:
        for variables in [{}, service] if asks_watchman else [on, *off]:
            assert get_reloader(python, tmp_path, variables) == prediction.reloader
    elif prediction.reloader == WATCHMAN:
        assert get_reloader(python, tmp_path, service) == WATCHMAN
        assert get_reloader(python, tmp_path, {}) == prediction.otherwise
    else:
        assert get_reloader(python, tmp_path, on) == prediction.reloader
        for variables in off:
            assert get_reloader(python, tmp_path, variables) == prediction.otherwise


@pytest.mark.skipif(_found("3.13") is None, reason="the crash needs Python 3.13, and there is none here")
def test_an_old_pywatchman_ends_a_new_interpreter(tmp_path, service):
    needs_watchman()
    write(tmp_path, {**BASE, "requirements.txt": f"Django==5.2.19\n{WATCHMAN_1}\n"})
    repo = Repository(str(tmp_path))
    prediction = django_reloader.predict(repo, django_settings.projects(repo)[0], "3.13")
    assert (prediction.reloader, prediction.otherwise) == (None, STAT)
    python = environment("reloader", ["Django==5.2.19", WATCHMAN_1], python="3.13")
    assert get_reloader(python, tmp_path, service).startswith("exit -11")
    assert get_reloader(python, tmp_path, {}) == STAT


# (what is wrong, what it asks for, files, the reloader that is meant, the Django releases it is shown with)
BROKEN = [
    ("pywatchman 1", [WATCHMAN_1], {}, WATCHFILES, tuple(PYTHONS)),
    ("not enabled", [DJWF], {}, WATCHFILES, ("5.2.19",)),
    ("not installed", [], {"settings.py": LISTED}, WATCHFILES, ("5.2.19",)),
    ("misspelled", [DJWF], {"settings.py": LISTED.replace("django_w", "django-w")}, WATCHFILES, ("5.2.19",)),
    ("no watchman config", [WATCHMAN_4], {"package.json": "{}\n", "node_modules/a/b/c.js": ""}, WATCHMAN, ("5.2.19",)),
]


@pytest.mark.parametrize(
    ("asks", "files", "meant", "release"),
    [
        pytest.param(asks, files, meant, release, id=f"{name}, Django {release}".replace(" ", "-"),
                     marks=[] if PYTHONS[release] else pytest.mark.skip(reason=f"no Python that Django {release} runs on"))
        for name, asks, files, meant, releases in BROKEN
        for release in releases
    ],
)  # fmt: skip
def test_what_fix_leaves_reloads(asks, files, meant, release, tmp_path, run, service):
    folder = tmp_path / "project"
    python_line = f'requires-python = "=={PYTHONS[release]}.*"'
    metadata = f'[project]\nname = "shop"\nversion = "1"\n{python_line}\n'
    write(
        folder,
        {**BASE, **files, "requirements.txt": "\n".join([f"Django=={release}", *asks, ""]), "pyproject.toml": metadata},
    )
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    before = run("check_reloader", "--strict", cwd=folder)
    assert before.code == 1, before.out
    assert run("check_reloader", "--fix", "--unsafe-fixes", cwd=folder).code == 1
    assert run("check_reloader", cwd=folder).code == 0
    if meant == WATCHMAN:
        needs_watchman()
        (folder / "node_modules" / "more").mkdir()
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    python = environment("reloader", lines, python=PYTHONS[release])
    port = free_port()
    command = [python, "manage.py", "runserver", f"127.0.0.1:{port}"]
    with running(command, folder, tmp_path / "log", env=service) as server:
        quiet = 6 if meant == WATCHMAN else 1.2
        assert reloads(server, port, folder / "site_urls.py", "changed, reloading", quiet=quiet), server.said()
        assert set(re.findall(r"Watching for file changes with (\w+)", server.said())) == {meant}
    if meant == WATCHMAN:
        asked = ["watchman", f"--sockname={service['WATCHMAN_SOCK']}", "--no-spawn", "get-config", str(folder)]
        assert "node_modules" in subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True).stdout
