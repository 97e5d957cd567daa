"""Which rule each setting of a file is a matter of: one cause, one rule."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.streamlit.files.project import Matter
from watchlint.rules.streamlit.files.releases import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.streamlit.options import Catalogue, Facts, Option
    from watchlint.rules.streamlit.files.config import Config, Setting
    from watchlint.rules.streamlit.files.project import Project
    from watchlint.rules.streamlit.files.releases import Releases

OLDEST = "0.84.0"
"""The oldest release in the catalogue."""


def matters(config: Config, settings: list[Setting], project: Project) -> Iterator[Matter]:
    """What each setting is a matter of; most are of none."""
    known = catalogue()
    foreign: set[str] = set()
    for setting in settings:
        option = known.option(setting.key)
        if option is not None:
            yield from _known(config, setting, option, project)
        elif setting.path[0] in foreign or (len(setting.path) > 1 and is_foreign(setting.path[0], known)):
            if setting.path[0] not in foreign:
                yield Matter("streamlit-option-unknown", config, setting)
            foreign.add(setting.path[0])
        elif is_invented(setting, project):
            yield Matter("streamlit-exclude-ineffective", config, setting)
        else:
            yield Matter("streamlit-option-unknown", config, setting)


def is_foreign(section: str, known: Catalogue) -> bool:
    """Whether a top table is none of Streamlit's, in no release and no spelling: [database], [auth], [llm]."""
    from difflib import get_close_matches

    from watchlint.rules.streamlit.values.watchers import plain

    return not get_close_matches(plain(section), known.top_sections, 1, 0.8)


def is_invented(setting: Setting, project: Project) -> bool:
    """Whether an unknown option was made up to choose a watcher or to exclude folders."""
    from watchlint.rules.streamlit.values.watchers import invented

    return invented(setting, lambda key: catalogue().has(key, project.releases.newest), project.profile) is not None


def facts_at(option: Option, release: str) -> Facts | None:
    """The facts of the last change up to a release; None before the option was there, and after it went."""
    its, found = max(number(release), number(OLDEST)), None
    for start, facts in option.history:
        if number(start) > its:
            break
        found = facts
    return found


def having(option: Option, releases: Releases) -> list[str]:
    """The releases that know an option."""
    return [release for release in releases.all if facts_at(option, release) is not None]


def _known(config: Config, setting: Setting, option: Option, project: Project) -> Iterator[Matter]:
    if option.since == OLDEST and len(option.history) == 1:
        facts = option.history[0][1]  # as most options are: the same in every release
    else:
        releases = project.releases
        always = option.since == OLDEST and option.until is None
        held = releases.all if always else having(option, releases)
        missing = [release for release in releases.all if release not in held]
        if missing:
            gone = option.until and [release for release in releases.between(low=option.until) if release in missing]
            rule = "streamlit-option-removed" if gone else "streamlit-option-too-new"
            yield Matter(rule, config, setting, option, None, tuple(gone or missing))
        if releases.newest in missing:
            return
        part = _deprecating(option, held, releases)
        if part:
            yield Matter("streamlit-option-deprecated", config, setting, option, facts_at(option, part[-1]), part)
            return
        facts = facts_at(option, releases.newest)
    concerned = facts and value_rule(config, setting, facts)
    if concerned:
        yield Matter(concerned, config, setting, option, facts)


def _deprecating(option: Option, held: list[str], releases: Releases) -> tuple[str, ...]:
    """The releases that call it deprecated, where the newest of them does."""
    if not option.deprecated_since:
        return ()
    part = [release for release in held if (facts := facts_at(option, release)) is not None and facts.expiry]
    return tuple(part) if part and part[-1] == releases.newest else ()


def value_rule(config: Config, setting: Setting, facts: Facts) -> str | None:
    """The rule that looks at the value of an option that Streamlit knows; None where there is nothing to look at."""
    from watchlint.rules.streamlit.values.shapes import fits

    key, value = setting.key, setting.value
    if isinstance(value, str) and value.startswith("env:"):
        return None  # read from the environment at start
    is_name = key == "server.fileWatcherType" and isinstance(value, bool)  # in the wrong type: its meaning counts
    if not is_name and not fits(key, facts, value):
        return "streamlit-option-type"
    if key == "server.folderWatchBlacklist":
        return "streamlit-exclude-ineffective" if value else None
    if key == "server.runOnSave":
        stands_alone = config.get("server", "fileWatcherType") is None
        stands_alone = stands_alone and not isinstance(config.get("server", "fileWatcher"), (dict, str))
        return "streamlit-run-on-save-misread" if value is False and stands_alone else None
    if not facts.accepted and "." in key and not _may_be_checked(key):
        return None
    from watchlint.rules.streamlit.values.meaning import is_checked

    return "streamlit-option-value" if is_checked(key, facts) else None


def _may_be_checked(key: str) -> bool:
    """Cheap, so that the module which knows is imported where it has something to say."""
    return key.startswith(("server.", "logger.", "theme"))
