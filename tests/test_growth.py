"""Large and hostile files: the work grows with their size, or a limit is met and said in one line."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from watchlint.facts.launch.base import source
from watchlint.rules.streamlit.files import config

STREAMLIT = {"app.py": "import streamlit\n", "requirements.txt": "streamlit==1.50.0\n"}
DJANGO = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's.settings')\n",
    "s/__init__.py": "",
    "requirements.txt": "django\n",
}

LAUNCHES = {
    "Procfile": lambda n: "".join(f"w{i}: streamlit run app.py\n" for i in range(n)),
    ".env": lambda n: "".join(f"STREAMLIT_SERVER_X{i}=1\n" for i in range(n)),
    "Dockerfile": lambda n: "FROM python AS s0\n" + "".join(f"FROM s{i} AS s{i + 1}\nENV STREAMLIT_X{i}=1\n" for i in range(n)),
    "compose.yml": lambda n: "services:\n" + "".join(f"  s{i}:\n    command: streamlit run app.py\n" for i in range(n)),
    "Makefile": lambda n: "".join(f"t{i}:\n\tstreamlit run app.py\n" for i in range(n)),
    "run.sh": lambda n: "#!/bin/sh\n" + "streamlit run app.py\n" * n,
    "justfile": lambda n: "".join(f"t{i}:\n    streamlit run app.py\n" for i in range(n)),
    "package.json": lambda n: '{"scripts":{' + ",".join(f'"s{i}":"streamlit run app.py"' for i in range(n)) + "}}",
    "app.service": lambda n: "[Service]\n" + "ExecStart=/usr/bin/streamlit run app.py\n" * n,
    ".vscode/tasks.json": lambda n: '{"tasks":[' + ",".join(['{"label":"s","command":"streamlit run app.py"}'] * n) + "]}",
    "Taskfile.yml": lambda n: "tasks:\n" + "".join(f"  s{i}:\n    cmds:\n      - streamlit run app.py\n" for i in range(n)),
    "k8s/a.yml": lambda n: "".join(f"---\nkind: Pod\nspec:\n  containers:\n  - command: [streamlit, run, a{i}]\n" for i in range(n)),
}  # fmt: skip
"""A launch file, written so many times over."""


@pytest.mark.parametrize("path", LAUNCHES)
def test_a_launch_file_too_large_to_be_read_is_said(repository, run, path):
    text = LAUNCHES[path](source.LARGEST // 20)
    assert len(text) > source.LARGEST
    tree = repository({**STREAMLIT, path: text})
    said = f"{path}: is larger than 256 KiB: what it starts and sets is not looked at"
    done = run("check_launch_files", cwd=tree)
    assert (done.code, done.err) == (0, f"watchlint: {said}\n")
    if path != ".env":  # which starts nothing
        assert run("watches", cwd=tree).out.count(said) == 1


def test_one_that_holds_nothing_of_ours_is_passed_over_in_silence(repository, run):
    tree = repository({**STREAMLIT, "k8s/crd.yaml": "kind: CustomResourceDefinition\n" * 10_000})
    done = run("check_launch_files", cwd=tree)
    assert (done.code, done.err) == (0, "")


def test_a_configuration_too_large_to_be_one_is_said(repository, run):
    tree = repository({**STREAMLIT, ".streamlit/config.toml": "# a\n" * (config.LARGEST // 4 + 1)})
    done = run("check_streamlit_config", cwd=tree)
    assert done.code == 2 and done.err.count("\n") == 1
    assert (
        ".streamlit/config.toml:1: is larger than 256 KiB, which is no configuration of Streamlit's any more"
        in done.err
    )


def test_of_many_starts_so_many_are_counted(repository, run):
    tree = repository({**STREAMLIT, "Procfile": "".join(f"w{i}: streamlit run app{i}.py\n" for i in range(250))})
    assert "50 more starts of servers are in these files: 200 are counted" in run("watches", cwd=tree).out


def steps(run, command: list[str], tree) -> int:
    """How many functions a command calls: a measure of its work that no other program on this machine changes."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        done = run(*command, cwd=tree)
    finally:
        profile.disable()
    assert done.code in (0, 1, 2) and "internal error" not in done.err, done.err
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


