from __future__ import annotations

import pytest

from watchlint.doctor.pages.redaction import cleaned, redactor


@pytest.mark.parametrize(
    "text, expected",
    [
        ("nothing here", "nothing here"),
        ("/home/ann/x and /root2/x", "~/x and /root2/x"),
        ("/Users/Ann/x", "~/x"),
        (r"C:\Users\Ann\x", r"~\x"),
        ("/srv/me/app/x", "~/x"),
        ("/srv/me/app2/x", "/srv/me/app2/x"),
        ("watchfiles '/srv/me/app/bin/python job.py' .", "watchfiles ~/'bin/python job.py' ."),
        ("type in '/srv/me/app/x'", "type in '~/x'"),
        ("redis://user:pw@host/1", "redis://***@host/1"),
        ("API_KEY=abc123 x", "API_KEY=*** x"),
        ('{"password": "s3cret"}', '{"password": "***"}'),
        ("Authorization: Bearer abcdefgh12345", "Authorization: Bearer ***"),
        ("ghp_abcdefghijklmnop1234", "***"),
    ],
)
def test_secrets_and_homes_stay_out(text, expected):
    assert redactor("/srv/me/app")(text) == expected


def test_a_root_that_is_home_does_not_swallow_every_path():
    assert redactor("/")("/etc/x") == "/etc/x"


def test_cleaning_goes_through_every_value():
    assert cleaned({"a": ["/home/x/y", 1, None, ("/home/z",)]}, redactor("/")) == {"a": ["~/y", 1, None, ["~"]]}
