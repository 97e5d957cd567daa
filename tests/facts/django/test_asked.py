"""Django's own choice of a reloader, and what keeps it from being told."""

from __future__ import annotations

import sys

import pytest

from watchlint.facts.django.asked import django_asked


def test_an_interpreter_without_it_says_so():
    answer = django_asked(sys.executable, False)
    assert answer.error == "django is not installed there" or answer.reloader


def test_an_interpreter_that_is_none_says_so(tmp_path):
    assert django_asked(str(tmp_path / "python"), False).error


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(
    "body, said",
    [
        ("sleep 30", "no answer in time"),
        ("kill -SEGV $$", "crashed (signal 11)"),
        ("exit 3", "ended with 3"),
        ("echo watchlint:nonsense; echo boom >&2; exit 1", "boom"),
    ],
)
def test_trouble_with_the_interpreter_is_told(tmp_path, body, said):
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\n{body}\n")
    fake.chmod(0o755)
    assert said in django_asked(str(fake), False, timeout=1).error


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")
def test_a_watchman_that_hangs_is_told(tmp_path):
    fake = tmp_path / "python"
    fake.write_text('#!/bin/sh\necho \'watchlint:{"version": "5.2", "watchman": "/usr/bin/watchman"}\'\nsleep 30\n')
    fake.chmod(0o755)
    answer = django_asked(str(fake), False, timeout=1)
    assert (answer.version, answer.error) == ("5.2", "no answer in time: the watchman service does not reply")
