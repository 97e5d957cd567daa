"""What is wrong, judged from the facts, and what to do: each problem with its steps, each step a command to copy.

A step is offered only where it has an effect: no sysctl in a container, none for a user who cannot become root.
"""

from __future__ import annotations

import errno
import os
import shlex

ERROR, WARNING, INFO = "error", "warning", "info"
SIZES = (65536, 131072, 262144, 524288, 1048576, 2097152, 4194304)
"""Limits to choose from: at least twice what is needed and in use together."""

LOOP = 30
"""So many reloads in one log are worth a word."""

_WATCHES, _INSTANCES = "fs.inotify.max_user_watches", "fs.inotify.max_user_instances"


def judge(facts: dict) -> list[dict]:
    """The problems, worst first, each {"id", "severity", "message", "steps"}; ids are one a kind and server."""
    found = []
    for server in facts["servers"]:
        found += _server(server, facts)
    if facts["limits"]:
        found += _trial(facts, {problem["id"] for problem in found})
        found += _place(facts)
        found += _sysctl(facts)
    found += _in_force(facts)
    found += _logs(facts)
    order = (ERROR, WARNING, INFO)
    return sorted(found, key=lambda problem: order.index(problem["severity"]))


def steps(problems: list[dict], most: int = 5) -> list[str]:
    """The advice: the steps of all problems in their order, none twice, at most five."""
    return list(
        dict.fromkeys(step for problem in problems if problem["severity"] != INFO for step in problem["steps"])
    )[:most]


def _problem(id: str, severity: str, message: str, *advice: str | None) -> dict:
    return {"id": id, "severity": severity, "message": message, "steps": [step for step in advice if step]}


