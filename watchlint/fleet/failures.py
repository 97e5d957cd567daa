"""Why a repository could not be checked, and whether that may pass by itself."""

from __future__ import annotations

import re

from watchlint.fleet.listing import without_credentials

# Words of git, curl, ssh and the C library for what may be gone in a minute: the network, a busy server, a full disk. Of that
# one git often says no more than that it could not write, and into a new folder nothing else keeps it from that.
_PASSING = re.compile(
    r"could not resolve host|couldn't resolve|name resolution|connection (?:refused|reset|closed|timed out)|failed to connect|"
    r"couldn't connect|operation timed out|network is unreachable|no route to host|"
    r"could not read from remote|early eof|unexpected disconnect|the remote end hung up|rpc failed|gnutls_handshake|ssl_read|ssl_error_syscall|empty reply|"
    r"returned error: (?:408|429|5\d\d)|no space left on device|disk quota exceeded|resource temporarily unavailable|"
    r"failed to write|unable to write|write error|could not set|could not create|unable to create|cannot mkdir|"
    r"unable to fork|cannot fork|too many open files",
    re.IGNORECASE,
)
# What will not pass, though git says one of the above beside it.
_FINAL = re.compile(
    r"does not appear to be a git repository|repository .*not found|repository '.*' does not exist|authentication failed|"
    r"could not read (?:username|password)|permission denied|host key verification failed|transport '.*' not allowed|"
    r"protocol '.*' is not supported|dubious ownership|bad (?:object|tree|pack)|corrupt|inflate|hash mismatch|"
    r"not our ref|missing (?:blob|tree|commit|object)|invalid path|file name too long|unable to read|not a git repository|bad config",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:fatal|error): *(.*)")
_LONGEST = 300


class Failure(Exception):
    """A repository that could not be checked. `reason`: one line; `passing`: whether it may pass by itself."""

    def __init__(self, reason: str, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason = without_credentials(" ".join(reason.split()))[:_LONGEST]
        self.passing = passing


def of_git(what: str, code: int, said: str) -> Failure:
    """The failure that a git's exit code and its words on standard error stand for. `what`: what git was asked to do."""
    if code == -25 or "File too large" in said:  # SIGXFSZ, EFBIG: the limit that we set
        return Failure("a file of it is larger than --disk allows")
    if re.search(r"out of memory|cannot allocate memory|mmap failed", said, re.IGNORECASE):
        return Failure("git needs more memory than --memory allows")
    lines = list(dict.fromkeys(words for words in _WORDS.findall(said) if words.strip()))
    if lines and lines[0].startswith("Could not read from remote"):  # ssh has said why, above it
        above = [line for line in said.partition("fatal:")[0].splitlines() if line.strip()]
        lines = above[:1] or lines[:1]
    reason = "; ".join(lines[:2]) or said.strip().rpartition("\n")[2] or _ended(code)
    return Failure(f"{what}: {reason}", passing=may_pass(said))


def may_pass(said: str) -> bool:
    """Whether a failure with these words may pass by itself."""
    return bool(_PASSING.search(said)) and not _FINAL.search(said)


def _ended(code: int) -> str:
    return f"git was ended by signal {-code}" if code < 0 else f"git ended with exit code {code}"
