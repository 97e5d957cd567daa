"""Values of the theme: the base it is built on, and lists that must have a certain length."""

from __future__ import annotations

import os

from watchlint.findings import ERROR, INFO, WARNING
from watchlint.rules.streamlit.files.project import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.rules.streamlit.files.project import Matter, Project

FILES = "1.51.0"
"""The first release whose theme.base may name a theme file or a URL."""


def base_problem(matter: Matter, project: Project, meant: str | None) -> Problem | None:
    """Since 1.51 what is neither light, dark, a theme file nor a URL ends Streamlit at start (config_util.py,
    process_theme_inheritance); before, another name than light and dark counts as light. `meant`: which it stands for."""
    value, facts, releases = matter.setting.value, matter.facts, project.releases
    if facts is not None and value in facts.accepted:
        return None
    fatal = releases.between(low=FILES)
    if not fatal:
        said = f'theme.base has no value "{value}": Streamlit warns and takes light'
        return Problem(said, f'Write "{meant}".' if meant else "Write light or dark.", meant, WARNING)
    error = _error(matter, project, meant)
    if error is None:
        return None
    return Problem(
        f'theme.base = "{value}" is neither light nor dark, and there is no such theme file: Streamlit does not start '
        f"({error}){releases.note(fatal)}",
        f'Write "{meant}".' if meant else "Write light or dark, or the path of a theme file; a color is primaryColor.",
        meant,
        ERROR if fatal[-1] == releases.newest else INFO,
    )


def _error(matter: Matter, project: Project, meant: str | None) -> str | None:
    """How Streamlit ends; None where the file may be there."""
    value: str = matter.setting.value
    if value.startswith(("http://", "https://")):
        return None
    name = value.removeprefix("./")
    if value.startswith(("/", "~")) or value[1:3] == ":\\" or name.startswith("../"):
        return None  # outside the repository: not ours to see
    paths = (name, f"{matter.config.path.rpartition('.streamlit/')[0]}{name}")
    repository = project.repository
    if name and not meant and any(map(repository.exists, paths)):
        is_folder = any(os.path.isdir(repository.absolute(path)) for path in paths)
        return "StreamlitInvalidThemeError" if is_folder else None
    return "FileNotFoundError" if name else "StreamlitInvalidThemeError"


def list_problem(key: str, value: Any) -> Problem | None:
    """What is wrong with the colors of charts or the sizes of headings."""
    return _headings(key, value) if "heading" in key else _chart(key, value)


def _chart(key: str, value: Any) -> Problem | None:
    """Ten colors or none count (runtime/app_session.py, _populate_theme_msg, of 1.47.0, 1.54.0 and 1.67.0)."""
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, list):
        said = f"{key} is no list: Streamlit fails to parse it and takes its own colors"
        return Problem(said, 'Write a list of ten, such as ["#e4f5ff", ...].')
    if len(value) == 10:
        return None
    order = "from the lightest to the darkest" if "Seq" in key else "from one end over the middle to the other"
    count = f"{len(value)} color{'s' * (len(value) != 1)}"
    said = f"{key} has {count} where ten belong: Streamlit logs an error and takes its own"
    return Problem(said, f"Give ten, {order}, or remove the line.")


def _headings(key: str, value: Any) -> Problem | None:
    """One value, or one to six for the headings h1 to h6 (runtime/app_session.py, _populate_theme_msg, since 1.47)."""
    if isinstance(value, str) and not value.strip().lower().endswith(("px", "rem")):
        from watchlint.rules.streamlit.values.effects import of_theme_list

        is_bad = of_theme_list(key.rpartition(".")[2], value) is not None
    else:
        is_bad = isinstance(value, list) and not 1 <= len(value) <= 6
    if not is_bad:
        return None
    said = f"{key} has not one to six values: the page stays blank, every session ends with an error"
    return Problem(said, "Give one value for all headings, or a list of one to six for h1 to h6.")
