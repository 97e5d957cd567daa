"""streamlit-option-unknown, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, fixed
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ('[theme.sidebar.light]\nprimaryColor = "#fff"\n', "1.50.0", 1, 1, ""),
    ('[theme.sidebar]\nprimaryColor = "#fff"\n', "1.28.2", 1, 1, ""),
    ("[server]\n  headles = true\n", "1.67.0", 2, 3, ""),
    ("[theme]\nenableCORS = false\n", "1.67.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-unknown", line, column)
    assert words in found.message and found.help


def test_a_section_for_another_file_says_which(tmp_path):
    (found,) = findings(tmp_path, '[general]\nemail = "a@b.c"\n')
    assert found.severity == "warning" and "credentials.toml" in found.help


def test_many_unknown_options_are_compared_with_names_a_few_hundred_times(found, repository, monkeypatch):
    """Each is said; what takes long is done so many times only, and the rest says so."""
    from watchlint.facts.streamlit.options import Catalogue
    from watchlint.rules.streamlit.option_unknown import MOST_COMPARED

    asked: list[str] = []
    real = Catalogue.nearest
    monkeypatch.setattr(Catalogue, "nearest", lambda self, key, version: asked.append(key) or real(self, key, version))
    text = "[server]\n" + "".join(f"invented{number}x = 1\n" for number in range(MOST_COMPARED + 50))
    tree = repository({"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": text})
    findings = [f for f in found.findings("check_streamlit_config", tree) if f.rule.name == "streamlit-option-unknown"]
    assert len(findings) == MOST_COMPARED + 50 and len(asked) == MOST_COMPARED
    assert findings[0].help == "Remove the line."
    assert findings[-1].help == f"Remove the line. (Similar names are looked for {MOST_COMPARED} times in a file.)"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("[server]\nHeadless = true\n", "Its name is headless."),
        ("[browser]\nheadless = true\n", "Put headless below [server]."),
    ],
)
def test_where_it_belongs(text, remedy, tmp_path):
    (found,) = findings(tmp_path, text)
    assert found.help == remedy and fixed(tmp_path, text) == "[server]\nheadless = true\n"
