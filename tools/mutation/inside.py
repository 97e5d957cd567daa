"""A pytest plugin, loaded in the copy: collects the tests once, asks which of them run which line, and tries each mutant in a
child of its own, in which only the code of the changed function is another."""

from __future__ import annotations
import __future__

import ast
import functools
import gc
import importlib
import json
import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

REQUEST = "WATCHLINT_MUTANTS"
"""The variable that names the file with what is asked, see `running`."""

FEWEST = 5.0
"""Seconds of processor that a mutant has at least, beside four times what its tests take."""

KILLED, SURVIVED, UNREACHED = "killed", "survived", "unreached"


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of the tests once: the tests once to measure them, then as many as matter on each mutant."""
    if session.testsfailed:
        raise session.Failed("the tests can't be collected")
    asked = json.loads(Path(os.environ.pop(REQUEST)).read_text(encoding="utf-8"))
    items = {item.nodeid: item for item in session.items}
    modules = {mutant["module"] for mutant in asked["mutants"]}
    measured = _in_child(lambda: _measure(session, modules), 3600, 7200)
    if measured is None:
        raise session.Failed("the tests did not come to an end")
    took, failed, by_line = measured
    for each in gc.get_objects():  # what was kept while the tests were collected may be a mutant's to say
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()
    gc.collect()
    gc.freeze()
    with open(asked["results"], "w", encoding="utf-8") as out:
        out.write(json.dumps({"failed": failed}) + "\n")
        for mutant in asked["mutants"]:
            reach = {test for line in mutant["lines"] for test in by_line[mutant["module"]].get(line, ())}
            own = asked["own"][mutant["module"]]
            tests = _chosen(reach or {test for test in took if _is_own(test, own)}, took, own, asked["seconds"])
            limit = FEWEST + 4 * sum(took[test] for test in tests)
            trying = functools.partial(_try, session, mutant, [items[test] for test in tests])
            status = _in_child(trying, limit, 60 + 8 * limit) or KILLED
            if status == SURVIVED and not reach:
                status = UNREACHED
            out.write(json.dumps({"module": mutant["module"], "number": mutant["number"], "status": status}) + "\n")
            out.flush()
    return True


def _is_own(test: str, own: list[str]) -> bool:
    return test.startswith(tuple(own))


def _chosen(tests: set[str], took: dict[str, float], own: list[str], seconds: float) -> list[str]:
    """Those of the module's own first, the quickest before the others; the more tests, the fewer of the slow ones."""
    ordered = sorted(tests, key=lambda test: (not _is_own(test, own), took[test]))
    found, spent = [], 0.0
    for test in ordered:
        spent += took[test]
        if found and spent > seconds:
            break
        found.append(test)
    return found


def _measure(session: pytest.Session, modules: set[str]) -> tuple[dict[str, float], list[str], dict[str, dict]]:
    """How long each test takes, which fail as it is, and of each line which tests run it."""
    import coverage

    folder = os.getcwd()
    seen = coverage.Coverage(data_file=None, config_file=False, include=[f"{folder}/{module}" for module in modules])
    took: dict[str, float] = {}
    failed: list[str] = []
    seen.start()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        seen.switch_context(item.nodeid)
        before, begun = session.testsfailed, sum(os.times()[:4])  # not by the clock: the machine may have more to do
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        took[item.nodeid] = sum(os.times()[:4]) - begun
        if session.testsfailed > before:
            failed.append(item.nodeid)
    seen.stop()
    data = seen.get_data()
    good = took.keys() - set(failed)
    by_line = {
        module: {
            line: [test for test in tests if test in good]
            for line, tests in data.contexts_by_lineno(f"{folder}/{module}").items()
        }
        for module in modules
    }
    return {test: took[test] for test in took if test in good}, failed, by_line


def _try(session: pytest.Session, mutant: dict[str, Any], items: list[pytest.Item]) -> str:
    try:
        _put_in(_named(mutant["module"]), mutant["function"], mutant["source"])
    except Exception as error:
        return f"can't be put in: {error!r}"
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return KILLED
    return SURVIVED


def _named(module: str) -> str:
    """The dotted name of a module's path."""
    path = Path(module).with_suffix("")
    return ".".join(path.parent.parts if path.name == "__init__" else path.parts)


def _put_in(name: str, function: str, source: str) -> None:
    """Gives the function, by whatever name it was imported, the code that it has in this source."""
    module = importlib.import_module(name)
    head, _, method = function.rpartition(".")
    tree = ast.parse(source)
    body = tree.body
    if head:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == head)
    node = next(node for node in body if isinstance(node, ast.FunctionDef) and node.name == method)
    node.decorator_list = []
    alone: ast.stmt = node
    if head:
        alone = ast.ClassDef(name=head, bases=[], keywords=[], body=[node], decorator_list=[])
        ast.copy_location(alone, node)
    is_future = any(isinstance(each, ast.ImportFrom) and each.module == "__future__" for each in tree.body)
    flags = __future__.annotations.compiler_flag if is_future else 0
    made: dict[str, Any] = {}
    exec(compile(ast.Module([alone], []), module.__file__ or "", "exec", flags, True), dict(vars(module)), made)
    old = _plain(vars(getattr(module, head) if head else module)[method])
    new = _plain((vars(made[head]) if head else made)[method])
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _plain(found: Any) -> FunctionType:
    """The function itself of a static or a class method."""
    return found if isinstance(found, FunctionType) else found.__wrapped__


def _in_child(work: Callable[[], Any], processor: float, wall: float) -> Any:
    """What the work returns, done in a child of this process; None if it comes to no end, or to a bad one."""
    import resource  # there is none on Windows

    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            resource.setrlimit(resource.RLIMIT_CPU, (int(processor) + 1, int(processor) + 2))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
            with open(writing, "wb") as out:
                out.write(pickle.dumps(work()))
        finally:
            os._exit(1)
    os.close(writing)
    data, until, piece = b"", time.monotonic() + wall, b" "
    while piece and select.select([reading], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(reading, 1 << 20)
        data += piece
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return pickle.loads(data) if data and not piece else None
