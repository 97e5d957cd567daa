"""A repository runs nothing of its own: whatever it plants leaves a marker when it is started, and no command leaves one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="what is planted are shell scripts")

COMMANDS = [
    ["check-all"],
    ["check-all", "--fix"],
    ["check-all", "--diff"],
    ["check-gitignore"],
    ["check-gitignore", "--fix"],
    ["check-compiled-files"],
    ["check-compiled-files", "--fix"],
    ["check-streamlit-config"],
    ["check-streamlit-config", "--fix"],
    ["check-inotify-tier"],
    ["check-inotify-tier", "--fix"],
    ["check-inotify-tier", "--diff"],
    ["check-reloader"],
    ["check-reloader", "--fix"],
    ["check-launch-files"],
    ["check-launch-files", "--fix"],
    ["clean-caches"],
    ["watchlint", "check", "--output-format", "json"],
    ["watchlint", "clean-caches", "--dry-run"],
    ["watchlint", "watches"],
    ["watchlint", "watches", "--json"],
    ["watchlint", "watches", "--server", "flask"],
    ["watchlint", "watches", "--server", "django"],
    ["watchlint", "doctor"],
    ["watchlint", "doctor", "--json", "--probe"],
    ["watchlint", "sysctl"],
    ["watchlint", "rule"],
    ["watchlint", "streamlit-schema"],
]
"""Every command, and what each can do to a repository."""

PROGRAMS = ("git", "python", "python3", "flask", "streamlit", "watchman", "sh", "false", "less", "find")

FILES = {
    "Procfile": "web: flask run --debug\nadmin: python manage.py runserver\npage: streamlit run page.py\n",
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "page.py": "import streamlit\n",
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n",
    "settings.py": "INSTALLED_APPS = ['django_watchfiles']\n",
    "requirements.txt": "flask\nwatchdog\nstreamlit\ndjango\ndjango-watchfiles\nwatchfiles\npywatchman\n",
    ".gitattributes": "* filter=trap diff=trap merge=trap\n",
    "m.py": "",
    "m.pyc": "",
    "gone.txt": "",
    "edited.txt": "before\n",
}

PACKAGES = "flask streamlit django django_watchfiles watchfiles watchdog pywatchman".split()


class Trap(NamedTuple):
    """A repository, the file that shows that something of it was started, and the variables it hopes for."""

    tree: object
    marker: str
    environment: dict[str, str]

    def sprung(self) -> str:
        """What was started, '' where nothing was."""
        if not os.path.exists(self.marker):
            return ""
        with open(self.marker, encoding="utf-8", errors="replace") as file:
            return file.read()


@pytest.fixture
def trap(repository, tmp_path):
    marker = str(tmp_path / "started")
    shell = f'#!/bin/sh\necho "$0 $@" >> {marker}\nexit 1\n'
    python = f"open({marker!r}, 'a').write(__file__)\n"
    tree = repository(FILES)

    def plant(path: str) -> str:
        tree.write({path: shell})
        (tree / path).chmod(0o755)
        return str(tree / path)

    release = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for folder in ("bin", ".venv/bin", "base/bin", "."):
        for name in PROGRAMS:
            plant(f"{folder}/{name}")
    plant(f"base/bin/{release}")
    site = f".venv/lib/{release}/site-packages"
    tree.write({".venv/pyvenv.cfg": f"home = {tree / 'base/bin'}\nversion = {release[6:]}.1\n"})
    tree.write({f"base/lib/{release}/os.py": python, f"base/lib/{release}/site.py": python})
    tree.write({f"{site}/{name}/__init__.py": python for name in PACKAGES})
    tree.write({f"{site}/{name}-9.1.0.dist-info/METADATA": "" for name in PACKAGES})
    tree.write({f"{site}/runs.pth": f"import os; open({marker!r}, 'a').write('pth')\n"})
    for name in ("sitecustomize.py", "usercustomize.py", "hooks.py", "git.py", "subprocess.py"):
        tree.write({name: python, f"{site}/{name}": python})
    tree.add().commit()

    program = plant("bin/configured")
    for name in "post-index-change pre-commit post-checkout reference-transaction fsmonitor-watchman".split():
        plant(f".githooks/{name}")
        plant(f".git/hooks/{name}")
    settings = {
        "filter.trap.clean": program, "filter.trap.smudge": program, "filter.trap.process": program,
        "filter.trap.required": "true", "diff.trap.textconv": program, "diff.trap.command": program,
        "diff.external": program, "merge.trap.driver": program, "core.fsmonitor": program,
        "core.hooksPath": str(tree / ".githooks"), "core.pager": program, "core.editor": program,
        "core.sshCommand": program, "core.gitProxy": program, "core.askPass": program, "credential.helper": program,
        "gpg.program": program, "uploadpack.packObjectsHook": program, "core.alternateRefsCommand": program,
        "remote.origin.url": f"ext::{program}", "remote.origin.promisor": "true", "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
        **{f"alias.{name}": f"!{program}" for name in ("ls-files", "check-ignore", "rev-parse", "config", "update-index")},
        **{f"pager.{name}": program for name in ("ls-files", "check-ignore", "rev-parse", "config")},
    }  # fmt: skip
    with open(tree / ".git/config", "a", encoding="utf-8") as file:
        for name, value in settings.items():
            section, _, key = name.rpartition(".")
            first, _, rest = section.partition(".")
            header = f'[{first} "{rest}"]' if rest else f"[{first}]"
            file.write(f'{header}\n\t{key} = "{value}"\n')
    (tree / "gone.txt").unlink()
    (tree / "edited.txt").write_text("after!\n")
    for path in ("m.py", "app.py"):  # changed for git, which has to read them to know better
        os.utime(tree / path, (1, 1))
    search = os.pathsep.join([str(tree / ".venv/bin"), "bin", "", ".", str(tree / "bin"), os.environ["PATH"]])
    environment = {"PATH": search, "VIRTUAL_ENV": str(tree / ".venv"), "HOME": str(tmp_path / "nobody")}
    return Trap(tree, marker, environment)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_runs_what_the_repository_brings(trap, script, command):
    done = script(*command, cwd=trap.tree, env=trap.environment)
    assert done.code in (0, 1), done.err
    assert trap.sprung() == ""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nor_from_a_folder_below(trap, script, command):
    (trap.tree / "below").mkdir()
    done = script(*command, cwd=trap.tree / "below", env=trap.environment)
    assert done.code in (0, 1), done.err
    assert trap.sprung() == ""


def test_the_trap_springs(trap):
    """Each part of it: otherwise no marker would say nothing."""
    environment = {**os.environ, **trap.environment}
    for command in ([str(trap.tree / ".venv/bin/python")], ["/usr/bin/env", "git", "status"]):
        subprocess.run(command, cwd=trap.tree.path, env=environment, check=False, capture_output=True)
    quiet = ["-c", "filter.trap.clean=", "-c", "filter.trap.process=", "-c", "core.fsmonitor="]
    removing = [*quiet, "-c", "filter.trap.required=false", "update-index", "--force-remove", "m.pyc"]
    for arguments in (["diff-files", "--name-only"], removing):
        command = [shutil.which("git"), *arguments]
        subprocess.run(command, cwd=trap.tree.path, check=False, capture_output=True)
    said = trap.sprung()
    for name in (".venv/bin/python", ".venv/bin/git", "bin/configured", ".githooks/post-index-change"):
        assert name in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="watches are counted on Linux")
def test_what_is_not_started_is_read(trap, script):
    """The packages of its environment, and Django's choice; how to have them asked is said."""
    said = script("watchlint", "doctor", cwd=trap.tree, env=trap.environment).out
    assert f"Streamlit 9.1.0 of {trap.tree / '.venv/bin/python'} would use\n  server.fileWatcherType = 'auto'" in said
    assert "Django 9.1.0" in said and "would use WatchfilesReloader\n" in said
    assert f"--python {trap.tree / '.venv/bin/python'}\n" in said
    found = script("watchlint", "watches", "--server", "flask", "--json", cwd=trap.tree, env=trap.environment).out
    assert "no interpreter of this project was found" not in found
    assert trap.sprung() == ""
    script("watchlint", "watches", "--server", "flask", "--python", ".venv/bin/python", cwd=trap.tree)
    assert ".venv/bin/python" in trap.sprung(), "one that the caller names is started"


