"""What is wrong with one running dev server, judged from what it watches and should watch."""

from __future__ import annotations

import shlex

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.files import judge_rewritten, judge_swapped
from watchlint.doctor.judging.placing import judge_outside, judge_place, judge_waiting
from watchlint.doctor.judging.polling import judge_polling
from watchlint.doctor.judging.problem import ERROR, INFO, LIMITS, WARNING, at_limit, of_fault, problem
from watchlint.reports.words import counted
from watchlint.servers import catalogue
from watchlint.servers.arguments import pip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Problem, Seen, Trial
    from watchlint.servers.model import Fault


def judge_server(server: Seen, facts: Facts) -> list[Problem]:
    """The problems of one server (as running.examine describes it), the gravest cause first."""
    name, pid = f"{server['server']} (process {server['pid']})", server["pid"]
    trial: Trial = facts.get("trial") or {}
    if placed := judge_place(server, name, facts):
        return [placed]
    if server["stopped"]:
        return [
            problem(
                "server-stopped",
                ERROR,
                f"{name} is stopped (a signal, Ctrl-Z or a debugger): it notices nothing.",
                f"kill -CONT {pid}",
            )
        ]
    found = judge_rewritten(server, name) or judge_waiting(server, name)
    if fatal := _never_reloads(server, name):
        return fatal  # whatever it watches: no event comes through
    probe = facts.get("probe")
    heard = probe and probe["works"]  # what was tried counts more than what is known of its kind
    if server["blind"] and server["instances"] and not heard:
        found.append(
            problem(
                "no-events",
                ERROR,
                f"{name} waits for inotify where it does not work: {server['blind']}.",
                advice.poll(server),
            )
        )
    if server["polls"]:
        return found + judge_polling(server, name, facts) + _misled(server, name)
    if any(worker["starting"] for worker in server["workers"]) and trial.get("errno") not in LIMITS:
        message = (
            f"{name}: a worker has just started and watches nothing yet. Look again when it has loaded its application."
        )
        return found + [problem("server-starting", INFO, message)]
    deaf = _deaf_workers(server, name, trial, facts)
    if deaf:
        return [*found, deaf]
    known = catalogue.named(server["server"])
    if known.on_visit and not server["held"] and trial.get("fits", True) and not server["open_files"]:
        message = f"{name} holds no watch: {known.name.capitalize()} watches only while a browser has the app open."
        found.append(problem("no-session", INFO, message, None))
    elif swapped := judge_swapped(server, name):
        found.append(swapped)
    elif server["needed"] and not (server["instances"] and server["held"]):
        found.append(_watches_nothing(server, name, trial, facts))
    elif server["unwatched_total"]:
        found.append(_partly(server, name, trial, facts))
    if server["stuck"]:  # after the limit, which leaves watchdog before 7 with descriptors that nobody reads
        message = f"{name} has events waiting that nobody reads: the thread that watches is dead or stuck, edits are not noticed."
        found.append(problem("observer-dead", ERROR, message, advice.restart(server)))
    if server["outside"] and not server["unwatched_total"]:
        found.append(judge_outside(server, name))
    return found + _misled(server, name) + _known_faults(server, name, facts)


def _never_reloads(server: Seen, name: str) -> list[Problem]:
    """The faults of a release that tells of no edit at all, with the new start that ends them."""
    found = []
    for fault in _faults(server):
        if fault.deaf:
            installs = "pip install" in fault.step
            ends = (fault.step, advice.restart(server)) if installs else (advice.end(server), fault.step)
            found.append(problem(fault.id, ERROR, fault.message.replace("{name}", name), *ends))
    return found


def _misled(server: Seen, name: str) -> list[Problem]:
    """What its settings keep from being shown."""
    return [of_fault(fault, name) for fault in catalogue.named(server["server"]).misled(server)]


def _faults(server: Seen) -> list[Fault]:
    watchdog = tuple(int(part) for part in server["watchdog"].split(".") if part)
    return list(catalogue.named(server["server"]).faults(server, watchdog))


