"""`[tool.watchlint]` and `.watchlint.toml`, read and checked."""

from __future__ import annotations

import pytest

from tests.conftest import needs_links
from watchlint.facts.repository.repository import Repository
from watchlint.settings import KEYS, SettingsError, load, where_to_write

FULL = """
inotify-tier = "medium"
profile = "production"
streamlit-version = "1.40"
python-version = "3.12"
ignore = {gitignore-missing = "demo"}
per-path-ignore = {"docs/*" = ["gitignore-*"]}
allow-compiled = ["*.so"]
select = ["check-gitignore"]
plugins = ["a-package"]
strict = true
"""


def loaded(tree, config=None):
    return load(Repository(str(tree)), config)


def test_defaults(folder):
    settings = loaded(folder())
    assert settings.source is None and settings.inotify_tier is None and settings.profile == "development"
    assert (settings.ignore, settings.per_path_ignore, settings.allow_compiled, settings.select) == ({}, [], [], [])
    assert settings.strict is False


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".watchlint.toml", FULL),
        ("pyproject.toml", "[tool.watchlint]" + FULL),
        (".watchlint.toml", "\ufeff" + FULL),
        (".watchlint.toml", FULL.replace("\n", "\r\n")),
    ],
)
def test_every_key_is_read(folder, path, text):
    settings = loaded(folder({path: text}))
    assert settings.source == path
    for key in KEYS.keys() - {"extends"}:
        assert getattr(settings, key.replace("-", "_")) not in (None, [], {}, False, "development"), key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1\n",
        "[tool]\n",
        "[tool.black]\n",
        "[tool.watchlintx]\n",
        "tool = 1 # watchlint\n",
        "not toml at all ][",
    ],
)
def test_a_pyproject_that_is_not_about_us(folder, text):
    assert loaded(folder({"pyproject.toml": text})).source is None


def test_an_empty_own_file_is_a_configuration(folder):
    assert loaded(folder({".watchlint.toml": ""})).source == ".watchlint.toml"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"pyproject.toml": "[tool.watchlint]\nx = 1\n"}, "pyproject.toml: unknown key 'x' for watchlint; known are"),
        ({"pyproject.toml": "[tool]\nwatchlint = 3\n"}, "pyproject.toml: tool.watchlint must be a table"),
        ({"pyproject.toml": "[tool.watchlint\n"}, "pyproject.toml:1:16: not valid TOML"),
        ({".watchlint.toml": "inotify_tier = 'small'"}, "unknown key 'inotify_tier' for watchlint: did you mean 'inotify-tier'?"),
        ({".watchlint.toml": "Strict = true"}, "unknown key 'Strict' for watchlint: did you mean 'strict'?"),
        ({".watchlint.toml": "inotify-tier = 3"}, "inotify-tier must be one of small, medium, large, not 3"),
        ({".watchlint.toml": "profile = 'prod'"}, "profile must be one of development, production, not 'prod': did you mean 'production'?"),
        ({".watchlint.toml": "python-version = 3.12"}, "python-version must be a version, such as \"3.12\", not 3.12"),
        ({".watchlint.toml": "ignore = ['x']"}, "ignore must be a table of rule = reason"),
        ({".watchlint.toml": "ignore = {x = 1}"}, "ignore must be a table of rule = reason"),
        ({".watchlint.toml": "per-path-ignore = {x = 'y'}"}, "per-path-ignore must be a table of glob = [rules]"),
        ({".watchlint.toml": "allow-compiled = '*.so'"}, "allow-compiled must be a list of globs"),
        ({".watchlint.toml": "select = [1]"}, "select must be a list of rules or hooks"),
        ({".watchlint.toml": "strict = 'yes'"}, "strict must be true or false, not 'yes'"),
        ({".watchlint.toml": b"\xff"}, ".watchlint.toml:1:1: not valid TOML: Byte 0xff is not UTF-8"),
        ({".watchlint.toml": b"a = '\0'"}, ".watchlint.toml:1:6: not valid TOML"),
        ({".watchlint.toml/x": ""}, ".watchlint.toml: is a folder; a file is expected"),
        ({".watchlint.toml": "", "pyproject.toml": "[tool.watchlint]"}, "both .watchlint.toml and [tool.watchlint] in pyproject.toml"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(folder, files, words):
    with pytest.raises(SettingsError) as error:
        loaded(folder(files))
    assert words in str(error.value)


def test_config_of_the_command_line(folder, tmp_path):
    tree = folder({".watchlint.toml": "strict = true"})
    other = folder(
        {"any.toml": "profile = 'production'", "pyproject.toml": "[tool.watchlint]\nstrict = true\n"}, name="other"
    )
    assert loaded(tree, str(other / "any.toml")).strict is False
    assert loaded(tree, str(other / "pyproject.toml")).strict is True
    with pytest.raises(SettingsError, match=r"--config .*absent.toml: no such file"):
        loaded(tree, str(other / "absent.toml"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, (".watchlint.toml", ())),
        ({"pyproject.toml": ""}, ("pyproject.toml", ("tool", "watchlint"))),
        ({".watchlint.toml": ""}, (".watchlint.toml", ())),
        ({".watchlint.toml": "", "pyproject.toml": ""}, (".watchlint.toml", ())),
    ],
)
def test_where_a_setting_is_written(folder, files, expected):
    assert where_to_write(Repository(str(folder(files)))) == expected