READ = (
    ".gitignore", ".dockerignore", ".watchmanconfig", ".streamlit/config.toml", ".streamlit/secrets.toml",
    "streamlit/config.toml", "setup.cfg", "setup.py", "requirements.txt", "requirements/dev.txt", "constraints.txt",
    "environment.yml", "Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock", ".python-version", "Dockerfile", "web.dockerfile",
    "compose.yml", ".env", ".env.dev", ".flaskenv", "Procfile", "Makefile", "justfile", "Taskfile.yml", "package.json", "run.sh", "bin/start",
    "a.service", "supervisord.conf", "mise.toml", ".vscode/tasks.json", ".vscode/settings.json", ".vscode/launch.json", "k8s/a.yml",
    ".github/workflows/a.yml", ".devcontainer/devcontainer.json", "gunicorn.conf.py", "manage.py", "app.py", "streamlit_app.py", "s/settings.py",
    "sysctl.d/60-a.conf", "mkdocs.yml", "rxconfig.py", "nodemon.json", "vite.config.js", "pytest.ini", ".git/info/exclude", ".pre-commit-config.yaml",
    ".venv/pyvenv.cfg", ".venv/lib/python3.12/site-packages/streamlit-1.50.0.dist-info/METADATA", "watchlint-baseline.json",
)  # fmt: skip
"""What some command reads, where it is there."""

