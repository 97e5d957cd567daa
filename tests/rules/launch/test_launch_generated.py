"""Any launch file: --fix is stable, changes nothing but lines that a finding names, and never raises."""

from __future__ import annotations

import difflib
import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.rules.launch.shapes import look
from watchlint.facts.repository.repository import Repository
from watchlint.fixes import plan

NAMES = [
    "STREAMLIT_SERVER_ENABLE_FILE_WATCHER", "STREAMLIT_SERVER_FILEWATCHERTYPE", "STREAMLIT_SERVER_FILE_WATCHER_TYPE",
    "STREAMLIT_SERVER_RUN_ON_SAVE", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "STREAMLIT_GATHER_USAGE_STATS",
    "WATCHFILES_POLL_DELAY", "WATCHFILES_FORCE_POLLING", "PYTHONDONTWRITEBYTECODE", "FLASK_DEBUG", "A",
]  # fmt: skip
VALUES = [
    "false",
    "true",
    "0",
    "1",
    "none",
    "polling",
    "300",
    "['/a', '/b']",
    '["/a"]',
    "$X",
    "${X:-0}",
    "",
    "a b",
    "/a,/b",
    "é",
]
COMMANDS = [
    "streamlit run app.py", "uvicorn shop.main:app --reload", "uvicorn main:app --reload --reload-exclude .venv", "ls",
    "flask run --debug", "sysctl -w fs.inotify.max_user_watches=1", "sysctl -p", "apt-get update",
    "echo fs.inotify.max_user_watches=1 >> /etc/sysctl.conf", "echo x | tee /etc/sysctl.d/60-x.conf",
    "echo fs.inotify.max_user_instances=1 | sudo tee -a /etc/sysctl.conf", "docker run --sysctl fs.inotify.max_user_watches=1 x",
]  # fmt: skip

names, values = st.sampled_from(NAMES), st.sampled_from(VALUES)
quotes = st.sampled_from(["", "'", '"'])
joints = st.sampled_from([" && ", " \\\n && ", " && \\\n    ", "; ", " || ", " | "])
pairs = st.builds(lambda n, q, v: f"{n}={q}{v}{q}", names, quotes, values)
simple = st.builds(lambda p, c: f"{p} {c}" if p else c, st.one_of(st.just(""), pairs), st.sampled_from(COMMANDS))
shell = st.builds(
    lambda first, rest: first + "".join(joint + other for joint, other in rest),
    simple,
    st.lists(st.tuples(joints, simple), max_size=3),
)
noise = st.sampled_from(["", "# a comment", "   ", "#é STREAMLIT_SERVER_FILEWATCHERTYPE=1"])


def lines(*kinds):
    return st.lists(st.one_of(noise, *kinds), max_size=8).map("\n".join)


def words(command: str) -> str:
    return "[" + ", ".join(f'"{word}"' for word in command.split()) + "]"


dockerfiles = lines(
    st.sampled_from(["FROM python:3.13", "FROM python AS base", "FROM base", "FROM x/y", "WORKDIR /app", "USER x"]),
    st.lists(pairs, min_size=1, max_size=3).map(lambda found: "ENV " + " \\\n    ".join(found)),
    st.builds(lambda n, v: f"ENV {n} {v}", names, values),
    shell.map("RUN ".__add__),
    shell.map("CMD ".__add__),
    st.sampled_from(COMMANDS).map(lambda command: "CMD " + words(command)),
    shell.map(lambda text: f"RUN <<EOF\n{text}\nEOF"),
).map("FROM python\n".__add__)
dotenvs = lines(pairs, pairs.map("export ".__add__), st.builds(lambda n, v: f"{n} = {v} # x", names, values))
procfiles = lines(simple.map("web: ".__add__))
scripts = lines(shell, pairs.map("export ".__add__)).map("#!/bin/sh\n".__add__)
makefiles = lines(shell.map("run:\n\t".__add__), pairs.map("export ".__add__))


def service(name, image, environment, command, sysctls):
    text = f"  {name}:\n"
    text += f"    image: {image}\n" if image else ""
    text += environment + command + sysctls
    return text if text.count("\n") > 1 else text + "    image: x\n"


