"""Options that no release of Streamlit has, and which one was meant."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Edit, Finding, Fix
from watchlint.fixes.refused import Refused
from watchlint.rules.streamlit.rules import UNKNOWN
from watchlint.rules.streamlit.watching import plain

# Keys people take from other tools or other files; none was ever Streamlit's.
_ELSEWHERE = {
    "general.email": "It belongs in ~/.streamlit/credentials.toml.",
    "server.host": "The address to listen on is server.address.",
    "server.serverAddress": "The address to listen on is server.address; the one shown to browsers browser.serverAddress.",
    "server.serverPort": "The port to listen on is server.port; the one shown to browsers browser.serverPort.",
    "browser.address": "The address to listen on is server.address; the one shown to browsers browser.serverAddress.",
    "browser.port": "The port to listen on is server.port; the one shown to browsers browser.serverPort.",
    "server.hotReload": "Reloading after an edit is fileWatcherType and runOnSave.",
    "server.liveReload": "Reloading after an edit is fileWatcherType and runOnSave.",
    "server.enableHotReload": "Reloading after an edit is fileWatcherType and runOnSave.",
    "theme.mode": 'The option is base ("light" or "dark").',
    "theme.darkMode": 'The option is base ("light" or "dark").',
    "logger.format": "The option is messageFormat.",
    "logger.logLevel": "The option is level.",
    "client.showToolbar": "The option is toolbarMode.",
}


def is_foreign(section: str, known) -> bool:
    """Whether a top table is none of Streamlit's, in no release and no spelling: [database], [auth], [llm]."""
    from difflib import get_close_matches

    sections = {key.partition(".")[0] for key in known.every_key()}
    return not get_close_matches(plain(section), sections, 1, 0.8)


def foreign(config, section: str, count: int, span) -> Finding:
    """The one finding on a top table that is none of Streamlit's. Its options may be read by the app's own code, and what
    they are called says nothing of Streamlit."""
    options = "its option" if count == 1 else f"each of its {count} options"
    said = span.ignoring(f"a warning at every start for {options}, which it ignores")
    return Finding(
        UNKNOWN,
        f"[{section}] is no section of Streamlit: {said}",
        path=config.path,
        help="Remove it where nothing reads it. What your own code needs belongs in a file of its own, or in "
        f'.streamlit/secrets.toml, which st.secrets["{section}"] reads and git must not track.',
        severity=None if span.ends_on_unknown else WARNING,
        subject=f"{section}.*",
        **config.place((section,)),
    )


def finding(config, setting, known, repo, span) -> Finding:
    """The finding on an unknown key: the same name in another case, in another section, or the nearest name."""
    place = config.place(setting.path)
    said = f"{setting.key} is no option of Streamlit{_release(span)}: {span.ignoring('it warns and ignores it')}"
    certain, near = _meant(config, setting, known, repo, span)
    fix, remedy = None, "Remove the line, or the setting it was meant to be is missing."
    if setting.key in _ELSEWHERE:
        remedy = _ELSEWHERE[setting.key]
    elif certain:
        section, _, name = certain.rpartition(".")
        own = ".".join(setting.path[:-1])
        remedy = f"Its name is {name}." if section == own else f"{name} belongs in [{section}]."
        fix = _moving(config, setting, certain, span.profile)
    elif near and _is_wider(setting.key, near):
        section, _, name = near.rpartition(".")
        remedy = (
            f"There is no {name} for this part of the theme alone. Remove the line, or set it for all in [{section}]."
        )
    elif near:
        remedy = f"Did you mean {near}? Else remove the line."
    return Finding(UNKNOWN, said, path=config.path, help=remedy, fix=fix, subject=setting.key, **place)


def _release(span) -> str:
    return "" if len(span.releases) > 1 or span.is_before_catalogue else f" {span.newest}"


def _meant(config, setting, known, repo, span) -> tuple[str | None, str | None]:
    """(the key it certainly stands for, the nearest key)."""
    release = span.newest
    keys = known.keys_at(release)
    name = setting.key.rpartition(".")[2]
    folded = [key for key in keys if _fold(key) == _fold(setting.key)]
    if not folded:
        same = known.elsewhere(name, release) or _sections_of(keys, name)
        folded = [
            key for key in keys if key.rpartition(".")[0] in same and plain(key.rpartition(".")[2]) == plain(name)
        ]
        themes = [key for key in folded if key.startswith("theme")]
        if len(folded) > 1 and len(themes) == len(folded):
            folded = [key for key in folded if key.count(".") == 1 and len(setting.path) == 1]
    if len(folded) == 1:
        certain = _is_own(setting, known) and not _is_wider(setting.key, folded[0])
        certain = certain and is_sound(config, setting, folded[0], repo, span)
        return (folded[0] if certain else None), folded[0]
    return None, known.nearest(setting.key, release)


def is_sound(config, setting, key: str, repo, span) -> bool:
    """Whether a value would be right for another option: only then is it moved there."""
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.rules.streamlit import values

    facts = catalogue().option(key, span.newest).facts
    if facts.expiry:
        return False
    moved = setting._replace(key=key, path=tuple(key.split(".")))
    return not any(found.severity == ERROR for found in values.findings(config, moved, facts, repo, span))


def _is_own(setting, known) -> bool:
    """Whether the option stands in a section of Streamlit's, or in its misspelling by case, blanks or dashes."""
    sections = {plain(key.partition(".")[0]) for key in known.every_key()}
    return len(setting.path) == 1 or plain(setting.path[0]) in sections


def _is_wider(key: str, meant: str) -> bool:
    """Whether `meant` holds for more of the theme than was said: [theme.sidebar] base is not [theme] base."""
    own, section = key.rpartition(".")[0], meant.rpartition(".")[0]
    return own != section and own.startswith("theme.") and section.startswith("theme")


def _sections_of(keys, name: str) -> list[str]:
    return [key.rpartition(".")[0] for key in keys if plain(key.rpartition(".")[2]) == plain(name)]


def _fold(key: str) -> str:
    return ".".join(map(plain, key.split(".")))


def _moving(config, setting, key: str, profile: str) -> Fix:
    from watchlint.rules.streamlit.guarded import is_guarded

    old, new = setting.path, tuple(key.split("."))

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        draft = Draft(data or b"")
        found, value = draft.lookup(old)
        if not found:
            return draft.bytes
        taken, current = draft.lookup(new)
        if not taken:
            return toml.move(draft.bytes, old, new)
        if current == value and type(current) is type(value):
            return toml.remove(draft.bytes, old)
        raise Refused(f"line {draft.line(old)}: {key} is set as well, to another value: keep the one you mean")

    safe = not is_guarded(key, setting.value, profile)
    return Fix(f"move {'.'.join(old)} to {key}", [Edit(config.path, change)], safe=safe)
