"""Robyn, with an app that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["robyn==0.88.0"],
    "files": {
        "app.py": "import os\n\nfrom robyn import Robyn\n\nRobyn(__file__).start(host='127.0.0.1', port=int(os.environ['PORT']))\n"
    },
    "command": "-m robyn app.py --dev".split(),
    "ready": "Robyn version",
    "env": {"PORT": "{port}"},
}
