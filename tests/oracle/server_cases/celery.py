"""Celery's worker, started again by watchmedo."""

from __future__ import annotations

CASE = {
    "server": "watchmedo",
    "packages": ["celery==5.7.0", "watchdog==7.1.0"],
    "files": {
        "jobs.py": "from celery import Celery\n\napp = Celery('jobs', broker='memory://')\n",
    },
    "command": "{bin}/watchmedo auto-restart -d ./ -p *.py -R -- {bin}/celery -A jobs worker --pool solo --loglevel INFO".split(),
    "ready": "ready.",
}
