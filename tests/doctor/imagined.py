"""An imagined machine and its servers, as the doctor's facts have them."""

from __future__ import annotations

import errno

from watchlint.doctor.judging.problems import judge, steps

HERE = {
    "user": "me",
    "own": True,
    "elsewhere": False,
    "container": "",
    "inner": 7,
    "shares": False,
    "deleted": False,
    "replaced": False,
}
"""Where a server lives: as we do."""


def server(**more):
    base = {
        "pid": 7, "pids": [7], "server": "uvicorn", "root": "/w", "needed": 3000, "held": 3000, "instances": 1, "unwatched": [],
        "unwatched_total": 0, "examples": [], "unreadable": [], "elsewhere": 0, "polls": "", "visible": True, "stopped": False,
        "stuck": [], "open_files": None, "options": [], "options_read": [], "version": "0.54.0", "certain": True, "notes": [],
        "environ": {}, "words": ["main:app", "--reload"], "blind": "", "python": "/v/bin/python", "watchdog": "", "at_least": False, "workers": [],
        "unmatched": [], "gives_up": True, "reloads": True, "outside": [], "watched": ["."], "load": 0, "waits": False, "troubles": [],
        "again": "uvicorn main:app --reload", "beside": False, "code": "", "written": "", "decided": "", "started_in": "/w", "where": HERE, "copy": None,
        "rewritten": "", "swapped": "",
    }  # fmt: skip
    given = {**base, **more}
    return {"watches": given["held"] + given["elsewhere"], **given}


def facts(servers=(), **more):
    base = {
        "version": 1, "root": "/w", "problems": [], "logs": [], "use": [], "users": [], "unseen": {}, "sysctl": [], "probe": None,
        "servers": list(servers), "servers_elsewhere": 0, "mount": {"point": "/", "type": "ext4", "blind": "", "blind_below": []},
        "trial": {"folders": 3000, "added": 3000, "errno": 0, "fits": True, "note": "", "unreadable": 0},
        "in_force": {"python": "", "asked": False, "streamlit": None, "django": None},
        "system": {"platform": "linux", "release": "6.1", "wsl": 0, "docker_desktop": False, "container": "", "first_user_namespace": True,
                   "first_pid_namespace": True, "root": False, "sudo": True},
        "limits": {"watches": 8192, "instances": 128, "queued_events": 16384, "machine": {"watches": 8192, "instances": 128},
                   "user_namespace": {"watches": 8192, "instances": 128}, "kernel_default": 65000, "memory": 2**33,
                   "open_files": [1024, 4096], "writable": {"machine": False, "user_namespace": False}},
    }  # fmt: skip
    return {**base, **more}


FULL = {"folders": 3000, "added": 0, "errno": errno.ENOSPC, "fits": False, "note": "", "unreadable": 0}


NO_INSTANCE = {
    "folders": 3000,
    "added": 0,
    "errno": errno.EMFILE,
    "fits": False,
    "note": "no inotify instance left for this user",
    "unreadable": 0,
}


PARTLY = {"held": 500, "unwatched": [{"path": "data", "count": 2500}], "unwatched_total": 2500}


ONE = {"folders": 1, "added": 1, "errno": 0, "fits": True, "note": "", "unreadable": 0}


def system(**more):
    return {**facts()["system"], **more}


def log(lines=90, **more):
    seen = {
        "id": "watchdog-watch-limit", "tool": "watchdog", "problem": "watch-limit", "count": 1, "first": 7, "last": 7, "text": "x",
        "detail": "", "means": "It ran out.", "server": "", "severity": "error",
        "steps": ["sudo sysctl fs.inotify.max_user_watches=524288", "watchlint doctor  # for exact numbers, while the server runs"],
    }  # fmt: skip
    return {"path": "/w/x.log", "error": "", "lines": lines, "seen": [{**seen, **more}]}


def serious(found):
    return [problem["id"] for problem in judge(found) if problem["severity"] != "info"]


def advice(found):
    problems = judge(found)
    return steps(problems)
