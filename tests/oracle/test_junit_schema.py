"""The JUnit report against the schema of Jenkins' xunit plugin: junit-10.xsd, as pytest's own source archive carries it."""

from __future__ import annotations

import subprocess
import sys
import tarfile

import pytest

from tests.oracle.environments import environment

pytestmark = pytest.mark.oracle

PYTEST = "9.0.2"
SCHEMA = f"pytest-{PYTEST}/testing/example_scripts/junit-10.xsd"

FILES = {"m.py": "import m\n", ".gitignore": "*.py[co\n", "m.pyc": "", "n.pyc": "", "x.so": "", "a <&>\"'é.pyc": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}
UNREAD = {**CLEAN, "requirements.txt": b"#" * (8 << 20) + b"#"}


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schema")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "pytest"]
    subprocess.run([*command, "--dest", str(folder), f"pytest=={PYTEST}"], check=True, capture_output=True)
    with tarfile.open(folder / f"pytest-{PYTEST}.tar.gz") as archive:
        found = archive.extractfile(SCHEMA)
        assert found is not None
        (folder / "junit-10.xsd").write_bytes(found.read())
    return folder / "junit-10.xsd"


def test_it_is_valid(schema, repository, run, tmp_path):
    python = environment("xmlschema", ["xmlschema==4.2.0"])
    made = []
    for number, (files, flags, code) in enumerate(
        [(FILES, [], 1), (FILES, ["--strict", "--notes"], 1), (FILES, ["--fix"], 1), (CLEAN, [], 0), (UNREAD, [], 2)]
    ):
        report = tmp_path / f"{number}.xml"
        words = ("--output-format", "junit", "--output-file", str(report), *flags)
        assert run("check_all", *words, cwd=repository(files, name=f"tree{number}")).code == code
        made.append(str(report))
    wrong = tmp_path / "wrong.xml"
    wrong.write_text(
        '<testsuites><testsuite name="a" tests="1" failures="0" errors="0"><testcase name="b" line="1"/></testsuite></testsuites>'
    )
    told = subprocess.run(
        [python, "-c", JUDGE, str(schema), *made, str(wrong)], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == ["True"] * len(made) + ["False"]


JUDGE = """
import sys, xmlschema
schema = xmlschema.XMLSchema(sys.argv[1])
for path in sys.argv[2:]:
    print(schema.is_valid(path))
"""
