from __future__ import annotations

import pytest
from imagined import FULL, PARTLY, advice, facts, server, system


def test_an_administrator_raises_the_limit_to_twice_the_need():
    found = facts([server(**PARTLY)], trial=FULL, use=[{"watches": 40_000, "instances": 1}])
    assert advice(found)[0] == "sudo sysctl fs.inotify.max_user_watches=131072"
    assert len(advice(found)) <= 5


def test_a_limit_is_never_lowered():
    limits = {**facts()["limits"], "watches": 9_000_000, "machine": {"watches": 9_000_000, "instances": 128}}
    assert (
        advice(facts([server(**PARTLY)], trial=FULL, limits=limits))[0]
        == "sudo sysctl fs.inotify.max_user_watches=9000000"
    )


@pytest.mark.parametrize(
    "place",
    [
        {"container": "docker"},
        {"container": "docker", "root": True},
        {"first_user_namespace": False},
        {"sudo": False},
        {"root": True},
    ],
)
def test_no_sysctl_where_it_has_no_effect(place):
    first = advice(facts([server(**PARTLY)], trial=FULL, system=system(**place)))
    assert "WATCHFILES_FORCE_POLLING=1" in first[0]
    assert all("host" in step or "administrator" in step for step in first if "sysctl" in step)


def test_a_user_namespace_of_ones_own_is_raised_in_place():
    limits = {
        **facts()["limits"],
        "watches": 500,
        "user_namespace": {"watches": 500, "instances": 128},
        "writable": {"machine": False, "user_namespace": True},
    }
    found = facts(
        [server(**PARTLY)], trial=FULL, limits=limits, system=system(first_user_namespace=False, container="docker")
    )
    assert advice(found)[0].startswith("echo 65536 > /proc/sys/user/max_inotify_watches")


def test_a_package_of_ones_own_can_be_watched_alone():
    found = facts(
        [server(**PARTLY, words=["shop.main:app", "--reload"])], trial=FULL, system=system(container="docker")
    )
    assert advice(found)[0] == "uvicorn shop.main:app --reload --reload-dir shop"


def test_a_file_that_comes_later_is_outdone():
    rows = [
        {
            "key": "fs.inotify.max_user_watches",
            "value": 8192,
            "path": "/etc/sysctl.d/99-x.conf",
            "line": 1,
            "at_boot": True,
        }
    ]
    assert any("zz-watchlint.conf" in step for step in advice(facts([server(**PARTLY)], trial=FULL, sysctl=rows)))


def test_watchmedo_is_shown_with_its_own_words():
    words = ["auto-restart", "-p", "*.py", "--", "python", "app.py"]
    one = server(server="watchmedo", watchdog="7.0.0", words=words, unmatched=["*.py", "a/b.py"])
    again = "watchmedo auto-restart -p '**/*.py' -- python app.py"
    assert advice(facts([one])) == ["kill 7  # or Ctrl-C where it runs", again]
    one = server(server="watchmedo", watchdog="6.0.0", words=words, blind="x")
    assert advice(facts([one])) == ["watchmedo auto-restart --debug-force-polling -p '*.py' -- python app.py"]
