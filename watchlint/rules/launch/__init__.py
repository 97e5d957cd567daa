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

# What a rule is about -> one of these words stands in some launch file where the rule has something to look at; of a rule
# that is not here, any launch file will do.
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
    "launch-reload-without-dir": ("reload", "RELOAD", "fastapi"),
    "launch-watcher-on": (_SERVERS,),
}


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """The rules whose words stand in some launch file, and those that are about other things: a Streamlit app that sets
    variables, an editor's settings."""
    from watchlint.rules.launch import files

    for entry in entries:
        if entry.name == "launch-variable-in-app":
            has = bool(files.apps_that_set_variables(repository))
        elif entry.name == "launch-editor-watches-venv":
            has = any(path.endswith(".vscode/settings.json") for path in files.candidates(repository))
        elif entry.name == "launch-watcher-on" and settings.profile != "production":
            has = False
        else:
            words = _named(_WORDS.get(entry.name, ("",)))
            has = any(files.mention(repository, word) for word in words)
        if has:
            yield entry


def _named(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == _SERVERS:
            from watchlint.servers import catalogue

            yield from (known.decode() for known in catalogue.WORDS)
        else:
            yield word
