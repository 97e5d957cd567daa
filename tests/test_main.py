"""`python -m watchlint`."""

from __future__ import annotations

import subprocess
import sys


def test_it_is_the_command():
    done = subprocess.run([sys.executable, "-m", "watchlint", "--version"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("watchlint ")
