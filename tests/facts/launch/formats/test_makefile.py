"""Makefiles: what the recipes start, with make's own variables filled in as make does."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.facts.launch.reading import commands, variables

CASES = {
    "": [],
    "ui:\n\tflask run\n": [("flask run", "web", {})],
    "ui:\n\t@-flask run\n\t# flask run\n\t\n": [("flask run", "web", {})],
    "ui:\n\tflask \\\n\t  run\n": [("flask run", "web", {})],
    "ui:\r\n\tflask run\r\n": [("flask run", "web", {})],
    # a line is a shell of its own
    "ui:\n\tcd x\n\tflask run\n": [("flask run", "web", {})],
    "ui:\n\tcd x && flask run\n": [("flask run", "web/x", {})],
    ".ONESHELL:\nui:\n\tcd x\n\tflask run\nb:\n\ta\n": [("flask run", "web/x", {}), ("a", "web", {})],
    # make's variables
    "P = python\nui:\n\t$(P) ${P} a.py\n": [("python python a.py", "web", {})],
    "A = $(B)\nB = b\nui:\n\tx $(A)\n": [("x b", "web", {})],
    "A := a \\\n  b\nui:\n\tx '$(A)'\n": [("x a b", "web", {})],
    "A ?= a\nA = b\nui:\n\tx $(A)\n": [("x $(A)", "web", {})],
    "A = a\nA ?= b\nui:\n\tx $(A)\n": [("x a", "web", {})],
    "A = a\nifdef C\n  A = b\nendif\nui:\n\tx $(A)\n": [("x $(A)", "web", {})],
    "A = a \\\n  B = c\nB = b\nui:\n\tx $(B)\n": [("x b", "web", {})],
    "A = $(A)\nui:\n\tx $(A)\n": [("x $(A)", "web", {})],
    "A = $(shell a)\nui:\n\tx $(A)\n": [("x $(A)", "web", {})],
    "ui:\n\tx $(CURDIR)/a $(UNKNOWN)\n": [("x ./a $(UNKNOWN)", "web", {})],
    "OF_a = 1\nWHICH = a\nA = $(OF_$(WHICH))\nui:\n\tx $(A)\n": [("x 1", "web", {})],
    "WHICH = a\nA = b$(OF_$(WHICH))\nui:\n\tx $(A)\n": [("x b", "web", {})],
    # the shell's own
    "ui:\n\tfor a in b; do x $$a; done\n": [("x $a", "web", {})],
    # what recipes are given
    "export A = 1\nB = 2\nui:\n\tx\n": [("x", "web", {"A": "1"})],
    "A = 1\nB = '2'\nexport A B\nui:\n\tx\n": [("x", "web", {"A": "1", "B": "2"})],
    "A = 1\nexport\nui:\n\tx\n": [("x", "web", {"A": "1"})],
    "A = 1\n.EXPORT_ALL_VARIABLES:\nui:\n\tx\n": [("x", "web", {"A": "1"})],
    "export A = $(shell a)\nui:\n\tx\n": [("x", "web", {"A": "$(shell a)"})],
}


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("web/Makefile", text) == CASES[text]


def test_variables_that_double_are_left_alone():
    doubling = "".join(f"A{n} = $(A{n + 1})$(A{n + 1})\n" for n in range(40))
    assert commands("Makefile", f"{doubling}A40 = a\nui:\n\tx $(A0)\n") == [("x $(A0)", "", {})]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FLASK_DEBUG = 1\n", [("FLASK_DEBUG", "1")]),
        ("export FLASK_DEBUG := '1' # why\n", [("FLASK_DEBUG", "1")]),
        ("FLASK_DEBUG = $(X)\n", [("FLASK_DEBUG", None)]),
        ("ui:\n\tFLASK_DEBUG=1 flask run\n", [("FLASK_DEBUG", "1")]),
        ("# FLASK_DEBUG = 1\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("Makefile", text) == wanted


@pytest.mark.oracle
@pytest.mark.skipif(not shutil.which("make"), reason="make(1) tells what it would run")
@pytest.mark.parametrize("text", [text for text in CASES if "ui:\n\tx" in text and "$(shell" not in text])
def test_make_says_the_same(tmp_path, text):
    (tmp_path / "Makefile").write_text(text)
    done = subprocess.run(["make", "-n", "ui"], cwd=tmp_path, capture_output=True, text=True)
    for words, _, _ in commands("Makefile", text):
        if "$(" not in words and "./a" not in words:
            assert done.stdout.replace("'", "").split() == words.split(), done.stderr


OTHERS = {
    "web/common.mk": "RUN = uv run\nPORT = 1\n",
    "web/.env": "FLASK_DEBUG=1\n",
    "web/Makefile": "include mk/*.mk common.mk\n",
    "Makefile": "include web/mk/other.mk\nA = 1\n",
}


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("web/Makefile", "include common.mk\nui:\n\t$(RUN) flask run\n", [("uv run flask run", "web", {})]),
        (
            "web/Makefile",
            "-include gone.mk common.mk  # why\nui:\n\t$(RUN) flask run\n",
            [("uv run flask run", "web", {})],
        ),
        ("web/Makefile", "include common.mk\nPORT = 2\nui:\n\tx $(PORT)\n", [("x $(PORT)", "web", {})]),
        ("web/Makefile", "sinclude .env\nexport\nui:\n\tflask run\n", [("flask run", "web", {"FLASK_DEBUG": "1"})]),
        ("web/Makefile", "include $(X)/common.mk\nui:\n\t$(RUN) x\n", [("$(RUN) x", "web", {})]),
        ("web/mk/ui.mk", "ui:\n\t$(RUN) flask run\n", [("uv run flask run", "web", {})]),  # web/Makefile includes it
        ("web/mk/other.mk", "ui:\n\tx\n", [("x", "web", {})]),  # the nearest counts
        ("lib/ui.mk", "ui:\n\tx\n", [("x", "lib", {})]),
    ],
)
def test_a_makefile_that_includes_others(path, text, wanted):
    assert commands(path, text, {name: said for name, said in OTHERS.items() if name != path}) == wanted
