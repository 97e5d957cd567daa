"""parcel: every folder of its project."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots, starts

TWO = {"node_modules/parcel/package.json": '{"version": "2.16.4"}'}
ONE = {"node_modules/parcel-bundler/package.json": '{"version": "1.12.5"}'}


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("parcel", []),
        ("parcel build index.html", []),
        ("parcel help serve", []),
        ("parcel -V", []),
        ("parcel --help", []),
        ("parcel index.html", ["parcel"]),
        ("parcel watch src/index.html", ["parcel"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


@pytest.mark.parametrize(
    ("files", "cwd", "words", "wanted"),
    [
        ({"yarn.lock": ""}, "web/app", "index.html", "."),
        ({"web/package-lock.json": ""}, "web/app", "index.html", "web"),
        ({"yarn.lock": ""}, "web/app", "index.html --watch-dir ..", "web"),
    ],
)
def test_its_project(folder, files, cwd, words, wanted):
    tree = folder({**TWO, **files, "web/app/index.html": ""})
    plan = planned("parcel", words, tree, cwd=cwd).plan
    assert roots(plan, tree) == [wanted] and plan.certain and plan.roots[0].recursive


def test_where_no_lock_file_lies_above_it_takes_the_working_folder(folder, monkeypatch):
    from watchlint.servers.beside import parcel

    monkeypatch.setattr(parcel.os.path, "lexists", lambda path: False)
    assert parcel._project("/w/app") == "/w/app"


def test_what_it_passes_over(folder):
    plan = live("parcel", "index.html --watch-ignore data,tmp --cache-dir .c", folder({**TWO, "yarn.lock": ""}))
    assert plan.skips[3:] == ("^/data(/|$)", "^/tmp(/|$)", r"^/\.c(/|$)")


def test_parcel_1_watches_the_files_that_it_bundles(folder):
    tree = folder({**ONE, "index.html": "", "src/x": ""})
    plan = planned("parcel", "index.html src", tree).plan
    assert roots(plan, tree) == ["index.html"] and not plan.certain and plan.notes[0].startswith("Parcel 1 watches")
    assert planned("parcel", "index.html src", folder({**TWO, **ONE}, name="both")).plan.certain
