"""The text of `watchlint watches`, from its facts."""

from __future__ import annotations

import pytest

from watchlint.reports.terminal import Painter
from watchlint.watch.table import lines, show, wrapped

LIMITS = {
    "watches": 1000,
    "instances": 128,
    "watches_in_use": 100,
    "watches_left": 900,
    "instances_in_use": 3,
    "instances_left": 125,
}
FOLDER = {"path": ".", "watches": 40, "depth": 0, "kind": ""}
SERVER = {
    "server": "uvicorn", "command": "uvicorn main:app --reload", "started_in": "Procfile:1", "watches": 40, "watches_after_run": 40,
    "polls": False, "certain": True, "instances": 1, "notes": [], "folders": [FOLDER], "moves": [],
}  # fmt: skip
MOVE = {"id": "x", "do": "move it", "saves": 30, "price": "", "ends_loop": False}
BELIEVED = {**MOVE, "do": "exclude it", "saves": 0}
TOGETHER = {"watches": 80, "instances": 2, "certain": True, "whole": True, "fits": True}


def text(*servers, why=False, **more) -> list[str]:
    report = {"servers": list(servers), "limits": LIMITS, "notes": [], "together": TOGETHER, **more}
    return ["".join(part for _, part in line) for line in lines(report, why)]


# (what it shows, server, a line)
CASES = [
    ("a server", {}, "uvicorn  uvicorn main:app --reload  (Procfile:1)"),
    ("its number", {}, "  40 watches, 1 instance; 4.0% of this machine's 1,000"),
    ("not certain", {"certain": False}, "  about 40 watches, 1 instance; 4.0% of this machine's 1,000"),
    ("of modules", {"certain": False, "at_least": True}, "  at least 40 watches, 1 instance; 4.0% of this machine's 1,000"),
    ("after a run", {"watches_after_run": 50}, "  40 watches, 50 once it has run, 1 instance; 5.0% of this machine's 1,000"),
    ("polling", {"polls": True}, "  0 watches: it polls, or does not watch"),
    ("not known", {"watches": None, "watches_after_run": None, "folders": []}, "  how many watches is not known"),
    ("a note", {"notes": ["why"]}, "  note: why"),
    ("a folder", {}, "  40  100%  ████████████████████  ."),
    ("one below", {"folders": [FOLDER, {"path": "a", "watches": 10, "depth": 1, "kind": "data"}]}, "  10   25%  █████░░░░░░░░░░░░░░░    a  data"),
    ("one below that", {"folders": [FOLDER, {**FOLDER, "path": "a", "depth": 1}, {**FOLDER, "path": "a/b", "depth": 2, "watches": 0}]},
     "   0    0%  ░░░░░░░░░░░░░░░░░░░░      b"),
    ("a move", {"moves": [MOVE]}, "  −30  move it"),
    ("its price", {"moves": [{**MOVE, "price": "slower"}]}, "  −30  move it  (slower)"),
    ("one that ends the loop", {"moves": [{**MOVE, "saves": 0, "ends_loop": True}]}, "   0  move it  ends the loop"),
    ("one that is believed", {"moves": [BELIEVED]}, "What is believed to lower it, and does not: watchlint watches --why"),
    ("verified", {"verify": {"stopped_at": None, "note": "", "agrees": True, "watches": 40}}, "  verified: this kernel, now, gives all 40 watches"),
    ("verified, other folders", {"verify": {"stopped_at": None, "note": "", "agrees": False, "watches": 39}},
     "  verified: the kernel gave 39 watches: other folders than predicted"),
    ("too many", {"verify": {"stopped_at": "a", "note": "", "agrees": False, "watches": 1}},
     "  verified: the kernel gave 1 watch and no more: it stopped at a"),
    ("not tried", {"verify": {"stopped_at": None, "note": "no instance is left", "agrees": False, "watches": 0}}, "  not verified: no instance is left"),
    ("the machine", {}, "this machine: max_user_watches 1,000, 100 in use, 900 left"),
    ("its instances", {}, "              max_user_instances 128, 3 in use, 125 left"),
]  # fmt: skip


