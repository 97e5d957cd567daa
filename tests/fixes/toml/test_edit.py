from __future__ import annotations

import pytest

from watchlint.facts.toml.reader import read
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml import edit as toml

# Near misses: texts in which the name stands, but is not the key.
NEAR_MISSES = {
    "in a comment": "# runOnSave = true\n[server]\nport = 1\n",
    "in a string": '[server]\ntext = "runOnSave = true"\n',
    "in a multi-line string": '[browser]\ntext = """\n[server]\nrunOnSave = true\n"""\n[server]\nport = 1\n',
    "in a multi-line literal": "[browser]\ntext = '''\n[server]\nrunOnSave = true\n'''\n[server]\nport = 1\n",
    "in another table": "[runner]\nrunOnSave = false\n[server]\nport = 1\n[browser]\nrunOnSave = false\n",
    "in a table below": "[server.deep]\nrunOnSave = false\n[server]\nport = 1\n",
    "in an inline table of another": "other = { runOnSave = false }\n[server]\nport = 1\n",
    "as part of a dotted key": "[server]\na.runOnSave = false\n",
    "as part of a quoted key": '[server]\n"a.runOnSave" = false\n',
    "in another case": "[server]\nrunonsave = false\n",
    "in an array of tables": "[[items]]\nrunOnSave = false\n[server]\nport = 1\n",
}


