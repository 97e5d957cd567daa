"""reloader-streamlit-pyc-race: in Streamlit 1.46.0 and 1.46.1 a vanished bytecode file ends the file watcher."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Finding, Fix, Rule
from watchlint.rules.reloader import NAME, WATCHDOG, asked
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {"app.py": "import streamlit as st\n", ".streamlit/config.toml": "[server]\nrunOnSave = true\n"}

RULE = Rule(
    name="reloader-streamlit-pyc-race",
    hook=NAME,
    severity=ERROR,
    summary="Streamlit 1.46.0 and 1.46.1: a vanished bytecode file ends the file watcher.",
    why="Python writes bytecode under a temporary name, `m.cpython-312.pyc.140234`, and renames it. These two releases look at that "
    "name after it is gone, in a folder that they watch as a whole (of folderWatchList, or a package without __init__.py): the "
    "observer's thread ends with FileNotFoundError and the app never reruns on save again.",
    evidence="The traceback of `on_created` with a path ending in `.pyc.<digits>`, in many reports; fixed in 1.47.0.",
    before={**_AROUND, "requirements.txt": "streamlit==1.46.1\n"},
    after={**_AROUND, "requirements.txt": "streamlit==1.47.0\n"},
    fix="unsafe",
    since="0.1.0",
    source="Streamlit 1.46.1, watcher/event_based_path_watcher.py; 1.47.0 release notes",
    about=WATCHDOG,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding where Streamlit is, or may be, one of the two releases."""
    dependencies = repository.dependencies
    pin = dependencies.pinned("streamlit")
    if (pin and [int(part) for part in pin.split(".")][:2] != [1, 46]) or not dependencies.requires("streamlit"):
        return
    answer, places = asked.within(dependencies.version_range("streamlit"), "1.46", "1.47")
    if answer == EXCLUDED or not places:
        return
    is_ = "is" if answer == CERTAIN else "may be"
    yield asked.at(
        places[0],
        RULE,
        f"Streamlit {is_} 1.46 here: a bytecode file that is renamed while it looks ends its watcher",
        help="Raise Streamlit to 1.47 or later.",
        fix=Fix(
            "raise Streamlit to 1.47", asked.raises(places, "streamlit", asked.at_least("1.47", "1.47.0")), safe=False
        ),
        severity=None if answer == CERTAIN else WARNING,
        subject="streamlit",
    )
