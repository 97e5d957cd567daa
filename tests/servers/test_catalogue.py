"""Every server, found by its place."""

from __future__ import annotations

import pytest

from watchlint.servers import catalogue
from watchlint.servers.index import BESIDE, SERVERS
from watchlint.servers.model import Server
from watchlint.servers.program import peel


@pytest.fixture(autouse=True)
def as_before():
    """No plugin stays."""
    yield
    catalogue.take(())


def test_a_name_that_nobody_has_is_a_process():
    known = catalogue.named("nobody")
    assert (type(known), known.name) == (Server, "process")


def test_every_one_has_its_own_name():
    found = [one.name for one in catalogue.every()]
    assert found == list(catalogue.NAMES) and len(set(found)) == len(found) == len(SERVERS) + len(BESIDE)
    assert set(catalogue.BESIDE_NAMES) == {one.name for one in catalogue.every() if one.beside}


def test_the_ones_that_are_asked_first_keep_their_promises():
    for one in catalogue.guessing():
        assert type(one).guessed is not Server.guessed
    assert all(one.globs for one in catalogue.patterned())
    assert {"flask", "streamlit"} <= set(catalogue.CALLED.values()) | set(catalogue.NAMES)
    assert catalogue.CALLED["uvicorn"] == "uvicorn" and b"uvicorn" in catalogue.WORDS


@pytest.mark.parametrize(
    ("line", "processes", "beside", "name"),
    [
        ("ls", False, False, None),
        ("uvicorn main:app", False, False, "uvicorn"),
        ("uvicorn main:app", False, True, None),  # nothing that runs beside
        ("vite", False, False, None),
        ("vite", False, True, "vite"),
        ("WERKZEUG_RUN_MAIN=true python app.py", False, False, None),  # of files the variables tell nothing
        ("WERKZEUG_RUN_MAIN=true python app.py", True, False, "flask"),
    ],
)
def test_what_a_program_starts(line, processes, beside, name):
    found = catalogue.started(peel(line.split()), processes=processes, beside=beside)
    assert (found and found[0]) == name


@pytest.mark.parametrize(
    ("mark", "value", "expected"),
    [
        ("X", None, False),
        ("X", "1", False),
        ("X", "true", True),
        ("X=word", "true", False),
        ("X=word", "words", False),
        ("X=word", "other,word", True),
    ],
)
def test_a_process_is_marked_by_a_variable(mark, value, expected):
    assert catalogue.marked(mark, {} if value is None else {"X": value}) is expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", ""),
        ("bokeh", ""),  # it polls
        ("watchfiles", "export WATCHFILES_FORCE_POLLING=1  # then start watchfiles again"),
        ("pytest-watch", "pytest-watch . --poll"),
    ],
)
def test_how_one_is_made_to_poll(name, said):
    assert catalogue.way_to_poll(name) == said


def test_only_variables_that_servers_obey():
    environ = {"SECRET": "x", "FLASK_DEBUG": "1", "WATCHFILES_FORCE_POLLING": "0"}
    assert catalogue.obeyed(environ) == {"FLASK_DEBUG": "1", "WATCHFILES_FORCE_POLLING": "0"}


def test_one_that_a_plugin_brings():
    row = Server().row("tests.servers.test_catalogue")
    catalogue.take([("mine", row[1], ("mine",), ("mine",), "", ("MINE",), ("mine",), ("mine",), (), (), "")])
    assert catalogue.NAMES[-1 - len(BESIDE)] == "mine" and catalogue.CALLED["mine"] == "mine"
    assert catalogue.obeyed({"MINE": "1"}) == {"MINE": "1"} and b"mine" in catalogue.WORDS
    assert catalogue.named("mine") is SERVER and catalogue.named("uvicorn").name == "uvicorn"
    catalogue.take(())
    assert "mine" not in catalogue.NAMES and catalogue.named("mine").name == "process"


SERVER = Server()