@pytest.mark.parametrize("text", NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_near_miss_is_not_taken_for_the_key(text):
    data = text.encode()
    path = ("server", "runOnSave")
    assert toml.remove(data, path) == data
    assert toml.rename_key(data, path, "other") == data
    assert toml.move(data, path, ("x", "y")) == data
    changed = toml.set_value(data, path, 5)
    expected = read(data)
    expected["server"]["runOnSave"] = 5
    assert read(changed) == expected
    kept = changed.decode().splitlines()
    kept.remove(next(line for line in kept if "5" in line))
    assert kept == text.splitlines()


SET = {
    # name: (before, path, value, after)
    "empty file": ("", ("a",), 1, "a = 1\n"),
    "empty file, table": ("", ("a", "b"), 1, "[a]\nb = 1\n"),
    "in place": ("[a]\nb = 1\nc = 2\n", ("a", "b"), 5, "[a]\nb = 5\nc = 2\n"),
    "in place keeps comment and spaces": ("[a]\n  b   =  1   # why\n", ("a", "b"), "x", '[a]\n  b   =  "x"   # why\n'),
    "in place over several lines": (
        "[a]\nb = [\n 1, # x\n]  # y\nc = 1\n",
        ("a", "b"),
        [2],
        "[a]\nb = [2]  # y\nc = 1\n",
    ),
    "in place, no last newline": ("a = 1", ("a",), 2, "a = 2"),
    "header with spaces": ("[ a ]\n", ("a", "b"), 1, "[ a ]\nb = 1\n"),
    "header with comment": ("[a] # c\n", ("a", "b"), 1, "[a] # c\nb = 1\n"),
    "header is the last thing": ("[a]", ("a", "b"), 1, "[a]\nb = 1"),
    "quoted header": ('["a"]\n', ("a", "b"), 1, '["a"]\nb = 1\n'),
    "after the last key, before blank lines and comments": (
        "[a]\nb = 1\n\n# on c\n[c]\n",
        ("a", "x"),
        2,
        "[a]\nb = 1\nx = 2\n\n# on c\n[c]\n",
    ),
    "after a multi-line value": ('[a]\nb = """\nx\n"""\n[c]\n', ("a", "x"), 2, '[a]\nb = """\nx\n"""\nx = 2\n[c]\n'),
    "the table's indentation": ("[a]\n\tb = 1\n", ("a", "c"), 2, "[a]\n\tb = 1\n\tc = 2\n"),
    "the table's spacing": ("[a]\nb=1\n", ("a", "c"), 2, "[a]\nb=1\nc=2\n"),
    "CRLF": ("[a]\r\nb = 1\r\n", ("a", "c"), 2, "[a]\r\nb = 1\r\nc = 2\r\n"),
    "CRLF, no last newline": ("[a]\r\nb = 1", ("a", "c"), 2, "[a]\r\nb = 1\r\nc = 2"),
    "CRLF, new table": ("[a]\r\nb = 1\r\n", ("c", "d"), 2, "[a]\r\nb = 1\r\n\r\n[c]\r\nd = 2\r\n"),
    "new table after one blank line": ("[a]\nb = 1\n", ("c", "d"), 2, "[a]\nb = 1\n\n[c]\nd = 2\n"),
    "new table, blank line is there": ("[a]\nb = 1\n\n", ("c", "d"), 2, "[a]\nb = 1\n\n[c]\nd = 2\n"),
    "new table, no last newline": ("[a]\nb = 1", ("c", "d"), 2, "[a]\nb = 1\n\n[c]\nd = 2"),
    "implied table": (
        "[tool.ruff]\nx = 1\n",
        ("tool", "watchlint", "tier"),
        "s",
        '[tool.ruff]\nx = 1\n\n[tool.watchlint]\ntier = "s"\n',
    ),
    "header for an implied table": ("[a.b]\nx = 1\n", ("a", "c"), 2, "[a.b]\nx = 1\n\n[a]\nc = 2\n"),
    "dotted keys": ("a.b = 1\nz = 1\n", ("a", "c"), 2, "a.b = 1\na.c = 2\nz = 1\n"),
    "dotted keys as written": ('"a" . b.c = 1\n', ("a", "b", "d"), 2, '"a" . b.c = 1\n"a" . b.d = 2\n'),
    "dotted keys under a header": ("[t]\na.b = 1\n", ("t", "a", "c"), 2, "[t]\na.b = 1\na.c = 2\n"),
    "inline table": ("a = { b = 1 }  # c\n", ("a", "c"), 2, "a = { b = 1, c = 2 }  # c\n"),
    "inline table, empty": ("a = {}\n", ("a", "c"), 2, "a = { c = 2 }\n"),
    "inline table, deeper": ("a = {b = {c = 1}}\n", ("a", "b", "d"), 2, "a = {b = {c = 1, d = 2}}\n"),
    "inline table, in place": ("a = {b = 1, c = 2}\n", ("a", "b"), 5, "a = {b = 5, c = 2}\n"),
    "top level, keys": ("a = 1\n\n[t]\n", ("b",), 2, "a = 1\nb = 2\n\n[t]\n"),
    "top level, above the first table": (
        "#:schema x\n\n# on t\n[t]\n",
        ("b",),
        2,
        "#:schema x\n\nb = 2\n\n# on t\n[t]\n",
    ),
    "top level, only comments": ("# c\n", ("b",), 2, "# c\nb = 2\n"),
    "name that needs quotes": ("[a]\n", ("a", "x y"), 2, '[a]\n"x y" = 2\n'),
    "escaped key": ('[a]\n"\\u0062" = 1\n', ("a", "b"), 2, '[a]\n"\\u0062" = 2\n'),
    "value with quotes and control characters": ("", ("a",), 'q"\\\n\x7f', 'a = "q\\"\\\\\\n\\u007F"\n'),
    "same value in another spelling stays": ("a = 'x'\n", ("a",), "x", "a = 'x'\n"),
    "1 is not true": ("a = 1\n", ("a",), True, "a = true\n"),
    "1 is not 1.0": ("a = 1\n", ("a",), 1.0, "a = 1.0\n"),
    "table as value": ("", ("a",), {"b": [1, "x"]}, 'a = { b = [1, "x"] }\n'),
    "byte order mark is kept": ("\ufeff[a]\nb = 1\n", ("a", "b"), 2, "\ufeff[a]\nb = 2\n"),
    "key of the same name in another table": (
        "[x]\nb = 1\n[a]\nb = 1\n[y]\nb = 1\n",
        ("a", "b"),
        2,
        "[x]\nb = 1\n[a]\nb = 2\n[y]\nb = 1\n",
    ),
}


@pytest.mark.parametrize(("before", "path", "value", "after"), SET.values(), ids=SET)
def test_set_value(before, path, value, after):
    once = toml.set_value(before.encode(), path, value)
    assert once.decode() == after
    assert toml.set_value(once, path, value) == once


REMOVE = {
    # name: (before, path, after)
    "empty file": ("", ("a",), ""),
    "absent": ("[a]\n", ("a", "b"), "[a]\n"),
    "absent below a value": ("a = 1\n", ("a", "b"), "a = 1\n"),
    "key with its comment": ("[a]\nb = 1  # c\nc = 2\n", ("a", "b"), "[a]\nc = 2\n"),
    "comment above goes, indented": ("[a]\n  c = 2\n  # on b\n  b = 1\n", ("a", "b"), "[a]\n  c = 2\n"),
    "comment above goes": ("[a]\nc = 2\n# about b,\n# all of it\nb = 1\n", ("a", "b"), "[a]\nc = 2\n"),
    "comment above goes, of the next stays": (
        "[a]\n# on b\nb = 1\n# on c\nc = 2\n",
        ("a", "b"),
        "[a]\n# on c\nc = 2\n",
    ),
    "comment apart stays": ("[a]\n# on a\n\nb = 1\nc = 2\n", ("a", "b"), "[a]\n# on a\n\nc = 2\n"),
    "one blank line stays": ("[a]\nx = 1\n\n# on b\nb = 1\n\nc = 2\n", ("a", "b"), "[a]\nx = 1\n\nc = 2\n"),
    "the more blank lines stay": ("[a]\nx = 1\n\nb = 1\n\n\n[c]\n", ("a", "b"), "[a]\nx = 1\n\n\n[c]\n"),
    "no blank line below the header": ("[a]\n# on b\nb = 1\n\nc = 2\n", ("a", "b"), "[a]\nc = 2\n"),
    "the blank line before the next table stays": ("[a]\nx = 1\nb = 1\n\n[c]\n", ("a", "b"), "[a]\nx = 1\n\n[c]\n"),
    "no blank first line": ("b = 1\n\n[a]\n", ("b",), "[a]\n"),
    "no blank last line": ("[a]\nc = 1\n\n# on b\nb = 1\n", ("a", "b"), "[a]\nc = 1\n"),
    "comments in CRLF": ("[a]\r\nc = 2\r\n# on b\r\nb = 1 # b\r\n", ("a", "b"), "[a]\r\nc = 2\r\n"),
    "no empty table": ("[a]\nb = 1\n\n# on c\n[c] # c\n# on d\nd = 1 # d\n\n[e]\n", ("c", "d"), "[a]\nb = 1\n\n[e]\n"),
    "a comment on the next table stays": ("[a]\nb = 1\n# on c\n[c]\n", ("a", "b"), "# on c\n[c]\n"),
    "value over several lines": ("[a]\nb = [\n  1,\n]\nc = 2\n", ("a", "b"), "[a]\nc = 2\n"),
    "last line without newline": ("a = 1\nb = 2", ("b",), "a = 1\n"),
    "CRLF": ("a = 1\r\nb = 2\r\n", ("a",), "b = 2\r\n"),
    "table": ("[a]\nb = 1\n\n[c]\nd = 1\n\n[e]\n", ("c",), "[a]\nb = 1\n\n[e]\n"),
    "first table": ("[a]\nb = 1\n\n[c]\n", ("a",), "[c]\n"),
    "last table": ("[a]\nb = 1\n\n[c]\nd = 1\n", ("c",), "[a]\nb = 1\n"),
    "table with tables below, apart": ("[a.b]\nx = 1\n[c]\n[a]\ny = 1\n[a.d]\n", ("a",), "[c]\n"),
    "comments on and in the table go, of the next stay": (
        "[x]\n\n# above\n[a]\n# in\nb = 1\n# after\n[c]\n",
        ("a",),
        "[x]\n\n# after\n[c]\n",
    ),
    "array of tables": ("[[a]]\nx = 1\n[[a]]\n[a.b]\n[c]\n", ("a",), "[c]\n"),
    "dotted keys": ("a.b = 1\nz = 1\na.c = 2\n", ("a",), "z = 1\n"),
    "last dotted key takes its table along": ("a.b = 1\nz = 1\n", ("a", "b"), "z = 1\n"),
    "first of an inline table": ("a = {b = 1, c = 2}\n", ("a", "b"), "a = {c = 2}\n"),
    "last of an inline table": ("a = { b = 1, c = 2 }\n", ("a", "c"), "a = { b = 1 }\n"),
    "only one of an inline table": ("a = { b = 1 }\n", ("a", "b"), "a = {}\n"),
    "several of an inline table": ("a = { b.x = 1, c = 2, b.y = 3 }\n", ("a", "b"), "a = { c = 2 }\n"),
    "all of an inline table": ("a = { b.x = 1, b.y = 3 }\n", ("a", "b"), "a = {}\n"),
    "inline table as a key": ("a = { b = 1 } # c\nd = 1\n", ("a",), "d = 1\n"),
    "header that was empty stays": ("[a]\n[c]\nb = 1\n", ("c", "b"), "[a]\n"),
    "header left empty goes": ("[a]\nb = 1\n", ("a", "b"), ""),
    "false": ("[a]\nb = false\nc = 1\n", ("a", "b"), "[a]\nc = 1\n"),
}


@pytest.mark.parametrize(("before", "path", "after"), REMOVE.values(), ids=REMOVE)
def test_remove(before, path, after):
    once = toml.remove(before.encode(), path)
    assert once.decode() == after
    assert toml.remove(once, path) == once


RENAME = {
    # name: (before, path, name, after)
    "key": ("[a]\nb = 1 # c\n", ("a", "b"), "x", "[a]\nx = 1 # c\n"),
    "quoted key": ('[a]\n"b" = 1\n', ("a", "b"), "x", "[a]\nx = 1\n"),
    "header": ("[a]\nb = 1\n[ a . b2 ]\n", ("a",), "x", "[x]\nb = 1\n[ x . b2 ]\n"),
    "array of tables": ("[[a]]\n[a.b]\n[[a]]\n", ("a",), "x", "[[x]]\n[x.b]\n[[x]]\n"),
    "dotted keys": ("a.b = 1\na.c = 2\n", ("a",), "x", "x.b = 1\nx.c = 2\n"),
    "in an inline table": ("a = {b = 1, c = 2}\n", ("a", "c"), "x y", 'a = {b = 1, "x y" = 2}\n'),
    "same name in another table stays": ("[b]\nb = 1\n[a]\nb = 1\n", ("a", "b"), "x", "[b]\nb = 1\n[a]\nx = 1\n"),
}


@pytest.mark.parametrize(("before", "path", "name", "after"), RENAME.values(), ids=RENAME)
def test_rename_key(before, path, name, after):
    once = toml.rename_key(before.encode(), path, name)
    assert once.decode() == after
    assert toml.rename_key(once, path, name) == once


MOVE = {
    # name: (before, old, new, after)
    "key, source and comment kept": (
        "[a]\nx = 0x0F\t# why\n[b]\n",
        ("a", "x"),
        ("b", "y"),
        "[b]\ny = 0x0F\t# why\n",
    ),
    "key over several lines": (
        "[a]\nx = [ # 1\n  1, # 2\n] # 3\n[b]\nz = 1\n",
        ("a", "x"),
        ("b", "x"),
        "[b]\nz = 1\nx = [ # 1\n  1, # 2\n] # 3\n",
    ),
    "key with the comment above": (
        "[a]\nb = 1\n\n# on x\n# and on\nx = 1\n\n[c]\nd = 1\n\n[e]\n",
        ("a", "x"),
        ("c", "x"),
        "[a]\nb = 1\n\n[c]\nd = 1\n# on x\n# and on\nx = 1\n\n[e]\n",
    ),
    "the only key of a table, to a new one": (
        "# file\n\n# on a\n[a] # a\n# on x\nx = 1 # x\n\n# on c\n[c]\n",
        ("a", "x"),
        ("b", "y"),
        "# file\n\n# on a\n[b] # a\n# on x\ny = 1 # x\n\n# on c\n[c]\n",
    ),
    "the only key of the last table, deeper": (
        "[z]\nk = 1\n\n[a.b] # a\n# on x\nx = 1 # x\n",
        ("a", "b", "x"),
        ("c", "d", "y"),
        "[z]\nk = 1\n\n[c.d] # a\n# on x\ny = 1 # x\n",
    ),
    "the only key of a table, dotted": ("[a]\nb.x = 1 # x\n", ("a", "b", "x"), ("c", "d"), "[c]\nd = 1 # x\n"),
    "key with the comment above, to a new table": (
        "[a]\n# on x\nx = 1\n\ny = 1\n",
        ("a", "x"),
        ("b", "x"),
        "[a]\ny = 1\n\n[b]\n# on x\nx = 1\n",
    ),
    "key of an inline table": ("a = {x = 'l', y = 1}\n", ("a", "x"), ("b", "x"), "a = {y = 1}\n\n[b]\nx = 'l'\n"),
    "key of an inline table with a comment": (
        "# on a\na = {x = 'l', y = 1}\n",
        ("a", "x"),
        ("b", "x"),
        "# on a\na = {y = 1}\n\n[b]\nx = 'l'\n",
    ),
    "key out of an only-dotted table": ("a.x = 1\nb.y = 2\n", ("a", "x"), ("b", "x"), "b.y = 2\nb.x = 1\n"),
    "within one table": ("[a]\nx = 1 # c\n", ("a", "x"), ("a", "y"), "[a]\ny = 1 # c\n"),
    "within one table, in its place": ("x = 1\nz = 2\n", ("x",), ("y",), "y = 1\nz = 2\n"),
    "within one table, deeper": (
        "[a.b]\nx = 1 # c\nz = 2\n",
        ("a", "b", "x"),
        ("a", "b", "y"),
        "[a.b]\ny = 1 # c\nz = 2\n",
    ),
    "up one table": (
        '[server.fileWatcher]\nwatcherType = "none"\n',
        ("server", "fileWatcher", "watcherType"),
        ("server", "fileWatcherType"),
        '[server]\nfileWatcherType = "none"\n',
    ),
    "key to the top": ("[a]\nx = 1\n", ("a", "x"), ("x",), "x = 1\n"),
    "table": ("[a.b]\n# c\nx = 1\n[a.b.c]\n[d]\n", ("a", "b"), ("e", "f"), "[e.f]\n# c\nx = 1\n[e.f.c]\n[d]\n"),
    "dotted group": ("a.b.x = 1\na.b.y = 2 # c\n[d]\n", ("a", "b"), ("d", "b"), "[d]\n\n[d.b]\nx = 1\ny = 2 # c\n"),
    "absent": ("[a]\n", ("a", "x"), ("b", "x"), "[a]\n"),
}


@pytest.mark.parametrize(("before", "old", "new", "after"), MOVE.values(), ids=MOVE)
def test_move(before, old, new, after):
    once = toml.move(before.encode(), old, new)
    assert once.decode() == after
    assert toml.move(once, old, new) == once


ITEMS = {
    # name: (before, items, after)
    "one line": ('a = ["x", "y"] # c\n', ["x", "z"], 'a = ["x", "z"] # c\n'),
    "the same in another spelling": ("a = ['x']\n", ["x"], "a = ['x']\n"),
    "first out": ('a = ["x", "y"]\n', [None, "y"], 'a = ["y"]\n'),
    "last out": ('a = ["x", "y"]\n', ["x", None], 'a = ["x"]\n'),
    "last out, last comma": ('a = ["x", "y",]\n', ["x", None], 'a = ["x",]\n'),
    "all out": ('a = [\n  "x",\n]\n', [None], "a = []\n"),
    "lines": ('a = [\n  "x",\n  "y",\n  "z",\n]\n', ["x", None, "w"], 'a = [\n  "x",\n  "w",\n]\n'),
    "lines, first two out": ('a = [\n  "x",\n  "y",\n  "z"\n]\n', [None, None, "z"], 'a = [\n  "z"\n]\n'),
    "lines, last two out": ('a = [\n  "x",\n  "y",\n  "z"\n]\n', ["x", None, None], 'a = [\n  "x"\n]\n'),
    "CRLF": ('a = [\r\n\t"x",\r\n\t"y",\r\n]\r\n', ["x", None], 'a = [\r\n\t"x",\r\n]\r\n'),
}


@pytest.mark.parametrize(("before", "items", "after"), ITEMS.values(), ids=ITEMS)
def test_set_items(before, items, after):
    assert toml.set_items(before.encode(), ("a",), items).decode() == after


APPEND = {
    # name: (before, after), appending "n" to a
    "absent": ("", 'a = ["n"]\n'),
    "already there": ('a = ["n", "m"]\n', 'a = ["n", "m"]\n'),
    "empty": ("a = []\n", 'a = ["n"]\n'),
    "empty over two lines": ("a = [\n]\n", 'a = [\n    "n"\n]\n'),
    "empty with a comment": ("a = [ # c\n]\n", 'a = [ # c\n    "n"\n]\n'),
    "one line": ('a = ["m"] # c\n', 'a = ["m", "n"] # c\n'),
    "one line, last comma": ('a = ["m",]\n', 'a = ["m", "n",]\n'),
    "several lines": ('a = [\n  "m"\n]\n', 'a = [\n  "m",\n  "n"\n]\n'),
    "several lines, last comma": ('a = [\n  "m",\n]\n', 'a = [\n  "m",\n  "n",\n]\n'),
    "several lines, comments": ('a = [\n\t"m" # 1\n\t# 2\n]\n', 'a = [\n\t"m", # 1\n\t"n"\n\t# 2\n]\n'),
    "several lines, comment behind the last": ('a = [\n\t"m" # 1\n]\n', 'a = [\n\t"m", # 1\n\t"n"\n]\n'),
    "several lines, last comma and comments": (
        'a = [\n\t"m", # 1\n\t# 2\n]\n',
        'a = [\n\t"m", # 1\n\t"n",\n\t# 2\n]\n',
    ),
    "comma on the next line": ('a = [\n  "m" # 1\n  , # 2\n]\n', 'a = [\n  "m" # 1\n  , # 2\n  "n",\n]\n'),
    "bracket after the last": ('a = [\n  "l",\n  "m"]\n', 'a = [\n  "l",\n  "m",\n  "n"]\n'),
    "bracket after the last comma": ('a = [\n  "m",]\n', 'a = [\n  "m",\n  "n",]\n'),
    "starts on the first line": ('a = ["l",\n     "m", "k"]\n', 'a = ["l",\n     "m", "k", "n"]\n'),
    "CRLF": ('a = [\r\n  "m",\r\n]\r\n', 'a = [\r\n  "m",\r\n  "n",\r\n]\r\n'),
    "bracket in a string and in a comment": ('a = [\n  "]", # ]\n]\n', 'a = [\n  "]", # ]\n  "n",\n]\n'),
    "nested arrays": ('a = [["x"], ["n"]]\n', 'a = [["x"], ["n"], "n"]\n'),
}


@pytest.mark.parametrize(("before", "after"), APPEND.values(), ids=APPEND)
def test_append_to_array(before, after):
    once = toml.append_to_array(before.encode(), ("a",), "n")
    assert once.decode() == after
    assert toml.append_to_array(once, ("a",), "n") == once


def test_comment_of_a_new_line():
    data = toml.set_value(b"[a]\n", ("a", "b"), 1, comment="why not")
    assert data == b"[a]\nb = 1  # why not\n"
    assert toml.set_value(data, ("a", "b"), 2, comment="other") == b"[a]\nb = 2  # why not\n"
    assert toml.set_value(b"a = {}\n", ("a", "b"), 1, comment="no room") == b"a = { b = 1 }\n"
    assert toml.set_value(b"[a]\nb = 2\n", ("a", "b"), 1, comment="with a\ttab") == b"[a]\nb = 1  # with a\ttab\n"
    assert toml.set_value(b"a = { b = 2 }\n", ("a", "b"), 1, comment="no room") == b"a = { b = 1 }\n"
    with pytest.raises(ValueError, match="one line"):
        toml.set_value(b"", ("a",), 1, comment="two\nlines")


def test_a_path_needs_a_name():
    with pytest.raises(ValueError, match="^a path needs a name$"):
        toml.set_value(b"", (), {})


def test_strip_bom():
    assert toml.strip_bom(b"\xef\xbb\xbfa = 1\n") == b"a = 1\n"
    assert toml.strip_bom(b"a = 1\n") == b"a = 1\n"
    assert toml.strip_bom(b"") == b""


REFUSED = {
    "syntax": (lambda: toml.set_value(b"a = 1\nb = \n", ("c",), 1), "line 2, column 5"),
    "not UTF-8": (lambda: toml.remove(b"a = 1\nb = '\xe9'\n", ("a",)), "line 2, column 6"),
    "key given twice": (lambda: toml.remove(b"a = 1\na = 2\n", ("a",)), "line 2"),
    "comment on two keys": (lambda: toml.remove(b"[a]\n# on both\nb = 1\nc = 2\n", ("a", "b")), "line 2: .* as well"),
    "comment on two keys, moving": (
        lambda: toml.move(b"[a]\n# on both\nb = 1\nc = 2\n", ("a", "b"), ("d", "b")),
        "line 2: .* as well",
    ),
    "comment on the whole file": (
        lambda: toml.remove(b"# file\n[a]\nb = 1\n\n[c]\n", ("a", "b")),
        "line 1: .*whole file",
    ),
    "a key switched off above": (
        lambda: toml.remove(b"[a]\nx = 1\n# y = 2\nb = 1\n", ("a", "b")),
        "line 3: not all of the comment is about a.b:",
    ),
    "a rule above": (lambda: toml.remove(b"[a]\nx = 1\n# ---- b ----\nb = 1\n", ("a", "b")), "line 3: not all"),
    "a comment that goes on below": (
        lambda: toml.remove(b"[a]\nb = 1 # b\n      # b\nc = 1\n", ("a", "b")),
        "line 3: .*below a.b",
    ),
    "comments left in an empty table": (
        lambda: toml.remove(b"[a]\nb = 1\n\n# c = 1\n\n[d]\n", ("a", "b")),
        "line 4: .*without",
    ),
    "comments below the header": (lambda: toml.remove(b"[a]\n# on a\n\nb = 1\n", ("a", "b")), "line 2: .*without"),
    "comments after a table": (lambda: toml.remove(b"[x]\n[a]\nb = 1\n\n# more\n\n[d]\n", ("a",)), "line 5: .*without"),
    "comments in an array": (lambda: toml.set_items(b"a = [\n 1, # one\n 2]\n", ("a",), [1, None]), "line 2"),
    "array of another length": (lambda: toml.set_items(b"a = [1]\n", ("a",), [1, 2]), "line 1"),
    "array of another length, deeper": (
        lambda: toml.set_items(b"[t]\na = [1]\n", ("t", "a"), []),
        "line 2: t.a is not the",
    ),
    "items of what is a table": (lambda: toml.set_items(b"\n[t]\n", ("t",), []), "line 2: t is not the array"),
    "value where a table is needed": (lambda: toml.set_value(b"\na = 1\n", ("a", "b"), 1), "line 2: a is a value"),
    "table where a value is wanted": (lambda: toml.set_value(b"\n[a.b]\n", ("a", "b"), 1), "line 2: a.b is a table"),
    "array of tables": (lambda: toml.set_value(b"\n[[a]]\n", ("a", "b"), 1), "line 2: a is an array"),
    "removal in an array of tables": (lambda: toml.remove(b"\n[[a]]\nb = 1\n", ("a", "b")), "line 2: a is an array"),
    "append to an array of tables": (lambda: toml.append_to_array(b"[[a]]\n", ("a",), 1), "line 1: a is not an array"),
    "append to a string": (lambda: toml.append_to_array(b"a = 'x'\n", ("a",), "x"), "line 1: a is not an array"),
    "append to a string, deeper": (
        lambda: toml.append_to_array(b"[t]\na = 'x'\n", ("t", "a"), "x"),
        "line 2: t.a is not an array",
    ),
    "new name taken": (lambda: toml.rename_key(b"a = 1\nb = 2\n", ("a",), "b"), "line 2: b is already there"),
    "new name taken by false": (
        lambda: toml.rename_key(b"a = 1\nb = false\n", ("a",), "b"),
        "line 2: b is already there",
    ),
    "new place taken": (lambda: toml.move(b"a = 1\n[b]\nc = 2\n", ("a",), ("b", "c")), "line 3: b.c is already there"),
    "into itself": (lambda: toml.move(b"[a]\n", ("a",), ("a", "b")), "line 1"),
    "into itself, deeper": (
        lambda: toml.move(b"\n[a.b]\n", ("a", "b"), ("a", "b", "c")),
        "line 2: a.b can't be moved to a.b.c",
    ),
    "both a table and dotted keys": (
        lambda: toml.move(b"[a]\nb.d = 1\n[a.b.c]\nx = 1\n", ("a", "b"), ("e",)),
        "line 2: a.b is written both as a table and as dotted keys",
    ),
    "a comment below the only key": (
        lambda: toml.move(b"[a]\nx = 1\n# below\n\n[c]\n", ("a", "x"), ("b", "x")),
        "line 3",
    ),
    "comment into an inline table": (
        lambda: toml.move(b"b = {}\na = 1 # c\n", ("a",), ("b", "a")),
        "line 2: the comment",
    ),
    "below a value": (lambda: toml.move(b"b = 1\na = 2\n", ("a",), ("b", "a")), "line 1: b is a value"),
    "deep below a value": (lambda: toml.set_value(b"[c]\nb = 1\n", ("c", "b", "a"), 2), "line 2: c.b is a value"),
    "table below a value": (lambda: toml.move(b"b = 1\n[a]\n", ("a",), ("b", "a")), "line 1: b is a value"),
    "header below an inline table": (
        lambda: toml.move(b"b = {}\n[a]\n", ("a",), ("b", "a")),
        "line 2: .*not be valid TOML",
    ),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused_with_the_line(change, reason):
    with pytest.raises(Refused, match=reason):
        change()
