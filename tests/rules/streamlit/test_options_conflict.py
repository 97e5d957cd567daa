"""streamlit-options-conflict, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import PATH, check, findings
from watchlint.facts.repository.repository import Repository
from watchlint.findings import INFO
from watchlint.settings import Settings

# text, version, line and column of the finding, words of its message
FOUND = [
    ("[server]\nenableCORS = false\n", "1.67.0", 2, 1, ""),
    ('[server]\nsslCertFile = "a.pem"\n', "1.67.0", 2, 1, ""),
    ("[global]\ndevelopmentMode = true\n[server]\nport = 1\n", "1.67.0", 4, 1, ""),
    ('[browser]\nserverAddress = "0.0.0.0"\n', "1.67.0", 2, 1, ""),
    ("[server]\nenableStaticServing = true\n", "1.67.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-options-conflict", line, column)
    assert words in found.message and found.help


def test_cors_that_does_what_it_says_is_a_warning(tmp_path):
    (found,) = findings(tmp_path, "[server]\nenableCORS = false\n", "1.67.0")
    assert found.severity == "warning"
    (found,) = findings(tmp_path, "[server]\nenableCORS = false\n", "1.61.0")
    assert found.severity == "error"


@pytest.mark.parametrize(
    ("text", "version", "said"),
    [
        ('xsrfCookieSameSite = "none"\n', "1.67.0", ["needs HTTPS"]),
        ('xsrfCookieSameSite = "None"\n', "1.59.0", ["needs HTTPS"]),
        ('xsrfCookieSameSite = "none"\nenableXsrfProtection = true\n', "1.67.0", ["needs HTTPS"]),
        ('xsrfCookieSameSite = "none"\nenableXsrfProtection = false\n', "1.67.0", ["has no effect while"]),
        ('xsrfCookieSameSite = "none"\nsslCertFile = "a"\nsslKeyFile = "b"\n', "1.67.0", []),
        ('xsrfCookieSameSite = "lax"\n', "1.67.0", []),
    ],
)
def test_a_cookie_for_every_site(text, version, said, tmp_path):
    found = [finding for finding in findings(tmp_path, f"[server]\n{text}", version) if finding.severity != INFO]
    assert [(finding.severity, finding.line, finding.subject) for finding in found] == [
        ("warning", 2, "server.xsrfCookieSameSite")
    ] * len(said)
    assert all(words in finding.message for words, finding in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("path", "warned"),
    [
        ("static/a.png", False),
        ("ui/static/a.png", False),
        ("nostatic/a.png", True),
        ("static", True),
        ("a/x-static/b", True),
    ],
)
def test_a_folder_static_beside_some_script(path, warned, repository):
    tree = repository({PATH: "[server]\nenableStaticServing = true\n", path: ""})
    found = check(Repository(str(tree)), Settings({"streamlit-version": "1.67.0"}))
    assert ["enableStaticServing is on" in finding.message for finding in found if finding.severity != INFO] == [
        True
    ] * warned
