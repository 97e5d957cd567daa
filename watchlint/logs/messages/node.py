"""Node's dev servers and bundlers, by what they watch with: fs.watch and chokidar, Watchpack, @parcel/watcher, Turbopack."""

from __future__ import annotations

from watchlint.logs.messages.model import EXACT, KEEP_WATCHES, OPEN_FILES, POLL, RAISE_INSTANCES, RAISE_WATCHES, Message

_IGNORE = "server: { watch: { ignored: ['**/.venv/**'] } }  // for Vite, in vite.config.js: takes no watch there"

MESSAGES = (
    Message(
        "node-watch-limit", "Node", "watch-limit",
        rb"System limit for number of file watchers reached|ENOSPC: no space left on device, watch\b|Error: watch .*ENOSPC|ERROR  watch .*ENOSPC|watch ENOSPC|Internal watch failed: watch .*ENOSPC"
        rb"|Watchpack Error \(watcher\): Error: ENOSPC|failed to start\. \(code: ENOSPC\)",
        "No inotify watch was left. Node's watchers take one for every folder and most of them one for every file too.",
        (RAISE_WATCHES, POLL, _IGNORE, KEEP_WATCHES, EXACT),
        "Node 20 (fs.watch), nodemon 3, Vite 8 and webpack 5, made to write it; Node 6 and 10.6 word it otherwise; Expo 26",
        (
            "Error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'",
            "\x1b[31m[nodemon] Internal watch failed: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'\x1b[39m",
            "file watcher error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'",
            "Watchpack Error (watcher): Error: ENOSPC: System limit for number of file watchers reached, watch '/srv'",
            "Error: watch /srv/x ENOSPC",
            "Error: ENOSPC: no space left on device, watch '/srv/x'",
            " ERROR  watch /srv/node_modules/a b/c ENOSPC",
            "[nodemon] Internal watch failed: watch ENOSPC",
            "[nodemon] Internal watch failed: watch /srv ENOSPC",
            "13:22:50 [exp] Metro Bundler failed to start. (code: ENOSPC)",
        ),
        server="chokidar",
        general=True,
    ),
    Message(
        "node-instance-limit", "Node", "instance-limit",
        rb"EMFILE: too many open files, watch|\bwatch EMFILE|Watchpack Error \(watcher\): Error: EMFILE",
        "Node could not open a watcher (EMFILE). On Linux no inotify instance is left for the user; on macOS it is the process's "
        "own limit of open files.",
        (RAISE_INSTANCES, OPEN_FILES, "brew install watchman  # on macOS: React Native and Jest then need no file of their own", POLL, EXACT),
        "Node 20 (fs.watch), nodemon 3, Vite 8 and webpack 5, made to write it",
        (
            "Error: EMFILE: too many open files, watch '/srv'",
            "Error: EMFILE: too many open files, watch",
            "[nodemon] Internal watch failed: EMFILE: too many open files, watch '/srv'",
            "file watcher error: EMFILE: too many open files, watch '/srv'",
            "Watchpack Error (watcher): Error: EMFILE: too many open files, watch '/srv'",
            " ERROR  watch EMFILE",
            "Error: watch EMFILE",
        ),
        server="chokidar",
    ),
    Message(
        "node-fsevents", "Node", "open-files-limit",
        rb"\(FSEvents\.framework\) FSEventStream.+(?:ERROR: |failed assertion|failed to create)",
        "macOS gave Node no more watcher: mostly the process has as many files open as it may, else too many programs watch.",
        (OPEN_FILES, "brew install watchman  # React Native, Jest and Angular then need no watcher of their own"),
        "libuv and the package fsevents, on macOS 10.10 and 10.11",
        (
            "2015-12-10 18:01 node[76106] (FSEvents.framework) FSEventStreamCreate: _FSEventStreamCreate: ERROR: could not open kqueue",
            "2015-12-10 18:01 node[76106] (FSEvents.framework) FSEventStreamScheduleWithRunLoop: failed to create the cffd",
            "2015-12-10 18:01 node[76106] (FSEvents.framework) FSEventStreamStart(): failed assertion 'streamRef != NULL'",
        ),
        server="chokidar",
    ),
    Message(
        "node-permission", "Node", "permission",
        rb"(?:EPERM: operation not permitted|EACCES: permission denied|EBUSY: resource busy or locked), watch '(?P<detail>[^']*)",
        "A folder below the watched one may not be read, and Node's watcher ends there. Mostly a whole home folder or drive is "
        "watched in place of the project.",
        (
            "cd project && npm run dev  # in the folder of the project, whose name stands for `project`",
            "chmod u+rx {detail}  # where it is yours and is to be watched",
        ),
        "Node 20 (fs.watch), made to write EACCES; EPERM and EBUSY on Windows",
        (
            "Error: EPERM: operation not permitted, watch 'C:\\Users\\w\\Temporary Internet Files'",
            "Error: EACCES: permission denied, watch '/srv/pgdata'",
        ),
        server="chokidar",
    ),
    Message(
        "node-unwatchable", "Node", "watcher-died",
        rb"EISDIR: illegal operation on a directory, watch|UNKNOWN: unknown error, watch",
        "Windows gives no events for this folder: it lies on a network drive, in WSL (\\\\wsl$) or in a folder of a virtual machine.",
        (POLL, "wsl --cd ~  # a folder of WSL: start the program there, in WSL itself"),
        "Node 10 to 18 on Windows (fs.watch), with a mapped network drive",
        ("Error: EISDIR: illegal operation on a directory, watch 'Z:\\app'", "Error: UNKNOWN: unknown error, watch 'Z:\\app'"),
        server="chokidar",
    ),
    Message(
        "expo-limits", "Expo", "watch-limit",
        rb"either install watchman or run the following snippet",
        "create-react-native-app found the limits of inotify too low (on macOS those of open files) and did not start.",
        (RAISE_WATCHES, RAISE_INSTANCES, "brew install watchman  # on macOS", KEEP_WATCHES),
        "create-react-native-app 1.7 (react-native-scripts, start)",
        ("  See https://git.io/v5vcn for more information, either install watchman or run the following snippet:",),
    ),
    Message(
        "watchpack-polls", "webpack", "",
        rb"Watchpack polls the directories it cannot watch",
        "webpack polls the folders for which no watch was left: it is slower, and it reloads.",
        (),
        "webpack 5.112, made to write it",
        ("Watchpack polls the directories it cannot watch. Raise the limit of inotify to avoid this.",),
    ),
    Message(
        "parcel-watch-limit", "@parcel/watcher", "watch-limit",
        rb"inotify_add_watch on '(?P<detail>.+)' failed: No space left on device",
        "No inotify watch was left; the disk is not full. @parcel/watcher takes one for every folder, node_modules and .venv too "
        "(Tailwind 4, Parcel, Jest).",
        (
            RAISE_WATCHES,
            "npx @tailwindcss/cli -i in.css -o out.css --watch --poll  # Tailwind: takes no watch",
            "npx parcel index.html --watch-ignore .venv  # Parcel: none in .venv",
            KEEP_WATCHES,
            EXACT,
        ),
        "Tailwind CLI 4.3, Parcel 2.16 and Jest 30, made to write it",
        ("[Error: inotify_add_watch on '/srv/node_modules/a' failed: No space left on device]",),
    ),
    Message(
        "jest-watch-failed", "Jest", "watcher-died",
        rb"Failed to start watch mode",
        "Jest could not watch; the line before says why, at the watch limit mostly.",
        (RAISE_WATCHES, "npx jest  # without --watch or --watchAll", EXACT),
        "Jest 30.5, made to write it",
        ("AggregateError: Failed to start watch mode.",),
    ),
    Message(
        "next-instance-limit", "Next.js", "instance-limit",
        rb"TurbopackInternalError.*Too many open files \(os error 24\)",
        "On Linux the user has no inotify instance left, and Turbopack stops at that; on macOS the process has too many files open.",
        (RAISE_INSTANCES, OPEN_FILES, "WATCHPACK_POLLING=true npx next dev --webpack  # without Turbopack, and polling", EXACT),
        "Next 16.2 (Turbopack)",
        ("Error [TurbopackInternalError]: Too many open files (os error 24)",),
    ),
    Message(
        "next-watch-limit", "Next.js", "watch-limit",
        rb"TurbopackInternalError.*OS file watch limit reached",
        "No inotify watch was left, and Turbopack stops at that: each page is answered with HTTP 500.",
        (RAISE_WATCHES, "WATCHPACK_POLLING=true npx next dev --webpack  # without Turbopack, and polling", KEEP_WATCHES, EXACT),
        "Next 16.4 (Turbopack), made to write it",
        ('TurbopackInternalError: OS file watch limit reached. about ["/srv/app"]',),
    ),
)  # fmt: skip
