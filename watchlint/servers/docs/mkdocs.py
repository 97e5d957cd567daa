"""`mkdocs serve`: watchdog's polling observer on the pages and the settings file.

Source: mkdocs 1.6.1 (__main__.py, livereload/__init__.py), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Way
from watchlint.servers.watchers.polling import Poller


class Mkdocs(Poller):
    name = "mkdocs"
    title = "mkdocs serve"
    programs = ("mkdocs",)
    comes_with = ("mkdocs",)
    subcommands = ("serve",)
    reload = ("--livereload",)
    still = ("--no-livereload",)
    flags = frozenset("-q --quiet -v --verbose --open -o --dirty -c --clean -s --strict --watch-theme".split())
    example = ""
    always = True
    looks_at = "every file of docs_dir and of --watch"
    every = "twice a second"
    off = Way("do not watch: --no-livereload", words=("--no-livereload",))


SERVER = Mkdocs()
