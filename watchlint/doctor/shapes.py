"""The shapes of what the doctor gathers and says: what `watchlint doctor --json` prints, field by field (docs/json.md).

Only the types are used, so nothing imports this at run time. A part that does not apply to a machine (no inotify, no log) is
left out or empty, as each field says.
"""

from __future__ import annotations

from typing import Any, TypedDict


class Problem(TypedDict):
    """One problem: `id` names its kind, `steps` are commands to copy, the first of them to be done first."""

    id: str
    severity: str
    message: str
    steps: list[str]


class Where(TypedDict):
    """Where a process lives.

    user        whose it is
    own         whether that is the user who asks
    elsewhere   it has another mount namespace: its paths are not ours
    container   the first twelve letters of its container's number, "" where it is in none, or that cannot be told
    inner       its number inside of its own PID namespace
    shares      although it has another mount namespace, the interpreter that runs us is found by it under the same path
    deleted     its working folder has no path any more
    replaced    another folder stands at the path of its working folder
    """

    user: str
    own: bool
    elsewhere: bool
    container: str
    inner: int
    shares: bool
    deleted: bool
    replaced: bool


class Worker(TypedDict):
    """A worker that watches for itself. `ended`: its thread that reads the watches has; `starting`: it may not watch yet."""

    pid: int
    watches: int
    ended: bool
    starting: bool


class Unwatched(TypedDict):
    """A folder in or below which so many folders are not watched, as it is seen from the project's folder."""

    path: str
    count: int


class Beside(TypedDict, total=False):
    """What is told of one server alone: the release of click beside mkdocs."""

    click: str


class Copy(TypedDict):
    """A folder here, and the path at which a server elsewhere works in a copy of it."""

    folder: str
    inner: str


class Seen(Beside):
    """One running server beside the model of it.

    pid, pids           its first process, and all that belong to it
    server, version     its name, and its release ("" where that is not known)
    root                the folder it should watch; where that can't be compared, the one it works in
    started_in          the folder it was started in
    words, environ      its command line and the variables it obeys; private: left out of the JSON
    python, watchdog    its interpreter, and the release of watchdog beside it ("" without)
    where               where its process lives
    copy                the folder here of which it runs a copy (None where it runs none)
    reloads             an edit is meant to start it again
    beside              it is no server of Python code, but takes from the same limit
    needed, held        folders it should watch, and those of them it does
    watches             all that the kernel charges it for
    at_least            `needed` counts only what is sure
    certain             the model decides what it watches
    elsewhere           watches it holds besides
    instances           inotify instances of its processes
    unwatched, unwatched_total, examples    what it does not watch: by folder, how many, and some paths
    unreadable, gives_up    folders that may not be read, and whether its watcher ends there
    unmatched           patterns of its command line that name nothing
    polls, load         why it polls ("" where it waits for events), and the percent of a core that takes
    blind               why no event comes on the file system of its folder ("" where one does)
    visible, stopped    this user may look into it; a signal has stopped it
    stuck               [process, descriptor] whose events nobody reads
    open_files          [open, limit] where it has nearly none left
    workers             its workers, where each watches for itself
    outside, watched    files of its code outside of what it watches, and the folders it watches
    waits               it waits for connections to end before it starts again
    options, options_read   Streamlit's [key, value, origin], as Streamlit says and as we read them
    troubles            settings that it can't read or obeys otherwise
    again               the command that starts it with reloading (None where none is known)
    code, written, decided  the place in the code that starts it ("" where its command line does), what to write there, and the
                        expression that decides whether it reloads
    rewritten, swapped  the file that makes it start again and again; the one it watches and in whose place another stands
    notes               what else the plan of it says
    """

    pid: int
    pids: list[int]
    server: str
    version: str
    root: str
    started_in: str
    words: list[str]
    environ: dict[str, str]
    python: str
    watchdog: str
    where: Where
    copy: Copy | None
    reloads: bool
    beside: bool
    needed: int
    held: int
    watches: int
    at_least: bool
    certain: bool
    elsewhere: int
    instances: int
    unwatched: list[Unwatched]
    unwatched_total: int
    examples: list[str]
    unreadable: list[str]
    gives_up: bool
    unmatched: list[str]
    polls: str
    load: int
    blind: str
    visible: bool
    stopped: bool
    stuck: list[list[int]]
    open_files: list[int] | None
    workers: list[Worker]
    outside: list[str]
    watched: list[str]
    waits: bool
    options: list[list[Any]]
    options_read: list[list[Any]]
    troubles: list[dict[str, str]]
    again: str | None
    code: str
    written: str
    decided: str
    rewritten: str
    swapped: str
    notes: list[str]


