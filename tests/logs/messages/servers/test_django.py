"""What Django writes."""

from __future__ import annotations

import pytest

from tests.logs.lines import said

# near misses first
LINES = [
    ("Watching for file changes", []),
    ("/srv/x.py has changed, reloading the page", []),
    ("ModuleNotFoundError: No module named 'django_watch'", []),
    ("Watching for file changes with StatReloader", [("django-polls", "StatReloader")]),
    ("Watching for file changes with WatchfilesReloader", [("django-reloader", "WatchfilesReloader")]),
    ("/srv/app/views.py changed, reloading.", [("django-reloading", "/srv/app/views.py")]),
    ("Unable to watch directory /srv/a b as neither it or its parent exist.", [("django-missing-root", "/srv/a b")]),
    ('raise WatchmanUnavailable("Cannot connect to the watchman service.")', []),  # the code that a traceback quotes
    ("Cannot connect to the watchman service.", [("watchman-unreachable", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_what_a_line_says(line, expected):
    assert said(line) == expected
