"""Flet, with a script that shows nothing: the window or browser it would open is none of the watching."""

from __future__ import annotations

CASE = {
    "packages": ["flet==1.0.5", "flet-cli==1.0.5", "flet-web==1.0.5"],
    "files": {"main.py": "import time\n\nprint('here', flush=True)\ntime.sleep(600)\n"},
    "command": "{bin}/flet run -w -p {port} --host 127.0.0.1 -d -r main.py".split(),
    "ready": "here",
    "env": {"BROWSER": "true"},
}
