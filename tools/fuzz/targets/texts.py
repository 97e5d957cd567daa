"""YAML, JSON with comments, Python, and what servers print, each with its judge."""

from __future__ import annotations

import ast
import io
import json
import re
import warnings
from typing import Any

import json5
import yaml

from tools.fuzz.targets import Target, pieces
from watchlint.facts.launch.base import nodes
from watchlint.facts.python import source as python_source
from watchlint.fixes import watchman_config
from watchlint.fixes.refused import Refused
from watchlint.logs import reading
from watchlint.rules.tier import setting_files

YAML = pieces(
    r"""services: a: b: \sc "d" 'e' "x\ty" "a\\nb" 'it''s' : - -\s ?\s \n \n\s\s \n\s\s\s\s \s # \s#c |\n >\n |-\n >+\n &x\s *x <<:\s*x [ ] { } , , ~ true 1
    !!str\s !x\s --- ...\n %YAML\s1.1\n " ' \\ \\\n \\x41 \\u00e9 \\U0001F600 \t \r\n é \u2028 \x85 \ufeff 2020-01-01 *y"""
)
JSON = pieces(
    r"""{ } [ ] : , "a" "b" "x\\ny" "\\u00e9" "\\ud83d\\ude00" "\\/" "//" "/*" "é" 1 -1.5e3 true null // /* */ \n \r\n \s \t " \\ ,} ,] 'x' # \u2028
    "a":1 "a":"b" {"a":{"b":["c"]}} \x01 \ufeff"""
)
PYTHON = pieces(
    r"""import\sa from\sa\simport\sb from\s.\simport\sc as\sd * ( ) , \n \n\s\s \s if\sTYPE_CHECKING: try:\n except: else: def\sf():\n class\sA:\n
    __import__('x') importlib.import_module("y") sys.path.insert(0,'z') # \\ \\\n ' " ''' f'{a}' async await lambda: := \t \x0c \r é \ufeff
    #\scoding:latin-1\n \x00 match\sx:\n type\sX=1 if\s__name__=='__main__':\n"""
)
LOGS = pieces(
    r"""OSError:\s[Errno\s28]\sinotify\swatch\slimit\sreached \n \r\n \r \x1b[31m \x1b[0m INFO: WARNING: Traceback\s(most\srecent Watching\sfor
    ENOSPC \xff \x00 é 2024-01-01T00:00:00Z {"log":" } | web-1\s\s| streamlit uvicorn StatReload \s \t a/b.py File\s"""
)
SYSCTL = pieces(
    r"""fs.inotify.max_user_watches fs.inotify.max_user_instances = \s=\s 8192 1 99999999999999999999 \n \r\n # ; name: value: -\s sysctl\s-w\s \s
    > >> /proc/sys/fs/inotify/max_user_watches echo\s | tee\s " ' é \xff : -lt [ ]"""
)
WATCHMAN = pieces(
    r"""{ } "ignore_dirs" : [ ] , "a" "b" "root_files" 1 \n \s\s \t \r\n // null {"ignore_dirs":["a"]} {"x":1,\n} é \ufeff \\ " """
)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def of_yaml(data: bytes) -> bool:
    """Merge keys count as PyYAML merges them; each character of a value stands where it is written."""
    text = _text(data)
    tree = nodes.tree(text, is_json=False)
    nodes.documents(text)
    if tree is None:
        return False
    for node in _scalars(tree, set()):
        said = nodes.text_of(text, node)
        assert said.value == node.value and len(said.places) == len(node.value) + 1
        assert all(one <= other for one, other in zip(said.places, said.places[1:], strict=False)), node
        if node.style != '"' and "\u2028" not in text and "\x85" not in text and "\r" not in text:
            for char, place in zip(said.value, said.places, strict=False):
                assert char in " \n" or text[place] == char, (node, char, place)
    try:
        theirs = yaml.load(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError, KeyError, OverflowError):
        return False
    if isinstance(theirs, dict) and all(isinstance(key, str) for key in theirs):
        ours = nodes.merged(tree)
        assert set(ours) == set(theirs), (ours, theirs)
        for key, value in theirs.items():
            if isinstance(value, str) and _once(tree, key):
                assert nodes.scalar(ours[key][1]) == value, (key, value)
    return True


