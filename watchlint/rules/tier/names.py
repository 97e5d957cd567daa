"""Which files may set an inotify limit, by their names alone: asked on every run, so it costs next to nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.listing import Listing
    from watchlint.facts.repository.repository import Repository

# Few and broad: each is one search through the whole listing.
ENDS = (".yml", ".yaml", "sh", "file", ".nix", "container.json")
WORDS = ("inotify", "sysctl", "ockerfile.")

_NEVER = (".md", ".rst", ".txt", ".py", ".html", ".png", ".svg", ".js", ".ts", ".go", ".rs", ".c", ".h")  # fmt: skip
"""These tell, they do not set."""

MOST = 400
"""Files looked into, those nearest the root first."""


def paths(listing: Listing) -> list[str]:
    """The files of a Listing whose name says that they may set a limit: sysctl.d/*.conf, scripts, Dockerfile, compose,
    devcontainer, Vagrantfile, Makefile, playbooks, Nix; at most MOST."""
    found = dict.fromkeys(listing.ending(*ENDS))
    for text in listing.texts:
        for word in WORDS:
            at = text.find(word)
            while at >= 0:
                start, end = text.rfind("\0", 0, at) + 1, text.find("\0", at)
                found[text[start:end]] = None
                at = text.find(word, end)
    chosen = [path for path in found if not path.endswith(_NEVER)]
    if len(chosen) > MOST:
        chosen = sorted(chosen, key=lambda path: (path.count("/"), path))[:MOST]
    return chosen


def contents(repository: Repository) -> dict[str, bytes]:
    """Path -> bytes of those files that speak of inotify."""

    def read() -> dict[str, bytes]:
        found = {}
        for path in paths(repository.listing):
            data = repository.read_or_note(path)
            if data is not None and b"inotify" in data:
                found[path] = data
        return found

    return repository.shared("tier-limits-set", read)
