from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.project_tables import hatch, pipfile, pyproject


def rows(reading):
    return [(one.line, one.column, one.group, one.name, one.specifier) for one in reading.requirements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("[project]\nname = 'streamlit'\n", []),
        ("[project]\ndependencies = 'streamlit'\n", []),
        ("project = 1\n", []),
        ("[build-system]\nrequires = ['streamlit']\n", []),
        (
            "[project]\ndependencies = [\n  'a>=1', # x\n  \"B_c\",\n]\n",
            [(3, 3, "", "a", ">=1"), (4, 3, "", "b-c", "")],
        ),
        ("project.optional-dependencies.My_Extra = ['a']\n", [(1, 43, "my-extra", "a", "")]),
        ("[project]\noptional-dependencies = {t = ['a']}\n", [(2, 31, "t", "a", "")]),
        (
            "[dependency-groups]\ndev = [{include-group = 't'}, 'a', 3]\nt = ['b']\n",
            [(2, 31, "dev", "a", ""), (3, 6, "t", "b", "")],
        ),
        ("[tool.uv]\ndev-dependencies = ['a']\n", [(2, 21, "dev", "a", "")]),
        (
            "[tool.pdm.dev-dependencies]\nt = ['a', '-e file:///x#egg=b']\n",
            [(2, 6, "t", "a", ""), (2, 11, "t", "b", "")],
        ),
        (
            "[tool.hatch.envs.t]\ndependencies = ['a', 'x @ {root:uri}/x']\n",
            [(2, 17, "hatch:t", "a", ""), (2, 22, "hatch:t", "x", "")],
        ),
        ("[tool.poetry.dependencies]\npython = '^3.9'\na = '^1.2'\n", [(3, 1, "", "a", ">=1.2,<2")]),
        ("[tool.poetry.dev-dependencies]\na = '*'\n", [(2, 1, "dev", "a", "")]),
        (
            "[tool.poetry.group.t.dependencies]\na = {version = '~1.2', optional = true}\n",
            [(2, 1, "t", "a", ">=1.2,<1.3")],
        ),
        ("[tool.poetry.dependencies.a]\nversion = '1'\n", [(1, 1, "", "a", "==1")]),
        (
            "[tool.poetry.dependencies]\na = [{version = '1', python = '<3.9'}, {version = '2', python = '>=3.9'}]\n",
            [(2, 1, "", "a", "==1"), (2, 1, "", "a", "==2")],
        ),
    ],
)
def test_pyproject(text, expected):
    reading = pyproject(text.encode(), "pyproject.toml")
    assert rows(reading) == expected
    assert not reading.problems


def test_markers_of_poetry():
    text = "[tool.poetry.dependencies]\na = {version='1', extras=['B_c'], markers=\"os_name == 'nt'\", python='^3.9', platform='linux'}\n"
    [one] = pyproject(text.encode(), "pyproject.toml").requirements
    assert one.extras == ("b-c",)
    assert one.marker == (
        '(os_name == \'nt\') and (python_full_version >= "3.9" and python_full_version < "4") and (sys_platform == "linux")'
    )


def test_what_comes_from_a_repository_has_no_version():
    [one] = pyproject(
        b"[tool.poetry.dependencies]\na = {git = 'https://example.org/a'}\n", "pyproject.toml"
    ).requirements
    assert (one.specifier, one.url) == ("", "https://example.org/a")


def test_groups_that_include_groups():
    text = """
        [project]
        name = "My.App"
        optional-dependencies = {all = ["my-app[x,Y]"], x = ["a"], y = ["b"]}
        [dependency-groups]
        dev = [{include-group = "Test"}]
        [tool.poetry.group.docs]
        include-groups = ["dev"]
    """
    assert pyproject(text.encode(), "pyproject.toml").groups == {"all": ("x", "y"), "dev": ("test",), "docs": ("dev",)}


