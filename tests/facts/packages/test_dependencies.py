from __future__ import annotations

import subprocess
import sys

import pytest

from watchlint.facts.packages.dependencies import Dependencies


def of(files):
    encoded = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return Dependencies([path for path in encoded if not path.startswith("hidden/")], encoded.get)


def test_nothing_is_read_before_it_is_asked_for():
    read = []
    found = Dependencies(["requirements.txt", "notes.txt"], lambda path: read.append(path) or b"a\n")
    assert read == []
    assert found.requires("a")
    assert found.requires("A")
    assert read == ["requirements.txt"]


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        ({}, "a", False),
        ({"requirements.txt": "streamlit-aggrid\n"}, "streamlit", False),
        ({"requirements.txt": "# streamlit\n"}, "streamlit", False),
        ({"requirements.txt": "Django_Watchfiles>=1\n"}, "django-watchfiles", True),
        ({"requirements.txt": "streamlit\n".encode("utf-16")}, "Streamlit", True),
        ({"constraints.txt": "a<2\n"}, "a", False),
        ({"uv.lock": "[[package]]\nname = 'a'\nversion = '1'\n"}, "a", True),
        ({"requirements.txt": "-r deps.pip\n", "hidden/x": "", "deps.pip": "a"}, "a", True),
        ({"requirements.txt": "-r hidden/x.txt\n", "hidden/x.txt": "a"}, "a", True),
        ({"requirements.txt": "-c hidden/x.txt\n", "hidden/x.txt": "a"}, "a", False),
        ({"requirements.txt": "-c constraints.txt\n-r constraints.txt\n", "constraints.txt": "a"}, "a", True),
        (
            {"pyproject.toml": "[tool.setuptools.dynamic]\ndependencies = {file = 'deps.list'}\n", "deps.list": "a"},
            "a",
            True,
        ),
        ({"setup.cfg": "[options]\ninstall_requires = file: deps.list\n", "deps.list": "a"}, "a", True),
        ({"environment.yml": "dependencies:\n - pip:\n   - -r deps.list\n", "deps.list": "a"}, "a", True),
        ({"hatch.toml": "[envs.x]\ndependencies = ['a']\n"}, "a", True),
        ({"setup.py": "setup(install_requires=['a'])"}, "a", True),
        ({"Pipfile": "[packages]\na = '*'\n"}, "a", True),
    ],
)
def test_requires(files, name, expected):
    assert of(files).requires(name) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("b==1\n", None),
        ("a\n", None),
        ("a>=1\n", None),
        ("a==1.*\n", None),
        ("a===1\n", None),
        ("a==1rc1\n", None),
        ("a==1,<2\n", None),
        ("a==1; python_version > '3.9'\n", None),
        ("a @ https://example.org/a.whl\n", None),
        ("a==1\na==2\n", None),
        ("a==1\na\n", None),
        ("a==1.20.3\n", "1.20.3"),
        ("A == 1\na[x]==1\n", "1"),
    ],
)
def test_pinned(text, expected):
    found = of({"requirements.txt": text})
    assert found.pinned("A") == expected
    if expected:  # what takes the long way agrees
        assert found.version_range("a").contains(expected) == "certain"


def test_includes_that_go_round_end():
    found = of({"requirements.txt": "-r b.txt\na\n", "b.txt": "-r requirements.txt\n-r b.txt\n-c b.txt\nb\n"})
    assert [one.path for one in found.of("a")] == ["requirements.txt"]
    assert found.requires("b")
    assert str(found.version_range("b")) == "the newest"
    assert found.problems == []


def test_of_gives_every_place_in_the_order_of_the_paths():
    found = of({"requirements.txt": "x\na==1 # why\n", "pyproject.toml": "[project]\ndependencies = ['A']\n"})
    assert [(one.path, one.line, one.column, one.source) for one in found.of("a")] == [
        ("requirements.txt", 2, 1, "a==1"),
        ("pyproject.toml", 2, 17, "A"),
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ""),
        ({"pyproject.toml": "[project]\nrequires-python = '>=3.10'\n", ".python-version": "3.12\n"}, "==3.12.*,>=3.10"),
        ({".python-version": "3.9\n", "runtime.txt": "python-3.12.1\n"}, "==3.12.1 or ==3.9.*"),
        ({"Pipfile": "[requires]\npython_version = '3.11'\n"}, "==3.11.*"),
        ({"environment.yml": "dependencies: [python=3.11]\n"}, "==3.11.*"),
        ({"backend/setup.py": "setup(python_requires='>=3.8')"}, ">=3.8"),
        ({"requirements.txt": "python==3.8\n"}, ""),
        ({"uv.lock": "requires-python = '>=3.11'\n"}, ">=3.11"),
        ({"uv.lock": "requires-python = '>=3.11'\n", "runtime.txt": "python-3.12.1\n"}, "==3.12.1"),
    ],
)
def test_python_range(files, expected):
    assert str(of(files).python_range) == expected


