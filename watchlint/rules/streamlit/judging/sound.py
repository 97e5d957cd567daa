"""Whether a value would be right for another option: only then is it moved there."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.streamlit.files.project import Matter
from watchlint.rules.streamlit.judging.sorting import value_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.rules.streamlit.files.config import Config, Setting
    from watchlint.rules.streamlit.files.project import Project


def is_sound(config: Config, setting: Setting, key: str, project: Project) -> bool:
    """Whether `key` is not deprecated and takes the value of `setting` without an error."""
    option = catalogue().option(key, project.releases.newest)
    if option is None or option.facts.expiry:
        return False
    moved = setting._replace(key=key, path=tuple(key.split(".")))
    rule = value_rule(config, moved, option.facts)
    if rule == "streamlit-option-value":
        from watchlint.findings import ERROR
        from watchlint.rules.streamlit.values.meaning import problem

        found = problem(Matter(rule, config, moved, option, option.facts), project)
        return found is None or found.severity not in (None, ERROR)
    if rule == "streamlit-exclude-ineffective":
        from watchlint.rules.streamlit.values.watchers import is_ineffective

        return not any(map(is_ineffective, moved.value))
    return rule != "streamlit-option-type"
