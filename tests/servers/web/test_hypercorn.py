"""hypercorn --reload: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hypercorn main:app", [("hypercorn", "main:app", False)]),
        ("hypercorn --reload main:app", [("hypercorn", "main:app", True)]),
        ("hypercorn --debug --bind :80 --reload main:app", [("hypercorn", "main:app", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


def test_it_polls(folder):
    plan = live("hypercorn", "--reload main:app", folder({"main.py": ""}))
    assert (plan.roots, plan.instances) == ((), 0)
    assert plan.notes == ("hypercorn looks at every module that is loaded each second: no watch is set",)


def test_how_it_is_started_again():
    again = catalogue.named("hypercorn").to_reload("--keyfile-password hush -b :80 main:app".split(), "")
    assert again == "hypercorn -b :80 main:app --reload"


SERVE = "from hypercorn.asyncio import serve\n"
CONFIG = "from hypercorn.config import Config\n"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("main.py", SERVE + 'told = {\n    "use_reloader": True,\n}\n', 3),
        ("main.py", SERVE + CONFIG + "config.use_reloader = True\n", 3),
        ("main.py", "import hypercorn.trio\nc = Config.from_mapping(use_reloader=True)\n", 2),
        ("main.py", SERVE + "config['use_reloader'] = True\n", 2),
        ("main.py", SERVE + "config.use_reloader = False\n", 0),
        ("main.py", SERVE + "# config.use_reloader = True\n", 0),
        ("main.py", CONFIG + "config.use_reloader = True\n", 0),
        ("main.py", "config.use_reloader = True\n", 0),
        ("tests/test_main.py", SERVE + "config.use_reloader = True\n", 0),
    ],
)
def test_serve_has_no_reloader(folder, name, text, line):
    found = list(catalogue.named("hypercorn").unheard(NearRepository(str(folder({name: text})))))
    assert [(path, at) for path, at, _ in found] == ([(name, line)] if line else [])
