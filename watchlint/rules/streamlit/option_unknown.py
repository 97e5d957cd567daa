"""streamlit-option-unknown: an option, or a whole section, that no release of Streamlit has, and which one was meant."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.streamlit.judging.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.facts.streamlit.options import Catalogue
    from watchlint.findings import Fix
    from watchlint.rules.streamlit.files.config import Setting
    from watchlint.rules.streamlit.files.project import Matter, Project
    from watchlint.rules.streamlit.files.releases import Releases
    from watchlint.rules.streamlit.judging.judged import Judged
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-option-unknown",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="Streamlit has no such option: it logs a warning and goes on without it.",
    why="Option names are camelCase and belong to one section. Another case, snake_case or another section is another "
    "name, and what it says has no effect. A section that is none of Streamlit's is a warning: code of your own may read it.",
    evidence="35 of 216 public config.toml files have keys that Streamlit ignores.",
    before={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "[server]\nmax_upload_size = 500\n"},
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "[server]\nmaxUploadSize = 500\n"},
    source="Streamlit 1.67.0, config.py, _set_option",
)

# Keys people take from other tools or other files; none was ever Streamlit's.
_ADDRESS = "The address to listen on is server.address"
_PORT = "The port to listen on is server.port; the one shown to browsers browser.serverPort."
_RELOAD = "Reloading after an edit is fileWatcherType and runOnSave."
_BASE = 'The option is base ("light" or "dark").'
_ELSEWHERE = {
    "server.host": f"{_ADDRESS}.",
    "server.serverAddress": f"{_ADDRESS}; the one shown to browsers browser.serverAddress.",
    "server.serverPort": _PORT,
    "browser.address": f"{_ADDRESS}; the one shown to browsers browser.serverAddress.",
    "browser.port": _PORT,
    "server.hotReload": _RELOAD,
    "server.liveReload": _RELOAD,
    "server.enableHotReload": _RELOAD,
    "theme.mode": _BASE,
    "theme.darkMode": _BASE,
    "logger.format": "The option is messageFormat.",
    "logger.logLevel": "The option is level.",
    "client.showToolbar": "The option is toolbarMode.",
}


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each unknown option, and one for each section that is none of Streamlit's."""
    from collections import Counter

    from watchlint.facts.streamlit.options import catalogue
    from watchlint.rules.streamlit.judging.sorting import is_foreign

    known = catalogue()
    for its in judged(repository, settings):
        sizes = Counter(setting.path[0] for setting in its.settings)
        of_this = [matter for matter in its.matters if matter.rule == RULE.name]
        for number, matter in enumerate(of_this):
            path = matter.setting.path
            is_section = len(path) > 1 and is_foreign(path[0], known)
            if is_section:
                yield _section(its, matter, sizes[path[0]])
            else:
                yield _option(matter, known, its.project, compare=number < MOST_COMPARED)


def _section(its: Judged, matter: Matter, count: int) -> Finding:
    """Its options may be read by the app's own code, and what they are called says nothing of Streamlit."""
    name, releases = matter.setting.path[0], its.project.releases
    options = "its option" if count == 1 else f"each of its {count} options"
    said = releases.ignoring(f"at every start it logs a warning for {options}, and ignores it")
    remedy = (
        "Remove it where nothing reads it. What your own code reads belongs in a file of its own, or in "
        f'.streamlit/secrets.toml, which st.secrets["{name}"] reads and git must not track.'
    )
    if name == "general":
        remedy = "Remove it. email belongs in credentials.toml, in the folder .streamlit of your home, never in a repository."
    return Finding(
        RULE,
        f"[{name}] is no section of Streamlit: {said}",
        path=matter.config.path,
        help=remedy,
        severity=None if releases.stops_on_unknown else WARNING,
        subject=f"{name}.*",
        **matter.config.place((name,)),
    )


MOST_COMPARED = 200
"""Unknown options of one file for which a similar name is looked for: a file with more is no configuration gone wrong, and
comparing takes longer than all else."""


