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

AN_APP = "an app that sets variables of its server"
"""What a rule is about that looks at code; with it the package that the app imports, and how the variables begin."""

A_SERVER = "a word that starts a server"
"""What a rule is about that looks at starts of servers."""


def in_files(kinds: Iterable[str], *words: str) -> tuple[str, ...]:
    """What a rule is about that looks for these words in launch files of these kinds only."""
    return tuple(f"{kind}:{word}" for kind in kinds for word in words)


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterator[Entry]:
    """The rules that have one of their words in some launch file, and those that are about other things: an app that sets
    variables, an editor's settings."""
    from watchlint.rules.launch import files

    for entry in entries:
        if entry.about[:1] == (AN_APP,):
            has = bool(files.apps_that_set_variables(repository, *entry.about[1:]))
        elif entry.name == "launch-editor-watches-venv":
            has = any(path.endswith(".vscode/settings.json") for path in files.candidates(repository))
        elif entry.name == "launch-watcher-on" and settings.profile != "production":
            has = False
        else:
            has = any(_stands(about, repository) for about in entry.about or ("",))
        if has:
            yield entry


def _stands(about: str, repository: Repository) -> bool:
    """Whether what a rule is about, a word or `kind:word`, stands in some launch file."""
    return repository.shared(("launch files speak of", about), lambda: _looked_for(about, repository))


def _looked_for(about: str, repository: Repository) -> bool:
    from watchlint.rules.launch import files

    kind, _, word = about.rpartition(":")
    texts = [source.text for source in files.sources(repository, (kind,) if kind else ())]
    if word != A_SERVER or not texts:
        return any(word in text for text in texts)
    from watchlint.servers import catalogue

    return any(known.decode() in text for text in texts for known in catalogue.WORDS)
