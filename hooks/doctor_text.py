"""The doctor's page of text, and what keeps secrets and home folders out of it."""

from __future__ import annotations

import os
import re

from hooks.doctor_server_problems import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SECRETS = (
    (re.compile(r"(?<=://)[^/\s@'\"]+@"), "***@"),
    (re.compile(r"(?i)\b((?:[a-z_-]*(?:token|secret|password|passwd|api[_-]?key|access[_-]?key|credential)[a-z_-]*)['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,;]+"), r"\1***"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}"), r"\1 ***"),
    (re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{16,}|AKIA[A-Z0-9]{12,}|xox[abprs]-[A-Za-z0-9-]{10,})"), "***"),
)  # fmt: skip
_ANY_HOME = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s'\":,;)\]]+")

MACOS = (
    "macOS: FSEvents reports whole trees, so folders cost nothing and there is no inotify limit. Tools that use kqueue"
    " instead (some Node and Go ones) hold one file descriptor for every file: see `ulimit -n` and `sysctl kern.maxfiles`."
)
WINDOWS = (
    "Windows: ReadDirectoryChangesW watches a whole tree with one handle, so there is no watch limit; many changes at once"
    " overflow its buffer and are lost, and network drives hold it to 64 KiB. The inotify part applies inside WSL only."
)
OTHER = "This system has no inotify: limits and running servers are not looked at."


def redactor(home: str | None = None) -> Callable[[str], str]:
    """A function that takes home folders (they become ~) and what looks like a secret out of a text."""
    homes = {os.path.expanduser("~") if home is None else home}
    homes |= {os.path.realpath(path) for path in list(homes)}
    homes = {path.rstrip("/\\") for path in homes if len(path.rstrip("/\\")) > 1}
    own = (
        re.compile("|".join(re.escape(path) + r"(?![\w.-])" for path in sorted(homes, key=len, reverse=True)))
        if homes
        else None
    )

    def clean(text: str) -> str:
        if own:
            text = own.sub("~", text)
        text = _ANY_HOME.sub("~", text)
        for pattern, instead in _SECRETS:
            text = pattern.sub(instead, text)
        return text.encode("utf-8", "backslashreplace").decode("utf-8")

    return clean


