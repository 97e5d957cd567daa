"""Packages as Poetry and Pipenv write them: a name, and a version or a table behind it."""

from __future__ import annotations

from watchlint.facts.packages import specifier_dialects
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import Requirement, is_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def requirement(name: str, value: object) -> Requirement | None:
    """The requirement in a text ("^1.2") or a table ({version = "^1.2", extras = […], git = …}); None in anything else.

    Its place is not set.
    """
    if isinstance(value, str):
        value = {"version": value}
    if not isinstance(value, dict) or is_template(str(value)):
        return None
    texts = {key: one for key, one in value.items() if isinstance(one, str)}
    version = texts.get("version", "")
    extras = value.get("extras")
    extras = tuple(sorted(normalise(one) for one in extras if isinstance(one, str))) if isinstance(extras, list) else ()
    url = next((texts[key] for key in ("git", "url", "path", "file", "hg", "svn") if key in texts), "")
    return Requirement(
        normalise(name),
        specifier_dialects.poetry(version),
        extras,
        " and ".join(f"({marker})" for marker in _markers(texts)),
        source=f"{name} = {version}" if version else name,
        url=url,
    )


def _markers(texts: dict[str, str]) -> Iterator[str]:
    """Poetry has `markers`, `python` and `platform`; Pipenv has `markers` and a key for each variable (`sys_platform`)."""
    if texts.get("markers"):
        yield texts["markers"]
    if "python" in texts:
        marker = specifier_dialects.python_marker(specifier_dialects.poetry(texts["python"]))
        if marker:
            yield marker
    if "platform" in texts:
        yield f'sys_platform == "{texts["platform"]}"'
    for variable in (
        "sys_platform",
        "platform_system",
        "platform_machine",
        "os_name",
        "python_version",
        "python_full_version",
    ):
        if variable in texts:
            yield f"{variable} {texts[variable]}"
