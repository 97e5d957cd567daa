"""What is said of a server that how a file is written misleads; tests/oracle/test_doctor_loops.py and test_doctor_files.py run real ones."""

from __future__ import annotations

import pytest
from imagined import advice, facts, judge, serious, server

JOB = {"server": "watchfiles", "words": ["python job.py", "."], "again": None, "root": "/w"}
END = "kill 7  # or Ctrl-C where it runs"


@pytest.mark.parametrize(
    "seen, verb, step",
    [
        ({**JOB, "rewritten": "job.log"}, "starts", "watchfiles 'python job.py' . --ignore-paths job.log"),
        ({"rewritten": "made.py"}, "starts", "uvicorn main:app --reload --reload-exclude made.py"),
        ({"rewritten": "made.py", "words": ["dev", "app.py"]}, "starts", "# made.py: write it outside of this folder, then start uvicorn again"),
        ({"server": "mkdocs", "words": ["serve"], "polls": "it polls", "rewritten": "docs/made.md"}, "builds", "# docs/made.md: write it outside of docs, then start mkdocs again"),
    ],
)  # fmt: skip
def test_a_server_that_starts_again_and_again(seen, verb, step):
    found = facts([server(**seen)])
    (first, *_) = judge(found)
    assert f"{verb} again and again although nobody edits: {seen['rewritten']} is written each time" in first["message"]
    assert serious(found) == ["written-again"] and advice(found)[:2] == [END, step]


def test_a_file_in_whose_place_another_one_was_put():
    found = facts(
        [server(**{**JOB, "words": ["python job.py", "./shop/job.py"]}, needed=1, held=0, swapped="shop/job.py")]
    )
    assert serious(found) == ["file-replaced"]
    assert advice(found) == [END, "watchfiles 'python job.py' ./shop"]