# extends


BASE = 'strict = true\nprofile = "production"\n[ignore]\na = "base"\nb = "base"\n[per-path-ignore]\n"services/web/Dockerfile" = ["x"]\n"docs" = ["y"]\n'


def test_what_it_extends_stands_where_it_says_nothing(repository):
    tree = repository(
        {
            "base.toml": BASE,
            "services/web/.watchlint.toml": 'extends = "../../base.toml"\nprofile = "development"\nignore = {b = "own"}\n',
        }
    )
    settings = loaded(tree / "services/web")
    assert (settings.strict, settings.profile, settings.ignore) == (True, "development", {"a": "base", "b": "own"})
    assert settings.own == {"extends": "../../base.toml", "profile": "development", "ignore": {"b": "own"}}


@pytest.mark.parametrize(
    ("path", "rules"),
    [("Dockerfile", ["x"]), ("docs/a.md", []), ("services/web/Dockerfile", []), ("Dockerfile.dev", [])],
)
def test_its_globs_are_seen_from_its_own_folder(repository, path, rules):
    tree = repository(
        {"base.toml": BASE, "services/web/pyproject.toml": '[tool.watchlint]\nextends = "../../base.toml"\n'}
    )
    settings = loaded(tree / "services/web")
    assert [name for glob, names in settings.per_path_ignore if glob.covers(path) for name in names] == rules


def test_one_extends_another(repository):
    tree = repository(
        {
            "pyproject.toml": '[tool.watchlint]\nstrict = true\nallow-compiled = ["a/b/*.so"]\n',
            "a/.watchlint.toml": 'extends = "../pyproject.toml"\nallow-compiled = ["b/*.dll"]\n',
            "a/b/.watchlint.toml": 'extends = "../.watchlint.toml"\nallow-compiled = ["*.pyd"]\n',
        }
    )
    settings = loaded(tree / "a/b")
    assert settings.strict
    covered = [
        name for name in ("m.so", "m.dll", "m.pyd", "m.o") if any(g.covers(name) for g in settings.allow_compiled)
    ]
    assert covered == ["m.so", "m.dll", "m.pyd"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({".watchlint.toml": "extends = '../x.toml'"}, ".watchlint.toml: extends = '../x.toml' leads out of the repository"),
        ({".watchlint.toml": "extends = '/etc/passwd'"}, "leads out of the repository"),
        ({".watchlint.toml": "extends = 'x.toml'"}, "there is no x.toml in the repository"),
        ({".watchlint.toml": "extends = '.watchlint.toml'"}, "comes back to a file that is being read"),
        ({".watchlint.toml": "extends = 'x.toml'", "x.toml": "extends = '.watchlint.toml'"}, "x.toml: extends = '.watchlint.toml' comes back"),
        ({".watchlint.toml": "extends = 'x.toml'", "x.toml": "zzz = 1"}, "x.toml: unknown key 'zzz'"),
        ({".watchlint.toml": "extends = 'x.toml'", "x.toml": "= 1"}, "x.toml:1:1: not valid TOML"),
        ({".watchlint.toml": "extends = 'x'", "x/y": ""}, "extends = 'x': x: is a folder"),
        ({".watchlint.toml": "extends = '.git/config'"}, ".git/config"),
        ({".watchlint.toml": "extends = 1"}, "extends must be the path of a file of settings"),
    ],
)  # fmt: skip
def test_what_can_not_be_extended_is_named(repository, files, words):
    with pytest.raises(SettingsError) as error:
        loaded(repository(files))
    assert words in str(error.value)


@needs_links
def test_nothing_is_read_behind_a_link_that_leaves(repository, folder):
    other = folder({"x.toml": "strict = true"}, name="other")
    tree = repository({".watchlint.toml": "extends = 'x.toml'"})
    (tree / "x.toml").symlink_to(other / "x.toml")
    with pytest.raises(SettingsError, match="leaves the repository"):
        loaded(tree)


def test_not_with_a_file_of_the_command_line(folder):
    tree = folder({"a.toml": "extends = 'b.toml'", "b.toml": ""})
    with pytest.raises(SettingsError, match="extends works in a repository's own file"):
        loaded(tree, str(tree / "a.toml"))
