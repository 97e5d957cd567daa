"""What gunicorn writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("[INFO] Using worker: uvicorn.workers.UvicornWorker", []),
    ("__init__() got an unexpected keyword argument 'files'", []),
    ("InotifyError: Call failed (should not be -1): (-1) ERRNO=(28) [No space left on device]", [("inotify-package-watch-limit", "")]),
    ("InotifyError: Call failed (should not be -1): (-1) ERRNO=(24) [Too many open files]", [("inotify-package-instance-limit", "")]),
    ("InotifyError: Call failed (should not be -1): (-1) ERRNO=(2) [No such file or directory]", [("gunicorn-inotify-failed", "2")]),
    ("[INFO] Worker reloading: /srv/main.py modified", [("gunicorn-reloading", "/srv/main.py")]),
    # a worker that never restarts for it
    ("[INFO] Using worker: uvicorn.workers.UvicornWorker\n[INFO] Worker reloading: /srv/main.py modified", [("gunicorn-uvicorn-worker", "/srv/main.py")]),
    ("[INFO] Using worker: sync\n[INFO] Worker reloading: /srv/main.py modified", [("gunicorn-reloading", "/srv/main.py")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
