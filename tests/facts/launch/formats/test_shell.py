"""Shell text: what it starts, where, and what it sets."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables
from watchlint.facts.launch.base.model import CALLER, TREE
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import shell

CASES = {
    "": [],
    "flask run\n": [("flask run", "", {})],
    "#!/bin/sh\nflask run\n": [("flask run", "", {})],
    "#!/usr/bin/env -S bash -e\nflask run\n": [("flask run", "", {})],
    "#!/bin/zsh\nflask run\n": [("flask run", "", {})],
    "#!/usr/bin/env python3\nflask run\n": [],
    "#!/usr/bin/fish\nflask run\n": [],
    "cd x\nexport A=1\nflask run\n": [("flask run", "x", {"A": "1"})],
    "A=1\n": [],
    # a script's own folder, and the root
    'cd "$(dirname "$0")"\nflask run\n': [("flask run", "bin", {})],
    "cd $(dirname $0)/..\nflask run\n": [("flask run", "", {})],
    "cd ${0%/*}/../api\nflask run\n": [("flask run", "api", {})],
    "cd $(git rev-parse --show-toplevel)/api\nflask run\n": [("flask run", "api", {})],
    'HERE="$(cd "$(dirname "$0")" && pwd)"\ncd "$HERE/../api"\nflask run\n': [("flask run", "api", {})],
}


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("bin/run.sh", text) == CASES[text]


@pytest.mark.parametrize(
    ("text", "kind"), [("flask run", CALLER), ("cd x; flask run", CALLER), ("cd $(dirname $0); flask run", TREE)]
)
def test_where(text, kind):
    (found,) = shell.commands(Source("bin/run.sh", "shell", text.encode()))
    assert found.where.kind == kind


@pytest.mark.parametrize("written", ["a", "'a b'", '"a b"', '"a $b"', "'a'\"b\"", "a'b'", "a\\ b", "''"])
def test_the_place_of_a_word_leaves_out_the_quotes_around_it(written):
    text = f"x {written} y"
    (found,) = shell.commands(Source("run.sh", "shell", text.encode()))
    word = found.words[1]
    inner = text[word.offset : word.end]
    assert inner == word.text or inner == written


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FLASK_DEBUG=1 flask run", [("FLASK_DEBUG", "1")]),
        ("export FLASK_DEBUG=1", [("FLASK_DEBUG", "1")]),
        ("FLASK_DEBUG=1", [("FLASK_DEBUG", "1")]),
        ("docker run -e FLASK_DEBUG=1 -e 'UVICORN_RELOAD=x y' z", [("FLASK_DEBUG", "1"), ("UVICORN_RELOAD", "x y")]),
        ('FLASK_DEBUG="$X"', [("FLASK_DEBUG", None)]),
        ("FLASK_DEBUG=a'b'", [("FLASK_DEBUG", None)]),
        ("echo FLASK_DEBUG=1", []),
        ("# FLASK_DEBUG=1", []),
        ("MY_FLASK_DEBUG=1", []),
        ("#!/usr/bin/env python3\nFLASK_DEBUG=1", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("run.sh", text) == wanted
