"""What is wrong with one running dev server, judged from what it watches and should watch."""

from __future__ import annotations

import errno
import shlex

from hooks import doctor_steps as advice

ERROR, WARNING, INFO = "error", "warning", "info"


def problem(id: str, severity: str, message: str, *offered: str | None) -> dict:
    """A problem as the JSON of the contract has it; a step that is None was not to be had."""
    return {"id": id, "severity": severity, "message": message, "steps": [step for step in offered if step]}


def judge_server(server: dict, facts: dict) -> list[dict]:
    """The problems of one server (as doctor_servers.examine describes it), the gravest cause first."""
    name, pid = f"{server['server']} (process {server['pid']})", server["pid"]
    trial = facts.get("trial") or {}
    if not server["visible"]:
        return [
            problem(
                "server-not-visible",
                INFO,
                f"{name}: its watches cannot be seen by this user.",
                f"sudo watchlint doctor --pid {pid}",
            )
        ]
    if server["stopped"]:
        return [
            problem(
                "server-stopped",
                ERROR,
                f"{name} is stopped (a signal, Ctrl-Z or a debugger): it notices nothing.",
                f"kill -CONT {pid}",
            )
        ]
    found = []
    if server["blind"] and server["instances"]:
        found.append(
            problem(
                "no-events",
                ERROR,
                f"{name} waits for inotify where it does not work: {server['blind']}.",
                advice.poll(server),
            )
        )
    if server["polls"]:
        return found + _polling(server, name, facts)
    waits = (
        server["server"] == "streamlit" and not server["held"] and trial.get("fits", True) and not server["open_files"]
    )
    if waits:
        found.append(
            problem(
                "no-session",
                INFO,
                f"{name} holds no watch: Streamlit watches only while a browser has the app open.",
                None,
            )
        )
    elif server["needed"] and not (server["instances"] and server["held"]):
        found.append(_watches_nothing(server, name, trial, facts))
    elif server["unwatched_total"]:
        found.append(_partly(server, name, trial, facts))
    if server["stuck"]:  # after the limit, which leaves watchdog before 7 with descriptors that nobody reads
        message = f"{name} has events waiting that nobody reads: the thread that watches is dead or stuck, edits are not noticed."
        found.append(problem("observer-dead", ERROR, message, advice.restart(server)))
    return found + _known_faults(server, name, facts)


def _known_faults(server: dict, name: str, facts: dict) -> list[dict]:
    """Releases that do not reload although every folder is watched."""
    watchdog = tuple(int(part) for part in server["watchdog"].split(".") if part)
    pip = f"{shlex.quote(server['python'] or 'python')} -m pip install"
    found = []
    bare = server["server"] == "watchmedo" and any(word in ("*.py", "'*.py'") for word in server["words"])
    if watchdog >= (7,) and (server["server"] == "flask" or bare):
        words = ["watchmedo", *("**/*.py" if word.strip("'") == "*.py" else word for word in server["words"])]
        remedy = shlex.join(words) if bare else f"{pip} 'watchdog<7'"
        found.append(
            problem(
                "watchdog-never-fires",
                ERROR,
                f"{name} watches and never reloads: with watchdog {server['watchdog']} the pattern *.py matches no full path.",
                remedy,
            )
        )
    queue = facts["limits"]["queued_events"]
    if (
        watchdog == (7, 1, 0)
        and server["server"] in ("streamlit", "watchmedo")
        and queue
        and server["needed"] > queue // 4
    ):
        message = f"{name} watches {server['needed']:,} folders with watchdog 7.1.0: above {queue // 4:,} its queue overflows for ever and edits are noticed late or never."
        found.append(problem("watchdog-livelock", ERROR, message, f"{pip} 'watchdog!=7.1.0'"))
    if server["server"] == "streamlit" and server["version"] in ("1.46.0", "1.46.1"):
        message = (
            f"{name}: in Streamlit {server['version']} a bytecode file that vanishes kills the thread that watches."
        )
        found.append(problem("streamlit-pyc-race", WARNING, message, f"{pip} 'streamlit>=1.47'"))
    return found