TEXTS = {
    **{f"{path} of many lines": (40, path, text) for path, text in LAUNCHES.items()},
    "unknown options": (100, ".streamlit/config.toml", lambda n: "[server]\n" + "".join(f"invented{i} = 1\n" for i in range(n))),
    "unknown sections": (100, ".streamlit/config.toml", lambda n: "".join(f"[invented{i}]\nx = 1\n" for i in range(n))),
    "duplicate keys": (100, ".streamlit/config.toml", lambda n: "[server]\n" + "runOnSave = true\n" * n),
    "duplicate tables": (100, ".streamlit/config.toml", lambda n: "[server]\n" * n),
    "carriage returns alone": (100, ".streamlit/config.toml", lambda n: "[server]\r" + "runOnSave = true\r" * n),
    "a deep key": (100, ".streamlit/config.toml", lambda n: ".".join("a" * n) + " = 1\n"),
    "a deep table": (100, ".streamlit/config.toml", lambda n: "[" + ".".join("a" * n) + "]\n"),
    "keys of 49 parts": (60, ".streamlit/config.toml", lambda n: "".join(f"k{i}{'.a' * 48} = 1\n" for i in range(n))),
    "a deep array": (100, ".streamlit/config.toml", lambda n: "a = " + "[" * n + "]" * n + "\n"),
    "a long array": (500, ".streamlit/config.toml", lambda n: "[server]\nfolderWatchBlacklist = [" + "'a'," * n + "]\n"),
    "keys in pyproject.toml": (250, "pyproject.toml", lambda n: "[tool.x]\n" + "".join(f"k{i} = 1\n" for i in range(n))),
    "deep keys in pyproject.toml": (250, "pyproject.toml", lambda n: ".".join("a" * n) + " = 1\n"),
    "a sysctl file": (100, "sysctl.d/x.conf", lambda n: "fs.inotify.max_user_watches = 8192\n" * n),
    "a sysctl script": (100, "setup.sh", lambda n: "sysctl -w fs.inotify.max_user_watches=8192\n" * n),
    "Ansible names without values": (100, "a.yml", lambda n: "- name: fs.inotify.max_user_watches\n  x: 1\n" * n),
    "Ansible names with values": (100, "a.yml", lambda n: "- name: fs.inotify.max_user_watches\n  value: 8192\n" * n),
    "names of nothing": (400, "a.yml", lambda n: "name: fs.inotify.max_user_watches\n" * n),
    "variables of variables": (100, ".env", lambda n: "A0=x\n" + "".join(f"A{i + 1}=${{A{i}}}${{A{i}}}\n" for i in range(n))),
    "shell variables": (100, "run.sh", lambda n: "A0=x\n" + "".join(f"A{i + 1}=$A{i}$A{i}\n" for i in range(n)) + f"streamlit run $A{n}\n"),
    "make variables": (100, "Makefile", lambda n: "A0=x\n" + "".join(f"A{i + 1}=$(A{i})$(A{i})\n" for i in range(n))),
    "nested shells": (100, "run.sh", lambda n: "x=" + "$(echo " * n + ")" * n + "\n"),
    "nested braces": (100, "run.sh", lambda n: "x=" + "${A:-" * n + "}" * n + "\nstreamlit run $x\n"),
    "nested ifs": (100, "run.sh", lambda n: "if true; then\n" * n + "streamlit run app.py\n" + "fi\n" * n),
    "nested YAML": (100, "compose.yml", lambda n: "services: " + "[" * n + "]" * n),
    "a continued line": (250, "Dockerfile", lambda n: "FROM python\nRUN a \\\n" + "  b \\\n" * n + "  c\n"),
    "heredocs": (100, "Dockerfile", lambda n: "FROM python\n" + "RUN <<E\nx\nE\n" * n),
    "requirements": (250, "requirements.txt", lambda n: "".join(f"p{i}==1\n" for i in range(n))),
    "one requirement of many versions": (250, "requirements.txt", lambda n: "streamlit" + ",".join(f">=1.{i}" for i in range(n))),
    "comments that suppress": (100, ".env", lambda n: "".join(f"STREAMLIT_X{i}=1 # watchlint: ignore[launch-variable-unknown]\n" for i in range(n))),
}  # fmt: skip
"""What grows: how often it stands in the smaller of two files, the path, the text."""

WATCHED = (
    "Procfile of many lines",
    "compose.yml of many lines",
    "shell variables",
    "requirements",
    "deep keys in pyproject.toml",
)
"""What `watches` reads, too; it plans so many starts and no more."""

COMMANDS = (["check_all", "--output-format", "json"], ["check_all", "--diff"], ["watches"])


@pytest.mark.parametrize(
    ("name", "command"),
    [(name, command) for name in TEXTS for command in COMMANDS if command != ["watches"] or name in WATCHED],
)
def test_work_grows_with_the_input(repository, run, name, command):
    """Four times the input takes less than six times the calls. Of fixes so many are made as read 4 MiB, each its whole file."""
    count, path, text = TEXTS[name]
    files = dict(STREAMLIT)
    small, large = (repository({**files, path: text(size)}, name=f"r{size}") for size in (count, 4 * count))
    steps(run, command, small)  # what is imported and compiled once
    first, second = steps(run, command, small), steps(run, command, large)
    assert second < 6 * first + (3_000_000 if "--diff" in command else 2_000)


def test_requirements_that_name_each_other_are_followed_once_each(repository, run):
    everything = "".join(f"-r r{number}.txt\n" for number in range(100)) + "streamlit\n"
    tree = repository({"app.py": "import streamlit\n", **{f"requirements/r{n}.txt": everything for n in range(100)}})
    assert steps(run, COMMANDS[0], tree) < 200 * 100 * 100


def test_scripts_that_call_each_other_are_followed_so_often(repository, run):
    """Each way from one to another, to the depth that scripts are followed, would be 40 ** 4."""
    calls = "".join(f"./r{number}.sh\n" for number in range(40))
    tree = repository({**STREAMLIT, **{f"r{number}.sh": f"{calls}streamlit run app.py\n" for number in range(40)}})
    assert steps(run, ["check_launch_files"], tree) < 10_000_000


def test_settings_that_import_many(repository, run):
    count = 100
    many = "".join(f"from s.m{number} import *\n" for number in range(count))
    tree = repository({**DJANGO, "s/settings.py": many, **{f"s/m{number}.py": many for number in range(count)}})
    assert steps(run, ["check_reloader"], tree) < 5_000_000


def test_a_file_is_read_and_split_once_for_all_findings_shown_of_it(repository, run):
    text = "[server]\n" + "".join(f"invented{number} = 1\n" for number in range(200))
    few, many = (
        repository({**STREAMLIT, ".streamlit/config.toml": text + "# comment\n" * lines}, name=f"r{lines}")
        for lines in (1, 5000)
    )
    command = ["check_streamlit_config", "--output-format", "full"]
    steps(run, command, few)
    assert steps(run, command, many) < 2 * steps(run, command, few)