def _known_faults(server: Seen, name: str, facts: Facts) -> list[Problem]:
    """Releases that do not reload although every folder is watched."""
    watchdog = tuple(int(part) for part in server["watchdog"].split(".") if part)
    known = catalogue.named(server["server"])
    found = [of_fault(fault, name) for fault in _faults(server)]
    queue = facts["limits"]["queued_events"]
    if watchdog == (7, 1, 0) and known.loops and queue and server["needed"] > queue // 4:
        message = f"{name} watches {server['needed']:,} folders with watchdog 7.1.0: above {queue // 4:,} its queue overflows for ever and edits are noticed late or never."
        installs = f"{pip(server['python'])} install"
        found.append(problem("watchdog-livelock", ERROR, message, f"{installs} 'watchdog!=7.1.0'"))
    return found


def _watches_nothing(server: Seen, name: str, trial: Trial, facts: Facts) -> Problem:
    if server["open_files"]:
        count, most = server["open_files"]
        return problem(
            "open-files-limit",
            ERROR,
            f'{name} watches nothing: it has {count:,} of its {most:,} file descriptors open. Its message "inotify instance limit" is misleading.',
            f"ulimit -n {advice.open_files(facts, most)}  # in the shell that starts the server, then start it again",
        )
    limit = LIMITS.get(trial.get("errno", 0))
    if limit:
        return at_limit(limit, f"{name} watches nothing: {limit.none_left}", server, facts)
    return problem(
        "watches-nothing",
        ERROR,
        f"{name} should watch {_needed(server)} and watches none: its observer was stopped or could not start.",
        advice.restart(server),
    )


def _partly(server: Seen, name: str, trial: Trial, facts: Facts) -> Problem:
    tops = ", ".join(f"{row['path']} ({row['count']:,})" for row in server["unwatched"][:4])
    more = len(server["unwatched"]) - 4
    message = f"{name} does not watch {server['unwatched_total']:,} of {_needed(server)}: {tops}{f' and {more} more' if more > 0 else ''}. Edits there never reload."
    limit = LIMITS.get(trial.get("errno", 0))
    if limit:
        return at_limit(limit, f"{message} {limit.reached}", server, facts)
    if server["unreadable"] and server["gives_up"]:
        path = server["unreadable"][0]
        return problem(
            "unreadable-folder",
            ERROR,
            f"{message} watchfiles gives up at a folder it may not read: {path}.",
            advice.narrow(server),
            f"sudo chmod o+rx {shlex.quote(path)}",
        )
    if server["at_least"]:
        return problem(
            "partly-watched",
            WARNING,
            f"{message} There is room for them now: a limit was reached when it started, or its program ended before it imported them.",
            advice.restart(server),
        )
    return problem(
        "partly-watched",
        ERROR,
        f"{message} There is room for them now: a limit was reached, or an error swallowed, when it started.",
        advice.restart(server),
    )


def _deaf_workers(server: Seen, name: str, trial: Trial, facts: Facts) -> Problem | None:
    """Where each worker watches: the thread that does ends at the first folder that gets no watch, and at an overflow of its queue;
    the worker goes on to serve the old code."""
    limit = LIMITS.get(trial.get("errno", 0))
    ended = [worker for worker in server["workers"] if worker["ended"] or (limit and worker["starting"])]
    if not ended:
        return None
    number = len(server["workers"])
    which = (
        "its worker"
        if number == 1
        else f"its {number} workers"
        if len(ended) == number
        else f"{len(ended)} of its {number} workers"
    )
    if limit:
        return at_limit(limit, f"{name}: no edit reloads {which}. {limit.reached}", server, facts)
    return problem(
        "observer-dead",
        ERROR,
        f"{name}: no edit reloads {which}. The thread that watches has ended: it met a folder that got no watch, or its queue of events was full.",
        advice.restart(server),
    )


def _needed(server: Seen) -> str:
    """How many folders it should watch, in words."""
    return f"{'at least ' if server['at_least'] else ''}{counted(server['needed'], 'folder')}"