def _server(server: dict, facts: dict) -> list[dict]:
    name, pid = f"{server['server']} (process {server['pid']})", server["pid"]
    trial = facts.get("trial") or {}
    if not server["visible"]:
        return [
            _problem(
                "server-not-visible",
                INFO,
                f"{name}: its watches cannot be seen by this user.",
                f"sudo watchlint doctor --pid {pid}",
            )
        ]
    if server["stopped"]:
        return [
            _problem(
                "server-stopped",
                ERROR,
                f"{name} is stopped (a signal, Ctrl-Z or a debugger): it notices nothing.",
                f"kill -CONT {pid}",
            )
        ]
    found = []
    if server["blind"] and server["instances"]:
        found.append(
            _problem(
                "no-events",
                ERROR,
                f"{name} waits for inotify where it does not work: {server['blind']}.",
                _poll(server),
            )
        )
    if server["polls"]:
        return found + _polling(server, name, facts)
    waits = (
        server["server"] == "streamlit" and not server["held"] and trial.get("fits", True) and not server["open_files"]
    )
    if waits:
        found.append(
            _problem(
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
        found.append(_problem("observer-dead", ERROR, message, _restart(server)))
    return found


def _watches_nothing(server: dict, name: str, trial: dict, facts: dict) -> dict:
    if server["open_files"]:
        count, limit = server["open_files"]
        return _problem(
            "open-files-limit",
            ERROR,
            f'{name} watches nothing: it has {count:,} of its {limit:,} file descriptors open. Its message "inotify instance limit" is misleading.',
            f"ulimit -n {_open_files(facts, limit)}  # in the shell that starts the server, then start it again",
        )
    if trial.get("errno") == errno.EMFILE:
        return _problem(
            "instance-limit",
            ERROR,
            f"{name} watches nothing: no inotify instance is left for this user ({_instances(facts)}).",
            *_raise(facts, _INSTANCES, server),
        )
    if trial.get("errno") == errno.ENOSPC:
        return _problem(
            "watch-limit",
            ERROR,
            f"{name} watches nothing: no inotify watch is left for this user ({_watches(facts)}).",
            *_raise(facts, _WATCHES, server),
        )
    return _problem(
        "watches-nothing",
        ERROR,
        f"{name} should watch {server['needed']:,} folders and watches none: its observer was stopped or could not start.",
        _restart(server),
    )


def _partly(server: dict, name: str, trial: dict, facts: dict) -> dict:
    tops = ", ".join(f"{row['path']} ({row['count']:,})" for row in server["unwatched"][:4])
    more = len(server["unwatched"]) - 4
    message = f"{name} does not watch {server['unwatched_total']:,} of {server['needed']:,} folders: {tops}{f' and {more} more' if more > 0 else ''}. Edits there never reload."
    if trial.get("errno") == errno.ENOSPC:
        return _problem(
            "watch-limit",
            ERROR,
            f"{message} The watch limit is reached ({_watches(facts)}).",
            *_raise(facts, _WATCHES, server),
        )
    if trial.get("errno") == errno.EMFILE:
        return _problem(
            "instance-limit",
            ERROR,
            f"{message} No inotify instance is left ({_instances(facts)}).",
            *_raise(facts, _INSTANCES, server),
        )
    if server["unreadable"] and server["server"] in ("uvicorn", "watchfiles", "django"):
        path = server["unreadable"][0]
        return _problem(
            "unreadable-folder",
            ERROR,
            f"{message} watchfiles gives up at a folder it may not read: {path}.",
            _narrow(server),
            f"sudo chmod o+rx {shlex.quote(path)}",
        )
    return _problem(
        "partly-watched",
        ERROR,
        f"{message} There is room for them now: a limit was reached, or an error swallowed, when it started.",
        _restart(server),
    )


def _polling(server: dict, name: str, facts: dict) -> list[dict]:
    options = {key: value for key, value, _ in server["options"]}
    watcher = options.get("server.fileWatcherType")
    if watcher is not None and watcher not in ("auto", "watchdog", "poll"):
        where = next((origin for key, _, origin in server["options"] if key == "server.fileWatcherType"), "")
        return [
            _problem(
                "watcher-off",
                WARNING,
                f"{name} watches nothing: fileWatcherType is {watcher!r} (from: {where}).",
                _again(server, "streamlit run", "--server.fileWatcherType auto"),
            )
        ]
    if server["blind"] or (facts.get("mount") or {}).get("blind") or server["server"] in ("hupper",):
        return []
    remedy = None
    if server["environ"].get("WATCHFILES_FORCE_POLLING"):
        remedy = "unset WATCHFILES_FORCE_POLLING  # then start the server again"
    elif server["server"] == "uvicorn":
        remedy = f"{shlex.quote(server['python'] or 'python')} -m pip install watchfiles"
    return [_problem("polls-needlessly", INFO, f"{name} polls, and inotify works here: {server['polls']}.", remedy)]


def _trial(facts: dict, known: set[str]) -> list[dict]:
    trial = facts.get("trial")
    if not trial or trial["fits"] or known & {"watch-limit", "instance-limit"}:
        return []
    served = any(server["needed"] and not server["unwatched_total"] for server in facts["servers"])
    if trial["errno"] == errno.EMFILE and "descriptor" in trial["note"]:
        soft = facts["limits"]["open_files"][0]
        return [
            _problem(
                "open-files-limit",
                ERROR,
                "This shell has no file descriptor left.",
                f"ulimit -n {_open_files(facts, soft)}",
            )
        ]
    if trial["errno"] == errno.EMFILE:
        return [
            _problem(
                "instance-limit",
                INFO if served else ERROR,
                f"No inotify instance is left for this user ({_instances(facts)}): the next server to start watches nothing.",
                *_raise(facts, _INSTANCES, None),
            )
        ]
    if trial["errno"] == errno.ENOSPC:
        severity = INFO if served else ERROR if not trial["added"] else WARNING
        return [
            _problem(
                "watch-limit",
                severity,
                f"A server that watches this whole folder would get {trial['added']:,} of {trial['folders']:,} watches ({_watches(facts)}).",
                *_raise(facts, _WATCHES, None),
            )
        ]
    return [_problem("trial-failed", WARNING, f"No inotify instance could be opened: {trial['note']}.")]


def _place(facts: dict) -> list[dict]:
    found, mount, probe = [], facts.get("mount"), facts.get("probe")
    polls = any(server["polls"] for server in facts["servers"])
    if probe and probe["works"] is False:
        found.append(
            _problem("no-events", ERROR, f"A change in this folder gave no event: {probe['reason']}.", _poll(None))
        )
    elif mount and mount["blind"] and not polls and not any(server["blind"] for server in facts["servers"]):
        found.append(
            _problem(
                "no-events",
                WARNING,
                f"This folder lies on {mount['type']} ({mount['point']}): {mount['blind']}.",
                _poll(None),
            )
        )
    for row in (mount or {}).get("blind_below", [])[:3]:
        found.append(_problem("no-events-below", INFO, f"{row['path']} lies on {row['type']}: {row['why']}."))
    return found


def _sysctl(facts: dict) -> list[dict]:
    found = []
    last = {row["key"]: row for row in facts.get("sysctl", []) if row["at_boot"]}
    current = {_WATCHES: facts["limits"]["machine"]["watches"], _INSTANCES: facts["limits"]["machine"]["instances"]}
    for key, row in last.items():
        now = current.get(key)
        place = f"{row['path']}:{row['line']}"
        if now is not None and row["value"] < now:
            remedy = (
                None
                if facts["system"]["container"]
                else f"{_sudo(facts)}sed -i 's/^\\(.*{key.rpartition('.')[2]}.*=\\).*/\\1 {now}/' {shlex.quote(row['path'])}"
            )
            found.append(
                _problem(
                    "sysctl-lowers",
                    WARNING,
                    f"{place} lowers {key} from {now:,} to {row['value']:,} at the next boot.",
                    remedy,
                )
            )
        elif key == _WATCHES and row["value"] < facts["limits"]["kernel_default"]:
            found.append(
                _problem(
                    "sysctl-below-default",
                    INFO,
                    f"{place} sets {key} to {row['value']:,}; this kernel would choose {facts['limits']['kernel_default']:,} by itself.",
                )
            )
    for row in facts.get("sysctl", []):
        if not row["at_boot"]:
            found.append(
                _problem(
                    "sysctl-not-at-boot",
                    INFO,
                    f"{row['path']}:{row['line']} sets {row['key']}, but systemd does not read this file at boot.",
                )
            )
    return found


def _in_force(facts: dict) -> list[dict]:
    found = []
    asked = facts["in_force"].get("streamlit")
    pairs = [(asked["options"], asked["read"])] if asked else []
    pairs += [(server["options"], server["options_read"]) for server in facts["servers"] if server["options"]]
    for options, read in pairs:
        values = {key: value for key, value, _ in read}
        for key, value, origin in options:
            if key in values and values[key] != value:
                found.append(
                    _problem(
                        "readings-differ",
                        INFO,
                        f"Streamlit says {key} is {value!r} ({origin}); our own reading is {values[key]!r}.",
                    )
                )
    for key, value, origin in asked["options"] if asked else ():
        if key == "server.fileWatcherType" and value not in ("auto", "watchdog", "poll"):
            found.append(
                _problem(
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
            _problem(
                "django-swallowed",
                WARNING,
                f"Django polls because Watchman failed, and does not say so: {last}",
                remedy,
            )
        )
    elif answer and answer["error"]:
        found.append(_problem("django-no-answer", WARNING, f"Django's reloader could not be asked: {answer['error']}."))
    return found


def _logs(facts: dict) -> list[dict]:
    found = []
    for log in facts["logs"]:
        if log["error"]:
            found.append(_problem("log-unreadable", WARNING, f"{log['path']}: {log['error']}."))
        for row in log["seen"]:
            if not row["problem"] or (row["problem"] == "reload-loop" and row["count"] < LOOP):
                continue
            severity = (
                INFO
                if row["problem"] == "torch-classes"
                else WARNING
                if row["problem"] in ("reload-loop", "configuration", "permission")
                else ERROR
            )
            times = (
                f"{row['count']:,} times, lines {row['first']:,} to {row['last']:,}"
                if row["count"] > 1
                else f"line {row['first']:,}"
            )
            found.append(
                _problem(f"log-{row['id']}", severity, f"{log['path']} ({times}): {row['means']}", row["step"])
            )
    return found


def _raise(facts: dict, key: str, server: dict | None) -> list[str | None]:
    """Steps that raise a limit here, or what to do where it cannot be raised."""
    system, limits = facts["system"], facts["limits"]
    watches = key == _WATCHES
    kind = "watches" if watches else "instances"
    own = limits["user_namespace"][kind]
    now = limits[kind] or 0
    target = max(now, _watches_wanted(facts)) if watches else max(512, now * 2)
    restart = _restart(server) if server else None
    if own is not None and not system["first_user_namespace"] and own == now and limits["writable"]["user_namespace"]:
        return [f"echo {target} > /proc/sys/user/max_inotify_{kind}  # this user namespace's own limit", restart]
    if system["container"] or not system["first_user_namespace"]:
        return [
            _narrow(server) or _poll(server),
            f"sudo sysctl {key}={target}  # on the host, not in here: the limit is the host's",
        ]
    if system["root"] and not limits["writable"]["machine"]:
        return [_narrow(server) or _poll(server), f"sysctl {key}={target}  # on the host: /proc/sys is read-only here"]
    if not system["root"] and not system["sudo"]:
        return [
            _narrow(server) or _poll(server),
            f"sudo sysctl {key}={target}  # for someone with administrator's rights",
        ]
    sudo = _sudo(facts)
    keep = f"echo '{key} = {target}' | {sudo}tee /etc/sysctl.d/{_file_name(facts, key)}  # keeps it after a boot"
    return [f"{sudo}sysctl {key}={target}", restart, keep]


def _file_name(facts: dict, key: str) -> str:
    """A file name that comes after every file that sets the key now: the last one wins."""
    names = [os.path.basename(row["path"]) for row in facts.get("sysctl", []) if row["key"] == key and row["at_boot"]]
    return "60-watchlint.conf" if not names or max(names) < "60-watchlint.conf" else "zz-watchlint.conf"


def _watches_wanted(facts: dict) -> int:
    used = sum(row["watches"] for row in facts["use"])
    needed = max(
        [facts.get("trial", {}).get("folders", 0), *(server["needed"] for server in facts["servers"])], default=0
    )
    wanted = 2 * (used + needed)
    return next((size for size in SIZES if size >= wanted), SIZES[-1])


def _narrow(server: dict | None) -> str | None:
    """The same server on fewer folders; None where we know of none."""
    if server is None:
        return None
    if server["server"] == "uvicorn":
        app = next((word for word in server["words"] if ":" in word and not word.startswith("-")), "")
        package = app.partition(":")[0].partition(".")[0]
        if "." in app.partition(":")[0] and package and "--reload-dir" not in server["words"]:
            return f"uvicorn {shlex.quote(app)} --reload --reload-dir {shlex.quote(package)}"
    return None


def _poll(server: dict | None) -> str:
    """How to poll instead, which needs no watch."""
    name = server["server"] if server else ""
    if name == "streamlit":
        return _again(server, "streamlit run", "--server.fileWatcherType poll")
    if name == "flask":
        return f"{shlex.quote(server['python'] or 'python')} -m pip uninstall -y watchdog  # Flask then polls"
    if name == "watchmedo":
        return "watchmedo auto-restart --debug-force-polling …  # the rest as before"
    return (
        "export WATCHFILES_FORCE_POLLING=1  # then start the server again; for Streamlit: --server.fileWatcherType poll"
    )


def _again(server: dict, command: str, option: str) -> str:
    script = next((word for word in server["words"] if not word.startswith("-")), "app.py")
    return f"{command} {shlex.quote(script)} {option}"


def _restart(server: dict) -> str:
    return f"kill {server['pid']}  # then start {server['server']} again"


def _sudo(facts: dict) -> str:
    return "" if facts["system"]["root"] else "sudo "


def _open_files(facts: dict, now: int) -> int:
    hard = facts["limits"]["open_files"][1]
    wanted = max(65536, now * 2)
    return min(wanted, hard) if hard > now else wanted


def _watches(facts: dict) -> str:
    return f"limit {_count(facts['limits']['watches'])}, {sum(row['watches'] for row in facts['use']):,} seen in use"


def _instances(facts: dict) -> str:
    return (
        f"limit {_count(facts['limits']['instances'])}, {sum(row['instances'] for row in facts['use']):,} seen in use"
    )


def _count(number: int | None) -> str:
    return "unknown" if number is None else f"{number:,}"
