from __future__ import annotations

import configparser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.setup_files import cfg, cfg_values, script


def rows(reading):
    return [(one.line, one.column, one.group, one.name, one.specifier) for one in reading.requirements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("install_requires = a\n", []),
        ("[metadata]\ninstall_requires = a\n", []),
        ("[options]\n# install_requires = a\n", []),
        ("[options]\ninstall_requires = a>=1\n", [(2, 20, "", "a", ">=1")]),
        ("[options]\ninstall_requires = a; b<2\n", [(2, 20, "", "a", ""), (2, 23, "", "b", "<2")]),
        (
            "[options]\r\ninstall_requires =\r\n    a>=1\r\n    # x\r\n\r\n    b; python_version < '3'\r\nzip_safe = 1\r\n",
            [(3, 5, "", "a", ">=1"), (6, 5, "", "b", "")],
        ),
        ("[options.extras_require]\nDev_x =\n  a\n", [(3, 3, "dev-x", "a", "")]),
        ("[options]\ninstall_requires =\n  {{ a }}\n", []),
    ],
)
def test_cfg(text, expected):
    reading = cfg(text.encode(), "setup.cfg")
    assert rows(reading) == expected
    assert not reading.problems


def test_cfg_names_files_and_python():
    text = "[options]\npython_requires = >=3.8\ninstall_requires = file: r.txt, ../x.txt\n[options.extras_require]\nt = file: t.txt\n"
    reading = cfg(text.encode(), "app/setup.cfg")
    assert [(one.path, one.group) for one in reading.includes] == [("app/r.txt", ""), ("x.txt", ""), ("app/t.txt", "t")]
    assert reading.pythons == [">=3.8"]


def test_cfg_problem():
    assert [line for line, _ in cfg(b"[options]\ninstall_requires =\n  a=1\n", "setup.cfg").problems] == [3]


_line = st.sampled_from(["[a]", "[b]", "k = v", "k2: v", "  more", "# c", "  ; c", "", "k3 =", "\tx = y"])


@settings(deadline=None)
@given(st.lists(_line, max_size=8).map(lambda lines: "[top]\nfirst = 1\n" + "\n".join(lines)))
def test_cfg_values_agree_with_configparser(text):
    parser = configparser.RawConfigParser(strict=False, empty_lines_in_values=True)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    expected = {
        (section, key): [line.strip() for line in parser[section][key].split("\n") if line.strip()]
        for section in parser.sections()
        for key in parser[section]
    }
    assert {(section, key): [row[2] for row in rows] for section, key, rows in cfg_values(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("install_requires = ['a']\n", []),
        ("setup(install_requires=read('r.txt'))\n", []),
        ("setup(install_requires=[name, *others, 'a'])\n", [(1, 40, "", "a", "")]),
        ("from setuptools import setup\nsetup(\n  install_requires=[\n    'a>=1',\n  ])\n", [(4, 5, "", "a", ">=1")]),
        ("import setuptools as s\nR = ['a']\ns.setup(install_requires=R)\n", [(2, 6, "", "a", "")]),
        ("R = ['a']\nR = ['b']\nsetup(install_requires=R)\n", []),
        ("R = ['a']\nR += ['b']\nsetup(install_requires=R)\n", []),
        ("setup(install_requires='a\\nb<2')\n", [(1, 24, "", "a", ""), (1, 24, "", "b", "<2")]),
        ("setup(extras_require={'T_x': ['a'], 'b': B, **c})\n", [(1, 31, "t-x", "a", "")]),
    ],
)
def test_script(text, expected):
    reading = script(text.encode(), "setup.py")
    assert rows(reading) == expected
    assert not reading.problems


def test_script_markers_in_the_name_of_an_extra():
    [one] = script(b"setup(extras_require={':python_version<\"3\"': ['a']})", "setup.py").requirements
    assert (one.group, one.marker) == ("", 'python_version<"3"')


def test_script_python():
    assert script(b"setup(python_requires='>=3.8')", "setup.py").pythons == [">=3.8"]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"print 'x'\n", 1),
        (b"setup(\0)", 1),
        (b"setup(install_requires=['a=1'])\n", 1),
        (b"x = '\xff'\n", 1),
        (b"{% if x %}\nsetup()\n", 0),
        (b"'\\d'\n", 0),
        (b"-" * 100_000 + b"1", 1),
    ],
)
def test_script_problems(data, problems):
    assert len(script(data, "setup.py").problems) == problems


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read(data):
    assert isinstance(cfg(data, "setup.cfg").requirements, list)
    assert script(data, "setup.py").problems is not None
