"""The fixtures' files with pieces cut out, doubled and put in: every command ends with a verdict, never with an error of ours."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests import spelling

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
COUNT = 20_000 if os.environ.get("WATCHLINT_NIGHTLY") == "1" else 60
PIECES = [
    b"\0", b"\r", b"\r\n", b"\n", b"\t", b"'", b'"', b"\\", b"$", b"${", b"}", b"$(", b")", b"[", b"]", b"{", b"<<E", b"\xff", b"\xef\xbb\xbf",
    b"=", b":", b"::", b"#", b"- ", b"? ", b"*a", b"&a ", b"!!binary ", b"|", b">", b"%YAML", b"---\n", b"@", b";", b"&&", b"==", b">=",
    b"===", b"; python_version<'3'", b"9" * 400, b"1e999", b"nan", b"0x", b"true", b"null", b"ENV\n", b"FROM ", b"[[", b"]]", b'"""', b"..", b"/",
    b"~", b"*", b"**/", b"!", "é\u2028".encode(), b"\x1b[31m", b"-r ", b"-c ", b"-e .", b"import ", b"def f(", b"lambda:", b"f'{", b":=",
]  # fmt: skip
COMMANDS = (
    ["check_all", "--diff", "--unsafe-fixes"],
    ["check_all", "--notes", "--output-format", "full"],
    ["check_all", "--output-format", "sarif"],
    ["watches", "--json"],
)


def mutated(data: bytes, choice: random.Random) -> bytes:
    """The same with one to six changes: a piece is cut out, put in, put over, doubled, or the end is cut off."""
    text = bytearray(data)
    for _ in range(choice.choice((1, 1, 1, 2, 3, 6))):
        start = choice.randrange(len(text) + 1)
        end = min(len(text), start + choice.choice((1, 1, 2, 5, 20, 100)))
        how = choice.choice(("cut", "put", "over", "double", "end"))
        if how == "end":
            del text[start:]
        elif how == "double":
            text[start:start] = text[start:end] * choice.choice((1, 2, 30))
        else:
            text[start if how != "put" else end : end] = b"" if how == "cut" else choice.choice(PIECES)
    return bytes(text)


def cases() -> list[Path]:
    return sorted(path for kind in ("broken", "clean") for path in FIXTURES.glob(f"*/{kind}/*") if path.is_dir())


@pytest.mark.parametrize("seed", range(COUNT // 20))
def test_no_mutation_is_our_error(folder, run, monkeypatch, seed):
    monkeypatch.setenv("WATCHLINT_DEBUG", "1")  # what goes wrong in us is raised
    choice = random.Random(seed)
    known = cases()
    for number in range(20):
        files = {path.removeprefix("untracked-"): data for path, data in spelling.read(choice.choice(known)).items()}
        small = [path for path, data in files.items() if len(data) < 20_000]
        if not small or len(files) > 60:
            continue
        path = choice.choice(small)
        tree = folder({**files, path: mutated(files[path], choice)}, name=f"case{number}")
        done = run(*COMMANDS[number % len(COMMANDS)], cwd=tree)
        assert done.code in (0, 1, 2), (path, (tree / path).read_bytes(), done.err)


FOUND = {
    "nineteen stars": {"m.py": "", ".gitignore": "*" * 19 + ":*null\n", "a/__init__.py": ""},
    "a name longer than a file system takes": {
        "app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        "requirements.txt": "fastapi\nuvicorn\nwatchfiles\n",
        "Procfile": f"web: uvicorn app:app --reload --reload-include 'x/*.{'9' * 400}'\n",
    },
}
"""What mutations have found, each said in the fewest words."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", FOUND)
def test_what_was_found(folder, run, monkeypatch, name, command):
    monkeypatch.setenv("WATCHLINT_DEBUG", "1")
    assert run(*command, cwd=folder(FOUND[name])).code in (0, 1)
