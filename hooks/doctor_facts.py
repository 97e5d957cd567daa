"""Everything the doctor looks at, gathered into one dictionary; it judges nothing."""

from __future__ import annotations

import os
import sys

from hooks.facts import dev_servers, event_probe, in_force, inotify, logs, mounts, processes, sysctl_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FOLDERS = 400_000
"""A trial ends after so many folders: more is no project, and no limit of any kernel is as large by default."""


def gather(
    root: str, python: str | None = None, pid: int | None = None, log: list[str] = (), probe: bool = False
) -> dict:
    """The facts of this machine and of the folder, each part by itself: what fails leaves its place empty."""
    facts = {
        "version": 1,
        "root": root,
        "system": system(),
        "limits": {},
        "use": [],
        "servers": [],
        "problems": [],
        "logs": [],
    }
    if inotify.LINUX:
        facts["limits"] = limits()
        _use(facts)
        facts["sysctl"] = [row._asdict() for row in sysctl_files.settings()]
        facts["mount"] = _mount(root)
        facts["probe"] = event_probe.probe(root)._asdict() if probe else None
        _servers(facts, root, pid, probe)
        facts["trial"] = _trial(root)
    facts["in_force"] = _in_force(root, python, facts["servers"])
    facts["logs"] = [_log(path) for path in log]
    return facts


def system() -> dict:
    """What kind of machine this is and what the user may do on it."""
    release = os.uname().release if hasattr(os, "uname") else ""
    return {
        "platform": sys.platform,
        "release": release,
        "wsl": mounts.wsl(),
        "docker_desktop": mounts.docker_desktop(),
        "container": mounts.container(),
        "first_user_namespace": processes.in_first_namespace("user"),
        "first_pid_namespace": processes.in_first_namespace("pid"),
        "root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "sudo": _sudo(),
    }


def limits() -> dict:
    """The limits in force; `kernel_default` is what this kernel would choose for this memory."""
    import resource

    fs = inotify.limits()
    memory = inotify.ram()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return {
        "watches": fs.watches,
        "instances": fs.instances,
        "queued_events": fs.queued_events,
        "machine": {
            "watches": _number("fs/inotify/max_user_watches"),
            "instances": _number("fs/inotify/max_user_instances"),
        },
        "user_namespace": {
            "watches": _number("user/max_inotify_watches"),
            "instances": _number("user/max_inotify_instances"),
        },
        "kernel_default": 8192 if _kernel() < (5, 11) else inotify.kernel_default(memory) if memory else None,
        "memory": memory,
        "open_files": [soft, hard],
        "writable": {
            "machine": os.access("/proc/sys/fs/inotify/max_user_watches", os.W_OK),
            "user_namespace": os.access("/proc/sys/user/max_inotify_watches", os.W_OK),
        },
    }


def folders(root: str, most: int = MOST_FOLDERS) -> Iterator[str]:
    """The folders in and below a root, links not followed, as the walk comes to them."""
    waiting = [root]
    while waiting and most:
        path = waiting.pop()
        most -= 1
        yield path
        try:
            with os.scandir(path) as entries:
                waiting.extend(
                    e.path for e in entries if e.is_dir(follow_symlinks=False) and e.path not in ("/proc", "/sys")
                )
        except OSError:
            continue


def _use(facts: dict) -> None:
    use = processes.scan()
    names = ("pid", "command", "user", "watches", "instances", "inherited")
    facts["use"] = [{name: getattr(process, name) for name in names} for process in use.processes]
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


def _mount(root: str) -> dict | None:
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


def _servers(facts: dict, root: str, pid: int | None, probe: bool) -> None:
    from hooks import doctor_servers

    known = dev_servers.running(pid)
    here = [server for server in known if pid is not None or doctor_servers.concerns(server, root)]
    facts["servers"] = [doctor_servers.examine(server, root, probe) for server in here]
    facts["servers_elsewhere"] = len(known) - len(here)


