"""The verdict of .gitignore files where there is no git: a source archive, a container image.

pathspec turns each line into git's pattern; the order of files and the rule that nothing inside
an ignored folder can be re-admitted are gitignore(5)'s.
"""

from __future__ import annotations

from watchlint.facts.repository.git import GitError
from watchlint.facts.repository.ignore import NO_MATCH, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    Patterns = dict[str, list[tuple[GitIgnoreSpecPattern, Verdict]]]


MOST_STARS = 10
"""In one line; each of them multiplies the ways in which a name may be cut in parts."""


def verdicts(files: dict[str, bytes], paths: list[str]) -> dict[str, Verdict]:
    """The verdict on each path under these .gitignore files (path → content). Raises GitError for a line that would take for ever."""
    patterns = {path.rpartition("/")[0]: _patterns(path, data) for path, data in files.items()}
    return {path: _verdict(patterns, path) for path in paths}


def _patterns(source: str, data: bytes) -> list[tuple[GitIgnoreSpecPattern, Verdict]]:
    """The file's patterns, last first, each with the verdict it gives."""
    import re
    import warnings

    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    found = []
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r").partition("\0")[0]  # where git's text ends
        # To git a run of stars is two between slashes and else one (wildmatch.c), to a regular expression many ways to go.
        short = re.sub(r"(?<!\\)\*{3,}", "*", re.sub(r"(?<![^/])\*{3,}(?![^/])", "**", line))
        # git takes blanks off the end, pathspec every white space.
        short = re.sub(r"(?<!\\)([^\S ]) *$", r"[\1]", short)
        if short.count("*") > MOST_STARS and not short.startswith("#"):
            raise GitError(
                f"{source}:{number}: has more than {MOST_STARS} `*`, too many to be matched where there is no git"
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # re's doubts about "[[:x:]]" are not for the user
                pattern = _in_one_part(GitIgnoreSpecPattern(short))
        except (ValueError, re.error):  # a pattern git would never match, such as a lone "!" or "[z-a]"
            continue
        if pattern.regex is not None:
            found.append((pattern, Verdict(bool(pattern.include), source, number, line)))
    return found[::-1]


def _in_one_part(pattern: GitIgnoreSpecPattern) -> GitIgnoreSpecPattern:
    """The pattern, with brackets that match no slash (wildmatch.c, WM_PATHNAME): pathspec's `[!a]` does."""
    import re

    said = "" if pattern.regex is None else str(pattern.regex.pattern)
    own = re.sub(
        r"(?s)\\.|\[\^/\]|(\[\^?\]?[^\]]*\])", lambda found: f"(?!/){found[1]}" if found[1] else found[0], said
    )
    return pattern if own == said else type(pattern)(re.compile(own), pattern.include)


def _verdict(patterns: Patterns, path: str) -> Verdict:
    parts = path.split("/")
    verdict = NO_MATCH
    for depth in range(1, len(parts) + 1):
        name = "/".join(parts[:depth])
        verdict = _of_one(patterns, name + "/" if depth < len(parts) else name)
        if verdict.ignored:
            break
    return verdict


def _of_one(patterns: Patterns, path: str) -> Verdict:
    """The last matching line of the nearest .gitignore that has one, for this very path."""
    folder = path.rstrip("/")
    while folder:
        folder = folder.rpartition("/")[0]
        relative = path[len(folder) + 1 :] if folder else path
        for pattern, verdict in patterns.get(folder, ()):
            if _matches(pattern, relative):
                return verdict
    return NO_MATCH


def _matches(pattern: GitIgnoreSpecPattern, path: str) -> bool:
    """Whether the pattern matches the path itself: pathspec's also match what lies below a folder that they match."""
    found = pattern.match_file(path)
    if found is None:
        return False
    if str(getattr(pattern.regex, "pattern", "")).endswith(
        "/"
    ):  # of "folder/**", which is what lies in it, not the folder
        return bool(found.match.end() < len(path))
    folder = found.match.groupdict().get("ps_d") is not None
    return not folder or found.match.end("ps_d") == len(path)
