"""Programs that are no Python, made to complain."""

from __future__ import annotations

import sys
from pathlib import Path

from doctor_servers import limit, port
from signature_runs import Runs, source


@source(
    {
        "node-watch-limit": "Error: ENOSPC: System limit for number of file watchers reached, watch '",
        "node-instance-limit": "Error: EMFILE: too many open files, watch '",
    },
    needs=("node",),
)
def node(run: Runs) -> None:
    limit("watches", 0)
    run("ENOSPC", "node", "-e", "require('fs').watch('.')")
    limit("instances", 0)
    run("EMFILE", "node", "-e", "require('fs').watch('.')")


JAVA = """
import java.nio.file.*;
public class Watch {
    public static void main(String[] words) throws Exception {
        try (var all = Files.walk(Paths.get("."))) {
            WatchService service = FileSystems.getDefault().newWatchService();
            for (Path path : (Iterable<Path>) all.filter(Files::isDirectory)::iterator)
                path.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (java.io.IOException error) {
            error.printStackTrace();
            System.exit(1);
        }
    }
}
"""


@source(
    {
        "jvm-limit": "java.io.IOException: User limit of inotify watches reached",
        "jvm-instance-limit": "java.io.IOException: User limit of inotify instances reached",
    },
    needs=("java",),
)
def java(run: Runs) -> None:
    (run.root / "Watch.java").write_text(JAVA)
    for kind, number in (("watches", 20), ("instances", 0)):
        limit(kind, number)
        run("inotify", "java", "Watch.java")


WATCHMAN = """
watchman --foreground --statefile="$0/state" --sockname="$0/sock" --logfile=/dev/stderr --pidfile="$0/pid" &
while ! [ -S "$0/sock" ]; do sleep 0.1; done
watchman --no-spawn --sockname="$0/sock" watch .
wait
"""


@source(
    {
        "watchman-watch-limit": "The user limit on the total number of inotify watches was reached",
        "watchman-instance-limit": "The user limit on the total number of inotify instances has been reached",
    },
    needs=("watchman",),
)
def watchman(run: Runs) -> None:
    for kind, number in (("watches", 20), ("instances", 0)):
        limit(kind, number)
        own = run.root.parent / kind
        own.mkdir(mode=0o700)
        run(f"number of inotify {kind}", "sh", "-c", WATCHMAN, str(own))


@source({"tail-limit": "tail: inotify "}, needs=("tail",))
def tail(run: Runs) -> None:
    (run.root / "x.log").touch()
    for kind in ("watches", "instances"):
        limit(kind, 0)
        run("polling", "tail", "-f", "x.log")


@source(
    {
        "inotify-tools-watch-limit": "upper limit on inotify watches reached!",
        "inotify-tools-instance-limit": "Couldn't initialize inotify: Too many open files",
    },
    needs=("inotifywait",),
)
def inotify_tools(run: Runs) -> None:
    for kind, number in (("watches", 20), ("instances", 0)):
        limit(kind, number)
        run("proc/sys/fs/inotify", "inotifywait", "-m", "-r", ".")


LISTEN = "require 'listen'; Listen.to('.') {}.start; sleep 60"


@source(
    {
        "guard-watch-limit": "iNotify max watches exceeded",
        "guard-instance-limit": "the user limit on the total number of inotify instances has been reached",
    },
    needs=("listen",),
)
def listen(run: Runs) -> None:
    """What Guard watches with."""
    for kind, number in (("watches", 20), ("instances", 0)):
        limit(kind, number)
        run("(Errno::", "ruby", "-e", LISTEN)


SYNCTHING = """<configuration version="36">
<folder id="a" path="{root}" fsWatcherEnabled="true" fsWatcherDelayS="1"></folder>
<gui enabled="false"></gui>
<options>
<listenAddress>tcp://127.0.0.1:{port}</listenAddress>
<globalAnnounceEnabled>false</globalAnnounceEnabled> <localAnnounceEnabled>false</localAnnounceEnabled>
<relaysEnabled>false</relaysEnabled> <natEnabled>false</natEnabled> <startBrowser>false</startBrowser>
<urAccepted>-1</urAccepted> <crashReportingEnabled>false</crashReportingEnabled>
<autoUpgradeIntervalH>0</autoUpgradeIntervalH>
</options>
</configuration>
"""


@source({"syncthing-limit": "failed to setup inotify handler. Please increase inotify limits"}, needs=("syncthing",))
def syncthing(run: Runs) -> None:
    own = run.root.parent / "syncthing"
    own.mkdir()
    (own / "config.xml").write_text(SYNCTHING.format(root=run.root, port=port()))
    (run.root / ".stfolder").mkdir()
    limit("watches", 20)
    run("inotify handler", "syncthing", "serve", f"--home={own}", "--no-browser", "--no-restart")


@source({"go-instance-limit": "failed to create file watcher: too many open files"}, needs=("gotestsum",))
def gotestsum(run: Runs) -> None:
    limit("instances", 0)
    run("open files", "gotestsum", "--watch")


@source({"notify-watch-limit": "OS file watch limit reached"})
def ruff(run: Runs) -> None:
    limit("watches", 20)
    run("limit reached", sys.executable, "-m", "ruff", "check", "--watch", "--isolated", "--no-cache", ".")


@source(
    {
        "systemd-watch-limit": "Failed to add a watch for /run/systemd/ask-password: inotify watch limit reached",
        "systemd-limit": "Failed to allocate directory watch: Too many open files",
    },
    needs=("systemd-tty-ask-password-agent",),
)
def systemd(run: Runs) -> None:
    agent = "mount -t tmpfs none /run && exec systemd-tty-ask-password-agent --watch"
    for kind in ("watches", "instances"):
        limit(kind, 0)
        run("Failed", "unshare", "-m", "sh", "-c", agent)


@source({"sysctl-read-only": "sysctl: "}, needs=("sysctl",))
def sysctl(run: Runs) -> None:
    # A read-only /proc/sys, as in a container. Were it not, the machine would be given the value that it has.
    now = Path("/proc/sys/fs/inotify/max_user_watches").read_text().strip()
    read_only = "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys"
    run("sysctl:", "unshare", "-m", "sh", "-c", f"{read_only} && exec sysctl -w fs.inotify.max_user_watches={now}")
