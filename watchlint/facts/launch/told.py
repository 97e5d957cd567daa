"""Commands that a README tells its readers to type: those of its blocks of shell text, and of what stands between backticks.

Nothing is started by them: they say how somebody starts it who works here, where no file does.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base.model import TREE, Where
from watchlint.facts.launch.base.source import Source, is_text
from watchlint.facts.launch.base.text import text
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.repository.repository import Repository

_SHELLS = frozenset(
    ("", "sh", "bash", "shell", "zsh", "console", "shell-session", "terminal", "text", "cmd", "powershell", "commandline")
)  # fmt: skip
_FENCE = re.compile(
    r"^[ \t>]*(?P<mark>```+|~~~+)[ \t]*(?P<language>[\w-]*)[^\n`]*\n(?P<body>.*?)^[ \t>]*(?P=mark)", re.M | re.S
)
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)(?:\.\. (?:code-block|code|prompt)::[ \t]*(?P<language>[\w-]*)[^\n]*|.*::)\n(?:[ \t]*:[^\n]*\n)*"
    r"(?P<body>(?:[ \t]*\n|(?P=indent)[ \t]+[^\n]*\n)+)", re.M,
)  # fmt: skip
_INLINE = re.compile(r"(?<!`)`(?P<body>[^`\n]+)`(?!`)")
_PROMPT = re.compile(r"(?m)^[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w@:~/.-]*[$%>❯➜][ \t]+)?")


def readmes(repository: Repository) -> list[str]:
    """The READMEs of the root and of the folders in it, the root's first."""
    found = repository.suffixed("README.md", "readme.md", "Readme.md", "README.rst", "README.txt", "README")
    near = [path for path in found if path.count("/") < 2 and posixpath.basename(path).lower().startswith("readme")]
    return sorted(near, key=lambda path: (path.count("/"), path))


def commands(repository: Repository, path: str) -> Iterator[Command]:
    """The commands of a README. They start in its folder, as far as it does not tell to go elsewhere."""
    data = repository.look(path)
    if not data or not is_text(data):
        return
    source = Source(path, "readme", data)
    folder = posixpath.dirname(path)
    where = Where(TREE, path)
    for start, stop in _pieces(source.text, path.endswith(".rst")):
        said = _PROMPT.sub(lambda found: " " * len(found.group()), source.text[start:stop])
        yield from shell.of_text(source, text(said, start), folder, where)


def _pieces(said: str, is_rst: bool) -> Iterator[tuple[int, int]]:
    """Where its pieces of shell text begin and end."""
    blocks = list((_DIRECTIVE if is_rst else _FENCE).finditer(said))
    found = [one.span("body") for one in blocks if (one["language"] or "").lower() in _SHELLS]
    rest = list(said)
    for one in blocks:
        rest[one.start() : one.end()] = ["\n"] * (one.end() - one.start())
    found += [one.span("body") for one in _INLINE.finditer("".join(rest))]
    yield from sorted(found)
