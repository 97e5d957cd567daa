"""Which releases of Streamlit a project may install."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue, parse_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.streamlit.options import Catalogue

_OLDER = "0.83.0"  # the last before the catalogue


def installable(dependencies: Dependencies, override: str | None = None) -> list[str]:
    """Releases of the catalogue, oldest first, never empty. Without any version asked for: the newest alone, which an
    installer takes; where all that are asked for are older than the catalogue, one that is. `override`: the version that
    the settings name."""
    known = catalogue()
    pin = override or dependencies.pinned("streamlit")
    if pin:
        return [_release(known, pin)]
    if not any(one.specifier or one.url for one in dependencies.of("streamlit")):
        return [known.latest]
    wanted = dependencies.version_range("streamlit")
    if any(one.specifier is None for one in wanted.alternatives):
        return [known.latest]
    found = wanted.releases(known.releases)
    if not found and wanted.within(high=known.releases[0]) == "certain":
        return [_OLDER]
    return found or [known.latest]


def _release(known: Catalogue, version: str) -> str:
    version = version.lstrip("=~><! ")
    try:
        number = parse_version(version)
    except ValueError:
        return known.latest
    if number < parse_version(known.releases[0]):
        return ".".join(map(str, number))
    return known.release(version)
