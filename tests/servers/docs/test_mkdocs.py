"""mkdocs serve, which a release of click keeps from reloading."""

from __future__ import annotations

import pytest

from tests.servers.running import starts
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.docs.mkdocs import FORGETS
from watchlint.servers.launches import launches


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mkdocs build", []),
        ("mkdocs serve -a 127.0.0.1:1", [("mkdocs", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("click", "words", "deaf"),
    [
        (FORGETS[0], "serve", True), (FORGETS[0], "serve --livereload", False), (FORGETS[0], "serve --no-livereload", False),
        (FORGETS[1], "serve", False), ("8.1.7", "serve", False), ("", "serve", False),
    ],
)  # fmt: skip
def test_a_running_one(click, words, deaf):
    found = list(catalogue.named("mkdocs").faults({"click": click, "words": words.split(), "python": "/v/python"}, ()))
    assert [(one.id, one.deaf) for one in found] == ([("livereload-off", True)] if deaf else [])
    assert all(one.step == f"/v/python -m pip install --upgrade 'click>={FORGETS[1]}'" for one in found)


@pytest.mark.parametrize(
    ("requirements", "words", "doubted"),
    [("", "serve", True), (f"click>={FORGETS[1]}\n", "serve", False), (f"click=={FORGETS[0]}\n", "serve", True), ("", "serve --livereload", False)],
)  # fmt: skip
def test_one_that_files_start(folder, requirements, words, doubted):
    repository = NearRepository(
        str(folder({"requirements.txt": requirements, "mkdocs.yml": "", "run.sh": f"mkdocs {words}\n"}))
    )
    (launch,) = launches(repository)
    assert [one.id for one in catalogue.named("mkdocs").doubts(launch, repository)] == (
        ["livereload-off"] if doubted else []
    )
