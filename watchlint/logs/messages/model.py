"""What is known of one line: what it looks like, what it means, and the steps that end it."""

from __future__ import annotations

from watchlint.records import Record

SEVERITIES = {
    "watch-limit": "error",
    "instance-limit": "error",
    "open-files-limit": "error",
    "queue-overflow": "error",
    "watcher-died": "error",
    "session-died": "error",
    "vanished-file": "error",
    "reload-hangs": "error",
    "sysctl-in-container": "error",
    "no-inotify": "error",
    "no-space": "warning",
    "permission": "warning",
    "configuration": "warning",
    "polling": "warning",
    "reload-failed": "warning",
    "reload-loop": "warning",
    "watchman": "error",
    "never-came-back": "info",
    "no-reload": "info",
    "polls": "info",
    "harmless": "info",
    "": "info",
}
"""The kinds of trouble and how much they weigh. "" is news (which reloader was picked), no complaint."""


class Message(Record):
    """One known line of a log."""

    id: str
    tool: str
    """The program that writes it, as people call it."""
    problem: str
    """A key of SEVERITIES."""
    pattern: bytes
    """A regular expression, searched within one line. The group `detail` is shown, where there is one."""
    means: str
    """What it means, in one or two sentences for someone who never heard of inotify."""
    steps: tuple[str, ...]
    """Commands to copy, the best first; {watches}, {instances}, {detail} and {poll} are filled in (see steps.py)."""
    source: str
    """Where the line was seen: the program's release, its source file, or how it was made to write it."""
    examples: tuple[str, ...]
    """Lines as they are written; a test holds that this message recognises them and no other does."""
    server: str = ""
    """The server that the line is about, or the library; "" where any program writes it (see polling.py)."""
    general: bool = False
    """Whether any other message that fits the same line is the better one."""
    near: bytes = b""
    """A regular expression that the lines before it must match as well: without it the line says too little."""
    unless: tuple[str, ...] = ()
    """Messages that make this one untrue, where the log has one of them."""
    last: bool = False
    """Whether it only counts as the last line of the log."""
    many: int = 30
    """Of a reload-loop: in so many lines it weighs; in fewer it may be somebody's work."""


def severity(message: Message, count: int) -> str:
    """How much a message weighs that stands in so many lines."""
    return "info" if message.problem == "reload-loop" and count < message.many else SEVERITIES[message.problem]


END = rb"(?:\\n\".*|[\s*`]*)$"
"""The end of a line, also where it was put into JSON, or was quoted by somebody in Markdown."""

# Steps that many messages share.
RAISE_WATCHES = (
    "sudo sysctl fs.inotify.max_user_watches={watches}  # on the host, not inside a container; then start it again"
)
RAISE_INSTANCES = "sudo sysctl fs.inotify.max_user_instances={instances}  # on the host (Kubernetes: on the node); then start it again"
KEEP_WATCHES = (
    "echo 'fs.inotify.max_user_watches={watches}' | sudo tee /etc/sysctl.d/60-watchlint.conf  # keeps it after a boot"
)
KEEP_INSTANCES = "echo 'fs.inotify.max_user_instances={instances}' | sudo tee /etc/sysctl.d/60-watchlint.conf  # keeps it after a boot"
OPEN_FILES = (
    'ulimit -n "$(ulimit -Hn)"  # in the shell that starts it: too many open files of its own give the same error'
)
POLL = "{poll}"
OWN_IMAGE = (
    'docker build --platform linux/arm64 "$PWD"  # an image for this processor: take out platform: linux/amd64, '
    "--platform=linux/amd64 and DOCKER_DEFAULT_PLATFORM"
)
EXACT = "watchlint doctor  # for exact numbers, while the server runs"
NARROW = "uvicorn package.main:app --reload --reload-dir package  # a folder that holds only source files"
WHAT_CHANGED = (
    "find . -type f -mmin -1 -not -path './.git/*'  # while it loops: what was written in the last minute; "
    "what you did not edit belongs outside the watched folder"
)

WATCH_LIMIT = (RAISE_WATCHES, POLL, KEEP_WATCHES, EXACT)
EITHER_LIMIT = (RAISE_INSTANCES, OPEN_FILES, POLL, EXACT)
