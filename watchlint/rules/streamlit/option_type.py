"""streamlit-option-type: a value of another type than the option's; Streamlit never checks."""

from __future__ import annotations

from watchlint.findings import ERROR, Edit, Finding, Fix, Rule
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.judged import matters_of
from watchlint.rules.streamlit.values.shapes import kind, shown, wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.facts.streamlit.options import Facts
    from watchlint.rules.streamlit.files.project import Matter, Project
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-option-type",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="The value has another type than the option; Streamlit never checks.",
    why='A quoted `"false"` counts as true, or leaves the page blank. A text where a list belongs is read letter by '
    "letter: with a `/` in it, folderWatchList watches the whole file system.",
    evidence='`folderWatchList = "/x"` took all 192,536 watches of the machine it was measured on (Streamlit 1.67.0).',
    before={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": '[server]\nrunOnSave = "true"\n'},
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "[server]\nrunOnSave = true\n"},
    source="measured with Streamlit 1.12.2, 1.50.0 and 1.67.0",
)

_LETTERS = {
    "server.folderWatchList": "each letter is taken for a folder to watch",
    "server.folderWatchBlacklist": "each letter is taken for a pattern",
}


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each value whose type does not fit."""
    its = project(repository, settings)
    for matter in matters_of(RULE.name, repository, settings):
        yield _finding(matter, its)


def _finding(matter: Matter, its: Project) -> Finding:
    setting, facts = matter.setting, matter.facts
    assert facts is not None
    key, value = setting.key, setting.value
    meant, safe = _meant(key, facts, value)
    return Finding(
        RULE,
        f"{key} is {shown(value)}, {kind(value)} where {wanted(facts)} belongs{_effect(matter, facts, its)}",
        path=matter.config.path,
        help=_remedy(facts, value, meant),
        fix=_fix(matter, facts, meant, safe, its),
        subject=key,
        **matter.config.place(setting.path),
    )


def _meant(key: str, facts: Facts, value: Any) -> tuple[Any, bool]:
    """(the value that was meant, whether that is certain and harmless); (None, False) where it can't be told."""
    import re

    from watchlint.rules.streamlit.values.guarded import is_guarded, is_protection
    from watchlint.rules.streamlit.values.watchers import as_folder

    if not isinstance(value, str):
        return None, False
    shape, text = facts.shapes[0], value.strip()
    variable = re.fullmatch(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", text)
    if variable:
        return f"env:{variable[1] or variable[2]}", False  # unset, the text itself stays, and the app may not start
    if shape == "bool" and text.lower() in ("true", "false"):
        is_on = text.lower() == "true"  # as any text counts so far
        return is_on, is_on or not is_guarded(key, is_on, "development")
    if shape in ("int", "float") and re.fullmatch(r"[+-]?\d{1,15}", text):
        return int(text), True
    if shape == "float" and re.fullmatch(r"[+-]?\d{1,15}\.\d{1,15}", text):
        return float(text), True
    if shape == "list of str" and text and text[0] not in "[," and not key.startswith(("theme", "server.unsafe")):
        folder = as_folder(value) if key == "server.folderWatchBlacklist" else value
        return ([folder], not is_protection(key)) if folder else (None, False)
    return None, False


def _fix(matter: Matter, facts: Facts, meant: Any, safe: bool, its: Project) -> Fix | None:
    from watchlint.rules.streamlit.repairing.changes import replace_value
    from watchlint.rules.streamlit.values.guarded import may_end_reload

    if meant is not None:
        if matter.setting.key == "server.folderWatchBlacklist":
            safe = safe and not may_end_reload(its.repository, meant)
        return replace_value(matter.config.path, matter.setting.path, meant, safe)
    return _from_table(matter, facts) if isinstance(matter.setting.value, dict) else None


def _from_table(matter: Matter, facts: Facts) -> Fix | None:
    """`[server.fileWatcherType]` with `auto = true` and nothing else says which value was meant."""
    setting = matter.setting
    on = [name for name, its in setting.value.items() if its is True and name in facts.accepted]
    if len(setting.value) != 1 or not on:
        return None

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml
        from watchlint.fixes.toml.draft import Draft
        from watchlint.rules.streamlit.repairing.changes import require_no_comments

        draft = Draft(data or b"")
        if not isinstance(draft.lookup(setting.path)[1], dict):
            return draft.bytes
        require_no_comments(draft, setting.path)
        return toml.set_value(toml.remove(draft.bytes, setting.path), setting.path, on[0])

    return Fix(f'set {setting.key} = "{on[0]}" in place of the table', [Edit(matter.config.path, change)])


def _effect(matter: Matter, facts: Facts, its: Project) -> str:
    """What Streamlit does with it, as the end of the sentence."""
    from watchlint.rules.streamlit.files.releases import number
    from watchlint.rules.streamlit.values import effects

    key, value, shape = matter.setting.key, matter.setting.value, facts.shapes[0]
    found = effects.of(key, facts, value, number(its.releases.newest), matter.config.get("theme"))
    if found is not None:
        return f": {effects.WORDS[found]}"
    if isinstance(value, str) and shape.startswith("list"):
        return f": {_as_list(key, value)}"
    if isinstance(value, str) and shape == "bool":
        return ": a text counts as true, whatever it says" if value else ": an empty text counts as false"
    return "; Streamlit does not check it"


def _as_list(key: str, value: str) -> str:
    """What becomes of a text where a list belongs."""
    if key.startswith("theme"):
        return "Streamlit fails to parse it and ignores it"
    letters = _LETTERS.get(key, "it is read letter by letter")
    if key == "server.folderWatchList" and "/" in value:
        return f"{letters}, and / is the whole file system"
    if key == "server.folderWatchBlacklist" and "/" in value:
        return f"{letters}, and / matches every module, so that none is reloaded"
    return letters


def _remedy(facts: Facts, value: Any, meant: Any) -> str:
    if isinstance(meant, str):
        return f'Streamlit does not look up variables. Write "{meant}", and set {meant[4:]} wherever the app starts.'
    if isinstance(meant, (bool, int, float)):
        return "Write it without quotes."
    if isinstance(meant, list):
        return f"Write a list: {shown(meant)}."
    if isinstance(value, dict):
        names = f" ({', '.join(facts.accepted)})" if facts.accepted else ""
        return f"Write one value{names} in place of the table."
    return f"Write {wanted(facts)}."