def _once(tree: Any, key: str) -> bool:
    return [name.value for name, _ in nodes.pairs(tree)].count(key) < 2


def _scalars(node: Any, seen: set[int]) -> Any:
    if id(node) in seen:
        return
    seen.add(id(node))
    if node.id == "scalar":
        yield node
    elif node.id == "sequence":
        for one in node.value:
            yield from _scalars(one, seen)
    else:
        for key, value in node.value:
            yield from _scalars(key, seen)
            yield from _scalars(value, seen)


def of_json(data: bytes) -> bool:
    """What editors take: comments and last commas; the keys and texts of an object, as JSON's own reader has them."""
    text = _text(data)
    tree = nodes.tree(text, is_json=True)
    try:
        theirs = json.loads(text)
    except (ValueError, RecursionError):
        try:
            theirs = json5.loads(text) if "'" not in text and len(text) < 200 else None
            json.loads(nodes.plain_json(text))
        except (ValueError, RecursionError):
            return False
    if (
        not isinstance(theirs, dict)
        or not text.isprintable()
        and re.search(r"[\ud800-\udfff]", text)
        or "\\u" in text
        or "\x7f" in text
        or "\\/" in text
    ):
        return False
    assert tree is not None
    names = [key.value for key, _ in nodes.pairs(tree)]
    assert set(names) == set(theirs), (names, theirs)
    for key, value in theirs.items():
        if isinstance(value, str) and names.count(key) == 1:
            assert nodes.scalar(nodes.get(tree, key)) == value, (key, value)
    return True


def of_python(data: bytes) -> bool:
    """A module that Python parses is read, and no other; each import stands on a line that says so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs: ast.Module | None = ast.parse(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            theirs = None
        try:
            ours = python_source.read(data, is_main=True)
        except python_source.Unparsable:
            assert theirs is None
            return True
    assert theirs is not None
    lines = {node.lineno for node in ast.walk(theirs) if isinstance(node, (ast.Import, ast.ImportFrom, ast.Call))}
    assert all(one.line in lines for one in ours.events if isinstance(one, python_source.Import)), ours.events
    return True


def of_logs(data: bytes) -> bool:
    """Any bytes are a log."""
    log = reading.read_log(io.BytesIO(data))
    assert log is not None
    return False


def of_sysctl(data: bytes) -> bool:
    """Each number stands where it is said to."""
    for one in setting_files.settings(data):
        assert int(data[one.start : one.end]) == one.value, one
        assert data.count(b"\n", 0, one.start) + 1 == one.line, one
    return False


def of_watchman(data: bytes) -> bool:
    """A folder is added to ignore_dirs, and everything else of the object is as it was, for JSON's reader."""
    try:
        before = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        before = None
    try:
        made = watchman_config.ignore_dirs(data, ["new"])
    except Refused:
        return True
    after = json.loads(made.decode("utf-8"))
    assert "new" in after.pop("ignore_dirs")
    if before is not None:
        before.pop("ignore_dirs", None)
        assert after == before
    return True


TARGETS = [
    Target("yaml", "PyYAML's constructor", of_yaml, YAML, (".yml", ".yaml")),
    Target("json", "json, json5", of_json, JSON, (".json",)),
    Target("python", "ast", of_python, PYTHON, (".py",)),
    Target("logs", "none: no error", of_logs, LOGS),
    Target("sysctl", "none: places", of_sysctl, SYSCTL, (".conf", "setup.sh")),
    Target("watchman-config", "json", of_watchman, WATCHMAN, (".watchmanconfig",)),
]
