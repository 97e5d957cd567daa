"""launch-variable-in-app."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, look, seen
from watchlint.facts.repository.repository import Repository

RULE = "launch-variable-in-app"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "in the app": (
        {"app.py": "import os\nimport streamlit as st\nos.environ[\"STREAMLIT_SERVER_FILE_WATCHER_TYPE\"] = \"none\"\n"},
        [("error", "app.py", 3)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "set for a child": {"a.py": "import os, subprocess, streamlit\nos.environ[\"STREAMLIT_SERVER_PORT\"] = \"1\"\nsubprocess.run([\"streamlit\"])\n"},
    "a secret that is read late": {"a.py": "import os, streamlit\nos.environ[\"STREAMLIT_SERVER_COOKIE_SECRET\"] = \"1\"\n"},
    "a launcher": {"run.py": "import os\nos.environ[\"STREAMLIT_SERVER_PORT\"] = \"1\"\nfrom streamlit.web import cli\ncli.main_run(\"app.py\")\n"},
    "a launcher of an old release": {"run.py": "import os\nimport streamlit.cli\nos.environ[\"STREAMLIT_SERVER_PORT\"] = \"1\"\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []


def test_a_column_counts_characters(repository):
    tree = repository(
        {"app.py": 'import os\nimport streamlit as st\né = "ä"; os.environ["STREAMLIT_SERVER_RUN_ON_SAVE"] = "true"\n'}
    )
    (finding,) = look(Repository(str(tree)), RULE)
    assert (finding.line, finding.column) == (3, 21)


HEAD = "import os\nimport streamlit as st\n"

# a statement -> how many variables it sets for an app that has started
WRITES = {
    'os.environ["STREAMLIT_SERVER_PORT"] = "1"': 1,
    'os.environ["STREAMLIT_SERVER_PORT"]: str = "1"': 1,
    'os.environ.setdefault("STREAMLIT_SERVER_PORT", "1")': 1,
    'os.putenv("STREAMLIT_SERVER_PORT", "1")': 1,
    'os.environ.update({"STREAMLIT_SERVER_PORT": "1", "STREAMLIT_SERVER_HEADLESS": "true"})': 2,
    'os.environ.update(STREAMLIT_SERVER_PORT="1", OTHER="2")': 1,
    'os.environ.update(given, **more)': 0,
    'os.environ["OTHER"] = "1"': 0,
    'os.environ[name] = "1"': 0,
    'mine["STREAMLIT_SERVER_PORT"] = "1"': 0,
    'os.environ.get("STREAMLIT_SERVER_PORT")': 0,
    'os.putenv()': 0,
    'print("STREAMLIT_SERVER_PORT")': 0,
}  # fmt: skip


@pytest.mark.parametrize("statement", WRITES)
def test_how_a_variable_is_written(repository, statement):
    found = seen(repository, {"app.py": f"{HEAD}{statement}\n"}, RULE)
    assert [(path, line) for _, path, line in found] == [("app.py", 3)] * WRITES[statement]


def test_a_file_that_is_no_python(repository):
    assert seen(repository, {"app.py": f'{HEAD}os.environ["STREAMLIT_SERVER_PORT"] = "1"\ndef\n'}, RULE) == []
