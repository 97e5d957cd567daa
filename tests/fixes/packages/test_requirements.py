from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.requirements_files import read
from watchlint.fixes import Refused
from watchlint.fixes.packages.requirements import add, lock_command, raise_to, replace_name


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        # near misses
        ("requirements.txt", "watchdog-gevent==1\n# watchdog\n", None),
        ("requirements.txt", "watchdog < 7\n", None),
        ("requirements.txt", "", None),
        ("pyproject.toml", "[build-system]\nrequires = ['watchdog']\n", None),
        # what changes
        ("requirements.txt", "a\nWatchdog  # why\nb", "a\nWatchdog<7  # why\nb"),
        (
            "requirements.txt",
            "watchdog[watchmedo] >= 6 ; python_version > '3'\r\n",
            "watchdog[watchmedo] <7 ; python_version > '3'\r\n",
        ),
        ("requirements.txt", "\twatchdog>=7, <8 #x\nwatchdog==7.0", "\twatchdog<7 #x\nwatchdog<7"),
        ("requirements.txt", "watchdog>=7#x\n", Refused),  # without a blank, pip sees no comment there
        ("requirements.txt", "watchdog>=7,\\\n <8\n", Refused),
        ("requirements.txt", "watchdog \\\n ; python_version > '3'\n", "watchdog<7 \\\n ; python_version > '3'\n"),
        ("requirements.txt", "watchdog (>=7)\n", Refused),
        ("requirements.txt", "watchdog @ https://example.org/w.zip\n", Refused),
        ("requirements.txt", "-e git+https://example.org/w#egg=watchdog\n", Refused),
        ("requirements.txt", "\ufeffwatchdog>=7\n", "\ufeffwatchdog<7\n"),
        ("requirements.txt", "# caf\xe9 \u2713\nwatchdog>=7\n", "# caf\xe9 \u2713\nwatchdog<7\n"),
        (
            "pyproject.toml",
            "[project]\ndependencies = [\n  \"a\", 'watchdog>=7', # x\n]\n",
            "[project]\ndependencies = [\n  \"a\", 'watchdog<7', # x\n]\n",
        ),
        ("pyproject.toml", 'dependency-groups.d = ["watchdog"]', 'dependency-groups.d = ["watchdog<7"]'),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\nwatchdog = '^7' # x\n",
            "[tool.poetry.dependencies]\nwatchdog = '<7' # x\n",
        ),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\nwatchdog = {version = \"^7\", extras = ['watchmedo']}\n",
            "[tool.poetry.dependencies]\nwatchdog = {version = \"<7\", extras = ['watchmedo']}\n",
        ),
        ("pyproject.toml", "[tool.poetry.dependencies]\nwatchdog = {path = 'x'}\n", Refused),
        ("pyproject.toml", "[tool.poetry.dependencies]\nwatchdog = [{version = '1'}, {version = '7'}]\n", Refused),
        ("pyproject.toml", "[tool.poetry.dependencies.watchdog]\nversion = '1'\n", Refused),
        ("pyproject.toml", '[project]\ndependencies = ["watchdo\\u0067"]\n', Refused),
        ("Pipfile", '[packages]\nwatchdog = "*"\n', '[packages]\nwatchdog = "<7"\n'),
        (
            "setup.cfg",
            "[options]\ninstall_requires =\n    a\n    watchdog>=7 ; os_name == 'nt'\n",
            "[options]\ninstall_requires =\n    a\n    watchdog<7 ; os_name == 'nt'\n",
        ),
        ("constraints.txt", "watchdog==7.0\n", "watchdog<7\n"),
        ("lists/all.lst", "a\nwatchdog==7.0\n", "a\nwatchdog<7\n"),  # another file's -r: its name says nothing
        # what ends a line: all that str.splitlines() knows for pip, a newline alone for setup.cfg
        ("requirements.txt", "a\rb\x0cwatchdog==7.0\n", "a\rb\x0cwatchdog<7\n"),
        (
            "setup.cfg",
            "[metadata]\ndescription = a\x0cb\n[options]\ninstall_requires =\n    watchdog>=7\n",
            "[metadata]\ndescription = a\x0cb\n[options]\ninstall_requires =\n    watchdog<7\n",
        ),
        (
            "pyproject.toml",
            "dependency-groups.d = ['watchdog']\ndependency-groups.e = ['watchdog>=7.0.0', 'a']\n",
            "dependency-groups.d = ['watchdog<7']\ndependency-groups.e = ['watchdog<7', 'a']\n",
        ),
        ("pyproject.toml", "[tool.poetry.dependencies]\nwatchdog = {optional = true}\n", Refused),
        ("setup.py", "setup(install_requires=['watchdog'])", Refused),
        ("environment.yml", "dependencies: [watchdog]", Refused),
    ],
)
def test_raise_to(path, before, after):
    data = before.encode()
    if after is Refused:
        with pytest.raises(Refused, match=path):
            raise_to(data, path, "watchdog", "<7")
        return
    changed = raise_to(data, path, "watchdog", "<7")
    assert changed.decode() == (before if after is None else after)
    assert raise_to(changed, path, "watchdog", "<7") == changed


