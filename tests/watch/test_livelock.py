"""Which roots are too large for watchdog 7.1.0; the real one is asked in tests/oracle/test_watchdog_livelock.py."""

from __future__ import annotations

import pytest

from watchlint.facts.machine import inotify
from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import livelock, predict


@pytest.fixture(autouse=True)
def small_queue(monkeypatch, tmp_path):
    """A kernel whose queue holds the events of four directories, and half of a fifth's."""
    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(8192, 128, 18))
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))


def predicted(folder, directories: int, watchdog: str, more: dict | None = None, name: str = "plain"):
    """What is said of a Streamlit app in a folder of so many directories."""
    files = {
        "Procfile": "web: streamlit run app.py\n",
        "requirements.txt": f"streamlit==1.67.0\n{watchdog}\n",
        "app.py": "",
    }
    files |= {f"d{number}/x": "" for number in range(directories - 1)}
    (one,) = predict.predict(NearRepository(str(folder({**files, **(more or {})}, name))), Settings()).servers
    return one


@pytest.mark.parametrize(
    ("directories", "watchdog", "loops"),
    [
        (4, "watchdog==7.1.0", 0),
        (5, "watchdog==7.1.0", 1),
        (9, "watchdog==7.0.0", 0),
        (9, "watchdog==6.0.0", 0),
    ],
)
def test_a_root_loops_past_a_quarter_of_the_queue(folder, directories, watchdog, loops):
    one = predicted(folder, directories, watchdog)
    assert livelock.limit() == 4
    assert len(livelock.looping(one)) == loops
    assert len(livelock.too_large(one)) == (directories > 4)


def test_each_of_several_roots_counts_alone(folder, tmp_path):
    other = tmp_path / "other"
    for number in range(3):
        (other / f"d{number}").mkdir(parents=True)
    watched = {".streamlit/config.toml": f'[server]\nfolderWatchList = ["{other}"]\n'}
    one = predicted(folder, 3, "watchdog==7.1.0", watched)  # and .streamlit: four here, four there
    assert one.cost.watches == 8 and livelock.looping(one) == []
    assert [len(tree) for tree in one.cost.trees] == [8]  # walked as one, and each root is told apart
    (other / "one-more").mkdir()
    one = predicted(folder, 3, "watchdog==7.1.0", watched)
    assert one.cost.watches == 9 and len(livelock.looping(one)) == 1


@pytest.mark.parametrize(("directories", "queue"), [(5, 32), (8, 32), (9, 64)])
def test_the_queue_that_is_long_enough(folder, directories, queue):
    one = predicted(folder, directories, "watchdog==7.1.0")
    other, longer = livelock.remedies(one, livelock.looping(one))
    assert (other.id, other.saves, other.price, other.ends_loop) == ("other-watchdog", 0, "", True)
    assert other.do == 'install another watchdog: pip install "watchdog!=7.1.0"'
    assert (longer.id, longer.saves, longer.price, longer.ends_loop) == ("longer-queue", 0, "", True)
    assert longer.do == f"sysctl fs.inotify.max_queued_events={queue}, as root"


def test_what_does_not_loop_needs_no_remedy(folder):
    assert list(livelock.remedies(predicted(folder, 4, "watchdog==7.1.0"), [])) == []


def test_the_largest_is_named(folder):
    (smaller,) = livelock.looping(predicted(folder, 5, "watchdog==7.1.0"))
    (tree,) = livelock.looping(predicted(folder, 6, "watchdog==7.1.0", name="other"))
    said = livelock.note([smaller, tree])
    assert said == livelock.note([tree, smaller])
    assert said.startswith("watchdog 7.1.0 will loop at 100 % of a core and never settle: ")
    assert said.endswith(f"{tree.path(0)} has 6 directories, more than 4 (a quarter of fs.inotify.max_queued_events)")
    assert livelock.note([tree], assumed=True).startswith("watchdog 7.1.0, which an installation gets today, will loop")
