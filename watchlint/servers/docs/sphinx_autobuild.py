"""`sphinx-autobuild SOURCE OUT`: watchfiles on the source folder and on those of --watch, the pages it builds included
where they lie inside.

Source: sphinx-autobuild 2025.8.25 (__main__.py, server.py), checked against the kernel. --ignore chooses events, never
folders.
"""

from __future__ import annotations

import os

from watchlint.servers.arguments import parse
from watchlint.servers.model import FILTERS, Believed, Way
from watchlint.servers.watchers.watchfiles import OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WITH_VALUE = frozenset(
    "-b --builder -j --jobs -d --doctree-dir -c --conf-dir -D --define -A --html-define -t --tag -w --warning-file"
    " -M --port --host --re-ignore --ignore --delay --watch --pre-build --post-build".split()
)


class SphinxAutobuild(OnWatchfiles):
    name = "sphinx-autobuild"
    programs = ("sphinx-autobuild", "sphinx_autobuild")
    comes_with = ("sphinx-autobuild",)
    traced = ("sphinx_autobuild",)
    reload = still = ()
    always = brings = True
    example = "docs"
    off = Way("do not watch: build with sphinx-build")
    excluding = ("--ignore", "--re-ignore")
    believed = (Believed("ignore", "--ignore '{folder}/*'", FILTERS, ("--ignore", "{folder}/*")),)

    def app(self, words: Sequence[str]) -> str | None:
        return next(iter(parse(words, _WITH_VALUE)[1]), None)

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        options, named = parse(words, _WITH_VALUE)
        return [os.path.realpath(os.path.join(cwd, path)) for path in (*named[:1], *options.get("--watch", ()))]

    def makes(self, cwd: str, environ: Mapping[str, str]) -> list[str]:
        return []


SERVER = SphinxAutobuild()
