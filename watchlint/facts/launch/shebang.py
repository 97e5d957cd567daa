"""The first line of a script: the program that the kernel gives it to (execve(2), "Interpreter scripts")."""

from __future__ import annotations

_SHELLS = frozenset((b"ash", b"bash", b"bats", b"cbsd", b"csh", b"dash", b"ksh", b"sh", b"tcsh", b"zsh"))


def is_shell(data: bytes) -> bool:
    """Whether a file's first line leaves it to a shell: by its path, or through `env` or nix-shell."""
    if not data.startswith(b"#!"):
        return False
    first, _, rest = data[2:].partition(b"\n")
    words = first.split()
    if words and _name(words[0]) == b"env":
        words = [word for word in words[1:] if not word.startswith(b"-")]
    if words == [b"nix-shell"]:
        words = _of_nix(rest)
    return bool(words) and _name(words[0]).partition(b".")[0] in _SHELLS


def _name(path: bytes) -> bytes:
    return path.rpartition(b"/")[2]


def _of_nix(rest: bytes) -> list[bytes]:
    """What nix-shell runs (nix-shell(1), "Use as a #!-interpreter"): the last `-i` of the `#!` lines below the first."""
    found: list[bytes] = []
    for line in rest.split(b"\n"):
        if not line.startswith(b"#!"):
            break
        words = line[2:].split()
        found = [after for word, after in zip(words, words[1:], strict=False) if word == b"-i"][-1:] or found
    return found
