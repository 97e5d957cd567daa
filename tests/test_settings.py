"""`[tool.watchlint]` and `.watchlint.toml`, read and checked."""

from __future__ import annotations

import pytest

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
strict = true
"""


def loaded(tree, config=None):
    return load(Repository(str(tree)), config)


def test_defaults(folder):
    settings = loaded(folder())
    assert settings.source is None and settings.inotify_tier is None and settings.profile == "development"
    assert (settings.ignore, settings.per_path_ignore, settings.allow_compiled, settings.select) == ({}, {}, [], [])
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
    for key in KEYS:
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
