"""The doctor's page of text: a verdict first, then what to do, then the facts."""

from __future__ import annotations

from watchlint.doctor.pages import verdict
from watchlint.doctor.pages.page_machine import machine
from watchlint.reports.words import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Seen


MACOS = (
    "macOS: FSEvents reports whole trees, so folders cost nothing and there is no inotify limit. Tools that use kqueue"
    " instead (some Node and Go ones) hold one file descriptor for every file: see `ulimit -n` and `sysctl kern.maxfiles`."
)
WINDOWS = (
    "Windows: ReadDirectoryChangesW watches a whole tree with one handle, so there is no watch limit; many changes at once"
    " overflow its buffer and are lost, and network drives hold it to 64 KiB. The inotify part applies inside WSL only."
)
OTHER = "This system has no inotify: limits and running servers are not looked at."


def page(facts: Facts, advice: list[str]) -> str:
    """The page: a verdict first, then problems, advice and the facts. Not yet cleaned."""
    problems = [problem for problem in facts["problems"] if problem["severity"] != "info"]
    notes = [problem for problem in facts["problems"] if problem["severity"] == "info"]
    lines = [verdict.first_line(problems, facts)]
    for problem in problems[1:]:
        lines.append(f"  also: {problem['message']}")
    if advice:
        lines += ["", "What to do, in this order:"]
        lines += [f"  {number}. {step}" for number, step in enumerate(advice, 1)]
    if not problems and (apart := verdict.uncompared(facts)):
        notes = [row for row in notes if row not in apart]
        lines += ["", "What to do:", *(f"  {step}" for row in apart for step in row["steps"])]
    if not problems and (noted := [row for row in notes if verdict.worth_the_first_line(row)]):
        notes = [row for row in notes if row not in noted]
        lines += ["", "What ends it, where it is not wanted:", *(f"  {step}" for step in noted[0]["steps"])]
        lines += [f"Also: {row['message']}" for row in noted[1:]]
    if not problems and (rows := facts.get("files", [])):
        notes = [row for row in notes if row not in rows]
        lines += ["", "What its files say, and what to do where that is the cause:"]
        for row in rows:
            lines += [f"  {row['message']}", *(f"    {step}" for step in row["steps"])]
        lines += ["Start the server and look again while it runs: then its own cause is named."]
    lines += _servers(facts)
    if facts["limits"]:
        lines += machine(facts)
    else:
        platform = facts["system"]["platform"]
        lines += ["", MACOS if platform == "darwin" else WINDOWS if platform.startswith("win") else OTHER]
    lines += _in_force(facts)
    lines += _logs(facts)
    if notes:
        lines += ["", "Worth knowing"]
        for problem in notes:
            lines += [f"  {problem['message']}", *(f"    {step}" for step in problem["steps"][:1])]
    return "\n".join(lines) + "\n"


def _servers(facts: Facts) -> list[str]:
    lines = []
    for server in facts["servers"]:
        lines += [
            "",
            f"{' '.join(filter(None, (server['server'], server['version'])))}, process {server['pid']}, in {server['root']}",
        ]
        if server["polls"]:
            lines.append(f"  {server['polls']}")
        elif server["visible"]:
            lines.append(f"  {_seen(server)}")
        for row in server["unwatched"][:10]:
            lines.append(f"  not watched: {row['count']:>7,}  {row['path']}")
        if len(server["unwatched"]) > 10:
            lines.append(f"  … and {counted(len(server['unwatched']) - 10, 'more folder')}")
        lines += [f"  {key} = {value!r} (from: {origin})" for key, value, origin in server["options"]]
        lines += [f"  note: {note}" for note in server["notes"] if note != server["polls"]]
    if facts.get("servers_elsewhere"):
        one = facts["servers_elsewhere"] == 1
        where = "runs in another folder" if one else "run in other folders"
        lines += [
            "",
            f"{counted(facts['servers_elsewhere'], 'dev server')} {where}; `watchlint doctor --pid PID` looks at one.",
        ]
    return lines


def _seen(server: Seen) -> str:
    """What a server should watch and does."""
    by = f"with {counted(server['instances'], 'inotify instance')}"
    if not server["needed"]:
        return f"watches {counted(server['held'], 'folder')} {by}"
    if not server["at_least"]:
        return f"should watch {counted(server['needed'], 'folder')}, watches {server['held']:,} {by}"
    each = ""
    if len(server["workers"]) > 1:
        watches = [worker["watches"] for worker in server["workers"]]
        each = " in each worker" if len(set(watches)) == 1 else f" (its workers: {', '.join(map(str, watches))})"
    return f"should watch at least {counted(server['needed'], 'folder')}, watches {server['held']:,} of them and {server['elsewhere']:,} more{each}, {by}"


def _in_force(facts: Facts) -> list[str]:
    found, lines = facts["in_force"], []
    asked, answer = found.get("streamlit"), found.get("django")
    if asked:
        lines += ["", f"Streamlit {asked['version']} of {found['python']} would use"]
        lines += [f"  {key} = {value!r} (from: {origin})" for key, value, origin in asked["options"] or asked["read"]]
        if asked["error"]:
            lines.append(f"  by our own reading: Streamlit could not be asked: {asked['error']}")
    if answer:
        lines += [
            "",
            f"Django {answer['version']} of {found['python']} would use {answer['reloader'] or 'an unknown reloader'}",
        ]
        if answer["pywatchman"]:
            lines.append(f"  watchman program: {answer['watchman'] or 'not on the path'}")
        if answer["swallowed"]:
            lines.append("  what Django swallowed:")
            lines += ["    " + line for line in answer["swallowed"].rstrip().splitlines()]
    if (asked or answer) and not found.get("asked", True):
        lines.append(
            f"  by our own reading: to ask the interpreter itself, which starts it: --python {found['python']}"
        )
    return lines


def _logs(facts: Facts) -> list[str]:
    lines = []
    for log in facts["logs"]:
        lines += ["", f"Log {log['path']}: {counted(log['lines'], 'line')}"]
        for row in log["seen"]:
            where = f"line {row['first']:,}" if row["count"] == 1 else f"lines {row['first']:,} to {row['last']:,}"
            by = row["tool"] if row["server"] in ("", row["tool"].lower()) else f"{row['tool']}, {row['server']}"
            lines.append(f"  {row['count']:>7,} × {row['id']} ({by}), {where}: {row['text'][:120]}")
        if not log["seen"] and not log["error"]:
            lines.append("  no line that we know")
    return lines
