"""What is wrong, judged from the facts, and what to do: each problem with its steps, each step a command to copy.

A step is offered only where it has an effect: no sysctl in a container, none for a user who cannot become root.
"""

from __future__ import annotations

import errno
import shlex

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.problem import ERROR, INFO, WARNING, problem
from watchlint.doctor.judging.server_problems import judge_server
from watchlint.doctor.words import instances, watches
from watchlint.logs.steps import ABOUT_LIMITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Log, LogRow, Problem, Trial


LOOP = 3
"""So many reloads in one log are worth a note."""

QUOTE = 10
"""So few lines are no whole log: what somebody quotes of one is what the question is about."""


def judge(facts: Facts) -> list[Problem]:
    """The problems, worst first, each {"id", "severity", "message", "steps"}; ids are one a kind and server."""
    found = []
    for server in facts["servers"]:
        found += judge_server(server, facts)
    if facts["limits"]:
        found += _trial(facts, {row["id"] for row in found})
        found += _place(facts)
        found += _sysctl(facts)
    found += _in_force(facts)
    found += _logs(facts)
    order = (ERROR, WARNING, INFO)
    found.sort(key=lambda row: order.index(row["severity"]))
    grave = [row for row in found if row["severity"] != INFO]
    said: list[Problem] = facts.get("files", [])
    return grave + said + found[len(grave) :]  # what was seen comes before what files say


def steps(problems: list[Problem], most: int = 5) -> list[str]:
    """The advice: the steps of all problems in their order, none twice, at most five; what only tells more comes last."""
    found = dict.fromkeys(step for row in problems if row["severity"] != INFO for step in row["steps"])
    return sorted(found, key=lambda step: step.startswith("watchlint doctor  "))[:most]


def _trial(facts: Facts, known: set[str]) -> list[Problem]:
    trial = facts.get("trial")
    if not trial or trial["fits"] or known & {"watch-limit", "instance-limit"}:
        return []
    served = any(server["needed"] and not server["unwatched_total"] for server in facts["servers"])
    if trial["errno"] == errno.EMFILE and "descriptor" in trial["note"]:
        soft = facts["limits"]["open_files"][0]
        return [
            problem(
                "open-files-limit",
                ERROR,
                "This shell has no file descriptor left.",
                f"ulimit -n {advice.open_files(facts, soft)}",
            )
        ]
    if trial["errno"] == errno.EMFILE:
        return [
            problem(
                "instance-limit",
                INFO if served else ERROR,
                f"No inotify instance is left for this user ({instances(facts)}): the next server to start watches nothing.",
                *advice.raise_limit(facts, advice.INSTANCES, None),
            )
        ]
    if trial["errno"] == errno.ENOSPC:
        severity = INFO if served else ERROR if not trial["added"] else WARNING
        return [
            problem(
                "watch-limit",
                severity,
                f"A server that watches this whole folder would get {trial['added']:,} of {trial['folders']:,} watches ({watches(facts)}).",
                *advice.raise_limit(facts, advice.WATCHES, None),
            )
        ]
    return [problem("trial-failed", WARNING, f"No inotify instance could be opened: {trial['note']}.")]


def _place(facts: Facts) -> list[Problem]:
    found, mount, probe = [], facts.get("mount"), facts.get("probe")
    polls = any(server["polls"] for server in facts["servers"])
    if probe and probe["works"] is False:
        found.append(
            problem("no-events", ERROR, f"A change in this folder gave no event: {probe['reason']}.", advice.poll(None))
        )
    elif mount and mount["blind"] and probe and probe["works"]:
        message = f"An event came for a change made in this folder, which lies on {mount['type']}: an edit made here is noticed. One made on its other side may make none."
        found.append(problem("events-here", INFO, message))
    elif mount and mount["blind"] and not polls and not any(server["blind"] for server in facts["servers"]):
        found.append(
            problem(
                "no-events",
                WARNING,
                f"This folder lies on {mount['type']} ({mount['point']}): {mount['blind']}.",
                advice.poll(None),
            )
        )
    for row in mount["blind_below"][:3] if mount else ():
        found.append(problem("no-events-below", INFO, f"{row['path']} lies on {row['type']}: {row['why']}."))
    return found


