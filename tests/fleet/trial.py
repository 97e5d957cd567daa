"""An audit on a scheduler and workers in processes of their own, some of which are killed, as is the client; its disks fill up.

`python -m tests.fleet.trial FOLDER --count 1000` runs it by hand and says what came of it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.fleet import repositories, servers
from tests.fleet.conftest import fits
from tests.fleet.repositories import Made

PROJECT = Path(__file__).resolve().parents[2]
LIMITS = ["--disk", "24", "--timeout", "30", "--memory", "1024"]


class Machines:
    """A scheduler and workers, each a process of ours, ended by their own ids."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.log = open(folder / "machines.log", "ab")  # noqa: SIM115
        self.killed = 0
        (folder / "s.json").unlink(missing_ok=True)
        self.scheduler = self._start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(folder / "s.json")
        )
        end = time.monotonic() + 60
        while not (folder / "s.json").exists() or not (folder / "s.json").read_text():
            assert time.monotonic() < end and self.scheduler.poll() is None, "the scheduler did not start"
            time.sleep(0.1)
        time.sleep(0.2)
        self.address = json.loads((folder / "s.json").read_text())["address"]
        self.workers = [self.worker() for _ in range(workers)]

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"]
        return subprocess.Popen(command, cwd=self.folder, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)

    def worker(self) -> subprocess.Popen[bytes]:
        """A worker with one place, and nobody who would start it again."""
        return self._start(
            "dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--memory-limit", "0",
            "--local-directory", str(self.folder / "dask"),
        )  # fmt: skip

    def kill_a_worker(self) -> None:
        """End one with -9, and start another."""
        gone = self.workers.pop(0)
        gone.kill()
        gone.wait()
        self.killed += 1
        self.workers.append(self.worker())

    def end(self) -> None:
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()
        self.log.close()


@contextlib.contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """Running, and ended afterwards."""
    made = Machines(folder, workers)
    try:
        yield made
    finally:
        made.end()


