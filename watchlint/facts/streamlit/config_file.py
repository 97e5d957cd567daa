"""What the config.toml of a repository's root says of Streamlit's watcher, by itself."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository

CONFIG = ".streamlit/config.toml"


def watcher(repository: Repository) -> str | None:
    """fileWatcherType of the root's config.toml; None where it says nothing."""
    return repository.shared("streamlit watcher", lambda: _watcher(repository))


def _watcher(repository: Repository) -> str | None:
    data = repository.read_or_note(CONFIG)
    if not data or b"fileWatcherType" not in data:
        return None
    from watchlint.facts.toml.reader import TomlSyntaxError, read

    try:
        value = read(data).get("server", {}).get("fileWatcherType")
    except (TomlSyntaxError, AttributeError):
        return None
    return value if isinstance(value, str) else None


def is_there(repository: Repository) -> bool:
    """Whether the repository has such a file, at its root or below."""
    return repository.exists(CONFIG) or any(path.endswith(f"/{CONFIG}") for path in repository.named("config.toml"))