def _option(matter: Matter, known: Catalogue, project: Project, compare: bool) -> Finding:
    """The same name in another case or in another section, or the nearest name."""
    setting, releases = matter.setting, project.releases
    certain, near = _meant(matter, known, project, compare)
    fix, remedy = _remedy(matter, certain, near, project)
    if not (compare or near or fix):
        remedy += f" (Similar names are looked for {MOST_COMPARED} times in a file.)"
    return Finding(
        RULE,
        f"{setting.key} is no option of Streamlit{_release(releases)}: {releases.ignoring('Streamlit warns and ignores it')}",
        path=matter.config.path,
        help=remedy,
        fix=fix,
        subject=setting.key,
        **matter.config.place(setting.path),
    )


def _release(releases: Releases) -> str:
    return "" if len(releases.all) > 1 or releases.is_before_catalogue else f" {releases.newest}"


def _remedy(matter: Matter, certain: str | None, near: str | None, project: Project) -> tuple[Fix | None, str]:
    setting = matter.setting
    if setting.key in _ELSEWHERE:
        return None, _ELSEWHERE[setting.key]
    if certain:
        from watchlint.rules.streamlit.repairing.changes import move_option
        from watchlint.rules.streamlit.values.guarded import is_guarded

        section, _, name = certain.rpartition(".")
        safe = not is_guarded(certain, setting.value, project.profile)
        fix = move_option(matter.config.path, setting.path, tuple(certain.split(".")), safe)
        is_here = section == ".".join(setting.path[:-1])
        return fix, f"Its name is {name}." if is_here else f"Put {name} below [{section}]."
    if near and _is_wider(setting.key, near):
        section, _, name = near.rpartition(".")
        return (
            None,
            f"This part of the theme has no {name} of its own. Remove the line, or set it for all in [{section}].",
        )
    if near:
        return None, f"Did you mean {near}? Else remove the line."
    return None, "Remove the line."


def _meant(matter: Matter, known: Catalogue, project: Project, compare: bool) -> tuple[str | None, str | None]:
    """(the key it certainly stands for, the nearest key)."""
    setting, release = matter.setting, project.releases.newest
    found = _of_that_name(setting, known, release)
    if len(found) != 1:
        return None, known.nearest(setting.key, release) if compare else None
    from watchlint.rules.streamlit.judging.sound import is_sound

    is_certain = _is_own(setting, known) and not _is_wider(setting.key, found[0])
    return (found[0] if is_certain and is_sound(matter.config, setting, found[0], project) else None), found[0]


def _of_that_name(setting: Setting, known: Catalogue, release: str) -> list[str]:
    """The keys of a release that differ from this one by case, `_`, `-` or the section alone."""
    from watchlint.rules.streamlit.values.watchers import plain

    name = setting.key.rpartition(".")[2]
    same = _by_plain_name(tuple(known.keys_at(release))).get(plain(name), [])
    found = [key for key in same if plain(key) == plain(setting.key)]
    if found:
        return found
    sections = known.elsewhere(name, release) or [key.rpartition(".")[0] for key in same]
    found = [key for key in same if key.rpartition(".")[0] in sections]
    if len(found) > 1 and all(key.startswith("theme") for key in found):
        return [key for key in found if key.count(".") == 1 and len(setting.path) == 1]
    return found


_BY_PLAIN_NAME: dict[tuple[str, ...], dict[str, list[str]]] = {}


def _by_plain_name(keys: tuple[str, ...]) -> dict[str, list[str]]:
    """Keys by their last part, without the ways to write it."""
    if keys not in _BY_PLAIN_NAME:
        from watchlint.rules.streamlit.values.watchers import plain

        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(plain(key.rpartition(".")[2]), []).append(key)
        _BY_PLAIN_NAME[keys] = found
    return _BY_PLAIN_NAME[keys]


def _is_own(setting: Setting, known: Catalogue) -> bool:
    """Whether the option stands in a section of Streamlit's, or in its misspelling by case, blanks or dashes."""
    from watchlint.rules.streamlit.values.watchers import plain

    return len(setting.path) == 1 or plain(setting.path[0]) in known.top_sections


def _is_wider(key: str, meant: str) -> bool:
    """Whether `meant` holds for more of the theme than was said: [theme.sidebar] base is not [theme] base."""
    own, section = key.rpartition(".")[0], meant.rpartition(".")[0]
    return own != section and own.startswith("theme.") and section.startswith("theme")
