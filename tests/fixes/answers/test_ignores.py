"""What --add-ignores writes: a comment above the finding, or a line in the settings."""

from __future__ import annotations

import pytest

from watchlint.findings import ERROR, Finding, Rule
from watchlint.fixes.answers import ignores
from watchlint.fixes.refused import Refused

RULE = Rule("a-rule", ERROR, "s", "w", "e", {}, {}, "none", "0.1.0", "x", "check-a")
SAID = b"# watchlint: ignore[a-rule] TODO: say why"


def written(path: str, line: int | None, data: bytes | None) -> bytes | None:
    fix = ignores.beside(Finding(RULE, "m", path=path, line=line))
    return fix and fix.edits[0].change(data)


@pytest.mark.parametrize(
    ("path", "line", "before", "after"),
    [
        (".gitignore", 1, b"a\n", SAID + b"\na\n"),
        ("x/.gitignore", 2, b"a\r\nb\r\n", b"a\r\n" + SAID + b"\r\nb\r\n"),
        ("Dockerfile", 2, b"FROM x\nENV A=1", b"FROM x\n" + SAID + b"\nENV A=1"),
        ("dev.Dockerfile", 1, b"FROM x\n", SAID + b"\nFROM x\n"),
        ("Dockerfile.dev", 1, b"FROM x\n", SAID + b"\nFROM x\n"),
        ("Containerfile", 1, b"FROM x\n", SAID + b"\nFROM x\n"),
        ("Containerfile.dev", 1, b"FROM x\n", SAID + b"\nFROM x\n"),
        ("compose.yaml", 1, b"a: 1\n", SAID + b"\na: 1\n"),
        ("compose.yml", 3, b"a:\n  b:\n    c: 1\n", b"a:\n  b:\n    " + SAID + b"\n    c: 1\n"),
        ("a.py", 2, b"if 1:\n\tx = 1\n", b"if 1:\n\t" + SAID + b"\n\tx = 1\n"),
        ("requirements-dev.txt", 1, b"a\n", SAID + b"\na\n"),
        (
            "config.toml",
            2,
            b"# watchlint: ignore[other] why\na = 1\n",
            b"# watchlint: ignore[other, a-rule] why\na = 1\n",
        ),
    ],
)
def test_a_comment_above(path, line, before, after):
    assert written(path, line, before) == after


@pytest.mark.parametrize(
    ("path", "line", "before"),
    [
        ("Dockerfile", 2, b"RUN a \\\n  && b\n"),
        ("Dockerfile", 2, b"RUN a \\ \t\n  && b\n"),
        ("Dockerfile", 2, b"RUN a `\n  ; b\n"),
        ("compose.yml", 2, b"a: |\n  b\n"),
        ("a.py", 2, b'A = """\nx\n"""\n'),
        (".gitignore", 3, b"a\n"),
    ],
)
def test_refused_where_it_would_be_something_else(path, line, before):
    with pytest.raises(Refused):
        written(path, line, before)


@pytest.mark.parametrize(
    "path", ["Procfile", ".env", "run.sh", "devcontainer.json", "setup.cfg", "Makefile", "notes.txt"]
)
def test_no_comment_in_formats_where_it_may_be_text(path):
    assert written(path, 1, b"a\n") is None


def test_no_comment_without_a_line():
    assert written(".gitignore", None, b"a\n") is None


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("Procfile", b"", b'[per-path-ignore]\nProcfile = ["a-rule"]  # TODO: say why\n'),
        ("a b/Procfile", b"", b'[per-path-ignore]\n"a b/Procfile" = ["a-rule"]  # TODO: say why\n'),
        ("a[1]*.sh", b"", b'[per-path-ignore]\n"a[[]1][*].sh" = ["a-rule"]  # TODO: say why\n'),
        (None, b"", b'[ignore]\na-rule = "TODO: say why"\n'),
        (
            "Procfile",
            b'[per-path-ignore]\nProcfile = ["b"] # old\n',
            b'[per-path-ignore]\nProcfile = ["b", "a-rule"] # old\n',
        ),
    ],
)
def test_in_settings(path, before, after):
    fix = ignores.in_settings(Finding(RULE, "m", path=path), ".watchlint.toml", ())
    assert (fix.description, fix.edits[0].path) == ("ignore a-rule in .watchlint.toml", ".watchlint.toml")
    assert fix.edits[0].change(before or None) == after
    assert fix.edits[0].change(after) == after
