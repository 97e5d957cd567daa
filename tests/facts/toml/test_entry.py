"""A header or key with its place."""

from __future__ import annotations

from watchlint.facts.toml.document import Document


def test_what_is_written_here_and_what_is_not():
    header, key = Document('[a.b]\nc."d" = 1\n').entries
    assert (header.base, header.path, len(header.parts)) == ((), ("a", "b"), 2)
    assert (key.base, key.path, len(key.parts)) == (("a", "b"), ("a", "b", "c", "d"), 2)
    assert key.table is header and key.parent is None


def test_the_whole_of_an_entry():
    document = Document("[t]\nkey = 12 # why\n")
    header, key = document.entries
    assert document.source(header.span) == "[t]"
    assert document.source(key.span) == "key = 12"
    assert document.source(key.comment) == "# why"
    assert repr(key) == "<key t.key at 2:1>"


def test_a_key_without_a_value_ends_with_the_key():
    document = Document("key =\n")
    assert document.source(document.entries[0].span) == "key"