plain = st.sampled_from(["false", "true", "0", "1", "none", "polling", "300", '"0"', "${X:-0}", "'/a'"])
environments = st.one_of(
    st.just(""),
    st.lists(st.tuples(names, plain), min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(
        lambda found: "    environment:\n" + "".join(f"      {n}: {v}  # x\n" for n, v in found)
    ),
    st.lists(st.builds(lambda n, v: f"      - {n}={v}\n", names, plain), min_size=1, max_size=3).map(
        lambda found: "    environment:\n" + "".join(found)
    ),
)
commands = st.sampled_from(["", *COMMANDS]).flatmap(
    lambda c: st.sampled_from([f"    command: {c}\n", f"    command: {words(c)}\n"]) if c else st.just("")
)
blocks = st.sampled_from(COMMANDS).map(
    lambda c: "    command:\n" + "".join(f"      - '{word}'\n" for word in c.split())
)
limits = st.lists(
    st.sampled_from(["fs.inotify.max_user_watches", "fs.inotify.max_user_instances", "net.core.somaxconn"]),
    max_size=3,
    unique=True,
).map(lambda keys: "    sysctls:\n" + "".join(f"      - {key}=1\n" for key in keys) if keys else "")
composes = st.lists(
    st.tuples(
        st.sampled_from(["web", "api"]), st.sampled_from(["", "x", "python:3.13"]), environments,
        st.one_of(commands, blocks), limits,
    ),
    min_size=1, max_size=2, unique_by=lambda one: one[0],
).map(lambda found: "services:\n" + "".join(service(*one) for one in found))  # fmt: skip

FILES = {
    "Dockerfile": dockerfiles, ".env": dotenvs, "Procfile": procfiles, "run.sh": scripts, "Makefile": makefiles,
    "compose.yml": composes, ".github/workflows/a.yml": composes, "web.service": dotenvs, ".devcontainer/devcontainer.json": composes,
}  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A repository with nothing in it: files are laid over it in memory."""
    root = tmp_path_factory.mktemp("empty")
    (root / "shop").mkdir()
    (root / "shop" / "main.py").write_text("")
    return Repository(str(root))


def fixed(repo):
    """(the plan, the findings) of --fix --unsafe-fixes, kept to what is found in the repository as it is: a fix can bring
    out a finding that was none before, a server that watches again for one, and that is the next step's."""
    first = look(repo)
    keys = {finding.key for finding in first}
    return plan.make(repo, look, lambda finding: finding.key in keys), first


def untold(before: bytes, after: bytes, findings) -> list[int]:
    """The lines (from 1) that differ and that no finding names; something put in belongs to the lines around it."""
    named = {line for one in findings if one.fix for line in range(one.line, (one.end_line or one.line) + 1)}
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    wrong = []
    for tag, start, end, _, _ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "insert" and not named & {start, start + 1}:
            wrong.append(start + 1)
        elif tag in ("replace", "delete"):
            wrong += [line for line in range(start + 1, end + 1) if line not in named]
    return wrong


@pytest.mark.parametrize("path", FILES)
def test_fix_is_stable_and_keeps_to_the_lines_it_names(path, empty):
    @settings(
        max_examples=int(os.environ.get("WATCHLINT_EXAMPLES", "40")),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(text=FILES[path], crlf=st.booleans(), bom=st.booleans(), last=st.booleans())
    @example(text="FROM a\nRUN sysctl -w fs.inotify.max_user_watches=1 \\\n && ls", crlf=True, bom=True, last=False)
    def holds(text, crlf, bom, last):
        text += "\n" if last and not text.endswith("\n") else ""
        data = (text.replace("\n", "\r\n") if crlf else text).encode()
        data = (b"\xef\xbb\xbf" if bom else b"") + data
        repo = empty.overlay({path: data})
        for _ in range(plan.MAX_ROUNDS):
            made, findings = fixed(repo)
            after = made.changes.get(path, data)
            assert after is not None
            assert not untold(data, after, findings)
            # Turning a watcher on again may show that it starts in `/`: that fix is rightly kept back.
            assert {reason.partition(":")[0] for _, reason in made.refused} <= {"the fix would bring a new error"}
            if after == data:
                return
            repo, data = empty.overlay({path: after}), after
        raise AssertionError("not stable")

    holds()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from([*FILES, "pyproject.toml", ".vscode/settings.json", "package.json", "a.py"]), data=st.data()
)
def test_any_bytes_are_taken(path, data, empty):
    """Files that are not what they are called, cut short, or no text at all."""
    good = data.draw(st.one_of(*FILES.values()), label="text").encode()
    cut = data.draw(st.integers(0, len(good)), label="cut")
    junk = data.draw(st.binary(max_size=8), label="junk")
    made, _ = fixed(empty.overlay({path: good[:cut] + junk + good[cut:]}))
    assert not fixed(made.after)[0].changes
