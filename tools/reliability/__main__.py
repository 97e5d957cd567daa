"""docs/reliability.md from what a run of the tables wrote down: `python -m tools.reliability FIGURES`.

FIGURES is the file of JSON lines that WATCHLINT_FIGURES named in that run:

    WATCHLINT_NIGHTLY=1 WATCHLINT_FIGURES=figures.jsonl python -m pytest tests/runners/test_matrix.py tests/fixes/test_faults.py
    python -m tools.fuzz --minutes 10 --figures figures.jsonl

Without FIGURES only the table of the mutants is made anew, from tools/mutation/table.json.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from tests.runners import matrix
from tools.mutation import recording

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"

HEAD = """# Nothing lost: what was tried

Made by `python -m tools.reliability`, from a run. Two tables are played every night, and a part of the first in every run of
the tests: real commits under real hook runners, and `--fix` killed or failed at each of its system calls. The third says how
well the tests themselves look.

"""

CELLS = """## Under the hook runners

A cell is a runner, a hook that fixes, and a situation its user may be in. Work tree, index, modes, locks and temporary files are
compared byte by byte: before, after the hook, and after the printed next step was followed. What was committed is cloned, and
the hook must be content there. The comparison itself is tested by planted losses (tests/runners/test_state.py).

"""

FAULTS = """
## Faults

`--fix` is run under strace(1), which kills it, or fails the call, at the n-th system call that opens, writes, links, renames or
removes, for every n. Afterwards each file holds its old bytes or its new ones, and a second run ends as an untouched one would.

"""

MUTANTS_TITLE = "\n## Mutants\n"

MUTANTS = f"""{MUTANTS_TITLE}
`python -m tools.mutation --record` changes the rules, the editors and the cost model piece by piece with
[mutmut](https://github.com/boxed/mutmut), at most so many pieces a module, and runs the tests that reach the changed line, the
module's own first. What only alters the words of a message is left out. Killed: a test failed. Explained: none can
(tools/mutation/explained.toml says why). Open: none did, in the run that was last recorded of the module; `--open` tries them
again, after a test was written.
Every night other pieces are tried.

"""


FUZZ = """
## Fuzzing

Each reader and editor gets inputs made of pieces of its language and of changed files; atheris leads them to code that was not
reached yet (`python -m tools.fuzz`). What it says is compared with what the real program, or a parser that others wrote, says
of the same input. "Judged": inputs of which the judge had a word. What differed is fixed or, where it is the judge's own
peculiarity, left out of the comparison; the inputs are kept in tests/corpora and played in every run of the tests.

"""


def page(rows: list[dict]) -> str:
    """The whole page."""
    cells = [row for row in rows if "situation" in row]
    faults = [row for row in rows if "fault" in row]
    return (
        HEAD
        + CELLS
        + _cells(cells)
        + (FAULTS + _faults(faults) if faults else "")
        + fuzzed(rows)
        + MUTANTS
        + _mutants()
    )


def _table(head: list[str], lines: list[list[object]]) -> str:
    rule = " | ".join(["---"] * len(head))
    return (
        "\n".join([f"| {' | '.join(head)} |", f"| {rule} |", *(f"| {' | '.join(map(str, line))} |" for line in lines)])
        + "\n"
    )


def _cells(rows: list[dict]) -> str:
    every, impossible = matrix.cells()
    played = {(row["runner"], row["hook"], row["situation"]): row["flags"] for row in rows}
    flagged = {key: flags for key, flags in played.items() if flags}
    said = f"{len(every)} cells can be, {len(impossible)} can't. Played in this run: {len(played)}; flagged: {len(flagged)}.\n\n"
    by_runner = Counter(key[0] for key in played)
    bad = Counter(key[0] for key in flagged)
    said += _table(["runner", "cells", "flagged"], [[name, by_runner[name], bad[name]] for name in matrix.RUNNERS])
    by_hook, bad = Counter(key[1] for key in played), Counter(key[1] for key in flagged)
    said += "\n" + _table(["hook", "cells", "flagged"], [[f.hook, by_hook[f.hook], bad[f.hook]] for f in matrix.FIXERS])
    said += "\n" + _table(["situation", "cells", "can't be, because"], [
        [s.name, sum(key[2] == s.name for key in played), _reasons(impossible, s.name)] for s in matrix.SITUATIONS
    ])  # fmt: skip
    for key, flags in sorted(flagged.items()):
        said += f"\n- {' / '.join(key)}: {'; '.join(flags)}"
    return said


def _reasons(impossible: list[tuple[matrix.Cell, str]], situation: str) -> str:
    found: dict[str, list[str]] = {}
    for cell, reason in impossible:
        if cell.situation.name == situation and cell.fixer.hook not in found.setdefault(reason, []):
            found[reason].append(cell.fixer.hook)
    return "; ".join(f"{', '.join(hooks)}: {reason}" for reason, hooks in found.items())


def _faults(rows: list[dict]) -> str:
    lines: list[list[object]] = []
    for fault in dict.fromkeys(row["fault"] for row in rows):
        of = [row for row in rows if row["fault"] == fault]
        lines.append([fault, *(sum(row[key] for row in of) for key in ("tried", "torn", "left", "left_after"))])
    return _table(["fault", "tried", "torn files", "temporaries left", "left after the next run"], lines)


def _mutants() -> str:
    known = recording.table()
    lines: list[list[object]] = []
    for folder in dict.fromkeys(row["module"].rpartition("/")[0] for row in known):
        of = [row for row in known if row["module"].rpartition("/")[0] == folder]
        figures = [sum(row[key] for row in of) for key in ("mutants", "tried", "killed", "explained", "open")]
        lines.append([folder, len(of), *figures])
    lines.append(["in all", *(sum(int(str(line[at])) for line in lines) for at in range(1, 7))])
    return _table(["folder", "modules", "mutants", "tried", "killed", "explained", "open"], lines)


def fuzzed(rows: list[dict]) -> str:
    """The section about fuzzing: the runs of a target are one row."""
    lines: list[list[object]] = []
    rows = [row for row in rows if "target" in row]
    for target in dict.fromkeys(row["target"] for row in rows):
        of = [row for row in rows if row["target"] == target]
        numbers = (sum(row[key] for row in of) for key in ("inputs", "judged", "found", "seconds"))
        lines.append([target, of[0]["judge"], *(f"{number:,}" for number in numbers)])
    return (
        FUZZ + _table(["target", "judge", "inputs", "judged", "kinds of differences", "seconds"], lines) if rows else ""
    )


def main() -> int:
    if len(sys.argv) > 1:
        rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
        text = page(rows)
    else:
        text = PAGE.read_text(encoding="utf-8").partition(MUTANTS_TITLE)[0] + MUTANTS + _mutants()
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
