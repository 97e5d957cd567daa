"""Taking bytecode out of the index: what is added to .gitignore, and when it is left alone."""

from __future__ import annotations

import pytest

UTF_16 = "*.log\n".encode("utf-16")

# name: (.gitignore, the path that is tracked, .gitignore after it)
CASES = {
    "there is none": (None, "m.pyc", b"# Python bytecode\n*.pyc\n"),
    "of a cache": (b"*.log\n", "__pycache__/m.cpython-313.pyc", b"*.log\n\n# Python bytecode\n__pycache__/\n"),
    "left by a killed run": (b"*.log\n", "m.pyc.2375409084592", b"*.log\n\n# Python bytecode\n*.pyc.[0-9]*\n"),
    "it is covered": (b"*.pyc\n", "m.pyc", b"*.pyc\n"),
    "it is seen again": (b"*.pyc\n!m.pyc\n", "m.pyc", b"*.pyc\n!m.pyc\n"),
    "UTF-16, which git can't read": (UTF_16, "m.pyc", UTF_16),
}


@pytest.mark.parametrize(("before", "path", "after"), CASES.values(), ids=CASES)
def test_it_leaves_the_index_and_stays_on_disk(repository, run, before, path, after):
    tree = repository({"m.py": "", path: "x", **({} if before is None else {".gitignore": before})})
    assert run("check_compiled_files", "--fix", cwd=tree).code == 1
    assert path not in tree.tracked and (tree / path).read_text() == "x"
    assert (tree / ".gitignore").read_bytes() == after
