"""The text of `watchlint watches`: for each server a tree of the folders that cost most, and the moves."""

from __future__ import annotations

import re

from watchlint.reports.words import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Facts = dict[str, Any]
    Line = list[tuple[str, str]]

BAR = 20
_COLOURS = {"git": "magenta", "virtual environment": "yellow", "node_modules": "green", "cache": "cyan", "data": "blue"}

# Pairs (style, text): what colours and what does not is decided by whoever prints.


def lines(report: Facts, why: bool = False) -> Iterator[Line]:
    """The report as lines of (style, text). A tree that several servers watch is told once. `why`: with what is believed to
    lower the number and does not."""
    if not report["servers"]:
        yield [
            (
                "",
                "No dev server that watches files is started here, as far as launch files (Dockerfile, compose, Procfile, "
                "Makefile, scripts, tasks), READMEs, .flaskenv and the Python files near the root say.",
            )
        ]
        yield [("", "Name yours: watchlint watches --server NAME --app FILE, with the file that you start.")]
    told: list[Facts] = []
    for number, server in enumerate(report["servers"]):
        if number:
            yield []
        same = next((other for other in told if other["folders"] == server["folders"]), None)
        yield from _server(server, report["limits"], same, why)
        told.append(server)
    if not why and any(_believed(server) for server in report["servers"]):
        yield []
        yield [("dim", "What is believed to lower it, and does not: watchlint watches --why")]
    for note in report["notes"]:
        yield [("yellow", "note: "), ("", note)]
    if sum(bool(server["watches"]) for server in report["servers"]) > 1:
        yield []
        yield from _together(report)
    yield []
    yield from _limits(report["limits"])


def _together(report: Facts) -> Iterator[Line]:
    all_, most = report["together"], report["limits"]["watches"]
    unsure = [server for server in report["servers"] if server["watches"] and not server["certain"]]
    more = bool(unsure) and all(server.get("at_least") for server in unsure)
    about = "at least " if more or not all_["whole"] else "" if all_["certain"] else "about "
    share = _share(all_["watches"], report["limits"])
    yield [
        ("bold", f"all of these at once: {about}{counted(all_['watches'], 'watch')}"),
        ("", f", {all_['instances']} instances{share}"),
    ]
    parts = [f"{one['server']} {one['watches_after_run']:,}" for one in report["servers"] if one["watches"]]
    yield [("dim", f"  {' + '.join(parts)}")]
    if all_["fits"] is False:
        yield [
            ("red", "  more than that: "),
            ("", f"those that start last get no watch above {most:,}; raise it: watchlint sysctl"),
        ]


def _believed(server: Facts) -> list[Facts]:
    """Its moves that save nothing and end nothing."""
    return [move for move in server["moves"] if not move["saves"] and not move["ends_loop"]]


def _server(server: Facts, limits: Facts, same: Facts | None, why: bool) -> Iterator[Line]:
    """One server; `same`: one above that watches the same folders."""
    yield [
        ("bold", server["server"]),
        ("", f"  {server['command']}"),
        ("dim", f"  ({server['started_in']})" if server["started_in"] else ""),
    ]
    now, after = server["watches"], server["watches_after_run"]
    if server["polls"]:
        yield [("", "  0 watches: it polls, or does not watch")]
    elif now is None:
        yield [("bold", "  how many watches is not known")]
    else:
        later = f", {after:,} once it has run" if after != now else ""
        about = "" if server["certain"] else "at least " if server.get("at_least") else "about "
        instances = counted(server["instances"], "instance")
        yield [
            ("bold", f"  {about}{counted(now, 'watch')}"),
            ("", f"{later}, {instances}"),
            ("", _share(after, limits)),
        ]
    for note in server["notes"]:
        yield [("yellow", "  note: "), ("", note)]
    if server["folders"] and now:
        yield []
        if same:
            yield [("dim", f"  the same folders as {same['server']} above")]
        else:
            yield from _tree(server["folders"], now)
    believed = _believed(server)
    helping = [move for move in server["moves"] if move not in believed]
    if helping:
        yield []
        yield [("bold", "  what lowers it")]
        yield from _moves(helping)
    if believed and why:
        yield []
        yield [("bold", "  what does not, though it is believed to")]
        yield from _moves(believed)
    if "verify" in server:
        yield []
        yield _verified(server["verify"])


