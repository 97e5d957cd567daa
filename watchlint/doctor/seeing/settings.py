"""What of a running Streamlit's configuration is not in force, by our own reading of its files."""

from __future__ import annotations

import os

from watchlint.facts.streamlit import in_force, precedence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.model import Running


def troubles(server: Running, root: str, version: str) -> list[dict[str, str]]:
    """What Streamlit complains of, as `precedence.Trouble` has it, and the files of the project it does not read (of kind
    "unread"). `version`: its release, "" where not known. Nothing of a server that is no Streamlit."""
    if server.server != "streamlit":
        return []
    words = server.words[server.words.index("run") + 1 :] if "run" in server.words else server.words
    app, flags = in_force.option_flags(list(words))
    home, cwd, release = server.environ.get("HOME") or os.path.expanduser("~"), server.cwd, version or None
    found = [
        row._asdict() for row in precedence.resolve(_content, home, cwd, app, server.environ, flags, release).troubles
    ]
    read = [path for _, path in precedence.files(home, cwd, app, release)]
    beside = os.path.dirname(os.path.join(cwd, app or ""))
    there = {os.path.normpath(os.path.join(folder, ".streamlit", "config.toml")) for folder in (root, beside)}
    for path in sorted(there - set(read)):
        if os.path.isfile(path):
            found.append({"kind": "unread", "key": "", "source": path, "reason": f"{read[1]} and {read[0]}"})
    return found


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(1 << 20)
    except OSError:
        return None
