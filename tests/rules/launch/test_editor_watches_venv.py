"""launch-editor-watches-venv."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import HEAVY, fixed, look, seen
from tests.spelling import lay
from watchlint.facts.repository.repository import Repository

RULE = "launch-editor-watches-venv"
FILE = ".vscode/settings.json"

SETTINGS = {
    "no excludes": ('{\n  "a": 1\n}\n', '{\n  "files.watcherExclude": {"**/.venv/**": true},\n  "a": 1\n}\n'),
    "nothing in it": ("{}", '{"files.watcherExclude": {"**/.venv/**": true}}'),
    "others": (
        '{\n  // why\n  "files.watcherExclude": {\n    "**/data/**": true,\n  },\n}\n',
        '{\n  // why\n  "files.watcherExclude": {\n    "**/.venv/**": true,\n    "**/data/**": true,\n  },\n}\n',
    ),
    "switched off": (
        '{"files.watcherExclude": {"**/venv/**": false}}',
        '{"files.watcherExclude": {"**/.venv/**": true, "**/venv/**": false}}',
    ),
    "named": ('{"files.watcherExclude": {"**/.venv": true}}', None),
    "named with others": ('{"files.watcherExclude": {"**/{.venv,node_modules}/**": true}}', None),
}


@pytest.mark.parametrize(("before", "after"), SETTINGS.values(), ids=SETTINGS)
def test_the_virtual_environment_in_the_workspace(before, after, repository):
    assert seen(repository, {FILE: before}, RULE) == []
    assert [row[:2] for row in seen(repository, {**HEAVY, FILE: before}, RULE)] == (
        [("warning", FILE)] if after else []
    )
    assert fixed(repository, {**HEAVY, FILE: before}, RULE) == ({FILE: after} if after else {})


def test_it_says_how_many_watches(repository):
    tree = lay(repository, {**HEAVY, FILE: "{}"})
    (finding,) = look(Repository(str(tree)), RULE)
    assert finding.message == "VS Code takes 122 watches for .venv: files.watcherExclude does not name it"