def _trial(root: str) -> dict:
    """How many of the folders here the kernel still gives a watch to, and whether one more instance can be had."""
    count = [0]

    def counted() -> Iterator[str]:
        for path in folders(root):
            count[0] += 1
            yield path

    result = inotify.trial(counted())
    if result.errno:  # count what would have been needed in all
        count[0] = sum(1 for _ in folders(root))
    return {
        "folders": count[0],
        "added": result.added,
        "errno": result.errno,
        "fits": result.fits,
        "note": result.note,
        "unreadable": result.unreadable,
    }


def _in_force(root: str, python: str | None, servers: list[dict]) -> dict:
    """What Streamlit and Django of the project's interpreter really pick."""
    from hooks.servers import interpreter

    found: dict = {"python": "", "streamlit": None, "django": None}
    executable = interpreter.find(root, python) or (python or "")
    if not executable and servers:
        executable = next((server["python"] for server in servers if server["python"]), "")
    found["python"] = executable
    known = interpreter.ask(executable) if executable else None
    if known is None:
        return found
    if known.has("streamlit") and not any(server["server"] == "streamlit" for server in servers):
        answer = in_force.streamlit_asked(executable, root, None, {}, os.environ)
        read = in_force.streamlit_read(root, None, {}, os.environ, known.release("streamlit"))
        found["streamlit"] = {
            "version": answer.version, "error": answer.error, "options": [list(row) for row in answer.options],
            "read": [list(row) for row in read],
        }  # fmt: skip
    if known.has("django") and os.path.exists(os.path.join(root, "manage.py")):
        enabled = _enables_watchfiles(root)
        answer = in_force.django_asked(executable, enabled and known.has("django_watchfiles"))
        found["django"] = {
            "version": answer.version, "reloader": answer.reloader, "swallowed": answer.swallowed,
            "watchman": answer.watchman, "error": answer.error, "watchfiles_enabled": enabled,
            "pywatchman": known.has("pywatchman"),
        }  # fmt: skip
    return found


def _enables_watchfiles(root: str) -> bool:
    """Whether a settings file, in the project's first three levels, names django_watchfiles."""
    depth = root.rstrip("/").count("/") + 3
    for folder in folders(root, 2000):
        if folder.count("/") > depth or os.path.basename(folder) in ("node_modules", ".git", ".venv", "venv"):
            continue
        if os.path.basename(folder) == "settings" or os.path.isfile(os.path.join(folder, "settings.py")):
            for name in os.listdir(folder):
                if name.endswith(".py"):
                    try:
                        with open(os.path.join(folder, name), "rb") as file:
                            lines = file.read(1 << 20).split(b"\n")
                    except OSError:
                        continue
                    if any(b"django_watchfiles" in line.split(b"#")[0] for line in lines):
                        return True
    return False


def _log(path: str) -> dict:
    try:
        with logs.open_log(path) as stream:
            log = logs.read_log(stream)
    except OSError as error:
        return {"path": path, "error": error.strerror or "cannot be read", "lines": 0, "seen": []}
    seen = [
        {
            "id": row.signature.id, "tool": row.signature.tool, "problem": row.signature.problem, "count": row.count,
            "first": row.first, "last": row.last, "text": row.text, "detail": row.detail, "means": row.signature.means,
            "step": row.signature.step,
        }
        for row in log.seen
    ]  # fmt: skip
    return {"path": path, "error": log.broken, "lines": log.lines, "seen": seen}


def _number(name: str) -> int | None:
    try:
        with open(f"/proc/sys/{name}", "rb") as file:
            return int(file.read(64))
    except (OSError, ValueError):
        return None


def _kernel() -> tuple[int, int]:
    parts = os.uname().release.split(".")
    try:
        return int(parts[0]), int(parts[1].split("-")[0])
    except (ValueError, IndexError):
        return 6, 0


def _sudo() -> bool:
    """Whether this user may become root, as far as the groups tell."""
    try:
        import grp

        groups = os.getgroups()
    except (ImportError, OSError, AttributeError):
        return False
    for name in ("sudo", "wheel", "admin"):
        try:
            if grp.getgrnam(name).gr_gid in groups:
                return True
        except KeyError:
            continue
    return False