def test_utf_16_stays_utf_16():
    assert raise_to(
        "a\r\nwatchdog\r\n".encode("utf-16"), "requirements.txt", "watchdog", "<7"
    ) == "a\r\nwatchdog<7\r\n".encode("utf-16")
    assert raise_to(
        "# caf\xe9\nwatchdog\n".encode("latin-1"), "requirements.txt", "watchdog", "<7"
    ) == "# caf\xe9\nwatchdog<7\n".encode("latin-1")


HASHED = "watchdog==7.0 \\\n    --hash=sha256:00\n"
COMPILED = "#\n# This file is autogenerated by pip-compile with Python 3.11\n# by the following command:\n#\n#    pip-compile --output-file=requirements.txt requirements.in\n#\nwatchdog==7.0\n"
LOCK = '[[package]]\nname = "watchdog"\nversion = "7.0"\n'


@pytest.mark.parametrize(
    ("path", "text", "command"),
    [
        ("requirements.txt", HASHED, "pip-compile --upgrade-package watchdog"),
        (
            "requirements.txt",
            COMPILED,
            "pip-compile --output-file=requirements.txt requirements.in --upgrade-package watchdog",
        ),
        (
            "requirements.lock",
            "# generated by rye\n# use `rye lock` to update\nwatchdog==7.0\n",
            "rye lock --update watchdog",
        ),
        ("requirements.lock", "watchdog==7.0\n", "pip-compile --upgrade-package watchdog"),
        (
            "app/requirements.txt",
            "# This file is @generated by PDM.\n# Please do not edit it manually.\n\nwatchdog==7.0\n",
            "pdm update watchdog && pdm export -o app/requirements.txt",
        ),
        (
            "requirements.txt",
            "# This file was autogenerated by uv via the following command:\n#    uv export -o requirements.txt\nwatchdog==7.0\n",
            "uv lock --upgrade-package watchdog && uv export -o requirements.txt",
        ),
        (
            "requirements.txt",
            "# This file was autogenerated by uv via the following command:\n#    uv pip compile requirements.in\nwatchdog==7.0\n",
            "uv pip compile requirements.in --upgrade-package watchdog",
        ),
        ("uv.lock", LOCK, "uv lock --upgrade-package watchdog"),
        ("app/poetry.lock", LOCK, "poetry update watchdog"),
        ("pdm.lock", LOCK, "pdm update watchdog"),
        ("Pipfile.lock", '{"default": {"watchdog": {"version": "==7.0"}}}', "pipenv upgrade watchdog"),
    ],
)
def test_what_a_program_wrote_is_never_edited(path, text, command):
    for change in (
        lambda: raise_to(text.encode(), path, "watchdog", "<7"),
        lambda: replace_name(text.encode(), path, "watchdog", "watchdog", "<7"),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert f"`{command}`" in str(refused.value)


def test_lock_command_of_other_files():
    assert lock_command("requirements.txt", "a", b"a\n") is None
    assert lock_command("pyproject.toml", "a") is None


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("requirements.txt", "pywatchman-x\n", None),
        (
            "requirements.txt",
            "a\nPyWatchman==1.4 ; os_name == 'posix' # x\n",
            "a\ndjango-watchfiles>=1 ; os_name == 'posix' # x\n",
        ),
        ("requirements.txt", "pywatchman[x]\n", Refused),
        ("requirements.txt", "pywatchman\ndjango_watchfiles\n", Refused),
        (
            "pyproject.toml",
            "[dependency-groups]\ndev = ['pywatchman<2']\n",
            "[dependency-groups]\ndev = ['django-watchfiles>=1']\n",
        ),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\npywatchman = '^1' # x\n",
            "[tool.poetry.dependencies]\ndjango-watchfiles = '>=1' # x\n",
        ),
        (
            "Pipfile",
            "[packages]\npywatchman = {version = '*'}\n",
            "[packages]\ndjango-watchfiles = {version = '>=1'}\n",
        ),
    ],
)
def test_replace_name(path, before, after):
    if after is Refused:
        with pytest.raises(Refused, match=path):
            replace_name(before.encode(), path, "pywatchman", "django-watchfiles", ">=1")
        return
    changed = replace_name(before.encode(), path, "pywatchman", "django-watchfiles", ">=1")
    assert changed.decode() == (before if after is None else after)
    assert replace_name(changed, path, "pywatchman", "django-watchfiles", ">=1") == changed


