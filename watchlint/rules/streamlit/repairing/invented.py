"""The fix of made-up options: they go, and what they stand for comes."""

from __future__ import annotations

from watchlint.findings import Edit, Fix
from watchlint.fixes.refused import Refused
from watchlint.rules.streamlit.values.watchers import BLACKLIST, TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.rules.streamlit.files.project import Matter, Project


def replacement(matter: Matter, meant: dict[Any, Any], project: Project) -> Fix:
    """The fix that takes out what was made up, and sets `meant` (path -> value) in its stead."""
    what = " and ".join(target[-1] for target in meant)
    path = matter.setting.path
    safe = all(_is_safe(matter, target, value, project) for target, value in meant.items())

    def change(data: bytes | None) -> bytes:
        return _changed(data or b"", path, meant)

    description = f"remove {'.'.join(path)}" + (f" and set {what}" if what else "")
    return Fix(description, [Edit(matter.config.path, change)], safe)


def _is_safe(matter: Matter, target: tuple[str, ...], value: Any, project: Project) -> bool:
    from watchlint.rules.streamlit.values.guarded import is_guarded, may_end_reload

    if target == TYPE and matter.config.get(*target) is not None:
        return True  # set already, and stays as it is
    if target == BLACKLIST:
        return not may_end_reload(project.repository, value)
    return not is_guarded(".".join(target), value, project.profile)


def _changed(data: bytes, path: tuple[str, ...], meant: dict[Any, Any]) -> bytes:
    from watchlint.fixes.toml import edit as toml
    from watchlint.fixes.toml.draft import Draft
    from watchlint.rules.streamlit.repairing.changes import require_no_comments

    if not data or not Draft(data).lookup(path)[0]:
        return data
    draft = Draft(data)
    if len(meant) == 1 and draft.key(path) and not any(draft.lookup(target)[0] for target in meant):
        ((target, value),) = meant.items()
        return toml.set_value(toml.move(data, path, target), target, value)
    if meant:
        require_no_comments(draft, path)
    for target, value in meant.items():
        is_there, current = Draft(data).lookup(target)
        if is_there and isinstance(value, list) and isinstance(current, list):
            for item in value:
                data = toml.append_to_array(data, target, item)
        elif not is_there:
            data = toml.set_value(data, target, value)
        elif target not in (TYPE, BLACKLIST) and current != value:
            raise Refused(f"{'.'.join(target)} is set already, to another value")
    return toml.remove(data, path)
