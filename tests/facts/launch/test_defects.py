"""What is set in a launch file is what is read from it: by predictions and by fixes alike."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.assignments import assignments
from watchlint.servers.launches import of_command

STAGES = "FROM python:3.13 AS base\nWORKDIR /app\nENV {}\nFROM base\nCOPY . .\nCMD {}\n"


def launched(path: str, text: str):
    commands = started.of_source(started.source(path, kinds.kind_of(path), text.encode()))
    return [launch for command in commands for launch in of_command(command)]


def test_a_stage_inherits_variables_and_folder():
    text = STAGES.format("STREAMLIT_SERVER_FILE_WATCHER_TYPE=none", '["streamlit","run","app.py"]')
    (launch,) = launched("Dockerfile", text)
    assert launch.environment["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] == "none"
    assert launch.command.cwd == "/app"
    (launch,) = launched("Dockerfile", STAGES.format("FLASK_DEBUG=1", '["flask","run"]'))
    assert launch.server == "flask" and launch.reloads


def test_comments_in_a_continued_command_drop_out():
    (launch,) = launched(
        "Dockerfile", "FROM x\nCMD streamlit run app.py \\\n# no watching\n\n  --server.fileWatcherType=none\n"
    )
    assert launch.arguments == ("run", "app.py", "--server.fileWatcherType=none")


@pytest.mark.parametrize(
    ("path", "text", "app"),
    [
        ("compose.yml", "x-w: &w\n  command: streamlit run a.py\nservices:\n  web:\n    <<: *w\n", "a.py"),
        ("compose.yml", "services:\n  a: {command: streamlit run a.py}\n  b: {extends: {service: a}, image: x}\n", "a.py"),
        ("compose.yml", "services:\n  a:\n    entrypoint: [uv, run]\n    command: streamlit run a.py\n", "a.py"),
        ("Taskfile.yml", "tasks:\n  ui:\n    vars: {APP: a.py}\n    cmds: ['streamlit run {{.APP}}']\n", "a.py"),
        ("mise.toml", "[tasks.ui]\nrun = 'streamlit run a.py'\n", "a.py"),
        ("justfile", "app := 'a.py'\nui:\n    streamlit run {{app}}\n", "a.py"),
        ("k8s/web.yaml", "kind: Pod\nspec:\n  containers:\n    - command: [streamlit]\n      args: [run, a.py]\n", "a.py"),
        ("supervisord.conf", "[program:x]\ncommand=streamlit run a.py\n", "a.py"),
        ("package.json", '{"scripts": {"ui": "sh -c \\"streamlit run a.py\\""}}', "a.py"),
    ],
)  # fmt: skip
def test_every_format_is_seen(path, text, app):
    found = launched(path, text)
    assert {(launch.server, launch.app) for launch in found} == {("streamlit", app)}
    for launch in found:
        assert "streamlit run" in text.splitlines()[launch.line - 1] or "streamlit" in text[launch.column - 1 :]


FORMATS = {
    "Dockerfile": 'FROM x\nENV STREAMLIT_A=1 \\\n  STREAMLIT_B=\'two\'\nCMD ["streamlit", "run", "a.py"]\n',
    "compose.yml": "services:\n  a:\n    environment:\n      - STREAMLIT_A=1\n    command:\n      - streamlit\n      - run\n",
    "run.sh": "export STREAMLIT_A=1 STREAMLIT_B=\"two\"\nstreamlit run 'a b.py'\n",
    "Makefile": "STREAMLIT_A = 1\nx:\n\tSTREAMLIT_B='two' $(UV) streamlit run a.py\n",
    "Procfile": "web: STREAMLIT_A=1 streamlit run a.py\n",
    ".env": "STREAMLIT_A=1\nexport STREAMLIT_B='two'\n",
    "web.service": '[Service]\nEnvironment=STREAMLIT_A=1 "STREAMLIT_B=two"\nExecStart=streamlit run a.py\n',
    "supervisord.conf": "[program:a]\nenvironment=STREAMLIT_A=\"1\",STREAMLIT_B='two'\ncommand=streamlit run a.py\n",
    "pyproject.toml": "[tool.poe.tasks.a]\ncmd = 'streamlit run a.py'\nenv = {STREAMLIT_A = '1'}\n",
    "package.json": '{"scripts": {"a": "STREAMLIT_A=1 streamlit run a.py"}}',
    "justfile": "a:\n  STREAMLIT_A=1 streamlit run a.py\n",
    "Taskfile.yml": "tasks:\n  a:\n    env: {STREAMLIT_A: '1'}\n    cmds: [streamlit run a.py]\n",
    ".devcontainer/devcontainer.json": '{"containerEnv": {"STREAMLIT_A": "1"}, "postStartCommand": "streamlit run a.py"}',
    ".vscode/tasks.json": '{"tasks": [{"command": "streamlit", "args": ["run"], "options": {"env": {"STREAMLIT_A": "1"}}}]}',
    ".github/workflows/a.yml": "jobs:\n  a:\n    env:\n      STREAMLIT_A: 1\n    steps:\n      - run: |\n          streamlit run a.py\n",
    "k8s/a.yml": "kind: Pod\ncontainers:\n  - command: [streamlit, run]\n    env:\n      - {name: STREAMLIT_A, value: '1'}\n",
}


@pytest.mark.parametrize("path", FORMATS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_value_stands_where_it_is_said_to(path, ending):
    text = FORMATS[path].replace("\n", ending)
    one = started.source(path, kinds.kind_of(path), text.encode())
    found = assignments(one)
    assert {"STREAMLIT_A"} <= {each.name for each in found} <= {"STREAMLIT_A", "STREAMLIT_B"}
    for each in found:
        assert text[each.at : each.end] == each.name
        assert (
            text[each.value_at : each.value_end] == each.value == {"STREAMLIT_A": "1", "STREAMLIT_B": "two"}[each.name]
        )
    for command in started.of_source(one):
        for word in command.words:
            assert text[word.offset : word.end] == word.text or word.text in ("python", "$(UV)")


@pytest.mark.parametrize("kind", sorted(kinds.READERS))
@pytest.mark.parametrize(
    "text",
    ["ENV", "ENV ", "ARG", "WORKDIR", "FROM", "FROM a\nCMD [", "FROM a\nENTRYPOINT []\nCMD", "FROM a\nENV", "FROM a\nCOPY",
     "[", "{", "x:", "a: &a [*a]", "services: {a: {<<: *a}}", "services: {a: {extends: {service: a}}}", "=", "export", "\t", "$(", "\x0b", "\x85 x"],
)  # fmt: skip
def test_nothing_breaks_a_reader(kind, text):
    one = started.source("a.json" if kind in ("package", "vscode", "devcontainer") else "a", kind, text.encode())
    started.of_source(one)
    assignments(one)


def test_what_is_too_large_is_not_read():
    words = b"services: {a: {command: streamlit run x}}\n"
    assert started.source("compose.yml", "compose", words + b"#\n" * 200_000) is None
    assert started.source("compose.yml", "compose", words + b"#\n" * 100_000) is not None


def test_null_takes_a_variable_of_a_development_container_away():
    text = '{"containerEnv": {"A": "1", "B": "1"}, "remoteEnv": {"A": null, "C": null, "D": "null"}, "postStartCommand": "x"}'
    path = ".devcontainer/devcontainer.json"
    (command,) = started.of_source(started.source(path, kinds.kind_of(path), text.encode()))
    assert command.variables == {"B": "1", "D": "null"}


def variables_of(text: str) -> dict[str, str]:
    from watchlint.facts.launch.formats import dotenv

    one = started.source(".env", "dotenv", text.encode())
    return {name: variable.value for name, variable in dotenv.variables(one).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A='x\nSTREAMLIT_B=1'\nC=2\n", {"A": "x\nSTREAMLIT_B=1", "C": "2"}),
        ("a-b='\nB=2'\nC=3\n", {"C": "3"}),
        ("A='x\nB=2\n", {"B": "2"}),
        ("A='x' y\nB=2\n", {"B": "2"}),
        ("A='x' # y\nB=\"#\"\n", {"A": "x", "B": "#"}),
        ("A=#x\nB= #x\nC=a#x\nD=a #x\n", {"A": "#x", "B": "", "C": "a#x", "D": "a"}),
        ("A='x\\'y'\r\nB=2\r\n", {"A": "x\\'y", "B": "2"}),
    ],
)
def test_what_a_dotenv_file_sets(text, expected):
    """As python-dotenv and Docker Compose read it: a value in quotes may take several lines."""
    assert variables_of(text) == expected


def test_many_quotes_that_are_not_closed_take_no_time():
    assert len(variables_of("A=\"x\nB='y\n" * 20_000)) <= 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FROM a\nCMD\\\n  streamlit run a.py", [["streamlit", "run", "a.py"]]),
        ("FROM a\nRUN echo \\\\\nCMD streamlit run a.py", [["streamlit", "run", "a.py"]]),
        ("FROM a\nCMD streamlit run \\\n# last", [["streamlit", "run"]]),
    ],
)
def test_where_an_instruction_of_a_dockerfile_goes_on(text, words):
    """A backslash right behind the word, and two of them, which continue nothing (buildkit)."""
    one = started.source("Dockerfile", "dockerfile", text.encode())
    assert [[word.text for word in command.words] for command in started.of_source(one)] == words


@pytest.mark.parametrize("spelt", ["&a 'false'", "!!str 'false'", "&a !!str\n        'false'", "'false'"])
def test_a_value_of_yaml_stands_behind_its_anchor_and_tag(spelt):
    text = f"services:\n  a:\n    environment:\n      STREAMLIT_A: {spelt}\n"
    (found,) = assignments(started.source("compose.yml", "compose", text.encode()))
    assert found.value == "false" and text[found.value_at : found.value_end] == "false"


def test_a_continued_line_of_a_makefile_sets_nothing():
    text = "a:\n\techo \\\nSTREAMLIT_B=2\nSTREAMLIT_A=x\\#y\n"
    found = assignments(started.source("Makefile", "makefile", text.encode()))
    assert [one.name for one in found if one.form == "line"] == ["STREAMLIT_A"]