class System(TypedDict):
    """What kind of machine this is, and what the user may do on it; `wsl` is 1, 2 or 0, `container` its kind or ""."""

    platform: str
    release: str
    wsl: int
    docker_desktop: bool
    container: str
    first_user_namespace: bool
    first_pid_namespace: bool
    root: bool
    sudo: bool


class Pair(TypedDict):
    """A limit of watches and one of instances; None where it can't be read."""

    watches: int | None
    instances: int | None


class Writable(TypedDict):
    """Which limits this process may write."""

    machine: bool
    user_namespace: bool


class Limits(TypedDict, total=False):
    """The limits in force, nothing without inotify; `memory` in bytes, `open_files` is [soft, hard], `kernel_default` what this kernel would choose."""

    watches: int | None
    instances: int | None
    queued_events: int | None
    machine: Pair
    user_namespace: Pair
    kernel_default: int | None
    memory: int | None
    open_files: list[int]
    writable: Writable


class Use(TypedDict):
    """What one process holds; `inherited`: instances that it shares with another and that are counted there."""

    pid: int
    command: str
    user: str
    watches: int
    instances: int
    inherited: int


class Share(TypedDict):
    """What one user's processes hold."""

    user: str
    uid: int
    watches: int
    instances: int


class Unseen(TypedDict, total=False):
    """What could not be seen: processes by user, other namespaces, /proc mounted with hidepid, descriptors that could not be
    compared; `proc`: whether there is a /proc."""

    processes: dict[str, int]
    other_namespaces: bool
    hidepid: bool
    inherited_unknown: bool
    proc: bool


class BlindBelow(TypedDict):
    """A mount below the folder on which no event comes, and why."""

    path: str
    type: str
    why: str


class Mount(TypedDict, total=False):
    """The mount that the folder lies on, as far as it is known; `blind`: why no event comes there, "" where one does."""

    point: str
    type: str
    blind: str
    blind_below: list[BlindBelow]


class Trial(TypedDict, total=False):
    """How many of the folders here the kernel still gives a watch to; `errno` is 0 where it gives each one."""

    folders: int
    added: int
    errno: int
    fits: bool
    note: str
    unreadable: int


class Probe(TypedDict):
    """Whether a change made here gave an event: None where that could not be tried; `seconds` until it came."""

    works: bool | None
    seconds: float | None
    reason: str


class SysctlRow(TypedDict):
    """A value that a file gives a limit; `at_boot`: systemd reads the file at boot."""

    key: str
    value: int
    path: str
    line: int
    at_boot: bool


class StreamlitAnswer(TypedDict):
    """What Streamlit of the project's environment would use: [key, value, origin]."""

    version: str
    error: str
    options: list[list[Any]]
    read: list[list[Any]]


class DjangoAnswer(TypedDict):
    """Which reloader Django of the project's environment would use, and the error that it keeps to itself."""

    version: str
    reloader: str
    swallowed: str
    watchman: str
    error: str
    watchfiles_enabled: bool
    pywatchman: bool


class InForce(TypedDict):
    """The project's interpreter, whether it was asked, and what its Streamlit and its Django would use."""

    python: str
    asked: bool
    streamlit: StreamlitAnswer | None
    django: DjangoAnswer | None


class LogRow(TypedDict):
    """One kind of line in a log: how often, the first and the last of them, what it means and what ends it."""

    id: str
    tool: str
    server: str
    problem: str
    severity: str
    count: int
    first: int
    last: int
    text: str
    detail: str
    means: str
    steps: list[str]


class Log(TypedDict):
    """A log; `error`: why it could not be read, or not to its end."""

    path: str
    error: str
    lines: int
    seen: list[LogRow]


class Always(TypedDict):
    """What is gathered on every system."""

    version: int
    root: str
    system: System
    limits: Limits
    use: list[Use]
    servers: list[Seen]
    problems: list[Problem]
    logs: list[Log]
    in_force: InForce


class Facts(Always, total=False):
    """All that is gathered: what depends on inotify, and what was asked for, is there only where it is."""

    users: list[Share]
    unseen: Unseen
    sysctl: list[SysctlRow]
    mount: Mount | None
    probe: Probe | None
    trial: Trial
    servers_elsewhere: int
    files: list[Problem]
    advice: list[str]
