"""The starts of dev servers, read once for all rules of this hook."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch


def launches(repository: Repository) -> list[Launch]:
    """Every start of a dev server in this repository's files, those of tests left out."""
    return repository.shared("reloader launches", lambda: _launches(repository))


def _launches(repository: Repository) -> list[Launch]:
    from watchlint.facts.launch.kinds import is_test
    from watchlint.servers import launches as dev_servers

    return [launch for launch in dev_servers.launches(repository) if not is_test(launch.path or "")]
