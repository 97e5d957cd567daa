"""`watchlint sysctl`: a script that raises the inotify limits, and never lowers one."""

from __future__ import annotations

import os

from watchlint.settings import TIERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

# What kind and most container hosts set; the kernel's own 128 is used up by an editor and a few
# servers (kind, known issues; facts measured on watchdog 6, one instance for each folder).
INSTANCES = 512

# The most that a kernel since 5.11 gives by itself, 1.3 GiB of memory if all were used (inotify_user.c).
MOST = 1_048_576

FOLDER = "/etc/sysctl.d"
NAME = "60-watchlint.conf"
PROC = "/proc/sys/fs/inotify"

_SCRIPT = r"""#!/bin/sh
# Raises the inotify limits to what this repository's dev servers need; lowers none.
# Made by `watchlint sysctl`: {reason}.
set -eu

watches={watches}
instances={instances}
folder={folder}
file=$folder/{name}
proc={proc}

say() {{ printf '%s\n' "$*"; }}
fail() {{ printf '%s\n' "$*" >&2; exit 1; }}

case $(uname -s) in
Linux) ;;
Darwin) say 'macOS watches whole folders with FSEvents: there is no such limit, and nothing to raise.'; exit 0 ;;
*) say 'Only Linux has inotify limits: nothing to raise here.'; exit 0 ;;
esac

if [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${{KUBERNETES_SERVICE_HOST:-}}" ]; then
    fail 'This is a container. The inotify limits are its host'\''s: run this script there (Docker Desktop: in its virtual machine).'
fi
if grep -qi microsoft /proc/version 2>/dev/null; then
    say 'WSL: the limits of its virtual machine are raised; folders below /mnt/c send no events whatever the limit.'
fi

value() {{ cat "$proc/$1"; }}
larger() {{ if [ "$1" -gt "$2" ]; then printf '%s' "$1"; else printf '%s' "$2"; fi; }}

want_watches=$(larger "$watches" "$(value max_user_watches)")
want_instances=$(larger "$instances" "$(value max_user_instances)")

if [ "$want_watches" -eq "$(value max_user_watches)" ] && [ "$want_instances" -eq "$(value max_user_instances)" ]; then
    say "Enough already: max_user_watches $want_watches, max_user_instances $want_instances."
    exit 0
fi
[ -w "$folder" ] || fail "Run it as root: sudo sh $0 (it writes $file)"

printf '%s\n' '# Made by watchlint: limits for dev servers that watch folders.' \
    "fs.inotify.max_user_watches = $want_watches" \
    "fs.inotify.max_user_instances = $want_instances" >"$file.new"
mv "$file.new" "$file"
sysctl --system >/dev/null 2>&1 || sysctl -p "$file" >/dev/null

is_later() {{ [ "$1" != {name} ] && [ "$(printf '%s\n' "$1" {name} | LC_ALL=C sort | tail -n 1)" = "$1" ]; }}

# A file read later may set less: then say which, and raise the value for now.
check() {{
    [ "$(value "$1")" -ge "$2" ] || sysctl -w "fs.inotify.$1=$2" >/dev/null
    for other in "$folder"/*.conf; do
        if ! [ -f "$other" ] || ! is_later "${{other##*/}}"; then continue; fi
        set_there=$(sed -n "s/^[[:space:]]*-\{{0,1\}}fs[./]inotify[./]$1[[:space:]]*=[[:space:]]*\([0-9]*\).*/\1/p" "$other" | tail -n 1)
        if [ -n "$set_there" ] && [ "$set_there" -lt "$2" ]; then
            say "$other sets fs.inotify.$1 to $set_there and may win at the next boot: change it there."
        fi
    done
    say "fs.inotify.$1 is $(value "$1")"
}}
check max_user_watches "$want_watches"
check max_user_instances "$want_instances"
"""


def script(watches: int, reason: str, instances: int = INSTANCES, folder: str = FOLDER, proc: str = PROC) -> str:
    """A POSIX sh script that raises fs.inotify.max_user_watches and max_user_instances to these.

    It keeps what is larger already, writes one file (sysctl.d(5)), loads it, and prints the values
    in force. In a container it stops with a word; on macOS there is nothing to do.
    """
    from shlex import quote

    return _SCRIPT.format(
        watches=watches,
        instances=instances,
        reason=" ".join(reason.split()),
        folder=quote(folder),
        name=NAME,
        proc=quote(proc),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the script, or write it with --write; exit 2 for a file that can't be written."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _main(argv))


def _main(argv: Sequence[str] | None) -> int:
    import sys

    from watchlint.cli.parser import Parser
    from watchlint.errors import UsageError

    parser = Parser(
        prog="watchlint sysctl",
        description="Print a script that raises the inotify limits, and never lowers one.",
        allow_abbrev=False,
    )
    parser.add_argument("--tier", choices=TIERS, help="for this tier (default: the repository's, and what it needs)")
    parser.add_argument("--write", metavar="FILE", help="write it there, with the run bit, instead of printing it")
    options = parser.parse_args(argv)
    watches, reason = _target(options.tier)
    text = script(watches, reason)
    if options.write is None:
        sys.stdout.write(text)
        return 0
    from watchlint.checking import output

    place = output.target("--write", options.write)
    try:
        _write(place, text.encode())
    except OSError as error:
        raise UsageError(f"--write {options.write}: {(error.strerror or 'cannot be written').lower()}") from None
    print(f"{options.write}: raises fs.inotify.max_user_watches to {watches}; run it with: sudo sh {options.write}")
    return 0


def _target(tier: str | None) -> tuple[int, str]:
    """The watches to allow, and why: the tier's number, or twice the need and what is in use."""
    from watchlint import settings
    from watchlint.facts.repository.git import Git
    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.tier.tiers import BY_NAME, for_files, owned_count

    if tier is not None:
        return BY_NAME[tier].watches, f"the {tier} tier"
    git = Git.open_top(os.curdir)
    repo = Repository(git.top, git) if git else Repository(os.getcwd())
    wanted = settings.load(repo)
    tier = wanted.inotify_tier or for_files(owned_count(repo, "medium"))
    need = _need(repo, wanted)
    if need <= BY_NAME[tier].watches:
        return BY_NAME[tier].watches, f"the {tier} tier"
    return need, f"twice what its dev server needs here, and what was in use; more than the {tier} tier"


def _need(repo: Repository, wanted: Settings) -> int:
    """Twice the watches of the server that takes most here, and those in use by this user; 0 where nothing watches."""
    from watchlint.watch import machine, predict

    watches = [one.cost.watches_after_run for one in predict.predict(repo, wanted).servers]
    if not any(watches):
        return 0
    return min(2 * max(watches) + (machine.limits()["watches_in_use"] or 0), MOST)


def _write(path: str, data: bytes) -> None:
    """Write the script, keeping the mode of a file that is there and giving a new one the run bit."""
    mode = os.stat(path).st_mode & 0o7777 | 0o111 if os.path.exists(path) else 0o755
    temporary = f"{path}.{os.getpid()}~"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o755)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