SETTINGS = (".watchlint.toml", "pyproject.toml")
"""What every check reads first, and ends with where it can't be read."""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace(1) shows which files are opened")
@pytest.mark.parametrize("how", ["each file", "their folders", "the settings"])
@pytest.mark.parametrize(
    "command",
    [["check-all", "--fix"], ["check-all", "--notes", "--output-format", "full"]],
    ids=" ".join,
)
def test_no_file_is_read_behind_a_link_that_leaves(repository, folder, tmp_path, how, command):
    """Each file that is read is a link to one elsewhere, or its folder is."""
    outside = folder(
        {path.replace(".git/", "git/"): "secret: streamlit run app.py\n" for path in (*READ, *SETTINGS)}, name="outside"
    )
    tree = repository({"other.py": "import streamlit\n"})
    for path in SETTINGS if how == "the settings" else READ:
        first, _, rest = path.replace(".git/", "git/").partition("/")
        if how != "their folders" or not rest or path.startswith(".git/"):
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).symlink_to(outside / path.replace(".git/", "git/"))
        elif not (tree / first).is_symlink():
            (tree / first).symlink_to(outside / first)
    tree.git("add", "-A", "--force", check=False)
    tree.commit()
    log = tmp_path / "opened"
    program = os.path.join(sysconfig.get_path("scripts"), command[0])
    traced = [
        "strace",
        "-f",
        "-y",
        "-o",
        str(log),
        "-e",
        "trace=open,openat,openat2",
        sys.executable,
        program,
        *command[1:],
    ]
    before = outside.contents()
    done = subprocess.run(traced, cwd=tree.path, capture_output=True, timeout=300, check=False)
    assert done.returncode in (0, 1, 2), done.stderr
    ours = [
        line for line in log.read_text(errors="replace").splitlines() if f"<{outside}/" in line.rpartition(" = ")[2]
    ]
    # git reads .git/info/exclude through a link; what it holds is patterns, and none is shown.
    assert [line for line in ours if "exclude" not in line and "O_DIRECTORY" not in line and "O_PATH" not in line] == []
    assert b"secret" not in done.stdout + done.stderr.replace(b"secrets.toml", b"")
    assert outside.contents() == before


PIPES = (
    *READ, "jest.config.js", "jest.config.ts", "vite.config.ts", "tsconfig.json", "src/input.css", "tox.ini", "conf.py", "development.ini",
    ".chainlit/config.toml", ".air.toml", "nodemon.json",
)  # fmt: skip
"""What some command reads, servers' settings too."""


@pytest.mark.parametrize(
    "command",
    [
        ["check-all", "--fix"],
        ["watchlint", "doctor"],
        ["watchlint", "watches"],
        *(["watchlint", "watches", "--server", name] for name in
          ("streamlit", "gunicorn", "vscode", "nodemon", "tsc", "vite", "jest", "tailwind", "reflex", "pytest-watch", "mkdocs", "nicegui")),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_waits_for_a_named_pipe(repository, script, command):
    """Each file that is read is one that nobody writes to; the test's own limit of time is what a wait would end at."""
    tree = repository({"real.py": "import streamlit\n"})
    for path in dict.fromkeys(PIPES):
        if path not in (".gitignore", ".git/info/exclude"):  # which git opens: tests/facts/repository/test_ignored.py
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            os.mkfifo(tree / path)
    done = script(*command, cwd=tree)
    assert done.code in (0, 1, 2) and "Traceback" not in done.err
