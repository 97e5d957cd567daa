"""What to do about a problem, as commands to copy. One is offered only where it has an effect on this machine."""

from __future__ import annotations

import os

from watchlint.servers import catalogue
from watchlint.servers.model import FORCED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from watchlint.doctor.shapes import Facts, Seen, Trial


WATCHES, INSTANCES = "fs.inotify.max_user_watches", "fs.inotify.max_user_instances"

SIZES = (65536, 131072, 262144, 524288, 1048576, 2097152, 4194304)
"""Limits to choose from: at least twice what is needed and in use together."""


def raise_limit(facts: Facts, key: str, server: Seen | None) -> list[str | None]:
    """Steps that raise a limit here, or what to do where it cannot be raised."""
    system, limits = facts["system"], facts["limits"]
    watches = key == WATCHES
    kind: Literal["watches", "instances"] = "watches" if watches else "instances"
    own = limits["user_namespace"][kind]
    now = limits[kind] or 0
    target = max(now, _watches_wanted(facts)) if watches else max(512, now * 2)
    start_again = restart(server) if server else None
    instead = (narrow(server) if watches else None) or poll(server)  # fewer folders need an instance all the same
    if own is not None and not system["first_user_namespace"] and own == now and limits["writable"]["user_namespace"]:
        return [f"echo {target} > /proc/sys/user/max_inotify_{kind}  # this user namespace's own limit", start_again]
    if system["container"] or not system["first_user_namespace"]:
        return [
            instead,
            f"sudo sysctl {key}={target}  # on the host, not in here: the limit is the host's",
        ]
    if system["root"] and not limits["writable"]["machine"]:
        return [instead, f"sysctl {key}={target}  # on the host: /proc/sys is read-only here"]
    if not system["root"] and not system["sudo"]:
        return [
            instead,
            f"sudo sysctl {key}={target}  # for someone with administrator's rights",
        ]
    prefix = sudo(facts)
    keep = f"echo '{key} = {target}' | {prefix}tee /etc/sysctl.d/{_file_name(facts, key)}  # keeps it after a boot"
    return [f"{prefix}sysctl {key}={target}", start_again, keep]


def _file_name(facts: Facts, key: str) -> str:
    """A file name that comes after every file that sets the key now: the last one wins."""
    names = [os.path.basename(row["path"]) for row in facts.get("sysctl", []) if row["key"] == key and row["at_boot"]]
    return "60-watchlint.conf" if not names or max(names) < "60-watchlint.conf" else "zz-watchlint.conf"


def _watches_wanted(facts: Facts) -> int:
    used = sum(row["watches"] for row in facts["use"])
    trial: Trial = facts.get("trial") or {}
    needed = max([trial.get("folders", 0), *(server["needed"] for server in facts["servers"])])
    wanted = 2 * (used + needed)
    return next((size for size in SIZES if size >= wanted), SIZES[-1])


def narrow(server: Seen | None) -> str | None:
    """The same server on fewer folders; None where we know of none."""
    if server is None:
        return None
    return catalogue.named(server["server"]).to_narrow(server["words"])


def poll(server: Seen | None) -> str:
    """How to poll instead, which needs no watch."""
    if server is None or server["server"] not in catalogue.NAMES:
        name, value = FORCED
        return f"export {name}={value}  # then start the server again; for Streamlit: --server.fileWatcherType poll"
    own = catalogue.named(server["server"]).to_poll(server["words"], server["python"])
    return own or f"watchlint sysctl  # {server['server']} has no option to poll: raise the limit"


def restart(server: Seen) -> str:
    """How to end a server, to start it again."""
    return f"kill {server['pid']}  # then start {server['server']} again"


def end(server: Seen) -> str:
    """How to end a server, where the next step starts it."""
    return f"kill {server['pid']}  # or Ctrl-C where it runs"


def sudo(facts: Facts) -> str:
    """What stands before a command that needs root."""
    return "" if facts["system"]["root"] else "sudo "


def open_files(facts: Facts, now: int) -> int:
    """A limit of open files to ask for: within the hard limit where that is enough."""
    hard = facts["limits"]["open_files"][1]
    wanted = max(65536, now * 2)
    return min(wanted, hard) if hard > now else wanted
