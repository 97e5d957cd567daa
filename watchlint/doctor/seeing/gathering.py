"""Everything the doctor looks at, gathered into one place; it judges nothing."""

from __future__ import annotations

from watchlint.doctor.seeing.machine import limits, system
from watchlint.doctor.seeing.picked import nothing_asked, picked
from watchlint.doctor.seeing.trial import trial
from watchlint.facts.machine import event_probe, inotify, mounts, processes, sysctl_files
from watchlint.logs import reading as logs
from watchlint.logs.messages.model import severity
from watchlint.logs.steps import filled
from watchlint.servers import running as dev_servers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.doctor.shapes import Facts, Limits, Log, LogRow, Mount, Pair, Probe


def gather(
    root: str, python: str | None = None, pid: int | None = None, log: Sequence[str] = (), probe: bool = False
) -> Facts:
    """The facts of this machine and of the folder, each part by itself: what fails leaves its place empty."""
    facts: Facts = {
        "version": 1,
        "root": root,
        "system": system(),
        "limits": {},
        "use": [],
        "servers": [],
        "problems": [],
        "logs": [],
        "in_force": nothing_asked(),
    }
    if inotify.LINUX:
        facts["limits"] = limits()
        _use(facts)
        facts["sysctl"] = [
            {"key": row.key, "value": row.value, "path": row.path, "line": row.line, "at_boot": row.at_boot}
            for row in sysctl_files.settings()
        ]
        facts["mount"] = _mount(root)
        facts["probe"] = _probe(root) if probe else None
        _servers(facts, root, pid, probe)
        facts["trial"] = trial(root)
    facts["in_force"] = picked(root, python, facts["servers"])
    facts["logs"] = [_log(path, facts["limits"]) for path in log]
    return facts


def _use(facts: Facts) -> None:
    use = processes.scan()
    facts["use"] = [
        {
            "pid": process.pid, "command": process.command, "user": process.user, "watches": process.watches,
            "instances": process.instances, "inherited": process.inherited,
        }
        for process in use.processes
    ]  # fmt: skip
    facts["users"] = [
        {"user": share.user, "uid": share.uid, "watches": share.watches, "instances": share.instances}
        for share in processes.by_user(use)
    ]
    facts["unseen"] = {
        "processes": use.hidden,
        "other_namespaces": not use.first_namespace,
        "hidepid": use.hides_processes,
        "inherited_unknown": use.shares_unknown,
        "proc": use.readable,
    }


def _probe(root: str) -> Probe:
    tried = event_probe.probe(root)
    return {"works": tried.works, "seconds": tried.seconds, "reason": tried.reason}


def _mount(root: str) -> Mount | None:
    known = mounts.mounts()
    mount = mounts.mount_of(root, known)
    if mount is None:
        return None
    below = [row for row in mounts.mounts_below(root, known) if mounts.blind(row)] if root != "/" else []
    return {
        "point": mount.point,
        "type": mount.type,
        "blind": mounts.blind(mount),
        "blind_below": [{"path": row.point, "type": row.type, "why": mounts.blind(row)} for row in below],
    }


def _servers(facts: Facts, root: str, pid: int | None, probe: bool) -> None:
    from watchlint.doctor.seeing import running

    known = dev_servers.running(pid)
    here = [server for server in known if pid is not None or running.concerns(server, root)]
    facts["servers"] = [running.examine(server, root, probe) for server in here]
    facts["servers_elsewhere"] = len(known) - len(here)


def _log(path: str, limits: Limits) -> Log:
    try:
        with logs.open_log(path) as stream:
            log = logs.read_log(stream)
    except OSError as error:
        return {"path": path, "error": error.strerror or "cannot be read", "lines": 0, "seen": []}
    machine: Pair = limits.get("machine") or {"watches": None, "instances": None}
    seen: list[LogRow] = [
        {
            "id": row.message.id, "tool": row.message.tool, "server": row.server, "problem": row.message.problem,
            "severity": severity(row.message, row.count), "count": row.count, "first": row.first, "last": row.last,
            "text": row.text, "detail": row.detail, "means": row.message.means,
            "steps": filled(row.message, row.server, row.detail, machine["watches"] or 0, machine["instances"] or 0, inotify.LINUX),
        }
        for row in log.seen
    ]  # fmt: skip
    return {"path": path, "error": log.broken, "lines": log.lines, "seen": seen}