@pytest.mark.parametrize(("server", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_line(server, line):
    assert line in text({**SERVER, **server})


@pytest.mark.parametrize("server", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_every_style_is_one_that_can_be_painted(server):
    report = {
        "servers": [{**SERVER, **server}] * 2,
        "limits": LIMITS,
        "notes": ["why"],
        "together": {**TOGETHER, "fits": False},
    }
    styles = [style for line in lines(report, why=True) for style, _ in line]
    assert all(Painter(True)(style, "x").endswith("x\x1b[0m") for style in styles if style)


@pytest.mark.parametrize(
    ("server", "part", "style"),
    [
        ({"folders": [FOLDER]}, "█" * 20, "white"),
        ({"folders": [{**FOLDER, "kind": "data"}]}, "█" * 20, "blue"),
        ({"moves": [MOVE]}, "  −30  ", "green"),
        ({"moves": [MOVE]}, "move it", ""),
        ({"moves": [BELIEVED]}, "   0  ", "dim"),
        ({"moves": [BELIEVED]}, "exclude it", "dim"),
        ({"moves": [{**BELIEVED, "ends_loop": True}]}, "exclude it", ""),
    ],
)
def test_what_counts_stands_out(server, part, style):
    report = {"servers": [{**SERVER, **server}], "limits": LIMITS, "notes": [], "together": TOGETHER}
    parts = [pair for line in lines(report, why=True) for pair in line]
    assert [one for one, text in parts if text.strip() == part.strip()] == [style]


def test_what_is_believed_is_told_when_it_is_asked_for():
    said = text({**SERVER, "moves": [MOVE, BELIEVED]}, why=True)
    assert said[said.index("  what does not, though it is believed to") + 1] == "   0  exclude it"
    assert not any("--why" in line for line in said)


def test_a_tree_that_two_watch_is_told_once():
    said = text(SERVER, {**SERVER, "server": "flask"})
    assert said.count("  40  100%  ████████████████████  .") == 1 and "  the same folders as uvicorn above" in said


@pytest.mark.parametrize(
    ("together", "line"),
    [
        ({}, "all of these at once: 80 watches, 2 instances; 8.0% of this machine's 1,000"),
        ({"certain": False}, "all of these at once: about 80 watches, 2 instances; 8.0% of this machine's 1,000"),
        ({"whole": False}, "all of these at once: at least 80 watches, 2 instances; 8.0% of this machine's 1,000"),
        ({}, "  uvicorn 40 + uvicorn 40"),
        (
            {"fits": False},
            "  more than that: those that start last get no watch above 1,000; raise it: watchlint sysctl",
        ),
    ],
)
def test_all_at_once(together, line):
    assert line in text(SERVER, SERVER, together={**TOGETHER, **together})


def test_no_server_and_no_limits():
    said = text(limits={**LIMITS, "watches": None}, notes=["look here"])
    assert said[0].startswith("No dev server that watches files is started here") and "note: look here" in said
    assert said[-1] == "This is no Linux, or it shows no limits: inotify has none here."
    used = {**LIMITS, "watches_in_use": None, "instances_in_use": None}
    assert text(limits=used)[-2:] == ["this machine: max_user_watches 1,000", "              max_user_instances 128"]


def test_a_long_line_goes_on_below_its_second_part():
    line = [("green", "  −30  "), ("", "move it somewhere else and come back")]
    rows = ["".join(part for _, part in row) for row in wrapped(line, 24)]
    assert rows == ["  −30  move it somewhere", "       else and come", "       back"]
    assert list(wrapped(line, 80)) == [line]
    assert ["".join(part for _, part in row) for row in wrapped([("", "a" * 30)], 10)] == ["a" * 30]


def test_shown_as_the_terminal_takes_it(capfdbinary):
    named = {**SERVER, "folders": [{**FOLDER, "path": "a\x1b[31m"}]}
    report = {"servers": [named], "limits": LIMITS, "notes": [], "together": TOGETHER}
    show(report, lambda style, part: f"<{style}>{part}" if style else part, width=40)
    said = capfdbinary.readouterr().out.decode()
    assert "\x1b" not in said and said.startswith("<bold>uvicorn") and all(len(line) < 90 for line in said.splitlines())
