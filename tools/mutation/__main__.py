"""`python -m tools.mutation [MODULE…]`: mutates these modules (all of its scope if none is named), runs their own tests on each
mutant, and prints what no test noticed and nobody explained. Needs `pip install -e '.[dev,mutation]'`."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.mutation import recording, running, selecting


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="a module or a folder, by path or dotted name")
    parser.add_argument("--most", type=int, default=60, help="mutants a module, chosen by the seed (60)")
    parser.add_argument("--seed", default="1", help="another seed chooses other mutants (1)")
    parser.add_argument(
        "--seconds", type=float, default=8, help="of tests that are run on a mutant, by how long they take (8)"
    )
    parser.add_argument("--processes", type=int, default=1, help="groups of modules side by side (1)")
    parser.add_argument("--open", action="store_true", help="only those that the table names as open")
    parser.add_argument("--record", action="store_true", help="write the table down, for docs/reliability.md")
    given = parser.parse_args()
    explained = recording.explanations()
    for each in filter(recording.is_stale, explained):
        print(f"explained.toml: no module holds {each['was']!r} any more: take the entry out")
    known = {row["module"]: row for row in recording.table()}
    groups = selecting.together(given.modules)
    if given.open:
        left = {module for module, row in known.items() if row.get("left")}
        groups = [found for of in groups if (found := [module for module in of if module in left])]
    with ThreadPoolExecutor(given.processes) as lanes:
        for tried in lanes.map(lambda of: _run(of, given, known), groups):
            rows = [
                recording.again(known[each.module], each, explained) if given.open else recording.row(each, explained)
                for each in tried
            ]
            for each, row in zip(tried, rows, strict=True):
                print(recording.line(row), flush=True)
                for number, function, was, now in recording.unexplained(each, explained):
                    print(f"    {number} {function}\n      - {was}\n      + {now}", flush=True)
            if given.record:
                recording.record(rows)
    return 0


def _run(modules: list[str], given: argparse.Namespace, known: dict[str, dict]) -> list[running.Tried]:
    work = Path(tempfile.mkdtemp(prefix="watchlint-mutants-"))
    only = {module: known[module]["left"] for module in modules} if given.open else None
    try:
        return running.run(modules, given.most, given.seed, given.seconds, work, only)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    raise SystemExit(main())