def audit(listed: Path, result: Path, *flags: str) -> subprocess.Popen[bytes]:
    """The client, started."""
    command = [sys.executable, "-m", "watchlint", "audit", str(listed), "--to", str(result), *LIMITS, *flags]
    return subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def rows(result: Path) -> dict[str, tuple[str, str | None, int]]:
    """Name -> status, reason, attempts; {} before there is a table."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{result}?mode=ro", uri=True, timeout=30)) as base:
            found = base.execute("SELECT name, status, reason, attempts FROM repository").fetchall()
    except sqlite3.Error:
        return {}
    assert len({name for name, *_ in found}) == len(found)
    return {name: tuple(rest) for name, *rest in found}


def reached(result: Path, client: subprocess.Popen[bytes], count: int) -> None:
    """Wait until the result has so many rows."""
    while len(rows(result)) < count:
        if client.poll() is not None:
            raise AssertionError(f"the client ended early: {client.communicate()}")
        time.sleep(0.1)


def wrong(made: list[Made], result: Path, folder: Path) -> list[tuple[str, object]]:
    """The repositories of which the result does not say what is so: none of them is missing, none more is there."""
    found = rows(result)
    named = {
        one.line.replace("me:secret@", "") if "://" in one.line or "::" in one.line else str(folder / one.line): one
        for one in made
    }
    bad: list[tuple[str, object]] = [
        (name, found.get(name)) for name, one in named.items() if name not in found or not fits(one, found[name])
    ]
    return bad + [(name, "not in the list") for name in found.keys() - named.keys()]


def fill(folder: Path) -> Path:
    """Take all the space that is left on the disk that a folder lies on."""
    place = folder / "filler"
    with contextlib.suppress(OSError), open(place, "wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    with contextlib.suppress(OSError), open(place, "ab", buffering=0) as file:
        while True:
            file.write(b"0")
    return place


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path | None]:
    """A disk of that size in memory; None where we may not mount one."""
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)], capture_output=True
    ).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def run(folder: Path, count: int, workers: int, say=print) -> dict[str, object]:
    """All that goes wrong in one audit of `count` repositories; what came of it. Raises AssertionError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    figures: dict[str, object] = {}
    with contextlib.ExitStack() as stack:
        addresses = stack.enter_context(servers.running())
        began = time.monotonic()
        made = repositories.make(folder / "from", count, addresses)
        say(f"{count} repositories made in {time.monotonic() - began:.0f} s")
        listed = folder / "list"
        listed.write_text("\n".join(one.line for one in made) + "\n")
        clones = stack.enter_context(small_disk(folder / "clones", "128m"))
        results = stack.enter_context(small_disk(folder / "results", f"{max(1, count // 100)}m"))
        work, result = clones or folder / "work", (results or folder) / "audit.sqlite"
        work.mkdir(exist_ok=True)
        running = stack.enter_context(machines(folder, workers))
        flags = ["--scheduler", running.address, "--work", str(work)]
        began = time.monotonic()

        client = audit(listed, result, *flags)
        reached(result, client, count // 5)
        running.kill_a_worker()
        say(f"{len(rows(result))} rows: a worker killed")
        reached(result, client, 2 * count // 5)
        running.kill_a_worker()
        say(f"{len(rows(result))} rows: another worker killed")
        reached(result, client, count // 2)
        client.kill()
        client.communicate()
        before = rows(result)
        say(f"{len(before)} rows: the client killed")

        if results:
            client = audit(listed, result, *flags)
            reached(result, client, len(before) + 2)
            filler = fill(results)
            said = client.communicate(timeout=300)[1].decode()
            code = client.returncode
            figures["full result disk"] = said.strip()
            assert code == 2 and "no space left" in said, (code, said)
            filler.unlink()
            say(f"{len(rows(result))} rows: the result's disk was full: {said.strip()}")
        client = audit(listed, result, *flags)
        if clones:
            reached(result, client, len(rows(result)) + 2)
            filler = fill(clones)
            time.sleep(8)
            filler.unlink()
            say(f"{len(rows(result))} rows: the clones' disk was full for 8 s")
        out, said = (part.decode() for part in client.communicate())
        say(out.strip() or said.strip())
        assert client.returncode == 1, (client.returncode, said)
        after = rows(result)
        assert all(after[name] == row for name, row in before.items() if row[0] == "checked")
        client = audit(listed, result, *flags)
        client.communicate()
        assert client.returncode == 1, "what failed for good is still so"
        figures["seconds"] = round(time.monotonic() - began, 1)
        figures["wrong"] = wrong(made, result, folder)
        figures["again"] = sum(1 for row in rows(result).values() if row[2] > 1)
        figures["failed"] = sum(1 for row in rows(result).values() if row[0] == "failed")
        figures["rows"] = len(rows(result))
        figures["killed"] = running.killed
        figures["started"] = [str(path) for path in (folder / "from").glob("started-by-*")]
        end = time.monotonic() + 20
        while list(work.glob("watchlint-audit-*")) and time.monotonic() < end:
            time.sleep(0.2)
        figures["left"] = [path.name for path in work.glob("watchlint-audit-*")]
        shutil.copy(result, folder / "kept.sqlite")
    return figures


def beside_a_loop(folder: Path, jobs: int) -> dict[str, float]:
    """Processor and wall seconds of a plain loop (clone, check, remove) and of an audit, over what can be checked of a folder
    that `run` made."""
    with contextlib.closing(sqlite3.connect(folder / "kept.sqlite")) as base:
        names = [
            name for (name,) in base.execute("SELECT name FROM repository WHERE status = 'checked' AND name LIKE '/%'")
        ]
    listed, place = folder / "good", folder / "loop"
    listed.write_text("\n".join(names) + "\n")
    figures: dict[str, float] = {"repositories": len(names)}

    def measured(what: str, body) -> None:
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        body()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures[f"{what} cpu"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)
        figures[f"{what} wall"] = round(time.monotonic() - began, 1)

    def loop() -> None:
        for name in names:
            subprocess.run(
                ["git", "clone", "--quiet", "--depth=1", f"file://{name}", str(place)], check=True, capture_output=True
            )
            subprocess.run(
                [sys.executable, "-m", "watchlint", "check", str(place), "--output-format", "json"],
                cwd=PROJECT,
                capture_output=True,
            )
            shutil.rmtree(place)

    def audited() -> None:
        result = folder / "good.sqlite"
        result.unlink(missing_ok=True)
        client = audit(listed, result, "--jobs", str(jobs))
        said = client.communicate()
        assert client.returncode == 0, said

    measured("loop", loop)
    measured("audit", audited)
    figures["ratio"] = round(figures["loop cpu"] / figures["audit cpu"], 2)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=lambda text: Path(text).resolve())
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--loop", action="store_true", help="only compare with a plain loop")
    given = parser.parse_args()
    os.nice(10)
    print(
        json.dumps(
            beside_a_loop(given.folder, given.workers) if given.loop else run(given.folder, given.count, given.workers),
            indent=1,
        )
    )
