"""The doctor's page of text: a verdict first, then what to do, then the facts."""

from __future__ import annotations

from watchlint.doctor.page_machine import machine
from watchlint.doctor.words import all_folders, counted

MACOS = (
    "macOS: FSEvents reports whole trees, so folders cost nothing and there is no inotify limit. Tools that use kqueue"
    " instead (some Node and Go ones) hold one file descriptor for every file: see `ulimit -n` and `sysctl kern.maxfiles`."
)
WINDOWS = (
    "Windows: ReadDirectoryChangesW watches a whole tree with one handle, so there is no watch limit; many changes at once"
    " overflow its buffer and are lost, and network drives hold it to 64 KiB. The inotify part applies inside WSL only."
)
OTHER = "This system has no inotify: limits and running servers are not looked at."


def page(facts: dict, advice: list[str]) -> str:
    """The page: a verdict first, then problems, advice and the facts. Not yet cleaned."""
    problems = [problem for problem in facts["problems"] if problem["severity"] != "info"]
    notes = [problem for problem in facts["problems"] if problem["severity"] == "info"]
    lines = [_verdict(problems, facts)]
    for problem in problems[1:]:
        lines.append(f"  also: {problem['message']}")
    if advice:
        lines += ["", "What to do, in this order:"]
        lines += [f"  {number}. {step}" for number, step in enumerate(advice, 1)]
    if not problems and (noted := [row for row in notes if row["id"].startswith("log-")]):
        notes = [row for row in notes if row not in noted]
        lines += ["", "What ends it, where it is not wanted:", *(f"  {step}" for step in noted[0]["steps"])]
        lines += [f"Also: {row['message']}" for row in noted[1:]]
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


def _verdict(problems: list[dict], facts: dict) -> str:
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        return f"{count}: {problems[0]['message']}"
    noted = [problem["message"] for problem in facts["problems"] if problem["id"].startswith("log-")]
    if noted:
        return f"No problem found, but one thing to know: {noted[0]}"
    if facts["logs"]:
        here = _here(facts)
        return f"No problem found: {_unknown(facts['logs'])} {here[:1].upper()}{here[1:]}"
    return f"No problem found: {_here(facts)}"


def _unknown(logs: list[dict]) -> str:
    """That no line of the logs is a complaint."""
    names = " and ".join(log["path"] for log in logs)
    return f"no line of {names} is a complaint that watchlint knows."


def _here(facts: dict) -> str:
    """What was seen on this machine, where nothing is wrong."""
    served = [server for server in facts["servers"] if server["needed"] and not server["unwatched_total"]]
    if served:
        return f"{'; '.join(map(_watches, served))}."
    return " ".join(filter(None, (_room(facts), _running(facts))))


def _watches(server: dict) -> str:
    """That a server watches all it should."""
    sure = " of the files it is sure to have loaded" if server["at_least"] else ""
    return f"{_named(server)} watches {all_folders(server['needed'])}{sure}"


def _named(server: dict) -> str:
    return f"{server['server']} (process {server['pid']})"


def _room(facts: dict) -> str:
    """What the trial says, as a sentence; '' where there was none."""
    trial = facts.get("trial")
    if not trial:
        return "" if facts["limits"] else "the limits of inotify do not apply on this system."
    if trial["fits"]:
        each = f"each of the {trial['folders']:,} folders" if trial["folders"] != 1 else "the one folder"
        return f"a watch can be had for {each} here."
    return f"{counted(trial['added'], 'more watch')} can be had here."


def _running(facts: dict) -> str:
    """What is known of servers in this folder, as a sentence."""
    unseen = facts.get("unseen", {})
    if facts["servers"]:
        names = ", ".join(map(_named, facts["servers"]))
        if all(server["polls"] for server in facts["servers"]):
            return f"{names} polls."
        held = sum(server["held"] for server in facts["servers"])
        return f"{names} holds {counted(held, 'watch')}." if held else f"{names} holds no watch that can be seen."
    if not facts["limits"]:
        return ""
    if not unseen.get("proc", True):
        return "Without /proc no running server can be seen."
    if unseen.get("processes") or unseen.get("hidepid") or unseen.get("other_namespaces"):
        return "Of the processes that can be seen, none is a dev server that watches this folder."
    return "No dev server that watches is running in this folder."


def _servers(facts: dict) -> list[str]:
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


def _seen(server: dict) -> str:
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


def _in_force(facts: dict) -> list[str]:
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


def _logs(facts: dict) -> list[str]:
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
