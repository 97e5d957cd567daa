"""A server that is well by itself and notices no edit all the same: started without reloading, in another container, in a
folder that is gone, watching other folders than its code lies in, or waiting for a connection to end."""

from __future__ import annotations

import os
import shlex
import sys

from watchlint.doctor.files import containers
from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.problem import ERROR, INFO, WARNING, problem
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Copy, Facts, Problem, Seen


def judge_place(server: Seen, name: str, facts: Facts) -> Problem | None:
    """Why this server can't be compared with what lies here, or needs not be; None where it can."""
    where, pid = server["where"], server["pid"]
    if not server["reloads"]:
        return _started_without(server, name, facts)
    if where["elsewhere"]:
        place = f"container {where['container']}" if where["container"] else "another mount namespace"
        if server["copy"]:
            return _in_a_copy(server, name, f"{name} runs a copy of this code, in {place}", server["copy"], facts)
        message = f"{name} runs in {place}: its folders are not seen from here, so nothing is said of what it watches."
        return problem("other-namespace", INFO, message, *_inside(server, facts))
    if not server["visible"]:
        whose = f"belongs to {where['user']}" if where["user"] and not where["own"] else "may not be looked into"
        message = f"{name} {whose}: what it watches cannot be seen by this user."
        return problem("server-not-visible", INFO, message, f"sudo {_ourselves()} --pid {pid}")
    if where["deleted"] or where["replaced"]:
        root = server["root"]
        what = "and another one stands in its place" if where["replaced"] else "and nothing stands in its place"
        message = (
            f"{name} works in a folder that was deleted or moved away, {what}: {root}. It never hears of an edit there."
        )
        enter = f"cd {shlex.quote(root)}" if where["replaced"] else "cd PROJECT  # where the project lies now"
        # a reloader may fail at a folder that has no path, and then waits for what it started
        end = f"kill {' '.join(map(str, server['pids']))}  # the server and what it started"
        return problem("folder-replaced", ERROR, message, end, enter, server["again"])
    return None


def judge_outside(server: Seen, name: str) -> Problem:
    """That a server runs code which lies in no folder that it watches."""
    files, known = server["outside"], catalogue.named(server["server"])
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    watched = ", ".join(os.path.normpath(os.path.join(server["started_in"], path)) for path in server["watched"])
    message = f"{name} runs code that it does not watch: {files[0]}{more} lies outside of {watched}. Edits there never reload."
    again = known.to_widen(server, _tops({os.path.dirname(file) for file in files}))
    return problem("code-outside", WARNING, message, advice.end(server), again)


def judge_waiting(server: Seen, name: str) -> list[Problem]:
    """That a server waits for its connections to end before it starts again."""
    deaf = server["needed"] and not server["instances"] and not server["polls"]
    if not server["waits"] or deaf:  # one whose watcher could not start waits for its child for ever: another cause
        return []
    message = (
        f"{name} noticed an edit and waits for its old process to end: a browser or a client keeps a connection open."
    )
    again = f"{server['again']} --timeout-graceful-shutdown 3" if server["again"] else None
    # a process that waits for its connections goes on to wait when it is told to end again
    end = f"kill -9 {' '.join(map(str, server['pids']))}  # the server and what it started"
    return [problem("waits-for-connections", ERROR, message, end, again)]


def _started_without(server: Seen, name: str, facts: Facts) -> Problem:
    """That a server was started so that it never reloads; of less weight where another one here does."""
    others = any(
        other["reloads"] and not other["beside"] and other["pid"] != server["pid"] for other in facts["servers"]
    )
    again = server["again"]
    told = f": start it with `{again}`" if again else ""
    if server["code"]:
        path, _, line = server["code"].rpartition(":")
        told = f": write `{server['written']}` in {path}, line {line}"
    message = f"{name} was started without reloading, so it notices no edit{told}."
    where = f"  # in {shlex.quote(server['root'])}"
    steps = [advice.end(server), f"{again}{where}"] if again else [advice.restart(server)]
    if server["code"]:
        steps.insert(0, f"# {server['code']}: {server['written']}, with what else stands in its brackets")
    if server["where"]["elsewhere"]:
        steps = _inside(server, facts)  # a number of ours means nothing in there
    return problem("started-without-reload", INFO if others else WARNING, message, *steps)


def _in_a_copy(server: Seen, name: str, message: str, copy: Copy, facts: Facts) -> Problem:
    """That a server works in a copy of this code; of less weight where `docker compose watch` renews it."""
    folder, inner = shlex.quote(copy["folder"]), shlex.quote(copy["inner"])
    if containers.syncs(NearRepository(facts["root"])):
        told = f"{message}: an edit here reaches it while `docker compose watch` runs."
        return problem("code-synced", INFO, told, "docker compose watch")
    told = f"{message}: {inner} there is not {folder} here, so an edit here never reaches it."
    if server["where"]["container"]:
        below = f"./{os.path.relpath(copy['folder'], facts['root'])}".removesuffix("/.")
        again = f"docker run -v {folder}:{inner} …  # with compose: `- {below}:{inner}` in volumes"
        return problem("code-copied", ERROR, told, f"docker stop {server['where']['container']}", again)
    mount = f"mount --bind {folder} {inner}  # where it lives, before it starts again"
    return problem("code-copied", ERROR, told, advice.end(server), mount, server["again"])


def _inside(server: Seen, facts: Facts) -> list[str]:
    """The command that looks at a server where it lives."""
    where, sudo = server["where"], advice.sudo(facts)
    if where["container"]:
        look = f"pip install watchlint && watchlint doctor --pid {where['inner']}"
        return [f"docker exec -it {where['container']} sh -c {shlex.quote(look)}  # or podman exec"]
    if where["shares"]:
        return [
            f"{sudo}nsenter --target {server['pid']} --mount {_ourselves()} {shlex.quote(server['root'])} --pid {server['pid']}"
        ]
    return [f"{sudo}nsenter --target {server['pid']} --mount --pid --root --wd sh  # then, in there: watchlint doctor"]


def _ourselves() -> str:
    return f"{shlex.quote(sys.executable)} -m watchlint doctor"


def _tops(folders: set[str]) -> list[str]:
    """These folders without those inside another."""
    return sorted(one for one in folders if not any(one != other and one.startswith(f"{other}/") for other in folders))