def _sysctl(facts: Facts) -> list[Problem]:
    found = []
    last = {row["key"]: row for row in facts.get("sysctl", []) if row["at_boot"]}
    current = {
        advice.WATCHES: facts["limits"]["machine"]["watches"],
        advice.INSTANCES: facts["limits"]["machine"]["instances"],
    }
    for key, row in last.items():
        now = current.get(key)
        place = f"{row['path']}:{row['line']}"
        if now is not None and row["value"] < now:
            remedy = (
                None
                if facts["system"]["container"]
                else f"{advice.sudo(facts)}sed -i 's/^\\(.*{key.rpartition('.')[2]}.*=\\).*/\\1 {now}/' {shlex.quote(row['path'])}"
            )
            found.append(
                problem(
                    "sysctl-lowers",
                    WARNING,
                    f"{place} lowers {key} from {now:,} to {row['value']:,} at the next boot.",
                    remedy,
                )
            )
        elif key == advice.WATCHES and row["value"] < (facts["limits"]["kernel_default"] or 0):
            found.append(
                problem(
                    "sysctl-below-default",
                    INFO,
                    f"{place} sets {key} to {row['value']:,}; this kernel would choose {facts['limits']['kernel_default']:,} by itself.",
                )
            )
    for row in facts.get("sysctl", []):
        if not row["at_boot"]:
            found.append(
                problem(
                    "sysctl-not-at-boot",
                    INFO,
                    f"{row['path']}:{row['line']} sets {row['key']}, but systemd does not read this file at boot.",
                )
            )
    return found


def _in_force(facts: Facts) -> list[Problem]:
    found = []
    asked = facts["in_force"].get("streamlit")
    pairs = [(asked["options"], asked["read"])] if asked else []
    pairs += [(server["options"], server["options_read"]) for server in facts["servers"] if server["options"]]
    for options, read in pairs:
        values = {key: value for key, value, _ in read}
        for key, value, origin in options:
            if key in values and values[key] != value:
                found.append(
                    problem(
                        "readings-differ",
                        INFO,
                        f"Streamlit says {key} is {value!r} ({origin}); our own reading is {values[key]!r}.",
                    )
                )
    for key, value, origin in (asked["options"] or asked["read"]) if asked else ():
        if key == "server.fileWatcherType" and value not in ("auto", "watchdog", "poll"):
            found.append(
                problem(
                    "watcher-off",
                    WARNING,
                    f"Streamlit will watch nothing: fileWatcherType is {value!r} (from: {origin}).",
                    "streamlit run app.py --server.fileWatcherType auto",
                )
            )
    answer = facts["in_force"].get("django")
    if answer and answer["swallowed"] and answer["reloader"] == "StatReloader":
        last = answer["swallowed"].strip().splitlines()[-1]
        remedy = "watchman version" if answer["watchman"] else None
        if "PY_SSIZE_T_CLEAN" in answer["swallowed"]:
            remedy = f"{shlex.quote(facts['in_force']['python'])} -m pip install 'pywatchman>=2'"
        found.append(
            problem(
                "django-swallowed",
                WARNING,
                f"Django polls because Watchman failed, and does not say so: {last}",
                remedy,
            )
        )
    elif answer and answer["error"]:
        found.append(problem("django-no-answer", WARNING, f"Django's reloader could not be asked: {answer['error']}."))
    return found


def _logs(facts: Facts) -> list[Problem]:
    """The problems of all logs, one for each kind of line."""
    found = []
    for log in facts["logs"]:
        if log["error"]:
            found.append(problem("log-unreadable", WARNING, f"{log['path']}: {log['error']}."))
        for row in log["seen"]:
            loops = row["problem"] == "reload-loop"
            few = loops and row["severity"] == INFO
            if not row["problem"] or (few and row["count"] < LOOP and not _asked(log)):
                continue
            message = f"{log['path']} ({_lines(row)}): {row['means']}"
            if row["detail"] and loops:
                message += f" The first time: {row['detail']}."
            if few:
                message += " If nobody edited, a program writes it."
            found.append(problem(f"log-{row['id']}", row["severity"], message, *_log_steps(row, facts)))
    return found


def _asked(log: Log) -> bool:
    """Whether the reloads of a log are what the question is about: so little is quoted, and no line says more."""
    return log["lines"] <= QUOTE and all(row["problem"] in ("", "reload-loop") for row in log["seen"])


def _lines(row: LogRow) -> str:
    """Which lines, and whose."""
    lines = f"{row['count']:,} times, lines {row['first']:,} to {row['last']:,}"
    lines = lines if row["count"] > 1 else f"line {row['first']:,}"
    return f"{lines}, from {row['server'] or row['tool']}" if row["server"] or row["tool"] != "any program" else lines


def _log_steps(row: LogRow, facts: Facts) -> list[str | None]:
    """What to do about a line of a log. Where this machine is at the limit that the line complains of: what there is to do
    here; where a server of this folder runs and is well, nothing."""
    if row["problem"] not in ABOUT_LIMITS:
        return list(row["steps"])
    trial: Trial = facts.get("trial") or {}
    server = next(iter(facts["servers"]), None)
    if trial.get("errno") == errno.ENOSPC:
        return advice.raise_limit(facts, advice.WATCHES, server)
    if trial.get("errno") == errno.EMFILE and "descriptor" not in trial["note"]:
        return advice.raise_limit(facts, advice.INSTANCES, server)
    if server:
        return [advice.restart(server) if server["unwatched_total"] else None]
    return list(row["steps"])
