"""The survivors that are explained, and the table that docs/reliability.md shows."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from tools.mutation.running import Tried
from tools.mutation.selecting import PROJECT, modules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
EXPLAINED = HERE / "explained.toml"
TABLE = HERE / "table.json"


def explanations() -> list[dict[str, str]]:
    """Each with `was` and `now`, regular expressions for the whole of both, `why`, and `module` if it holds in one only."""
    return tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["explained"]


def is_stale(explained: dict[str, str]) -> bool:
    """Whether no module holds what is explained any more: the entry can go."""
    for module in modules([explained["module"]] if "module" in explained else []):
        lines = [line.strip() for line in (PROJECT / module).read_text(encoding="utf-8").splitlines()]
        for size in range(1, 7):  # what stands in several lines is compared as one
            if any(re.fullmatch(explained["was"], " ".join(lines[at : at + size])) for at in range(len(lines))):
                return False
    return True


def unexplained(tried: Tried, explained: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """The survivors that nobody has explained."""
    return [survivor for survivor in tried.survivors if not _explained(tried.module, survivor, explained)]


def _explained(module: str, survivor: tuple[str, str, str, str], explained: list[dict[str, str]]) -> bool:
    _, _, was, now = survivor
    return any(
        module.startswith(each.get("module", "")) and re.fullmatch(each["was"], was) and re.fullmatch(each["now"], now)
        for each in explained
    )


def row(tried: Tried, explained: list[dict[str, str]]) -> dict:
    """One line of the table."""
    left = len(unexplained(tried, explained))
    return {
        "module": tried.module,
        "mutants": tried.mutants,
        "tried": tried.tried,
        "killed": tried.killed,
        "explained": len(tried.survivors) - left,
        "open": left,
        "unreached": tried.unreached,
        "left": [list(each[1:]) for each in unexplained(tried, explained)],
    }


def again(old: dict, tried: Tried, explained: list[dict[str, str]]) -> dict:
    """The row of a module of which only what was left open was tried once more; what is there no more counts no more."""
    new = row(tried, explained)
    return {
        **new,
        "tried": old["tried"] - old["open"] + new["tried"],
        "killed": old["killed"] + new["killed"],
        "explained": old["explained"] + new["explained"],
    }


def line(row: dict) -> str:
    """The same to be read."""
    return (
        f"{row['module']}: {row['mutants']} mutants, {row['tried']} tried, {row['killed']} killed, "
        f"{row['explained']} explained, {row['open']} open ({row['unreached']} that no test reaches)"
    )


def table() -> list[dict]:
    """What was found of each module when it was last tried, with `--record`."""
    return json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.is_file() else []


def record(rows: list[dict]) -> None:
    """Puts these rows in the place of what the table said of the same modules."""
    known = table()
    new = {row["module"]: row for row in rows}
    kept = [row for row in known if row["module"] not in new]
    every = sorted([*kept, *new.values()], key=lambda row: row["module"])
    TABLE.write_text("[\n" + ",\n".join(json.dumps(row) for row in every) + "\n]\n", encoding="utf-8")