def _watches_nothing(server: dict, name: str, trial: dict, facts: dict) -> dict:
    if server["open_files"]:
        count, limit = server["open_files"]
        return problem(
            "open-files-limit",
            ERROR,
            f'{name} watches nothing: it has {count:,} of its {limit:,} file descriptors open. Its message "inotify instance limit" is misleading.',
            f"ulimit -n {advice.open_files(facts, limit)}  # in the shell that starts the server, then start it again",
        )
    if trial.get("errno") == errno.EMFILE:
        return problem(
            "instance-limit",
            ERROR,
            f"{name} watches nothing: no inotify instance is left for this user ({instances(facts)}).",
            *advice.raise_limit(facts, advice.INSTANCES, server),
        )
    if trial.get("errno") == errno.ENOSPC:
        return problem(
            "watch-limit",
            ERROR,
            f"{name} watches nothing: no inotify watch is left for this user ({watches(facts)}).",
            *advice.raise_limit(facts, advice.WATCHES, server),
        )
    return problem(
        "watches-nothing",
        ERROR,
        f"{name} should watch {counted(server['needed'], 'folder')} and watches none: its observer was stopped or could not start.",
        advice.restart(server),
    )


def _partly(server: dict, name: str, trial: dict, facts: dict) -> dict:
    tops = ", ".join(f"{row['path']} ({row['count']:,})" for row in server["unwatched"][:4])
    more = len(server["unwatched"]) - 4
    message = f"{name} does not watch {server['unwatched_total']:,} of {counted(server['needed'], 'folder')}: {tops}{f' and {more} more' if more > 0 else ''}. Edits there never reload."
    if trial.get("errno") == errno.ENOSPC:
        return problem(
            "watch-limit",
            ERROR,
            f"{message} The watch limit is reached ({watches(facts)}).",
            *advice.raise_limit(facts, advice.WATCHES, server),
        )
    if trial.get("errno") == errno.EMFILE:
        return problem(
            "instance-limit",
            ERROR,
            f"{message} No inotify instance is left ({instances(facts)}).",
            *advice.raise_limit(facts, advice.INSTANCES, server),
        )
    if server["unreadable"] and server["server"] in ("uvicorn", "watchfiles", "django"):
        path = server["unreadable"][0]
        return problem(
            "unreadable-folder",
            ERROR,
            f"{message} watchfiles gives up at a folder it may not read: {path}.",
            advice.narrow(server),
            f"sudo chmod o+rx {shlex.quote(path)}",
        )
    return problem(
        "partly-watched",
        ERROR,
        f"{message} There is room for them now: a limit was reached, or an error swallowed, when it started.",
        advice.restart(server),
    )


def _polling(server: dict, name: str, facts: dict) -> list[dict]:
    options = {key: value for key, value, _ in server["options"]}
    watcher = options.get("server.fileWatcherType")
    if watcher is not None and watcher not in ("auto", "watchdog", "poll"):
        where = next((origin for key, _, origin in server["options"] if key == "server.fileWatcherType"), "")
        return [
            problem(
                "watcher-off",
                WARNING,
                f"{name} watches nothing: fileWatcherType is {watcher!r} (from: {where}).",
                advice.again(server, "streamlit run", "--server.fileWatcherType auto"),
            )
        ]
    if server["blind"] or (facts.get("mount") or {}).get("blind") or server["server"] in ("hupper",):
        return []
    remedy = None
    if server["environ"].get("WATCHFILES_FORCE_POLLING"):
        remedy = "unset WATCHFILES_FORCE_POLLING  # then start the server again"
    elif server["server"] == "uvicorn":
        remedy = f"{shlex.quote(server['python'] or 'python')} -m pip install watchfiles"
    return [problem("polls-needlessly", INFO, f"{name} polls, and inotify works here: {server['polls']}.", remedy)]


def counted(number: int, word: str) -> str:
    """The number and the word, which has its plural ending where it needs one."""
    ending = "" if number == 1 else "es" if word.endswith(("ch", "s")) else "s"
    return f"{number:,} {word}{ending}"


def watches(facts: dict) -> str:
    """The watch limit and what is seen in use, in words."""
    return f"limit {_count(facts['limits']['watches'])}, {sum(row['watches'] for row in facts['use']):,} seen in use"


def instances(facts: dict) -> str:
    """The instance limit and what is seen in use, in words."""
    return (
        f"limit {_count(facts['limits']['instances'])}, {sum(row['instances'] for row in facts['use']):,} seen in use"
    )


def _count(number: int | None) -> str:
    return "unknown" if number is None else f"{number:,}"
