"""Whether the tests of the doctor can make a user namespace, in which limits are lowered for them alone."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest


def _works() -> bool:
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return False
    words = ["unshare", "-Ur", "sh", "-c", "echo 9 > /proc/sys/user/max_inotify_watches"]
    return subprocess.run(words, capture_output=True).returncode == 0


NAMESPACE = pytest.mark.skipif(not _works(), reason="needs Linux and a user namespace (unshare -Ur)")
