"""Every complaint that the doctor knows in a log, written by the real program under the real condition."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doctor_namespace import NAMESPACE
from environments import environment
from signature_sources import NOT_PRODUCED, SOURCES

from watchlint.logs import reading as logs
from watchlint.logs.catalogue import MESSAGES

HERE = Path(__file__).parent

pytestmark = pytest.mark.oracle


def test_every_signature_is_made_for_real_or_is_said_not_to_be():
    made = [name for source in SOURCES.values() for name in source.says]
    assert sorted([*made, *NOT_PRODUCED]) == sorted(message.id for message in MESSAGES)


def complaints(source, folder: Path) -> bytes:
    """What the programs of a source write in a namespace of their own."""
    missing = [program for program in source.needs if not shutil.which(program)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    interpreter = _interpreter(source.interpreter)
    python = [f"{name}={environment(*wanted, python=interpreter)}" for name, wanted in source.python.items()]
    words = ["unshare", "-Ur", sys.executable, str(HERE / "signature_sources.py"), source.name, str(folder), *python]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return (folder / "log").read_bytes()


def _interpreter(versions: tuple[str, ...]) -> str | None:
    """The first of these Pythons that is there, None for the one that runs."""
    if not versions or ".".join(map(str, sys.version_info[:2])) in versions:
        return None
    known = [
        v for v in versions if shutil.which(f"python{v}") or list(Path.home().glob(f".pyenv/versions/{v}.*/bin/python"))
    ]
    return known[0] if known else pytest.skip(f"needs a Python of {', '.join(versions)}")


@NAMESPACE
@pytest.mark.parametrize("name", SOURCES)
def test_complaint(name, tmp_path):
    source = SOURCES[name]
    log = complaints(source, tmp_path)
    lines = log.decode("utf-8", "replace").split("\n")
    first = {seen.message.id: seen.first for seen in logs.read_log(io.BytesIO(log)).seen}
    expected = {
        id: next((n for n, line in enumerate(lines, 1) if text in line), None) for id, text in source.says.items()
    }
    assert {id: first.get(id) for id in expected} == expected and None not in expected.values(), log.decode()[-5000:]


@NAMESPACE
def test_the_doctor_reads_such_a_log_from_a_file_and_from_a_pipe(tmp_path):
    log = complaints(SOURCES["watchdog_limits"], tmp_path)
    packed = tmp_path / "all.log.gz"
    packed.write_bytes(gzip.compress(log))
    for name, data in ((str(packed), b""), ("-", log)):
        words = [sys.executable, "-m", "watchlint.cli.doctor", str(tmp_path / "project"), "--log", name, "--json"]
        done = subprocess.run(words, input=data, capture_output=True, cwd=HERE.parents[1], timeout=60)
        assert done.stderr == b"" and done.returncode == 1
        (read,) = json.loads(done.stdout)["logs"]
        assert {row["id"] for row in read["seen"]} >= set(SOURCES["watchdog_limits"].says)
