from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages import lock_files, requirements_files
from watchlint.facts.packages.package_names import fold, is_installed, is_plainly_locked, is_plainly_required, normalise


@pytest.mark.parametrize(
    "spelt", ["Django-Watchfiles", "django_watchfiles", "DJANGO.watchfiles", "django-_.watchfiles"]
)
def test_names_are_found_however_they_are_spelt(spelt):
    assert normalise(spelt) == "django-watchfiles"
    for encoding in ("utf-8", "utf-16"):
        assert is_plainly_required(fold(f"x\r\n{spelt}==1\r\n".encode(encoding)), "django-watchfiles")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ab",
        "# a",
        "b # a",
        "a-b==1",
        "a is a package",
        "a=1",
        "{% if x %}\na\n{% endif %}",
        "b \\\na",
        "-r a",
        "a @ x",
        "a[b]",
    ],
)
def test_what_is_in_doubt_is_not_plain(text):
    assert not is_plainly_required(fold(text.encode()), "a")


_piece = st.sampled_from(
    ["a", "A", "b", "-", "_", "==1", ">=1", " ", "\n", "\r\n", "\\", "#", ";", "[b]", "=", "{% if x %}", "@", "\x0c"]
)


@settings(deadline=None)
@given(st.lists(_piece, max_size=12).map("".join))
def test_plainly_required_is_required(text):
    if is_plainly_required(fold(text.encode()), "a"):
        named = {one.name for one in requirements_files.read(text.encode(), "requirements.txt").requirements}
        assert "a" in named or requirements_files.read(text.encode(), "requirements.txt").problems


ENTRY = '[[package]]\nname = "a"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENTRY, True),
        (ENTRY + "[package.optional-dependencies]\n", True),
        (ENTRY + '\n[[package]]\nname = "b"\nsource = { editable = "." }\n', True),
        (ENTRY + 'source = { editable = "." }\n', False),
        (ENTRY.replace('"a"', '"a-b"'), False),
        ('# name = "a"\n', False),
        ('[[package]]\nname = "b"\nversion = "1"\ndependencies = [\n    { name = "a" },\n]\n', False),
    ],
)
def test_plainly_locked(text, expected):
    assert is_plainly_locked(fold(text.encode()), "a") is expected
    if expected:
        assert "a" in {one.name for one in lock_files.read(text.encode(), "uv.lock").requirements}


# (what stands in the file, name, extra, whether it installs that)
INSTALLED = [
    ("RUN pip install watchfiles", "watchfiles", "", True),
    ("RUN pip install --no-cache-dir psycopg2 uvicorn[standard] watchfiles sqlalchemy==2", "watchfiles", "", True),
    (
        "RUN if true; then pip install -r a.txt; fi \\\n    && pip install \\\n      flask \\\n      watchfiles",
        "watchfiles",
        "",
        True,
    ),
    ('RUN pip3 install "watchfiles>=1"', "watchfiles", "", True),
    ("RUN python -m pip install 'uvicorn[standard]==0.30'", "uvicorn", "standard", True),
    ("RUN uv pip install --system uvicorn[dev,standard]", "uvicorn", "standard", True),
    ('"postCreateCommand": ["pip", "install", "watchfiles"]', "watchfiles", "", True),
    ("uv run --with watchfiles uvicorn main:app --reload", "watchfiles", "", True),
    ("uvx --from 'uvicorn[standard]' uvicorn main:app --reload", "uvicorn", "standard", True),
    ("uv add watchfiles", "watchfiles", "", True),
    ("# RUN pip install watchfiles", "watchfiles", "", False),
    ("RUN pip install uvicorn", "uvicorn", "standard", False),
    ("RUN pip install uvicorn[standardized]", "uvicorn", "standard", False),
    ("RUN pip install django-watchfiles", "watchfiles", "", False),
    ("RUN pip install watchfiles-extra", "watchfiles", "", False),
    ("RUN pip install -r watchfiles.txt", "watchfiles", "", False),
    ("RUN pip install flask; echo watchfiles", "watchfiles", "", False),
    ("RUN pip install flask && watchfiles 'python x.py'", "watchfiles", "", False),
    ("watchfiles 'python x.py'", "watchfiles", "", False),
]


@pytest.mark.parametrize(
    ("said", "name", "extra", "wanted"), INSTALLED, ids=[f"{case[0]} {case[2]}" for case in INSTALLED]
)
def test_is_installed(said, name, extra, wanted):
    assert is_installed(f"FROM python\n{said}\nCMD x\n".encode(), name, extra) is wanted
