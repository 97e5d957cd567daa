"""Our reading of watchdog's patterns is that of the real watchdog, before 7 and since."""

from __future__ import annotations

import json
import subprocess
from itertools import product

import pytest
from environments import environment

from watchlint.servers.watchers.watchdog_patterns import before_7, since_7

pytestmark = pytest.mark.oracle

PATTERNS = (
    "* *.py ./*.py **/*.py ** **/* */*.py */a.py src/*.py src/** **/src/*.py /srv/*.py /srv/** a.py [ab].py [!b].py ?.py src"
).split()
PATHS = "./a.py a.py ./src/a.py src/a.py src/b.py ./src/in/a.py /srv/a.py /srv/src/a.py ./.hidden.py ./src/.git/a.py".split()
ASK = """
import json, sys
from watchdog.utils.patterns import match_any_paths
pairs = json.load(sys.stdin)
print(json.dumps([match_any_paths([path], included_patterns=[pattern]) for pattern, path in pairs]))
"""


@pytest.mark.parametrize(("release", "ours"), [("6.0.0", before_7), ("7.0.0", since_7), ("7.1.0", since_7)])
def test_patterns_are_read_as_watchdog_does(release, ours):
    pairs = list(product(PATTERNS, PATHS))
    python = environment("watchdog-reloader", [f"watchdog[watchmedo]=={release}"], python="3.12")
    asked = subprocess.run([python, "-c", ASK], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    assert {pair: ours(*pair) for pair in pairs} == dict(zip(pairs, json.loads(asked.stdout), strict=True))
