"""Pages of the documentation that are made from declarations: each server's and the table of them, and that of the hooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from tools.errors import anchor
from watchlint.cli import clean_caches
from watchlint.logs.catalogue import MESSAGES
from watchlint.rules.catalogue import HOOKS
from watchlint.servers import catalogue
from watchlint.servers.index import BESIDE, SERVERS
from watchlint.servers.model import Server, Way

MADE = "<!-- Made by tools/pages.py from watchlint/{}: run `python -m tools.catalogue`. -->\n"

# What a server writes, or what watches for it, where it gets no more watches.
LIMITS = ("watch-limit", "instance-limit", "open-files-limit", "queue-overflow", "watcher-died")

FOLDERS = {
    "apps": "Apps of data and pages",
    "beside": "What runs beside them: the front end, its tests, the editor",
    "django": "Django",
    "docs": "Documentation",
    "restarters": "What starts any program again",
    "streamlit": "Streamlit",
    "testing": "Tests",
    "web": "Web frameworks and servers",
}


def server_table() -> str:
    """docs/servers.md: every server on a line."""
    lines = [
        MADE.format("servers"),
        "# Servers",
        "",
        "What each dev server watches, how it is told to poll or to stop, and what it does at the limit. Each page is made from",
        "the module that `watchlint watches` and `watchlint doctor` use; tests start the real program and count its watches.",
    ]
    for folder in sorted(FOLDERS, key=lambda name: (name != "streamlit", name != "web", name)):
        rows = [row for row in (*SERVERS, *BESIDE) if row[1].startswith(f"{folder}.")]
        lines += ["", f"## {FOLDERS[folder]}", "", "| server | what it watches | to poll |", "| --- | --- | --- |"]
        for row in rows:
            server = catalogue.named(row[0])
            told = f"`{poll}`" if (poll := _command(server)) else "no way to" if not _polls(server) else "it polls"
            lines.append(f"| [{server.name}](servers/{server.name}.md) | {_what(row[1])[0]} | {told} |")
    return "\n".join([*lines, ""])


def server_pages() -> Iterator[tuple[str, str]]:
    """(name, text) of each server's page."""
    for row in (*SERVERS, *BESIDE):
        yield row[0], "\n".join(_server(catalogue.named(row[0]), row[1]))


def _server(server: Server, module: str) -> Iterator[str]:
    what, source = _what(module)
    yield from (MADE.format(f"servers/{module.replace('.', '/')}.py"), f"# {server.name}", "")
    yield from ("## What it watches", "", what, "")
    if server.at_least:
        yield from (
            "Only folders of loaded modules: which those are is known in part, so the number is a lower bound.",
            "",
        )
    yield from ("```sh", f"watchlint watches --server {server.name}", "```", "")
    yield from ("says how many watches that is in your project, folder by folder.", "")
    if server.narrower:
        variable = f", or the variable `{server.narrower_variable}`" if server.narrower_variable else ""
        yield from ("## Fewer folders", "", f"`{server.narrower} FOLDER`{variable}: only these, and what is below.", "")
    if server.passing:
        yield from (
            "## Pass over folders",
            "",
            f"{server.passing.format(folder='FOLDER')}: it takes no watch there.",
            "",
        )
    yield from ("## Poll instead", "")
    if command := _command(server):
        yield from ("```sh", command, "```", "")
    elif _polls(server):
        yield from ("It polls by itself, and takes no watch.", "")
    if server.polling:
        yield from (_way(server.polling), "")
    elif not _polls(server):
        yield from ("It has no option and no variable for it.", "")
    if server.off:
        yield from ("## Watch nothing", "", _way(server.off), "")
    yield from ("## What lowers nothing", "", "| believed | what it does |", "| --- | --- |")
    for one in server.believed:
        yield f"| `{one.option.format(folder='FOLDER')}` | {one.why} |"
    yield from ("| a line in `.gitignore` or `.dockerignore` | no dev server reads it |", "")
    yield from ("## At the limit", "", *_limit(server), "")
    if server.variables:
        yield from ("## Variables it obeys", "", ", ".join(f"`{name}`" for name in dict.fromkeys(server.variables)), "")
    yield from ("---", "", f"Checked on {source}", "")


def _limit(server: Server) -> Iterator[str]:
    """What it writes at the limit: its own messages, and those of what watches for it."""
    if _polls(server):
        yield "It takes no inotify watch: the limit does not touch it."
        return
    known = [one for one in MESSAGES if one.problem in LIMITS]
    own = [one for one in known if one.server == server.name]
    theirs = [one for one in known if one.server in (*server.may_use, server.library) and one.server and one not in own]
    if not own and not theirs:
        yield "No message of its own is known: compare what it holds with what it needs by `watchlint doctor`."
        return
    yield from (
        "It may write one of these, or nothing: then `watchlint doctor` shows which folders are not watched.",
        "",
    )
    yield from ("| in the log | what it means |", "| --- | --- |")
    for one in own + theirs:
        heading, link = anchor(one)
        yield f"| [{heading}](../errors.md#{link}) | {one.means} |"


def _polls(server: Server) -> bool:
    return any(base.__name__ == "Poller" for base in type(server).__mro__)


def _command(server: Server) -> str:
    return " ".join(server.to_poll(server.typed("APP").arguments, "").split())


def _way(way: Way) -> str:
    done = way.do.partition(": ")[2] or way.do
    text = f"{done[0].upper()}{done[1:]}" if done.partition(" ")[0].islower() and done[0].isalpha() else done
    return _coded(text) + "." + (f" What it costs: {way.price}." if way.price else "")


def _what(module: str) -> tuple[str, str]:
    """(what it watches, where that was looked up) by the docstring of its module, on one line each."""
    text = " ".join((import_module(f"watchlint.servers.{module}").__doc__ or "").split())
    what, _, source = text.partition("Source: ")
    return _coded(what.strip()), source


def _coded(text: str) -> str:
    """The text with each option and variable in it as code, where it is not so already."""
    pieces = text.split("`")
    pieces[::2] = [
        re.sub(r"(?<![\w-])(--?[a-z][\w-]*|[A-Z]+_[A-Z_]+(?:=\w+)?)", r"`\1`", piece) for piece in pieces[::2]
    ]
    return "`".join(pieces)


def hooks() -> str:
    """docs/hooks.md: every hook, its rules, and how it is asked for."""
    lines = [
        MADE.format("rules"),
        "# Hooks",
        "",
        "For [pre-commit](https://pre-commit.com) and [prek](https://prek.j178.dev). `check-all` is all of them over one set of",
        "facts; take single ones where you want some only. None needs a file's name: each looks at the whole repository.",
        "",
        "```yaml",
        "repos:",
        "  - repo: https://github.com/watchlint/watchlint",
        "    rev: v0.1.0",
        "    hooks:",
        "      - id: check-all",
        "        args: [--fix]",
        "```",
        "",
        "They need Python 3.10: where the machine's own is older, add `language_version: python3.10`.",
        "Without `--fix` they only report. A fixer changes the work tree, fails, and prints the `git add` that comes next.",
    ]
    for hook in HOOKS:
        lines += ["", f"## {hook.name}", "", f"Checks that {hook.summary}.", ""]
        lines += [f"- [{rule.name}](rules/{rule.name}.md): {rule.summary}" for rule in hook.rules]
    lines += ["", f"## {clean_caches.NAME}", "", f"{clean_caches.SUMMARY[0].upper()}{clean_caches.SUMMARY[1:]}.", ""]
    lines += ["Not for commits: it runs after a checkout or a merge, and by hand."]
    return "\n".join([*lines, ""])
