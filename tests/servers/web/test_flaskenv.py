"""flask run, told the rest by a .flaskenv."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.web.flaskenv import guessed


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        ({".flaskenv": ""}, []),
        ({".flaskenv": "FLASK_APP=web\n"}, []),  # it does not reload
        ({".flaskenv": "FLASK_APP=web\nFLASK_DEBUG=0\n"}, []),
        ({"tests/.flaskenv": "FLASK_DEBUG=1\n"}, []),
        ({".flaskenv": "FLASK_APP=web\nFLASK_DEBUG=1\n"}, [("web", "", ".flaskenv")]),
        ({".flaskenv": "export FLASK_RUN_RELOAD='true'\n"}, [(None, "", ".flaskenv")]),
        ({"api/.flaskenv": "FLASK_DEBUG=1\n", "ui/.flaskenv": "FLASK_DEBUG=1\n"}, [(None, "api", "api/.flaskenv"), (None, "ui", "ui/.flaskenv")]),
    ],
)  # fmt: skip
def test_what_it_starts(folder, files, expected):
    found = guessed(NearRepository(str(folder(files))))
    assert [(one.app, one.cwd, one.path) for one in found] == expected
    assert not any(one.certain for one in found) and all(one.reloads for one in found)