def test_files_named_by_setuptools():
    text = "[tool.setuptools.dynamic]\ndependencies = {file = ['r.in', '../../x']}\noptional-dependencies.t = {file = 't.txt'}\n"
    found = pyproject(text.encode(), "app/pyproject.toml").includes
    assert [(one.path, one.line, one.group) for one in found] == [("app/r.in", 2, ""), ("app/t.txt", 3, "t")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[project]\nrequires-python = '>=3.10'\n", [">=3.10"]),
        ("[tool.poetry.dependencies]\npython = '^3.9'\n", [">=3.9,<4"]),
        ("[project]\nrequires-python = '{{ x }}'\n", []),
        ("[project]\nrequires-python = 3.10\n", []),
    ],
)
def test_python(text, expected):
    assert pyproject(text.encode(), "pyproject.toml").pythons == expected


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"[project]\ndependencies = [\n'a=1']\n", [3]),
        (b"[project\n", [1]),
        (b"a = '\xff'\n", [1]),
        (b"\xef\xbb\xbf[project]\ndependencies = ['a']\n", [1]),
        (b"{% if x %}\n[project]\n", []),
        (b"[project]\ndependencies = ['{{ x }}']\n", []),
    ],
)
def test_problems(data, problems):
    assert [line for line, _ in pyproject(data, "pyproject.toml").problems] == problems


def test_a_byte_order_mark_hides_nothing():
    assert rows(pyproject(b"\xef\xbb\xbf[project]\ndependencies = ['a']\n", "pyproject.toml")) == [(2, 17, "", "a", "")]


def test_pipfile():
    text = """
[[source]]
url = "https://example.org/simple"
[packages]
a = "*"
"B_c" = {version = ">=1", extras = ["x"], sys_platform = "== 'win32'"}
d = {path = ".", editable = true}
[dev-packages]
e = "==2.*"
[docs]
f = "1.2"
[requires]
python_version = "3.11"
"""
    reading = pipfile(text.encode(), "Pipfile")
    assert rows(reading) == [
        (5, 1, "", "a", ""),
        (6, 1, "", "b-c", ">=1"),
        (7, 1, "", "d", ""),
        (9, 1, "dev", "e", "==2.*"),
        (11, 1, "docs", "f", "==1.2"),
    ]
    assert reading.requirements[1].marker == "(sys_platform == 'win32')"
    assert reading.pythons == ["==3.11.*"]


def test_hatch():
    assert rows(hatch(b"[envs.t]\nextra-dependencies = ['a']\n", "hatch.toml")) == [(2, 23, "hatch:t", "a", "")]


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read(data):
    for reader in (pyproject, pipfile, hatch):
        assert isinstance(reader(data, "x").problems, list)


_value = st.recursive(
    st.sampled_from(["'a'", "'a==1'", "1", "true", "'*'"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=2).map(
            lambda items: "{" + ", ".join(f"k{at} = {one}" for at, one in enumerate(items)) + "}"
        ),
    ),
    max_leaves=4,
)
_key = st.sampled_from(
    ["project", "project.dependencies", "project.optional-dependencies", "dependency-groups", "dependency-groups.x"]
    + [
        "tool.poetry",
        "tool.poetry.dependencies",
        "tool.poetry.group",
        "tool.poetry.group.x.dependencies",
        "tool.pdm.dev-dependencies",
    ]
    + [
        "tool.uv",
        "tool.uv.dev-dependencies",
        "tool.hatch",
        "tool.hatch.envs",
        "tool.setuptools.dynamic.dependencies",
        "packages",
        "tool",
    ]
)


@settings(deadline=None)
@given(st.lists(st.tuples(_key, _value).map(" = ".join), max_size=3, unique_by=lambda line: line.split(" ")[0]))
def test_any_shape_is_read(lines):
    for reader in (pyproject, pipfile, hatch):
        reading = reader("\n".join(lines).encode(), "x")
        assert all(one.path == "x" and one.line for one in reading.requirements)
