"""systemd, coreutils, inotify-tools and sysctl; and what any program says when a limit is reached."""

from __future__ import annotations

from watchlint.logs.messages.model import (
    EITHER_LIMIT,
    EXACT,
    KEEP_INSTANCES,
    KEEP_WATCHES,
    OPEN_FILES,
    OWN_IMAGE,
    POLL,
    RAISE_INSTANCES,
    RAISE_WATCHES,
    WATCH_LIMIT,
    Message,
)

_ON_HOST = "sudo sysctl fs.inotify.max_user_watches={watches} fs.inotify.max_user_instances={instances}  # on the host, whose limits they are"
_OUT = "grep -rn fs.inotify Dockerfile docker-compose*.yml compose*.yml .devcontainer 2>/dev/null  # take the line out of the image"

MESSAGES = (
    Message(
        "systemd-watch-limit",
        "systemd",
        "watch-limit",
        rb"Failed to add .+: inotify watch limit reached|Failed to add control inotify watch descriptor for control group"
        rb"|to directory watch: No space left on device",
        "No inotify watch was left for root, and systemd needs some itself; the disk is not full.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "systemd 252, made to write it",
        (
            "Failed to add control inotify watch descriptor for control group x.service: No space left on device",
            "Failed to add a watch for /run/systemd/ask-password: inotify watch limit reached",
            "Failed to add /run/systemd/ask-password to directory watch: No space left on device",
        ),
    ),
    Message(
        "systemd-limit",
        "systemd",
        "instance-limit",
        rb"Failed to allocate directory watch.*(?:No space left on device|Too many open files)|Insufficient watch descriptors available",
        "No inotify instance was left for root, and systemd needs some itself.",
        (RAISE_INSTANCES, KEEP_INSTANCES, EXACT),
        "systemd 252, made to write it",
        (
            "Failed to allocate directory watch: Too many open files",
            "Insufficient watch descriptors available. Reverting to -n.",
        ),
    ),
    Message(
        "tail-limit",
        "tail",
        "instance-limit",
        rb"tail: inotify (?:resources exhausted|cannot be used, reverting to polling(?!: Function not))",
        "`tail -f` found no inotify watch or instance left and polls; other programs find none either.",
        (RAISE_INSTANCES, RAISE_WATCHES, EXACT),
        "coreutils 9.1, made to write it",
        (
            "tail: inotify cannot be used, reverting to polling: Too many open files",
            "tail: inotify resources exhausted",
        ),
    ),
    Message(
        "tail-watch-limit",
        "tail",
        "watch-limit",
        rb"tail: cannot watch '?(?P<detail>.+?)'?: No space left on device",
        "No inotify watch was left for `tail -f`; the disk is not full. Other programs find none either.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "coreutils 9.1 (tail.c)",
        ("tail: cannot watch '/var/log/x.log': No space left on device",),
    ),
    Message(
        "inotify-tools-watch-limit",
        "inotify-tools",
        "watch-limit",
        rb"upper limit on inotify watches reached|Couldn't watch (?:new directory )?(?P<detail>.+): No space left on device",
        "inotifywait ran out of inotify watches.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "inotify-tools 3.22, made to write it",
        (
            "Failed to watch /srv; upper limit on inotify watches reached!",
            "inotifywait[168]: Couldn't watch new directory /srv/x: No space left on device",
        ),
    ),
    Message(
        "inotify-tools-instance-limit",
        "inotify-tools",
        "instance-limit",
        rb"Couldn't initialize inotify(?!: Function not)",
        "inotifywait could not open an inotify instance.",
        (RAISE_INSTANCES, KEEP_INSTANCES, EXACT),
        "inotify-tools 3.22, made to write it",
        ("Couldn't initialize inotify: Too many open files",),
    ),
    Message(
        "sysctl-read-only",
        "sysctl",
        "sysctl-in-container",
        rb"sysctl: (?:error )?setting key .*inotify.*: *(?:Read-only file system|Permission denied)"
        rb"|permission denied on key .*fs\.inotify"
        rb"|sysctl \S*inotify\S* is not in a separate kernel namespace"
        rb"|sysctl '\S*inotify\S* is not whitelisted|sysctl '\S*inotify\S* is not allowed"
        rb"|/proc/sys/fs/inotify/max_\w+\"?: (?:[Rr]ead-only file system|Permission denied)"
        rb"|Read-only file system\\?\" setting key .*fs\.inotify"
        rb"|sysctl.*fs\.inotify.*error (?:code )?\d+|error (?:code )?\d+ setting key .*fs\.inotify",
        "A limit of inotify was to be set where it cannot be. Inside a container only the host's value counts; on a machine of "
        "your own it takes `sudo`.",
        (_ON_HOST, _OUT),
        "procps 4.0, busybox 1.35, bash, dash and tee on a read-only /proc/sys, made to write it; Docker 24",
        (
            'sysctl: setting key "fs.inotify.max_user_watches": Read-only file system',
            'sysctl: permission denied on key "fs.inotify.max_user_watches"',
            "sysctl: error setting key 'fs.inotify.max_user_watches': Read-only file system",
            "Error: sysctl fs.inotify.max_user_watches is not in a separate kernel namespace",
            "flag: sysctl 'fs.inotify.max_user_watches=524288' is not whitelisted",
            "bash: /proc/sys/fs/inotify/max_user_watches: Read-only file system",
            "sh: can't create /proc/sys/fs/inotify/max_user_watches: Read-only file system",
            "tee: /proc/sys/fs/inotify/max_user_instances: Permission denied",
            "write sysctl key fs.inotify.max_user_watches: open /proc/sys/fs/inotify/max_user_watches: read-only file system",
            'error: "Read-only file system" setting key "fs.inotify.max_user_watches"',
            "sysctl: setting key fs.inotify.max_user_watches failed with error code 30",
        ),
    ),
    Message(
        "inotify-add-watch",
        "any program",
        "watch-limit",
        rb"inotify_add_watch\(\) failed(?!.*No such file)(?!.*ermission denied)"
        rb"|inotify_add_watch(?! on ')(?!\(\) failed).*(?:No space left on device|ENOSPC)"
        rb"|user limit on the total number of inotify watches has been reached|exceeds fs\.inotify\.max_user_watches",
        "No inotify watch was left; the disk is not full.",
        WATCH_LIMIT,
        "inotify_add_watch(2): ENOSPC; the wording of fswatch, lighttpd, onedrive and others",
        (
            "inotify_add_watch() failed: No space left on device",
            "inotify_add_watch: No space left on device",
            "monitor.d(72): inotify_add_watch failed (No space left on device)",
            "The user limit on the total number of inotify watches has been reached.",
            "ERROR: No space left on device or exceeds fs.inotify.max_user_watches?",
        ),
    ),
    Message(
        "watcher-no-space",
        "any program",
        "watch-limit",
        rb"(?:add.watch|[Ww]atcher|(?:to|not|cannot) watch|\bwatch (?:dir|file|folder|path)|inotify|atching).*[Nn]o space left on device",
        "No inotify watch was left; the disk is not full.",
        WATCH_LIMIT,
        "inotify_add_watch(2): ENOSPC, which C libraries call `No space left on device`; notify-rs 2 to 4",
        (
            'unable to create watcher: Io(Error { repr: Os { code: 28, message: "No space left on device" } })',
            'level=error msg="failed to add watch" error="no space left on device"',
            'ERR Failed initialising jobs error="watch directory: /mnt/media: no space left on device" trigger=inotify',
        ),
        general=True,
    ),
    Message(
        "limit-asked-for",
        "any program",
        "watch-limit",
        rb"fs\.inotify\.max_user_(?P<detail>watches|instances) is only \d+",
        "A program asks for a higher limit of inotify than this machine has, before it starts.",
        (RAISE_WATCHES, RAISE_INSTANCES, KEEP_WATCHES),
        "KubeStellar 0.27 (its check before the setup)",
        ("sysctl fs.inotify.max_user_watches is only 155693 but must be at least 524288",),
    ),
    Message(
        "fluent-bit-watch-limit",
        "Fluent Bit",
        "watch-limit",
        rb"tail_fs\.c:\d+ errno=\d+\] No space left on device",
        "No inotify watch was left for Fluent Bit, so it does not follow these logs; the disk is not full.",
        WATCH_LIMIT,
        "Fluent Bit 1.9 (plugins/in_tail/tail_fs.c)",
        ("[2022/05/26 07:05:11] [error] [plugins/in_tail/tail_fs.c:139 errno=28] No space left on device",),
    ),
    Message(
        "no-inotify",
        "any program",
        "no-inotify",
        rb"[Ii]notify(?:_init\d?)?(?:\(\))?(?: cannot be used, reverting to polling)?: [Ff]unction not implemented"
        rb"|ENOSYS: function not implemented, watch",
        "There is no inotify here, so nothing is watched: mostly an image for Intel (amd64) that is emulated on a Mac with Apple "
        "silicon.",
        (OWN_IMAGE, POLL),
        "inotify_init(2): ENOSYS; Node 20, coreutils 9.1 and inotify-tools 3.22 made to write it where the kernel refuses the call",
        (
            "inotify_init: function not implemented",
            "Error: ENOSYS: function not implemented, watch '.'",
            "tail: inotify cannot be used, reverting to polling: Function not implemented",
            "Couldn't initialize inotify: Function not implemented",
        ),
    ),
    Message(
        "disk-full",
        "any program",
        "no-space",
        rb"ENOSPC: no space left on device, (?!watch)\w+"
        rb"|\[Errno 28\] No space left on device: ['\"]"
        rb"|Could not install packages due to an (?:OSError|EnvironmentError): \[Errno 28\]"
        rb"|\b(?:write|mkdir|open|copy|create|rename|truncate) \S+: no space left on device"
        rb"|(?:error writing '[^']*'|write error|Cannot write): No space left on device"
        rb"|write failed on .*: No space left on device|could not write .*: No space left on device"
        rb"|unable to write to .*: No space left on device|cannot create .*: No space left on device",
        "A disk is full, or has no inode left, and this was to be written there: no limit of watches has to do with it.",
        (
            "df -h && df -i  # which file system it is: 100% under Use% or IUse%",
            "docker system df  # where it is Docker's: what takes the room",
        ),
        "write(2), open(2), mkdir(2): ENOSPC; Node 20, Python 3.12, pip 24, Go 1.24 and coreutils 9.1, made to write it on a small tmpfs; git, rsync and PostgreSQL 16",
        (
            "Error: ENOSPC: no space left on device, write",
            "OSError: [Errno 28] No space left on device: '/srv/data/x.db'",
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "failed to create temp dir: mkdir /var/lib/docker/tmp/x: no space left on device",
            "cp: error writing 'b': No space left on device",
            "mkdir: cannot create directory 'x': No space left on device",
            'FATAL:  could not write lock file "postmaster.pid": No space left on device',
        ),
    ),
    Message(
        "queue-overflow",
        "any program",
        "queue-overflow",
        rb"\b[Ee]vent queue overflow|IN_Q_OVERFLOW|InternalBufferOverflowException: Too many changes at once",
        "More changed at once than the system keeps for this program: it missed some of it.",
        (
            "sudo sysctl fs.inotify.max_queued_events=131072  # on the host; then start it again",
            "git clean -ndX  # what is built and installed here: folders that change much belong outside the watched one",
        ),
        "inotify(7); fswatch 1.14, .NET (FileSystemWatcher)",
        (
            "Event queue overflow.",
            "System.IO.InternalBufferOverflowException: Too many changes at once in directory:/srv.",
        ),
    ),
    Message(
        "enospc",
        "any program",
        "no-space",
        rb"ENOSPC Error|error ENOSPC|[Nn]o space left on device",
        "The disk is full or has no inode left, or, where df shows room and a watcher says so, no inotify watch is left: both give "
        "this error.",
        ("df -h  # a full disk gives the same error; has it room, then:", RAISE_WATCHES, POLL, KEEP_WATCHES, EXACT),
        "errno(3), inotify_add_watch(2)",
        ("ENOSPC Error", "OSError: [Errno 28] No space left on device", "Untar exit status 1: no space left on device"),
        general=True,
        unless=(
            "watcher-no-space",
            "inotify-add-watch",
            "node-watch-limit",
            "tail-watch-limit",
            "systemd-watch-limit",
            "disk-full",
        ),
    ),
    Message(
        "open-files-limit",
        "any program",
        "open-files-limit",
        rb"\[Errno 24\] (?:Too many open files|No file descriptors available)"
        rb"|(?:Too many open files|No file descriptors available) \(os error 24\)",
        "The process has no file descriptor left; where it is a watcher that says so, it may as well be the user who has no "
        "inotify instance left.",
        (OPEN_FILES, RAISE_INSTANCES, POLL, EXACT),
        "open(2) and inotify_init(2): EMFILE; made to write it; musl (Alpine) words it as the last",
        (
            "OSError: [Errno 24] Too many open files: 'x'",
            "  Cause: Too many open files (os error 24)",
            "OSError: [Errno 24] Too many open files: 'x.pyc.13'",
            "OSError: [Errno 24] No file descriptors available: 'x'",
        ),
        general=True,
    ),
    Message(
        "node-own-open-files",
        "Node",
        "open-files-limit",
        rb"EMFILE: too many open files, (?!watch)\w+|EMFILE, too many open files '|EMFILE, readdir|EMFILE, scandir|EMFILE, open ",
        "The process has as many files open as it may. No limit of inotify has to do with it: that error names `watch`.",
        (OPEN_FILES, "sudo launchctl limit maxfiles 524288 524288  # on macOS"),
        "Node 20, made to write it; open(2): EMFILE; Node 0.10 words it as the second",
        (
            "Error: EMFILE: too many open files, open '/srv/x'",
            ">> EMFILE, readdir 'server/bower.json'",
            "Error: EMFILE, too many open files '/srv/x'",
        ),
    ),
    Message(
        "node-open-files",
        "Node",
        "open-files-limit",
        rb"EMFILE[:,] [Tt]oo many open(?:ed)? files",
        "On Linux mostly the user has no inotify instance left, else the process no file descriptor, as on macOS: both give this "
        "error.",
        EITHER_LIMIT,
        "Node 0.10 and 20; open(2) and inotify_init(2): EMFILE",
        (
            "Error: EMFILE: too many open files",
            "[10:57:08] Error: EMFILE: Too many opened files.",
        ),
        server="chokidar",
        general=True,
    ),
)
