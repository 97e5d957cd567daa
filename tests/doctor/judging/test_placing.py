from __future__ import annotations

import pytest
from imagined import FULL, HERE, PARTLY, facts, server

from watchlint.doctor.judging.problems import judge, steps
from watchlint.doctor.pages.page import page


def told(found):
    """(the first line of the page, the steps of what it names)."""
    found["problems"] = judge(found)
    return page(found, steps(found["problems"])).splitlines()[0], found["problems"][0]["steps"]


WITHOUT = {"reloads": False, "needed": 0, "held": 0, "instances": 0}
ALONE = {"elsewhere": True, "shares": True}


@pytest.mark.parametrize(
    "one, line, first_steps",
    [
        (
            server(**WITHOUT),
            "1 problem: uvicorn (process 7) was started without reloading, so it notices no edit: start it with `uvicorn main:app --reload`.",
            ["kill 7  # or Ctrl-C where it runs", "uvicorn main:app --reload  # in /w"],
        ),
        (
            server(**WITHOUT, again=None, code="src/main.py:4", written='uvicorn.run("main:app", reload=True)'),
            '1 problem: uvicorn (process 7) was started without reloading, so it notices no edit: write `uvicorn.run("main:app", reload=True)` in src/main.py, line 4.',
            [
                '# src/main.py:4: uvicorn.run("main:app", reload=True), with what else stands in its brackets',
                "kill 7  # then start uvicorn again",
            ],
        ),
        (
            server(needed=0, held=0, where={**HERE, "elsewhere": True, "container": "0123456789ab", "inner": 1}),
            "Nothing was compared: uvicorn (process 7) runs in container 0123456789ab: its folders are not seen from here, so nothing is said of what it watches.",
            ["docker exec -it 0123456789ab sh -c 'pip install watchlint && watchlint doctor --pid 1'  # or podman exec"],
        ),
        (
            server(needed=0, held=0, where={**HERE, "elsewhere": True}),
            "Nothing was compared: uvicorn (process 7) runs in another mount namespace: its folders are not seen from here, so nothing is said of what it watches.",
            ["sudo nsenter --target 7 --mount --pid --root --wd sh  # then, in there: watchlint doctor"],
        ),
        (
            server(needed=0, held=0, copy={"folder": "/w", "inner": "/app"}, where={**HERE, "elsewhere": True, "container": "0123456789ab", "inner": 1}),
            "1 problem: uvicorn (process 7) runs a copy of this code, in container 0123456789ab: /app there is not /w here, so an edit here never reaches it.",
            ["docker stop 0123456789ab", "docker run -v /w:/app …  # with compose: `- .:/app` in volumes"],
        ),
        (
            server(needed=0, held=0, copy={"folder": "/w/my web", "inner": "/app"}, where={**HERE, "elsewhere": True}),
            "1 problem: uvicorn (process 7) runs a copy of this code, in another mount namespace: /app there is not '/w/my web' here, so an edit here never reaches it.",
            ["kill 7  # or Ctrl-C where it runs", "mount --bind '/w/my web' /app  # where it lives, before it starts again", "uvicorn main:app --reload"],
        ),
        (
            server(needed=0, held=0, visible=False, where={**HERE, "own": False, "user": "ann"}),
            "Nothing was compared: uvicorn (process 7) belongs to ann: what it watches cannot be seen by this user.",
            None,
        ),
        (
            server(where={**HERE, "deleted": True, "replaced": True}),
            "1 problem: uvicorn (process 7) works in a folder that was deleted or moved away, and another one stands in its place: /w. It never hears of an edit there.",
            ["kill 7  # the server and what it started", "cd /w", "uvicorn main:app --reload"],
        ),
        (
            server(where={**HERE, "deleted": True}),
            "1 problem: uvicorn (process 7) works in a folder that was deleted or moved away, and nothing stands in its place: /w. It never hears of an edit there.",
            ["kill 7  # the server and what it started", "cd PROJECT  # where the project lies now", "uvicorn main:app --reload"],
        ),
        (
            server(watched=["src"], outside=["/lib/shop/cart.py", "/lib/shop/pay/card.py"]),
            "1 problem: uvicorn (process 7) runs code that it does not watch: /lib/shop/cart.py and 1 more lies outside of /w/src. Edits there never reload.",
            ["kill 7  # or Ctrl-C where it runs", "uvicorn main:app --reload --reload-dir src --reload-dir /lib/shop"],
        ),
        (
            server(waits=True),
            "1 problem: uvicorn (process 7) noticed an edit and waits for its old process to end: a browser or a client keeps a connection open.",
            ["kill -9 7  # the server and what it started", "uvicorn main:app --reload --timeout-graceful-shutdown 3"],
        ),
        (
            server(server="flask", watchdog="7.1.0", **PARTLY),
            "2 problems: flask (process 7) watches and never reloads: with watchdog 7.1.0 the pattern *.py matches no full path.",
            ["/v/bin/python -m pip install 'watchdog<7'", "kill 7  # then start flask again"],
        ),
        (
            server(polls="it polls", load=41, needed=0, held=0, instances=0),
            "1 problem: uvicorn (process 7) takes 41 % of a processor core to look for edits: it polls.",
            ["/v/bin/python -m pip install watchfiles", "kill 7  # then start uvicorn again"],
        ),
    ],
    ids=["without reload", "without reload, by code", "container", "namespace", "a copy in a container", "a copy", "another's", "replaced", "deleted", "outside", "waits", "watchdog 7", "polls hot"],
)  # fmt: skip
def test_the_first_line_is_the_true_cause(one, line, first_steps):
    found, ends = told(facts([one], trial=FULL if one["server"] == "flask" else facts()["trial"]))
    assert found == line
    assert first_steps is None or ends == first_steps


@pytest.mark.parametrize("more", [{}, {"load": 6, "polls": "it polls", "needed": 0}, {"watched": ["src"]}])
def test_a_healthy_server_is_called_so(more):
    assert told_of(server(**more)).startswith("No problem found: uvicorn (process 7) ")


def told_of(*servers):
    found = facts(servers)
    found["problems"] = judge(found)
    return page(found, []).splitlines()[0]


def test_one_started_without_reloading_weighs_less_where_another_reloads():
    line = told_of(server(), server(pid=8, **WITHOUT))
    assert line.startswith("No problem found, but one thing to know: uvicorn (process 8) was started without reloading")


def test_nobody_is_told_to_end_a_number_that_means_nothing_in_a_container():
    one = server(where={**HERE, "elsewhere": True, "container": "0123456789ab", "inner": 1}, **WITHOUT)
    (found,) = judge(facts([one]))
    assert found["id"] == "started-without-reload" and not any("kill" in step for step in found["steps"])


def test_another_namespace_that_sees_our_files_is_looked_at_by_us():
    (found,) = judge(facts([server(where={**HERE, **ALONE})]))
    assert found["steps"][0].startswith("sudo nsenter --target 7 --mount ")
    assert found["steps"][0].endswith(" -m watchlint doctor /w --pid 7")
