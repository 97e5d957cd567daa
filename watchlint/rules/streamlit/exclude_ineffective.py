"""streamlit-exclude-ineffective: what is meant to keep folders from being watched does not."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.judged import matters_of
from watchlint.rules.streamlit.values.watchers import BLACKLIST, TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.project import Matter, Project
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-exclude-ineffective",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="What is meant to keep folders from being watched does not.",
    why="Streamlit has no `[server.fileWatcher]`, no watcherType and no excludePatterns, in no release. "
    "folderWatchBlacklist only says which imported modules don't cause a rerun, and saves no watch. Relative entries and "
    "file patterns match nothing; an empty one matches every module and ends hot reload.",
    evidence="9 public files have a [server.fileWatcher] table; 4 have folderWatchBlacklist = [''].",
    before={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server.fileWatcher]\nwatcherType = "poll"\n',
    },
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'},
    source="Streamlit 1.67.0, watcher/folder_black_list.py, file_util.py, file_is_in_folder_glob; watches counted",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each made-up option, and for a folderWatchBlacklist that matches nothing, or everything."""
    its = project(repository, settings)
    for matter in matters_of(RULE.name, repository, settings):
        if matter.setting.key == "server.folderWatchBlacklist":
            found = _blacklist(matter, its)
            if found is not None:
                yield found
        else:
            yield _invented(matter, its)


def _invented(matter: Matter, its: Project) -> Finding:
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.rules.streamlit.repairing.invented import replacement
    from watchlint.rules.streamlit.values.watchers import invented

    setting, releases = matter.setting, its.releases
    meant = invented(setting, lambda key: catalogue().has(key, releases.newest), its.profile) or {}
    unexplained = meant.get(None)
    name = f"[{setting.key}]" if isinstance(setting.value, dict) else setting.key
    does = releases.ignoring("it logs a warning at every start, and does nothing else")
    return Finding(
        RULE,
        f"{name} is no option of Streamlit, in no release: {does}",
        path=matter.config.path,
        help=_help(meant, unexplained),
        fix=None if unexplained else replacement(matter, meant, its),
        subject=setting.key,
        **matter.config.place(setting.path),
    )


def _help(meant: dict[Any, Any], unexplained: str | None) -> str:
    if unexplained:
        return f"What {unexplained} could stand for is not known: remove the table, and set server.fileWatcherType."
    words = []
    if meant.get(TYPE):
        words.append(f'Set fileWatcherType = "{meant[TYPE]}" in [server].')
    if BLACKLIST in meant:
        words.append(
            "The nearest there is to excluding is folderWatchBlacklist: changes in modules there cause no rerun, but it "
            'saves no watch; only fileWatcherType = "poll" or "none" does.'
        )
    others = [".".join(path) for path in meant if path not in (TYPE, BLACKLIST)]
    if others:
        words.append(f"Move {' and '.join(others)} to where Streamlit reads them.")
    return " ".join(words) or 'Remove it. To save watches set fileWatcherType = "poll" (still reloads) or "none".'


def _blacklist(matter: Matter, its: Project) -> Finding | None:
    """An entry is a pattern for the absolute path of a module's folder."""
    from watchlint.rules.streamlit.values.watchers import is_ineffective

    entries = matter.setting.value
    bad = [entry for entry in entries if is_ineffective(entry)]
    if bad:
        return _matches_nothing(matter, bad, its)
    everything = [entry for entry in entries if entry and not entry.strip("*/")]
    if not everything:
        return None
    return Finding(
        RULE,
        f"folderWatchBlacklist has {everything[0]!r}: no module is reloaded after an edit any more, and no watch is saved",
        path=matter.config.path,
        help='Name the folders to leave alone, such as "**/data"; to stop watching set fileWatcherType = "none".',
        severity=WARNING,
        subject="folderWatchBlacklist *",
        **matter.config.place(matter.setting.path),
    )


def _matches_nothing(matter: Matter, bad: list[str], its: Project) -> Finding:
    from watchlint.rules.streamlit.repairing.changes import replace_items
    from watchlint.rules.streamlit.values.guarded import may_end_reload
    from watchlint.rules.streamlit.values.watchers import as_folder, is_ineffective, needs_expansion

    entries, file, path = matter.setting.value, matter.config.path, matter.setting.path
    what = f"has {', '.join(map(repr, bad[:3]))}, which match{'es' if len(bad) == 1 else ''} no folder"
    if "" in bad:
        what = "has an empty entry, which matches every folder: no module is reloaded after an edit any more"
    kept: list[str | None] = []
    for entry in entries:
        meant = as_folder(entry) if is_ineffective(entry) else entry
        kept.append(meant if meant not in kept else None)
    fix, unread = None, "Streamlit looks up no ~ and no variable: write the whole path. "
    if not any(map(needs_expansion, bad)):
        added = [entry for entry in kept if entry and entry not in entries]
        fix, unread = replace_items(file, path, kept, safe=not may_end_reload(its.repository, added)), ""
    if not any(entries):
        unread = "Remove the line, or leave the list empty. "
    return Finding(
        RULE,
        f"folderWatchBlacklist {what}",
        path=file,
        help=f'{unread}Entries are compared with absolute paths of folders: write "**/data" for a folder called data. '
        'The list says which modules cause no rerun; it saves no watch (fileWatcherType = "poll" does).',
        fix=fix,
        subject="folderWatchBlacklist",
        **matter.config.place(path),
    )
