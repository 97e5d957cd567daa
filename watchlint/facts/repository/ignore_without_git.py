"""The verdict of .gitignore files where there is no git: a source archive, a container image.

The order of files and the rule that nothing inside an ignored folder can be re-admitted are gitignore(5)'s.
"""

from __future__ import annotations

from watchlint.facts.repository.ignore import NO_MATCH, Verdict
from watchlint.facts.repository.wildmatch import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    Patterns = dict[str, list[tuple[Pattern, Verdict]]]


def verdicts(files: dict[str, bytes], paths: list[str]) -> dict[str, Verdict]:
    """The verdict on each path under these .gitignore files (path → content)."""
    patterns = {path.rpartition("/")[0]: _patterns(path, data) for path, data in files.items()}
    return {path: _verdict(patterns, path) for path in paths}


def _patterns(source: str, data: bytes) -> list[tuple[Pattern, Verdict]]:
    """The file's patterns, last first, each with the verdict it gives."""
    found = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = line.removesuffix(b"\r").partition(b"\0")[0]  # where git's text ends
        try:
            pattern = Pattern(line)
        except ValueError:  # one that git would never match, such as a lone "!" or "[z-"
            continue
        found.append((pattern, Verdict(not pattern.admits, source, number, line.decode("utf-8", "surrogateescape"))))
    return found[::-1]


def _verdict(patterns: Patterns, path: str) -> Verdict:
    parts = path.split("/")
    verdict = NO_MATCH
    for depth in range(1, len(parts) + 1):
        verdict = _of_one(patterns, "/".join(parts[:depth]), depth < len(parts))
        if verdict.ignored:
            break
    return verdict


def _of_one(patterns: Patterns, path: str, is_folder: bool) -> Verdict:
    """The last matching line of the nearest .gitignore that has one, for this very path."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        relative = (path[len(folder) + 1 :] if folder else path).encode("utf-8", "surrogateescape")
        for pattern, verdict in patterns.get(folder, ()):
            if pattern.matches(relative, is_folder):
                return verdict
    return NO_MATCH