def test_problems():
    class Unreadable(Exception):
        reason = "is a directory"

    def read(path):
        if path == "setup.cfg":
            raise Unreadable
        return {"requirements.txt": b"a=1\n-r missing.txt\n", "pyproject.toml": b"[\n"}.get(path)

    found = Dependencies(["setup.cfg", "requirements.txt", "pyproject.toml", "gone/requirements.txt"], read)
    assert [(path, line) for path, line, _ in found.problems] == [
        ("pyproject.toml", 1),
        ("requirements.txt", 1),
        ("requirements.txt", 2),
        ("setup.cfg", None),
    ]
    assert not found.requires("b")


def test_a_clean_repository_imports_nothing_heavy():
    code = """
import sys
from watchlint.facts.packages.dependencies import Dependencies
files = {"requirements.txt": b"flask>=3\\n", "pyproject.toml": b"[project]\\ndependencies = ['flask']\\n", "environment.yml": b"a: 1"}
before = set(sys.modules)
print(Dependencies(files, files.get).requires("streamlit"))
print(sorted(name for name in set(sys.modules) - before if not name.startswith("watchlint")))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n[]\n"


@pytest.mark.parametrize(
    "line",
    [
        "streamlit==1.67.", "streamlit==", "streamlit==1..2", "streamlit==.", "streamlit==\N{ARABIC-INDIC DIGIT ONE}.2",
        "streamlit==" + "1" * 200, "streamlit==" + "1" * 4500, "streamlit==" + "1" * 200_000, "streamlit>=5/.2", "streamlit>=1,",
        "streamlit===", "streamlit[", "streamlit==1.2.*.", "streamlit~=1", "streamlit @", "streamlit;", "streamlit -e",
    ],
)  # fmt: skip
def test_what_is_half_typed_is_no_pin_and_no_crash(line):
    asked = Dependencies(["requirements.txt"], {"requirements.txt": f"{line}\n".encode()}.get)
    assert asked.pinned("streamlit") is None
    found = asked.version_range("streamlit")
    assert found.within(low="1.0") in ("certain", "possible", "excluded") and isinstance(str(found), str)
    assert isinstance(asked.problems, list)


def test_files_that_include_each_other_are_read_once(monkeypatch):
    from watchlint.facts.packages import requirements_files

    text = "".join(f"-r r{number}.txt\n" for number in range(200)).encode()
    files = {f"r{number}.txt": text for number in range(200)}
    read = []
    real = requirements_files.includes
    monkeypatch.setattr(requirements_files, "includes", lambda text, path: read.append(path) or real(text, path))
    asked = Dependencies(["requirements.txt"], {**files, "requirements.txt": b"-r r0.txt\n"}.get)
    assert len(asked.files) == 201
    assert sorted(read) == sorted([*files, "requirements.txt"])


@pytest.mark.parametrize(
    "said",
    [
        ">=3",
        ">=3.9",
        ">= 3.8, <4",
        "<4,>=3.10",
        ">=3.0a1",
        ">=2.7",
        ">=2.7,!=3.0.*",
        "==3.12.*",
        "~=3.8",
        "<4",
        "",
        ">=3.8 || <3",
    ],
)
def test_whether_it_is_for_python_3_is_what_its_range_says(said):
    asked = of({"pyproject.toml": f"[project]\nname = 'p'\nrequires-python = '{said}'\n"})
    found = asked.python_range
    assert asked.is_for_python_3 == (found.within(None, "3") == "excluded" if found else None)


def test_what_is_declared_is_asked_of_no_lock():
    asked = of(
        {
            "requirements.txt": "flask\n",
            "uv.lock": '[[package]]\nname = "flask"\nversion = "3.0"\n',
            "constraints.txt": "flask<4\n",
        }
    )
    assert [one.path for one in asked.declared("Flask")] == ["requirements.txt"]
    assert "uv.lock" not in asked._readings
