from __future__ import annotations

import pytest

from hooks.diagnosis.running import concerns
from hooks.facts import dev_servers


@pytest.mark.parametrize(
    "cwd, words, expected",
    [
        ("/p", [], True),
        ("/p/app", [], True),
        ("/", ["p/app.py"], True),
        ("/q", ["/p/app.py"], True),
        ("/q", ["app.py"], False),
        ("/", ["app.py"], False),
        ("/pp", [], False),
        ("", ["app.py"], False),
    ],
)
def test_which_servers_have_to_do_with_a_folder(cwd, words, expected):
    running = dev_servers.Server("uvicorn", [7], words, False, cwd, "", {}, "S", True)
    assert concerns(running, "/p") is expected
