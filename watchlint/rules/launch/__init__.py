"""check-launch-files: launch files say what their writers meant, and servers watch no more than they need."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-launch-files"
SUMMARY = "launch files say what their writers meant, and servers watch no more than they need"
ORDER = 6

_SERVERS = "a word that starts a server"

# What a rule is about -> one of these words stands in some launch file where the rule has something to look at.
_WORDS = {
    "launch-variable-unknown": ("STREAMLIT_", "WATCHFILES_"),
    "launch-variable-value": ("STREAMLIT_", "WATCHFILES_"),
    "launch-run-on-save-misread": ("STREAMLIT_SERVER_RUN_ON_SAVE",),
    "launch-bytecode-flag": ("PYTHONDONTWRITEBYTECODE",),
    "launch-sysctl-in-container": ("inotify",),
    "launch-sysctl-not-loaded": ("inotify",),
    "launch-bytecode-written": (_SERVERS, "STREAMLIT_", "WATCHFILES_", "FLASK_DEBUG", "UVICORN_RELOAD"),
    "launch-exclude-saves-nothing": (_SERVERS, "FOLDER_WATCH_BLACKLIST"),
    "launch-mount-without-polling": (_SERVERS,),
    "launch-no-workdir": (_SERVERS,),
    "launch-reload-without-dir": (_SERVERS,),
    "launch-watcher-on": (_SERVERS,),
}


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """The rules whose words stand in some launch file. `launch-variable-in-app` is about Streamlit's apps, and
    `launch-editor-watches-venv` about an editor's settings."""
    from watchlint.rules.launch import files

    for entry in entries:
        words = _WORDS.get(entry.name)
        if words is not None:
            if any(files.mention(repository, word) for word in _named(words)):
                yield entry
        elif entry.name == "launch-variable-in-app":
            if files.apps_that_set_variables(repository):
                yield entry
        elif any(path.endswith(".vscode/settings.json") for path in files.candidates(repository)):
            yield entry


def _named(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == _SERVERS:
            from watchlint.servers import catalogue

            yield from (known.decode() for known in catalogue.WORDS)
        else:
            yield word