@pytest.mark.parametrize(
    ("path", "before", "beside", "after"),
    [
        ("requirements.txt", "Django_Watchfiles==1\n", None, None),
        ("requirements.txt", "", None, "django-watchfiles>=1\n"),
        ("requirements.txt", "a\r\nb\r\n", "a", "a\r\ndjango-watchfiles>=1\r\nb\r\n"),
        ("requirements.txt", "a", None, "a\ndjango-watchfiles>=1"),
        ("requirements.txt", "a\nb", None, "a\nb\ndjango-watchfiles>=1"),
        ("requirements.txt", "a\x0cb\n", "a", "a\x0c\ndjango-watchfiles>=1\nb\n"),
        ("requirements.txt", "a\nb \\\n  ==1\nc\n", "b", "a\nb \\\n  ==1\ndjango-watchfiles>=1\nc\n"),
        ("requirements.txt", HASHED, None, Refused),
        ("uv.lock", LOCK, None, Refused),
        (
            "pyproject.toml",
            "[project]\ndependencies = ['a']\n",
            None,
            "[project]\ndependencies = ['a', \"django-watchfiles>=1\"]\n",
        ),
        (
            "pyproject.toml",
            '[project]\ndependencies = []\n[dependency-groups]\ndev = [\n  "a",\n]\n',
            "a",
            '[project]\ndependencies = []\n[dependency-groups]\ndev = [\n  "a",\n  "django-watchfiles>=1",\n]\n',
        ),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\npython = '^3.9'\n",
            None,
            "[tool.poetry.dependencies]\npython = '^3.9'\ndjango-watchfiles = \">=1\"\n",
        ),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\na = '*'\nb = '*'\n[tool.black]\nx = 1\n",
            "a",
            "[tool.poetry.dependencies]\na = '*'\nb = '*'\ndjango-watchfiles = \">=1\"\n[tool.black]\nx = 1\n",
        ),
        # the main dependencies, wherever they stand; else the first group that has the neighbour
        (
            "pyproject.toml",
            "[dependency-groups]\ndev = ['a']\n[project]\ndependencies = ['a']\n",
            "a",
            "[dependency-groups]\ndev = ['a']\n[project]\ndependencies = ['a', \"django-watchfiles>=1\"]\n",
        ),
        (
            "pyproject.toml",
            "[dependency-groups]\ndev = ['a']\ntest = ['a']\n",
            "a",
            "[dependency-groups]\ndev = ['a', \"django-watchfiles>=1\"]\ntest = ['a']\n",
        ),
        ("Pipfile", "[packages]\na = '*'\n", None, "[packages]\na = '*'\ndjango-watchfiles = \">=1\"\n"),
        ("pyproject.toml", "[project]\nname = 'x'\n", None, Refused),
        ("pyproject.toml", "[project\n", None, Refused),
        ("Pipfile", "[dev-packages]\na = '*'\n", "a", "[dev-packages]\na = '*'\ndjango-watchfiles = \">=1\"\n"),
        ("setup.py", "setup(install_requires=['a'])", None, Refused),
    ],
)
def test_add(path, before, beside, after):
    if after is Refused:
        with pytest.raises(Refused, match=path):
            add(before.encode(), path, "django-watchfiles", ">=1", beside)
        return
    changed = add(before.encode(), path, "django-watchfiles", ">=1", beside)
    assert changed.decode() == (before if after is None else after)
    assert add(changed, path, "django-watchfiles", ">=1", beside) == changed