def _tree(folders: list[Facts], total: int) -> Iterator[Line]:
    width = max(len(f"{folder['watches']:,}") for folder in folders)
    for folder in folders:
        share = min(1.0, folder["watches"] / total)
        filled = round(share * BAR)
        above = next(
            (f["path"] for f in reversed(folders[: folders.index(folder)]) if f["depth"] < folder["depth"]), ""
        )
        name = folder["path"]
        if above not in ("", ".") and name.startswith(above + "/"):
            name = name[len(above) + 1 :]
        yield [
            ("", f"  {folder['watches']:>{width},}  {share:>4.0%}  "),
            (_COLOURS.get(folder["kind"], "white"), "█" * filled),
            ("dim", "░" * (BAR - filled)),
            ("", "  " + "  " * folder["depth"] + name),
            (
                _COLOURS.get(folder["kind"], ""),
                f"  {folder['kind']}" if folder["kind"] and folder["kind"] != name else "",
            ),
        ]


def _moves(moves: list[Facts]) -> Iterator[Line]:
    width = max(len(f"−{move['saves']:,}") for move in moves)
    for move in moves:
        saves = f"−{move['saves']:,}" if move["saves"] else "0"
        yield [
            ("green" if move["saves"] else "dim", f"  {saves:>{width}}  "),
            ("" if move["saves"] or move["ends_loop"] else "dim", move["do"]),
            ("dim", f"  ({move['price']})" if move["price"] else ""),
            ("green", "  ends the loop" if move["ends_loop"] else ""),
        ]


def _verified(trial: Facts) -> Line:
    if trial["stopped_at"] is not None:
        return [
            ("red", "  verified: "),
            (
                "",
                f"the kernel gave {counted(trial['watches'], 'watch')} and no more: it stopped at {trial['stopped_at']}",
            ),
        ]
    if trial["note"]:
        return [("red", "  not verified: "), ("", trial["note"])]
    if not trial["agrees"]:
        return [
            ("yellow", "  verified: "),
            ("", f"the kernel gave {counted(trial['watches'], 'watch')}: other folders than predicted"),
        ]
    return [("green", "  verified: "), ("", f"this kernel, now, gives all {counted(trial['watches'], 'watch')}")]


def _limits(limits: Facts) -> Iterator[Line]:
    if limits["watches"] is None:
        yield [("dim", "This is no Linux, or it shows no limits: inotify has none here.")]
        return
    used = (
        f", {limits['watches_in_use']:,} in use, {limits['watches_left']:,} left"
        if limits["watches_in_use"] is not None
        else ""
    )
    yield [("dim", f"this machine: max_user_watches {limits['watches']:,}{used}")]
    if limits["instances"] is not None:
        used = (
            f", {limits['instances_in_use']:,} in use, {limits['instances_left']:,} left"
            if limits["instances_in_use"] is not None
            else ""
        )
        yield [("dim", f"              max_user_instances {limits['instances']:,}{used}")]


def _share(watches: int, limits: Facts) -> str:
    most = limits["watches"]
    return f"; {watches / most:.1%} of this machine's {most:,}" if most and watches else ""


def show(report: Facts, paint: Callable[[str, str], str], width: int | None = None, why: bool = False) -> None:
    """Print it, each part painted in its style: `paint` is given the style and the text. `width`: columns to wrap to, where
    it is read on a terminal."""
    import sys

    from watchlint.reports.terminal import harmless, printable

    told = ([(style, printable(text)) for style, text in line] for line in lines(report, why))
    if width:
        told = (row for line in told for row in wrapped(line, width))
    text = harmless("".join(_painted(line, paint) + "\n" for line in told))
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def wrapped(line: Line, width: int) -> Iterator[Line]:
    """The line as several, none wider unless one word is; the later ones begin below its second part."""
    if sum(len(text) for _, text in line) <= width:
        yield line
        return
    indent = len(line[0][1]) if line[0][1].strip() and len(line) > 1 else 2
    row: Line = []
    used = 0
    for style, text in line:
        for word in re.findall(r"\s*\S+|\s+", text):
            if used + len(word) > width and used > indent and word.strip():
                yield row
                row, used, word = [("", " " * indent)], indent, word.lstrip()
            row.append((style, word))
            used += len(word)
    yield row


def _painted(line: Line, paint: Callable[[str, str], str]) -> str:
    return "".join(paint(style, part) if part else "" for style, part in line).rstrip()
