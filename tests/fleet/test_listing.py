"""What a list names."""

from __future__ import annotations

import json
import os

import pytest

from watchlint.errors import UsageError
from watchlint.fleet import listing
from watchlint.fleet.listing import Entry


@pytest.mark.parametrize(
    ("line", "name", "in_place"),
    [
        ("https://example.org/a/b.git", "https://example.org/a/b.git", False),
        ("https://me:secret@example.org/a", "https://example.org/a", False),
        ("ssh://git@example.org:22/a", "ssh://example.org:22/a", False),
        ("git@example.org:a/b", "git@example.org:a/b", False),
        ("host:a/b", "host:a/b", False),
        ("ext::sh -c true", "ext::sh -c true", False),
        ("file:///x/y", "file:///x/y", False),
    ],
)
def test_an_address_is_kept_but_for_its_password(line, name, in_place, tmp_path):
    assert listing.entry(line, str(tmp_path)) == Entry(name, line, in_place)


def test_a_folder_with_a_work_tree_is_checked_in_place_and_a_bare_one_is_cloned(tmp_path):
    (tmp_path / "tree" / ".git").mkdir(parents=True)
    (tmp_path / "bare").mkdir()
    tree, bare, option = (listing.entry(line, str(tmp_path)) for line in ("tree", "./bare", "--upload-pack=x"))
    assert tree == Entry(str(tmp_path / "tree"), str(tmp_path / "tree"), True)
    assert bare == Entry(str(tmp_path / "bare"), str(tmp_path / "bare"), False)
    assert option.address == str(tmp_path / "--upload-pack=x"), "no line is an option of git"


def test_each_once_in_its_order_without_comments(tmp_path):
    (tmp_path / "list").write_text("# ours\nhttps://b.org/x\n\n https://a.org/x \nhttps://me:one@b.org/x\n")
    assert [one.name for one in listing.read(str(tmp_path / "list"))] == ["https://b.org/x", "https://a.org/x"]


def test_what_all_repos_has_cloned(tmp_path):
    given = {"a/one": "git@example.org:a/one", "two": "https://me:secret@example.org/two"}
    for name in ("repos.json", "repos_filtered.json"):
        (tmp_path / name).write_text(json.dumps(given))
    clones = listing.read(str(tmp_path))
    assert clones == [
        Entry("git@example.org:a/one", str(tmp_path / "a" / "one"), True),
        Entry("https://example.org/two", str(tmp_path / "two"), True),
    ]
    addresses = listing.read(str(tmp_path / "repos.json"))
    assert [(one.address, one.in_place) for one in addresses] == [(address, False) for address in given.values()]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("", "it names no repository"),
        ("# nothing\n", "it names no repository"),
        ("{", "no JSON"),
        ("{\"a\": 1}", "not as all-repos writes it"),
        (b"\xff\xfe", "no UTF-8"),
    ],
)  # fmt: skip
def test_no_list(content, said, tmp_path):
    place = tmp_path / "list"
    if content is not None:
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=said):
        listing.read(str(place))


def test_a_folder_that_is_no_list(tmp_path):
    with pytest.raises(UsageError, match="repos_filtered.json"):
        listing.read(str(tmp_path))


def test_a_home_is_found(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert listing.entry("~/x", "/").address == os.path.join(str(tmp_path), "x")