@pytest.mark.parametrize("end", [b"b \\", b"b \\\n", b"-e\\\r\n"])
def test_a_file_that_ends_in_the_middle_of_a_line(end):
    with pytest.raises(Refused, match="^requirements.txt, line 2: the file ends with a continued line$"):
        add(b"a\n" + end, "requirements.txt", "django-watchfiles", ">=1")


def test_a_file_that_ends_with_a_comment():
    assert add(b"a\n# b \\\n", "requirements.txt", "x", ">=1") == b"a\n# b \\\nx>=1\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: raise_to(data, "setup.py", "watchdog", "<7"), "change watchdog to watchdog<7 by hand"),
        (lambda data: replace_name(data, "setup.py", "watchdog", "a", ">=1"), "change watchdog to a>=1 by hand"),
    ],
)
def test_what_is_not_edited_is_told_to_its_owner(change, said):
    with pytest.raises(Refused, match=f"^setup.py, line 1: {said}$"):
        change(b"setup(install_requires=['watchdog'])")


_line = st.sampled_from(
    [
        "a",
        "watchdog",
        "Watch_Dog",
        "watchdog>=6",
        "watchdog[x]==1 # c",
        "watchdog ; python_version > '3'",
        "# watchdog",
        "",
        "-r x.txt",
    ]
    + [
        "watchdog \\",
        "  watchdog<=3,>1",
        "b==1 # watchdog",
        "watchdog (==1)",
        "--pre",
        "watchdog=1",
        "{% if x %}",
        "{% endif %}",
    ]
)


@settings(deadline=None)
@given(st.lists(_line, max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_only_the_lines_of_the_package_change(lines, newline, ends):
    before = newline.join(lines) + newline * ends
    try:
        changed = raise_to(before.encode(), "requirements.txt", "watchdog", "<7").decode()
    except Refused as refused:
        assert "requirements.txt" in str(refused)
        return
    touched = {one.line for one in read(before.encode(), "requirements.txt").requirements if one.name == "watchdog"}
    old, new = before.splitlines(keepends=True), changed.splitlines(keepends=True)
    assert len(old) == len(new)
    assert {number for number, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]} <= touched
    assert {
        one.specifier for one in read(changed.encode(), "requirements.txt").requirements if one.name == "watchdog"
    } <= {"<7"}
    assert raise_to(changed.encode(), "requirements.txt", "watchdog", "<7").decode() == changed


def test_a_byte_order_mark_stays():
    before = b'\xef\xbb\xbf[project]\r\ndependencies = ["watchdog>=1"]\r\n'
    after = raise_to(before, "pyproject.toml", "watchdog", ">=7")
    assert after == before.replace(b">=1", b">=7")
