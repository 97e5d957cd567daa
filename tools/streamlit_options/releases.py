"""Streamlit's releases, through pip and whatever index it is set to use. Nothing is installed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

OLDEST = (0, 84, 0)

_KEPT = re.compile(
    r"streamlit/([^/]+\.py|(runtime/|server/)?app_session\.py|watcher/\w+_watcher\.py"
    r"|elements/lib/(options_selector_)?utils\.py|proto/NewSession_pb2\.py)"
)
"""The members of a wheel that hold options or the checks of their values: 1 MB of the 10 to 30."""


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def published() -> list[str]:
    """Every final release of Streamlit from OLDEST on, oldest first. Raises CalledProcessError without an index."""
    said = _pip("index", "versions", "--ignore-requires-python", "streamlit")
    listed = re.search(r"Available versions: (.*)", said)
    found = re.findall(r"(?<![\w.])\d+\.\d+\.\d+(?![\w.])", listed[1] if listed else "")
    return sorted((version for version in found if numbers(version) >= OLDEST), key=numbers)


def members(version: str, cache: Path) -> dict[str, bytes]:
    """The files of one release that matter here, by their path in the wheel; downloaded once."""
    kept = cache / f"streamlit-{version}.zip"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        packed = io.BytesIO()
        with tempfile.TemporaryDirectory() as folder:
            _pip("download", "--no-deps", "--no-cache-dir", "--ignore-requires-python", "--only-binary=:all:",
                 "--dest", folder, f"streamlit=={version}")  # fmt: skip
            (wheel,) = Path(folder).glob("*.whl")
            with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
                for name in source.namelist():
                    if _KEPT.fullmatch(name):
                        target.writestr(name, source.read(name))
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(packed.getvalue())
        unfinished.replace(kept)
    with zipfile.ZipFile(kept) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pip(*arguments: str) -> str:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
