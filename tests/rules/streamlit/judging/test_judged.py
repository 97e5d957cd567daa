"""check-streamlit-config over single lines, all of its rules at once: near misses first."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import NAMES, check, findings, fixed
from watchlint.facts.repository.repository import Repository
from watchlint.settings import Settings

NEAR_MISSES = [
    "",
    "[server]\n",
    "[server]\nport = 8501\nheadless = true\n",
    '[server]\nport = "env:PORT"\n',
    "[server]\r\nrunOnSave = true\r\n",
    "[server]\rport = 8501\r",
    '["server"]\n"port" = 8501\n',
    "server = { port = 8501 }\n",
    "[client]\nshowErrorDetails = false\n",
    '[client]\nshowErrorDetails = "none"\n',
    '[client]\ntoolbarMode = "Minimal"\n',
    '[logger]\nlevel = "WARNING"\n',
    '[logger]\nmessageFormat = "%(asctime)s %(message)s"\n',
    '[server]\nfolderWatchBlacklist = ["/srv/data", "**/models", "*.egg-info"]\n',
    '[server]\nfileWatcherType = "none"\nrunOnSave = false\n',
    "[global]\ndevelopmentMode = false\n",
    '[theme]\nbase = "https://example.org/theme.toml"\n',
    '[theme]\nfont = "Comic Sans"\n',
    "[browser]\ngatherUsageStats = 0\n",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_near_misses(text, tmp_path):
    assert [finding for finding in findings(tmp_path, text) if finding.severity != "info"] == []


# What the same releases take without a word.
NOT_SAID = [
    ('[theme]\nchartSequentialColors = ["#000", "#111", "#222", "#333", "#444", "#555", "#666", "#777", "#888", "#999"]\n', "1.67.0"),
    ('[theme]\nchartCategoricalColors = ["#fff"]\n', "1.67.0"),
    ('[server]\naddress = ""\n', "1.67.0"),
    ('[server]\naddress = "::"\n', "1.67.0"),
    ('[server]\naddress = "localhost"\n', "1.12.2"),
    ('[server]\naddress = "unix:///run/app.sock"\n', "1.28.2"),
    ('[browser]\nserverAddress = ""\n', "1.67.0"),
    ("[browser]\nserverPort = 1.5\n", "1.67.0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version"), NOT_SAID)
def test_not_said(text, version, tmp_path):
    assert findings(tmp_path, text, version) == []


def test_a_folder_is_no_theme(tmp_path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "mine.toml").write_text("")
    (found,) = findings(tmp_path, '[theme]\nbase = "themes"\n')
    assert "StreamlitInvalidThemeError" in found.message
    assert findings(tmp_path, '[theme]\nbase = "mine.toml"\n') == []


FIXED = [
    # a misspelt name, another section: the comment goes along
    ("[server]\nrun_on_save = true # x\n", "[server]\nrunOnSave = true # x\n"),
    # never brought to life without being asked
    ("[theme]\nenableCORS = false\n", "[theme]\nenableCORS = false\n"),
    # two that contradict each other stay
    ("[server]\nport = 1\nPORT = 2\n", "[server]\nport = 1\nPORT = 2\n"),
    # what works in an allowed release stays
    (
        "[server]\nfolderWatchBlacklist = [\n  'data', # ours\n]\n",
        "[server]\nfolderWatchBlacklist = [\n  'data', # ours\n]\n",
    ),
    (
        "[ui]\nhideSidebarNav = true # no pages\n[client]\nshowSidebarNavigation = true\n",
        "[client]\nshowSidebarNavigation = true\n",
    ),
    ('[mapbox]\ntoken = "secret"\n', '[mapbox]\ntoken = "secret"\n'),
    ("[server]\nport = 1\nport = 2\n", "[server]\nport = 1\nport = 2\n"),
    ('[server]\nfileWatcher = "poll"\n', '[server]\nfileWatcherType = "poll"\n'),
    (
        '[server]\nfileWatcherType = "poll"\n[server.fileWatcher]\nwatcherType = "none"\n',
        '[server]\nfileWatcherType = "poll"\n',
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIXED)
def test_fixed(text, expected, tmp_path):
    once = fixed(tmp_path, text)
    assert once == expected
    assert fixed(tmp_path, once) == once


# What a safe fix leaves alone, and what one that is asked for by --unsafe-fixes makes of it.
UNSAFELY_FIXED = [
    # Streamlit goes on without a file it can't read: what stands in it never had an effect
    ("[server]\nheadless: true\n// note\n", "[server]\nheadless = true\n# note\n"),
    ("[theme]\nprimaryColor = #FF4B4B\nbase = dark\n", '[theme]\nprimaryColor = "#FF4B4B"\nbase = "dark"\n'),
    ("[server]\naddress = “0.0.0.0”\n", '[server]\naddress = "0.0.0.0"\n'),
    ("[server]\nport = 1\nport = 1\n", "[server]\nport = 1\n"),
    ("[server]\nenableXsrfProtection = False\n", "[server]\nenableXsrfProtection = false\n"),
    ("\ufeff[server]\nport = 9000\n", "[server]\nport = 9000\n"),
    # with the variable unset Streamlit would not start
    ("[server]\nport = $PORT\n", '[server]\nport = "env:PORT"\n'),
    ('[server]\nmaxUploadSize = "$SIZE"\n', '[server]\nmaxUploadSize = "env:SIZE"\n'),
    # another place to listen, another protection, no hot reload any more
    (
        "[client]\nport = 9000\nshowErrorDetails = false\n[server]\n",
        "[client]\nshowErrorDetails = false\n[server]\nport = 9000\n",
    ),
    ("[server]\nPort = 9000\n", "[server]\nport = 9000\n"),
    ('[server]\nfileWatcher = "none"\n', '[server]\nfileWatcherType = "none"\n'),
    ('[server.fileWatcher]\nwatcherType = "none"\n', '[server]\nfileWatcherType = "none"\n'),
    ('[server]\nfolderWatchBlacklist = ["app"]\n', '[server]\nfolderWatchBlacklist = ["**/app"]\n'),
    # neither: what is fixed so would not start
    ("[server]\nheadless = True\nport = 1\n[global]\ndevelopmentMode = true\n", None),
    ("[server]\nheadless = True\nenableCORS = False\n", "[server]\nheadless = true\nenableCORS = false\n"),
    ("\ufeff[server]\nport = 70000\n", None),
    # names that Streamlit has as well, in sections that are none of its, or narrower
    ('[database]\nport = 5432\nhost = "db"\n', None),
    ("[redis]\nport = 6379\n", None),
    ("[smtp]\nport = 25\n", None),
    ('[auth]\ncookie_secret = "x"\n', None),
    ("[selenium]\nheadless = true\n", None),
    ('[llm]\nbase = "x"\n', None),
    ('[theme.sidebar]\nbase = "dark"\n', None),
    ("[theme.dark]\nbaseFontSize = 14\n", None),
    # Streamlit knows no ~
    ('[server]\nfolderWatchBlacklist = ["~/x", "data"]\n', None),
    ('[server]\nfolderWatchBlacklist = ["$HOME/x"]\n', None),
]


@pytest.mark.parametrize(("text", "expected"), UNSAFELY_FIXED)
def test_fixed_only_when_asked(text, expected, tmp_path):
    assert fixed(tmp_path, text) == text
    once = fixed(tmp_path, text, unsafe=True)
    assert once == (text if expected is None else expected)
    assert fixed(tmp_path, once, unsafe=True) == once


def test_a_switch_that_never_was_one_ends_no_hot_reload(tmp_path):
    text = "[server]\nheadless = true\nwatchFileSystem = false\n"
    assert fixed(tmp_path, text, unsafe=True) == "[server]\nheadless = true\n"
    assert 'fileWatcherType = "none"' in fixed(tmp_path, text, profile="production")


def test_an_entry_that_would_match_a_module_is_left_to_its_author(tmp_path):
    text = '[server]\nfolderWatchBlacklist = ["data"]\n'
    assert fixed(tmp_path, text, files={"data/rows.py": ""}) == text
    assert fixed(tmp_path, text, files={"lib/rows.py": ""}) == '[server]\nfolderWatchBlacklist = ["**/data"]\n'


# what a repair may change where no release starts, or every one takes the text for the same
OLD = [
    ("[server]\nport = 9000\nheadless = True\n", "1.40.0", "[server]\nport = 9000\nheadless = true\n"),
    ("[server]\nport = $PORT\n", "1.40.0", '[server]\nport = "env:PORT"\n'),
    ("\ufeff[server]\nport = 9000\n", "1.40.0", "[server]\nport = 9000\n"),
]


@pytest.mark.parametrize(("text", "version", "expected"), OLD)
def test_what_did_not_start_may_be_fixed(text, version, expected, tmp_path):
    assert fixed(tmp_path, text, version) == expected


def test_a_foreign_section_is_one_finding(tmp_path):
    (found,) = findings(tmp_path, '[database]\nport = 5432\nhost = "db"\n[database.pool]\nsize = 3\n')
    assert (found.rule.name, found.line, found.severity, found.fix) == ("streamlit-option-unknown", 1, "warning", None)
    assert "[database] is no section of Streamlit" in found.message and "each of its 3 options" in found.message
    (found,) = findings(tmp_path, "[database]\nport = 5432\n", version="1.5.0")
    assert found.severity == "error" and "does not start" in found.message


# requirements, text, then severity and a word of the message for each finding
RANGES = [
    ("streamlit\n", '[server]\nfolderWatchList = ["lib"]\n', []),
    ("streamlit>=1.40\n", '[server]\nfolderWatchList = ["lib"]\n', [("info", "not in 1.40.0 to 1.45.1")]),
    ("streamlit>=1.40,<1.46\n", '[server]\nfolderWatchList = ["lib"]\n', [("error", "exists since Streamlit 1.46.0")]),
    ("streamlit==1.45.1\n", '[server]\nfolderWatchList = ["lib"]\n', [("error", "exists since Streamlit 1.46.0")]),
    ("streamlit>=1.36,<2\n", "[client]\ncaching = true\n", [("error", "removed in Streamlit 1.36.0")]),
    ("streamlit>=1.31\n", "[client]\ncaching = true\n", [("error", "with Streamlit 1.36.0 to")]),
    ("streamlit<1.29\n", "[client]\ncaching = true\n", []),
    ("streamlit>=1.40\n", "[server]\nport = \n", [("error", "up to 1.44.1, which the requirements allow, it does not start")]),
    ("streamlit<1.40\n", "[server]\nport = \n", [("error", "Streamlit does not start")]),
    ("streamlit>=1.60\n", '[server]\nfolderWatchBlacklist = ["/a", 1]\n', [("info", "up to 1.65"), ("error", "is [\"/a\", 1]")]),
]  # fmt: skip


# what is older than any release whose options are known, and a wheel that says its version
OLDER = [
    (
        "streamlit==0.60.0\n",
        [("error", "this project asks for an older one: Streamlit does not start")],
    ),
    ("streamlit<0.80\n", [("error", "this project asks for an older one: Streamlit does not start")]),
    (
        "streamlit @ https://example.org/streamlit-1.28.0-py2.py3-none-any.whl\n",
        [("error", "1.28.0 is the newest this project installs")],
    ),
]
RANGES += [(requirements, '[server]\nfolderWatchList = ["lib"]\n', expected) for requirements, expected in OLDER]
RANGES += [
    ("streamlit==0.60.0\n", "[server]\nport = 8501\n", []),
    ("streamlit==0.60.0\n", "[server]\nnope = 1\n", [("error", "server.nope is no option of Streamlit: ")]),
]


@pytest.mark.parametrize(("requirements", "text", "expected"), RANGES)
def test_ranges(requirements, text, expected, tmp_path):
    (tmp_path / "requirements.txt").write_text(requirements)
    found = findings(tmp_path, text, version=None)
    assert [finding.severity for finding in found] == [severity for severity, _ in expected]
    for finding, (_, words) in zip(found, expected, strict=True):
        assert words in finding.message


def test_removal_is_safe_only_where_the_option_is_gone_everywhere(tmp_path):
    (tmp_path / "requirements.txt").write_text("streamlit>=1.31\n")
    (finding,) = findings(tmp_path, "[client]\ncaching = true\n", version=None)
    assert finding.fix is None


def test_unreadable_files_are_one_problem_each(tmp_path):
    (tmp_path / ".streamlit" / "config.toml").mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("streamlit\n")
    assert check(Repository(str(tmp_path)), Settings()) == []


@pytest.mark.parametrize(
    "data", [b"\0" * 100, b"\xff" * 100, b"[" * 5000, b"a." * 5000 + b"b=1", b"a=" + b"[" * 3000, "\u2028".encode()]
)
@pytest.mark.parametrize("version", ["1.67.0", "1.50.0", "1.12.2"])
def test_no_input_raises(data, version, tmp_path):
    assert all(finding.rule.name in NAMES for finding in findings(tmp_path, data, version))
