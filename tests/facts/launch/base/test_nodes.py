"""YAML and JSON as nodes that know their places."""

from __future__ import annotations

import json

import pytest
import yaml

from watchlint.facts.launch.base import nodes


def test_comments_in_json_keep_every_place():
    text = '{\n\t"a": "// no", // yes\n"b": [1, /* x */ 2,], "c": ",}"\n}'
    plain = nodes.plain_json(text)
    assert len(plain) == len(text)
    assert json.loads(plain) == {"a": "// no", "b": [1, 2], "c": ",}"}


@pytest.mark.parametrize("said", ["[", "a: b: c", "\x00", "&a [*a", "? [", "[" * 1500, "2024-99-99: ["])
def test_what_is_no_document(said):
    assert nodes.tree(said, is_json=False) is None
    assert nodes.documents(said) == []


def test_documents():
    assert [nodes.scalar(nodes.get(one, "a")) for one in nodes.documents("a: 1\n---\na: é\n")] == ["1", "é"]
    assert nodes.documents("") == []


@pytest.mark.parametrize("said", ["a: &x 1\n---\nb: !!str 2\n", "a: x && y\n---\nb: '#!/bin/sh'\n"])
def test_documents_in_which_an_anchor_a_tag_or_their_signs_stand(said):
    first, second = nodes.documents(said)
    assert nodes.get(first, "a").start_mark.index == said.index("1" if "1" in said else "x &&")
    assert nodes.scalar(nodes.get(second, "b")) in ("2", "#!/bin/sh")


@pytest.mark.parametrize(
    ("keys", "wanted"), [(("a", "b"), "1"), (("a", "c"), None), (("a", "b", "c"), None), (("d",), None), (("1",), "2")]
)
def test_get(keys, wanted):
    tree = nodes.tree("a: {b: 1}\n1: 2\n? [d]\n: 3\n", is_json=False)
    assert nodes.scalar(nodes.get(tree, *keys)) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "x: &x {a: 1, b: 1}\nm: {<<: *x, b: 2}\n",
        "x: &x {a: 1}\ny: &y {a: 2, b: 2}\nm: {<<: [*x, *y], c: 3}\n",
        "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nm: {<<: *y}\n",
        "x: &x {a: 1}\nm: {b: 2, <<: *x}\n",
    ],
)
def test_merged_is_what_yaml_merges(said):
    found = nodes.merged(nodes.get(nodes.tree(said, is_json=False), "m"))
    assert {name: int(value.value) for name, (_, value) in found.items()} == yaml.safe_load(said)["m"]


def test_a_key_that_is_written_in_quotes_merges_nothing():
    found = nodes.merged(nodes.tree("'<<': {a: 1}\n", is_json=False))
    assert found.keys() == {"<<"}


@pytest.mark.parametrize(
    "said",
    [
        "a: b c",
        "a: 'b '' c'",
        'a: "b \\" \\x41 \\u0041 c"',
        'a: "b \\\n  c"',
        "a: b\n  c\n\n  d",
        "a: |\n  b\n\n    c\n  d\n",
        "a: |-\n\n  b\n  c",
        "a: >\n  b\n  c\n\n  d\n",
        "a: |\r\n  b\r\n  c\r\n",
        "a: 'é\n\n  b'",
    ],
)
def test_each_character_of_a_text_has_its_place(said):
    text = nodes.text_of(said, nodes.get(nodes.tree(said, is_json=False), "a"))
    assert len(text.places) == len(text.value) + 1
    assert list(text.places) == sorted(text.places) and 0 < text.places[0] and text.places[-1] <= len(said)
    for char, at in zip(text.value, text.places, strict=False):
        assert said[at] == char or char == " " or said[at] in "\r\n\\"


@pytest.mark.parametrize(
    "said",
    [
        '{"a": 1}', "{}", '{\n  "a": 1\n}', '{\r\n  // why\r\n  "a": 1\r\n}', '{ /* why */ "a": 1}',
    ],
)  # fmt: skip
def test_an_entry_is_put_first(said):
    ((start, stop, new),) = nodes.put_first(said, nodes.tree(said, is_json=True), '"n": 0')
    after = said[:start] + new + said[stop:]
    assert list(json.loads(nodes.plain_json(after)).items()) == [("n", 0), *json.loads(nodes.plain_json(said)).items()]
    assert after.count("\n") - said.count("\n") in (0, 1) and ("\r\n" in said) is ("\r\n" in after)
