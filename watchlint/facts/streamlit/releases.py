"""Which releases of Streamlit a project may install."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue


def installable(dependencies, override: str | None = None) -> list[str]:
    """Releases of the catalogue, oldest first, never empty. Without any version asked for: the newest alone, which an
    installer takes. `override`: the version that the settings name."""
    known = catalogue()
    pin = override or dependencies.pinned("streamlit")
    if pin:
        return [_release(known, pin)]
    if not any(one.specifier or one.url for one in dependencies.of("streamlit")):
        return [known.latest]
    wanted = dependencies.version_range("streamlit")
    if any(one.specifier is None for one in wanted.alternatives):
        return [known.latest]
    return wanted.releases(known.releases) or [known.latest]


def _release(known, version: str) -> str:
    try:
        return known.release(version.lstrip("=~><! "))
    except ValueError:
        return known.latest
