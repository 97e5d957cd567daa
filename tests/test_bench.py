"""What the bench makes of its times: nothing is timed here."""

from __future__ import annotations

import xml.etree.ElementTree as xml

import pytest

from tools.bench import __main__ as bench
from tools.bench import compare, install, page, plot, repositories, start
from tools.bench.measure import Cost, Row, Table

START = Table(
    "Start: a small app",
    "check-toml",
    [
        Row("check-toml", Cost(0.03, 0.02), 1.0),
        Row("check-all", Cost(0.06, 0.05), 2.0, 1.3),
        Row("ruff check", Cost(0.01, 0.01), 0.3),
    ],
)
GROWTH = [
    Table(
        f"Growth: {count:,} tracked files",
        "git status",
        [
            Row("git status", Cost(count / 1e6, 0.1), 1.0),
            Row("git ls-files", Cost(count / 1e7, 0.1), 0.1),
            Row("check-all", Cost(0.03 + count / 1e6, 0.1), 0.9, 1.0, 20.0),
        ],
    )
    for count in (100, 200_000)
]  # fmt: skip


def test_a_goal_that_is_missed_is_named_and_no_other():
    lines = list(bench.lines(START)) + list(bench.lines(GROWTH[1]))
    assert [line.split()[0] for line in lines if "MISSED" in line] == ["check-all"]
    assert "50.0 ms  goal 1.3 ×, MISSED" in lines[3] and lines[-1].endswith("100.0 ms  20 MiB  goal 1 ×")


def test_tables_for_the_page():
    made = page.markdown([START, *GROWTH])
    assert "| check-all | 60 ms | 2.00 | 50 ms |  | ≤ 1.3: **missed** |" in made
    assert "| check-all | 230 ms | 0.90 | 100 ms | 20 MiB | ≤ 1 |" in made
    assert made.count("### ") == 3


def test_the_page_keeps_what_stands_around_its_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "DOCS", tmp_path)
    (tmp_path / "performance.md").write_text(f"before\n{page.START}old\n{page.END}\nafter\n", encoding="utf-8")
    page.write([START])
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert text.startswith(f"before\n{page.START}") and text.endswith(f"{page.END}\nafter\n") and "old" not in text
    assert (tmp_path / "performance.svg").read_text(encoding="utf-8") == plot.draw([START])


@pytest.mark.parametrize("tables", [[START, *GROWTH], [START], [*GROWTH], [GROWTH[0]], []], ids=len)
def test_the_plot_is_drawn_of_what_there_is(tables):
    root = xml.fromstring(plot.draw(tables))
    height = float(root.attrib["height"])
    name = "{http://www.w3.org/2000/svg}"
    assert len(list(root.iter(f"{name}rect"))) == (3 if START in tables else 0)
    assert len(list(root.iter(f"{name}polyline"))) == (3 if GROWTH[0] in tables and GROWTH[1] in tables else 0)
    assert all(0 < float(text.attrib["y"]) <= height for text in root.iter(f"{name}text"))


@pytest.mark.parametrize("kind", start.KINDS)
def test_nothing_is_found_in_the_repositories_that_are_timed(kind, tmp_path, run):
    root = repositories.make(tmp_path / "made", start.KINDS[kind])
    shown = run("check_all", cwd=root)
    assert (shown.code, shown.out.splitlines()[-1][:20]) == (0, "0 errors, 0 warnings"), shown.out


def test_a_large_repository_has_a_folder_for_a_hundred_files():
    files = [path for path in repositories.large(2_000) if "/" in path]
    assert len(files) == 2_000 and len({path.rpartition("/")[0] for path in files}) == 20
    assert sum(path.endswith(".py") for path in files) == 40


def test_what_is_slower_is_said(capsys):
    old, new = Cost(0.1, 0.1), Cost(0.2, 0.105)
    assert compare._row("check-all", old, new) and "SLOWER" in capsys.readouterr().out
    assert not compare._row("check-all", new, old) and "0.50 x" in capsys.readouterr().out


def test_what_is_installed_is_told_package_by_package():
    files = {
        "watchlint/a.py": 100, "watchlint/__pycache__/a.cpython-313.pyc": 200, "hooks/b.py": 1, "watchlint-0.1.0.dist-info/RECORD": 9,
        "yaml/_yaml.so": 50, "_yaml/__init__.py": 1, "pyyaml-6.0.3.dist-info/RECORD": 2, "tokenize_rt.py": 5,
        "__pycache__/tokenize_rt.cpython-313.pyc": 6,
    }  # fmt: skip
    assert list(install.by_package(files).items()) == [("watchlint", 310), ("PyYAML", 53), ("tokenize-rt", 11)]
    sizes = {install.OURS: {"watchlint": 3_000_000, "pip": 6_000_000}, install.THEIRS: {"pip": 6_000_000}}
    assert list(install.lines(sizes, {install.OURS: 3.0, install.THEIRS: 2.0}))[2:] == [
        "| pip | 6.00 MB | 6.00 MB |",
        "| watchlint | 3.00 MB |  |",
        "| together (1.50 ×) | 9.00 MB | 6.00 MB |",
        "| time to make it (1.50 ×) | 3.0 s | 2.0 s |",
    ]
