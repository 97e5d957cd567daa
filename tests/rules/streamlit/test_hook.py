"""check-streamlit-config over its fixtures, and over single lines: near misses first."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.fixes import plan as planning
from watchlint.rules.streamlit.hook import RULES, check
from watchlint.settings import Settings, load

FIXTURES = Path(__file__).parents[3] / "fixtures" / "check-streamlit-config"
PATH = ".streamlit/config.toml"


def cases(kind: str) -> list[str]:
    return sorted(path.name for path in (FIXTURES / kind).iterdir())


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def copied(kind: str, case: str, target: Path) -> Repository:
    for path, data in tree(FIXTURES / kind / case).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    return Repository(str(target))


def plan(repo: Repository, unsafe: bool = False):
    settings = load(repo)
    return planning.make(
        repo, lambda planned: list(check(planned, settings)), lambda finding: unsafe or finding.fix.safe
    )


def findings(tmp_path, text: str | bytes, version: str | None = "1.67.0", profile="development", **files: str) -> list:
    data = text if isinstance(text, bytes) else text.encode()
    changes = {PATH: data, **{name.replace("__", "."): content.encode() for name, content in files.items()}}
    repo = Repository(str(tmp_path)).overlay(changes)
    values = {"profile": profile} | ({"streamlit-version": version} if version else {})
    return list(check(repo, Settings(values)))


def mended(
    tmp_path, text: str, version: str = "1.67.0", unsafe: bool = False, profile: str = "development", **files
) -> str:
    settings = Settings({"streamlit-version": version, "profile": profile})
    changes = {
        PATH: text,
        **{name.replace("__", "/").replace("_py", ".py"): content for name, content in files.items()},
    }
    repo = Repository(str(tmp_path)).overlay({name: content.encode() for name, content in changes.items()})
    made = planning.make(
        repo, lambda planned: list(check(planned, settings)), lambda finding: unsafe or finding.fix.safe
    )
    return made.after.read(PATH).decode()


@pytest.mark.parametrize("case", cases("clean"))
def test_clean(case, tmp_path):
    assert plan(copied("clean", case, tmp_path)).remaining == []


@pytest.mark.parametrize("case", cases("broken"))
def test_broken_becomes_fixed(case, tmp_path):
    repo = copied("broken", case, tmp_path)
    made = plan(repo, unsafe=True)
    assert made.fixed
    assert made.remaining == []
    assert made.refused == []
    after = tree(FIXTURES / "broken" / case)
    for path, data in made.changes.items():
        if data is None:
            del after[path]
        else:
            after[path] = data
    assert after == tree(FIXTURES / "fixed" / case)


@pytest.mark.parametrize("case", cases("fixed"))
def test_fixed_stays(case, tmp_path):
    made = plan(copied("fixed", case, tmp_path))
    assert not made
    assert made.remaining == []


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


# text, version, rule and words of the message, each measured with that release
SAID = [
    ('[theme]\nchartSequentialColors = ["#fff"]\n', "1.67.0", "value", "has 1 color where ten belong"),
    ("[theme]\nchartSequentialColors = []\n", "1.51.0", "value", "has 0 colors where ten belong"),
    ('[theme]\nchartSequentialColors = "[\\"#fff\\"]"\n', "1.67.0", "value", "has 1 color where ten belong"),
    ('[theme.sidebar]\nchartDivergingColors = ["#fff"]\n', "1.67.0", "value", "has 1 color where ten belong"),
    ('[theme]\nchartCategoricalColors = "#fff"\n', "1.67.0", "type", "Streamlit fails to parse it and ignores it"),
    ('[theme]\nfontFaces = "x"\n', "1.67.0", "type", "Streamlit fails to parse it and ignores it"),
    ('[server]\naddress = "0.0.0.0:8501"\n', "1.67.0", "value", "ends at start (socket.gaierror)"),
    ('[server]\naddress = "http://localhost"\n', "1.28.2", "value", "ends at start (socket.gaierror)"),
    ('[server]\naddress = "localhost/"\n', "1.12.2", "value", "ends at start (socket.gaierror)"),
    ('[server]\naddress = "[::1]"\n', "1.67.0", "value", "ends at start (socket.gaierror)"),
    ("[server]\naddress = 5\n", "1.67.0", "type", "ends at start"),
    ('[server]\nport = "abc"\n', "1.67.0", "type", "ends at start"),
    ('[server]\nport = ""\n', "1.12.2", "type", "ends at start"),
    ("[server]\nport = [1]\n", "1.67.0", "type", "ends at start"),
    ("[server]\nport = true\n", "1.51.0", "type", "ends at start"),
    ("[server]\nport = 8671.0\n", "1.51.0", "value", "ends at start (OSError)"),
    ("[server]\nbaseUrlPath = 5\n", "1.67.0", "type", "ends at start"),
    ("[server]\nbaseUrlPath = false\n", "1.28.2", "type", "ends at start"),
    ("[browser]\nserverAddress = 5\n", "1.67.0", "type", "ends at start"),
    ('[browser]\nserverPort = "x"\n', "1.51.0", "type", "ends at start"),
    ("[browser]\nserverPort = [1]\n", "1.28.2", "type", "ends at start"),
    ('[client]\ntoolbarMode = "nope"\n', "1.67.0", "value", "ends with an AttributeError"),
    ('[client]\nshowErrorLinks = "nope"\n', "1.67.0", "value", "ends with a ValueError"),
    ('[theme]\nbase = ""\n', "1.67.0", "value", "ends at start (StreamlitInvalidThemeError)"),
    ('[theme]\nbase = "x.toml"\n', "1.67.0", "value", "ends at start (FileNotFoundError)"),
]


@pytest.mark.parametrize(("text", "version", "rule", "words"), SAID)
def test_said(text, version, rule, words, tmp_path):
    (found,) = findings(tmp_path, text, version)
    assert (found.rule.name, found.severity, found.line) == (f"streamlit-option-{rule}", "error", 2)
    assert words in found.message and found.help


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


# text, version, then rule, line and column of each finding that is no information
FOUND = [
    ("port = 8501\n", "1.67.0", [("streamlit-config-unreadable", 1, 1)]),
    ('theme = "dark"\n', "1.67.0", [("streamlit-config-unreadable", 1, 1)]),
    (b"[server]\nport = 1 # caf\xe9\n", "1.67.0", [("streamlit-config-unreadable", 2, 15)]),
    ("[server]\nport = \n", "1.67.0", [("streamlit-config-unreadable", 2, 8)]),
    ("[server]\nport = 1\nport = 2\n", "1.67.0", [("streamlit-config-unreadable", 3, 9)]),
    ('[server]\nfolderWatchBlacklist = ["/a", 1]\n', "1.65.0", [("streamlit-config-unreadable", 2, 1)]),
    ('[theme.sidebar.light]\nprimaryColor = "#fff"\n', "1.67.0", [("streamlit-config-unreadable", 1, 1)]),
    ('[theme.sidebar.light]\nprimaryColor = "#fff"\n', "1.50.0", [("streamlit-option-unknown", 1, 1)]),
    ('[theme.sidebar]\nprimaryColor = "#fff"\n', "1.28.2", [("streamlit-option-unknown", 1, 1)]),
    ("[server]\n  headles = true\n", "1.67.0", [("streamlit-option-unknown", 2, 3)]),
    ("[theme]\nenableCORS = false\n", "1.67.0", [("streamlit-option-unknown", 2, 1)]),
    ("[client]\ncaching = true\n", "1.36.0", [("streamlit-option-removed", 2, 1)]),
    ("[client]\ncaching = true\n", "1.35.0", [("streamlit-option-deprecated", 2, 1)]),
    ('[global]\nlogLevel = "debug"\n', "1.28.2", [("streamlit-option-deprecated", 2, 1)]),
    ('[mapbox]\ntoken = "x"\n', "1.50.0", [("streamlit-option-deprecated", 2, 1)]),
    ('[server]\nfolderWatchList = ["lib"]\n', "1.45.1", [("streamlit-option-too-new", 2, 1)]),
    ('[server]\nfolderWatchList = "/x"\n', "1.67.0", [("streamlit-option-type", 2, 1)]),
    ('[server]\nrunOnSave = "no"\n', "1.67.0", [("streamlit-option-type", 2, 1)]),
    ("[theme]\nprimaryColor = 5\n", "1.67.0", [("streamlit-option-type", 2, 1)]),
    ('[server]\nport = "${PORT:-8501}"\n', "1.67.0", [("streamlit-option-type", 2, 1)]),
    ("[server]\nfileWatcherType = false\n", "1.67.0", [("streamlit-option-value", 2, 1)]),
    ('[server]\nfileWatcherType = "inotify"\n', "1.67.0", [("streamlit-option-value", 2, 1)]),
    ("[server]\nport = 70000\n", "1.67.0", [("streamlit-option-value", 2, 1)]),
    ('[theme]\nbase = "#ffffff"\n', "1.67.0", [("streamlit-option-value", 2, 1)]),
    ('[theme]\nfont = "Comic Sans"\n', "1.28.2", [("streamlit-option-value", 2, 1)]),
    ("[server]\nenableCORS = false\n", "1.67.0", [("streamlit-options-conflict", 2, 1)]),
    ('[server]\nsslCertFile = "a.pem"\n', "1.67.0", [("streamlit-options-conflict", 2, 1)]),
    ("[global]\ndevelopmentMode = true\n[server]\nport = 1\n", "1.67.0", [("streamlit-options-conflict", 4, 1)]),
    ('[browser]\nserverAddress = "0.0.0.0"\n', "1.67.0", [("streamlit-options-conflict", 2, 1)]),
    ("[server]\nenableStaticServing = true\n", "1.67.0", [("streamlit-options-conflict", 2, 1)]),
    ('[server]\nfolderWatchBlacklist = [""]\n', "1.67.0", [("streamlit-exclude-ineffective", 2, 1)]),
    ('[server]\nfolderWatchBlacklist = ["*"]\n', "1.67.0", [("streamlit-exclude-ineffective", 2, 1)]),
    ('[server]\nexcludePatterns = ["*.pyc"]\n', "1.67.0", [("streamlit-exclude-ineffective", 2, 1)]),
    ("[server]\nwatchFileSystem = false\n", "1.67.0", [("streamlit-exclude-ineffective", 2, 1)]),
    ("[server]\nrunOnSave = false\n", "1.67.0", [("streamlit-run-on-save-misread", 2, 1)]),
]


@pytest.mark.parametrize(("text", "version", "expected"), FOUND)
def test_found(text, version, expected, tmp_path):
    found = [finding for finding in findings(tmp_path, text, version) if finding.severity != "info"]
    assert [(finding.rule.name, finding.line, finding.column) for finding in found] == expected
    assert all(finding.help for finding in found)


MENDED = [
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


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_mended(text, expected, tmp_path):
    once = mended(tmp_path, text)
    assert once == expected
    assert mended(tmp_path, once) == once


# What a safe fix leaves alone, and what one that is asked for by --unsafe-fixes makes of it.
UNSAFELY_MENDED = [
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
    # neither: what is mended so would not start
    ("[server]\nheadless = True\nport = 1\n[global]\ndevelopmentMode = true\n", None),
    ("[server]\nheadless = True\nenableCORS = False\n", None),
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


@pytest.mark.parametrize(("text", "expected"), UNSAFELY_MENDED)
def test_mended_only_when_asked(text, expected, tmp_path):
    assert mended(tmp_path, text) == text
    once = mended(tmp_path, text, unsafe=True)
    assert once == (text if expected is None else expected)
    assert mended(tmp_path, once, unsafe=True) == once


def test_a_switch_that_never_was_one_ends_no_hot_reload(tmp_path):
    text = "[server]\nheadless = true\nwatchFileSystem = false\n"
    assert mended(tmp_path, text, unsafe=True) == "[server]\nheadless = true\n"
    assert 'fileWatcherType = "none"' in mended(tmp_path, text, profile="production")


def test_an_entry_that_would_match_a_module_is_left_to_its_author(tmp_path):
    text = '[server]\nfolderWatchBlacklist = ["data"]\n'
    assert mended(tmp_path, text, data__rows_py="") == text
    assert mended(tmp_path, text, lib__rows_py="") == '[server]\nfolderWatchBlacklist = ["**/data"]\n'


# what a repair may change where no release starts, or every one takes the text for the same
OLD = [
    ("[server]\nport = 9000\nheadless = True\n", "1.40.0", "[server]\nport = 9000\nheadless = true\n"),
    ("[server]\nport = $PORT\n", "1.40.0", '[server]\nport = "env:PORT"\n'),
    ("\ufeff[server]\nport = 9000\n", "1.40.0", "[server]\nport = 9000\n"),
]


@pytest.mark.parametrize(("text", "version", "expected"), OLD)
def test_what_did_not_start_may_be_mended(text, version, expected, tmp_path):
    assert mended(tmp_path, text, version) == expected


def test_a_foreign_section_is_one_finding(tmp_path):
    (found,) = findings(tmp_path, '[database]\nport = 5432\nhost = "db"\n[database.pool]\nsize = 3\n')
    assert (found.rule.name, found.line, found.severity, found.fix) == ("streamlit-option-unknown", 1, "warning", None)
    assert "[database] is no section of Streamlit" in found.message and "each of its 3 options" in found.message
    (found,) = findings(tmp_path, "[database]\nport = 5432\n", version="1.5.0")
    assert found.severity == "error" and "ends at start" in found.message


# requirements, text, then severity and a word of the message for each finding
RANGES = [
    ("streamlit\n", '[server]\nfolderWatchList = ["lib"]\n', []),
    ("streamlit>=1.40\n", '[server]\nfolderWatchList = ["lib"]\n', [("info", "not in 1.40.0 to 1.45.1")]),
    ("streamlit>=1.40,<1.46\n", '[server]\nfolderWatchList = ["lib"]\n', [("error", "exists since Streamlit 1.46.0")]),
    ("streamlit==1.45.1\n", '[server]\nfolderWatchList = ["lib"]\n', [("error", "exists since Streamlit 1.46.0")]),
    ("streamlit>=1.36,<2\n", "[client]\ncaching = true\n", [("error", "removed in Streamlit 1.36.0")]),
    ("streamlit>=1.31\n", "[client]\ncaching = true\n", [("error", "with Streamlit 1.36.0 to")]),
    ("streamlit<1.29\n", "[client]\ncaching = true\n", []),
    ("streamlit>=1.40\n", "[server]\nport = \n", [("error", "up to 1.44.1, which the requirements allow, it ends at start")]),
    ("streamlit<1.40\n", "[server]\nport = \n", [("error", "Streamlit ends at start")]),
    ("streamlit>=1.60\n", '[server]\nfolderWatchBlacklist = ["/a", 1]\n', [("info", "up to 1.65"), ("error", "is [\"/a\", 1]")]),
]  # fmt: skip


# what is older than any release whose options are known, and a wheel that says its version
OLDER = [
    (
        "streamlit==0.60.0\n",
        [("error", "this project asks for an older one: Streamlit ends at start (AssertionError)")],
    ),
    ("streamlit<0.80\n", [("error", "this project asks for an older one: Streamlit ends at start (AssertionError)")]),
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
    assert list(check(Repository(str(tmp_path)), Settings())) == []


@pytest.mark.parametrize(
    "data", [b"\0" * 100, b"\xff" * 100, b"[" * 5000, b"a." * 5000 + b"b=1", b"a=" + b"[" * 3000, "\u2028".encode()]
)
@pytest.mark.parametrize("version", ["1.67.0", "1.50.0", "1.12.2"])
def test_no_input_raises(data, version, tmp_path):
    assert all(finding.rule in RULES for finding in findings(tmp_path, data, version))


def test_production_leaves_the_nearest_file_to_decide(tmp_path):
    repo = Repository(str(tmp_path)).overlay({
        PATH: b'[server]\nfileWatcherType = "none"\n',
        f"app/{PATH}": b"[server]\nheadless = true\n",
        f"other/{PATH}": b'[server]\nfileWatcherType = "auto"\n',
    })  # fmt: skip
    found = list(check(repo, Settings({"profile": "production"})))
    assert [(finding.rule.name, finding.path) for finding in found] == [("streamlit-watcher-on", f"other/{PATH}")]