def cleaned(value, clean: Callable[[str], str]):
    """The same JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key) if isinstance(key, str) else key: cleaned(item, clean) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(item, clean) for item in value]
    return value


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
    lines += _servers(facts)
    if facts["limits"]:
        lines += _limits(facts)
        lines += _use(facts)
        lines += _place(facts)
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
    served = [server for server in facts["servers"] if server["needed"] and not server["unwatched_total"]]
    if served:
        return (
            "No problem found: "
            + "; ".join(
                f"{server['server']} (process {server['pid']}) watches {_all(server['needed'])}" for server in served
            )
            + "."
        )
    return "No problem found: " + " ".join(filter(None, (_room(facts), _running(facts))))


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
        names = ", ".join(f"{server['server']} (process {server['pid']})" for server in facts["servers"])
        why = "polls" if all(server["polls"] for server in facts["servers"]) else "holds no watch that can be seen"
        return f"{names} {why}."
    if not facts["limits"]:
        return ""
    if not unseen.get("proc", True):
        return "Without /proc no running server can be seen."
    if unseen.get("processes") or unseen.get("hidepid") or unseen.get("other_namespaces"):
        return "Of the processes that can be seen, none is a dev server that watches this folder."
    return "No dev server that watches is running in this folder."


def _all(folders: int) -> str:
    return f"all {folders:,} folders" if folders != 1 else "the one folder"


def _servers(facts: dict) -> list[str]:
    lines = []
    for server in facts["servers"]:
        lines += [
            "",
            f"{server['server']}{' ' + server['version'] if server['version'] and server['server'] in ('uvicorn', 'streamlit') else ''}, process {server['pid']}, in {server['root']}",
        ]
        if server["polls"]:
            lines.append(f"  {server['polls']}")
        elif server["visible"]:
            lines.append(
                f"  should watch {counted(server['needed'], 'folder')}, watches {server['held']:,} with {counted(server['instances'], 'inotify instance')}"
            )
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


def _limits(facts: dict) -> list[str]:
    limits, trial = facts["limits"], facts.get("trial") or {}
    name = (
        ""
        if facts["system"]["first_user_namespace"]
        else " (of this user namespace; the limits of those around it count too and cannot be read here)"
    )
    lines = ["", f"Limits{name}"]
    lines.append(
        f"  inotify watches {_count(limits['watches'])}, instances {_count(limits['instances'])}, queued events {_count(limits['queued_events'])}"
    )
    lines.append(f"  this kernel's own choice of watches for this memory: {_count(limits['kernel_default'])}")
    lines.append(
        f"  open files of this shell: {limits['open_files'][0]:,} (may be raised to {limits['open_files'][1]:,})"
    )
    if trial:
        text = (
            _all(trial["folders"]) if trial["fits"] else f"{trial['added']:,} of {counted(trial['folders'], 'folder')}"
        )
        lines.append(f"  trial: {text} here got a watch, beside all that is in use")
    for row in facts.get("sysctl", []):
        lines.append(f"  {row['path']}:{row['line']} sets {row['key']} = {row['value']}")
    return lines


def _use(facts: dict) -> list[str]:
    lines = ["", "In use, as far as it can be seen"]
    if facts["use"]:
        lines.append("    watches  instances  process")
    for row in facts["use"][:10]:
        shared = f" (+{row['inherited']} inherited, counted once)" if row["inherited"] else ""
        lines.append(
            f"  {row['watches']:>9,} {row['instances']:>10,}  {row['command']} ({row['pid']}, {row['user']}){shared}"
        )
    if len(facts["use"]) > 10:
        lines.append(f"  … and {counted(len(facts['use']) - 10, 'more process')}")
    if not facts["use"]:
        lines.append("  nothing")
    unseen = facts.get("unseen", {})
    if not unseen.get("proc", True):
        lines.append("  /proc is not there: nothing can be seen; the trial above still holds")
    if unseen.get("processes"):
        lines.append(
            "  not seen: "
            + ", ".join(f"{counted(count, 'process')} of {user}" for user, count in sorted(unseen["processes"].items()))
        )
    if unseen.get("other_namespaces"):
        lines.append(
            "  not seen: everything outside this container; the limits count it all the same, and so does the trial"
        )
    if unseen.get("hidepid"):
        lines.append("  not seen: other users' processes (/proc is mounted with hidepid)")
    if unseen.get("inherited_unknown"):
        lines.append("  some descriptors could not be compared: those inherited by fork may be counted twice")
    return lines


def _place(facts: dict) -> list[str]:
    system, mount, probe = facts["system"], facts.get("mount"), facts.get("probe")
    kind = system["container"] and f"{system['container']} container, " or ""
    kind += f"WSL {system['wsl']}, " if system["wsl"] else "Docker Desktop, " if system["docker_desktop"] else ""
    lines = [
        "",
        "Place",
        f"  {kind}Linux {system['release']}" + (f", {mount['type']} mounted at {mount['point']}" if mount else ""),
    ]
    if probe:
        said = {True: "an event came", False: "no event came", None: "could not be tried"}[probe["works"]]
        lines.append(
            f"  probe: {said}"
            + (f" after {probe['seconds'] * 1000:.1f} ms" if probe["works"] else f" ({probe['reason']})")
        )
    return lines


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
    return lines


def _logs(facts: dict) -> list[str]:
    lines = []
    for log in facts["logs"]:
        lines += ["", f"Log {log['path']}: {counted(log['lines'], 'line')}"]
        for row in log["seen"]:
            where = f"line {row['first']:,}" if row["count"] == 1 else f"lines {row['first']:,} to {row['last']:,}"
            lines.append(f"  {row['count']:>7,} × {row['id']} ({row['tool']}), {where}: {row['text'][:120]}")
        if not log["seen"] and not log["error"]:
            lines.append("  no line that we know")
    return lines


def _count(number: int | None) -> str:
    return "unknown" if number is None else f"{number:,}"
