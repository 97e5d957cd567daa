from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from watchlint.cli import doctor

ROOT = str(Path(__file__).resolve().parents[2])

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


@pytest.mark.parametrize(
    "argv",
    [
        ["--pid", "4194999"],
        ["--pid", "-3"],
        ["--pid", "x"],
        ["no-such-folder"],
        ["--python", "no-such-file"],
        ["--nope"],
    ],
)
def test_wrong_usage_is_one_line_and_two(argv, tmp_path, capsys, monkeypatch):
    if argv == ["--pid", "4194999"] and not os.path.isdir("/proc/self"):
        pytest.skip("without /proc a number cannot be checked")
    monkeypatch.chdir(tmp_path)
    assert doctor.main(argv) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


@linux
def test_json_has_the_contract(tmp_path, capfdbinary):
    (tmp_path / "a/b").mkdir(parents=True)
    log = tmp_path / "x.log"
    log.write_text("x\nOSError: [Errno 28] inotify watch limit reached\n")
    assert doctor.main([str(tmp_path), "--json", "--log", str(log), "--probe"]) == 1
    found = json.loads(capfdbinary.readouterr().out)
    assert {"version", "limits", "use", "servers", "problems", "logs"} <= set(found)
    assert (found["version"], found["trial"]["folders"], found["logs"][0]["seen"][0]["id"]) == (
        1,
        3,
        "watchdog-watch-limit",
    )
    problem = next(p for p in found["problems"] if p["id"] == "log-watchdog-watch-limit")
    assert set(problem) == {"id", "severity", "message", "steps"} and problem["severity"] == "error"
    assert sorted(os.listdir(tmp_path)) == ["a", "x.log"]


@linux
def test_a_missing_log_is_a_problem_and_no_traceback(tmp_path, capfdbinary):
    assert doctor.main([str(tmp_path), "--log", str(tmp_path / "none.log"), "--log", str(tmp_path)]) == 1
    out = capfdbinary.readouterr().out
    assert b"No such file or directory" in out and b"Is a directory" in out


@linux
@pytest.mark.parametrize(
    "data, id",
    [
        (b"OSError: [Errno 28] inotify watch limit reached\n", "log-watchdog-watch-limit"),
        (bytes(range(256)) * 9000, None),
        (b"x" * 3_000_000, None),
        (b"", None),
    ],
)
def test_a_log_is_read_from_standard_input_and_without_a_repository(data, id, tmp_path):
    words = [sys.executable, "-m", "watchlint", "doctor", "--log", "-", "--json"]
    done = subprocess.run(
        words, input=data, capture_output=True, cwd=str(tmp_path), env={**os.environ, "PYTHONPATH": ROOT}
    )
    assert done.stderr == b""
    found = {problem["id"] for problem in json.loads(done.stdout)["problems"] if problem["id"].startswith("log-")}
    assert found == ({id} if id else set())


@pytest.mark.parametrize("reader", ["a terminal", "a file"])
def test_a_terminal_gets_lines_of_its_width(reader, repository, capfdbinary, monkeypatch):
    monkeypatch.setattr("watchlint.reports.terminal.is_terminal", lambda stream: reader == "a terminal")
    monkeypatch.setenv("COLUMNS", "70")
    doctor.main([str(repository({"Procfile": "web: uvicorn app:app\n", "requirements.txt": "uvicorn\n"}))])
    out = capfdbinary.readouterr().out.decode()
    wide = [line for line in out.splitlines() if len(line) > 70]
    assert bool(wide) == (reader == "a file"), wide
    assert "    uvicorn app:app --reload" in out.splitlines()


ODD = ("::error::x", "a\n::error::y", "esc\x1b[31mred", "##[error]z", "\x9b31m", "tab\tx", "\u2028::error::x")


@pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")
@pytest.mark.parametrize("command", ["doctor", "watches"])
def test_names_reach_no_terminal_and_are_no_commands(folder, run, command):
    """Of folders with a Procfile, a misspelt option and a log of such names."""
    files = {"Procfile": "web: streamlit run app.py\n", "app.py": "import streamlit\n", "requirements.txt": "streamlit==1.50.0\n",
             ".streamlit/config.toml": "[server]\nrunOnSav = true\n"}  # fmt: skip
    tree = folder({f"{name}/{path}": text for name in ODD for path, text in files.items()})
    logs = [word for name in ODD for word in ("--log", f"{name}\n::error::{name}")]
    more = {"doctor": [[], logs], "watches": [["--why"], ["--app", f"{ODD[1]}/app.py"]]}[command]
    for words in more:
        done = run(command, *words, cwd=tree)
        for text in (done.out, done.err):
            assert not [c for c in text if c != "\n" and not c.isprintable() and not "\udc80" <= c <= "\udcff"]
            assert not [line for line in text.split("\n") if line.lstrip().startswith("::")]
            assert "##[" not in text
        assert done.code in (0, 1, 2) and (done.out or done.err)


@linux
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", True),
        ('per-path-ignore = {"examples/*" = ["*"]}\n', False),
        ('per-path-ignore = {"examples/*" = ["check-gitignore"]}\n', True),
        ('ignore = ["launch-variable-unknown"]\n', True),
        ('ignore = ["launch-variable-unknown", "launch-bytecode-written"]\n', True),
    ],
)
def test_of_files_it_says_nothing_that_their_owner_has_answered(settings, said, folder, run):
    image = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENV STREAMLIT_SERVER_RUNONSAVE=1\nCMD ["streamlit", "run", "app.py"]\n'
    tree = folder({
        "examples/Dockerfile": image, "examples/app.py": "import streamlit\n", "examples/requirements.txt": "streamlit==1.50.0\n",
        ".watchlint.toml": settings,
    })  # fmt: skip
    out = run("doctor", str(tree), "--json", cwd=tree).out
    found = [row["message"] for row in json.loads(out)["files"]]
    assert any(message.startswith("examples/Dockerfile:") for message in found) == said
    assert any("RUNONSAVE" in message for message in found) == (said and "launch-variable-unknown" not in settings)


@linux
def test_settings_that_name_no_rule_are_left_to_check(folder, run):
    tree = folder({"app.py": "import streamlit\n", ".watchlint.toml": 'per-path-ignore = {"x/*" = ["no-such-rule"]}\n'})
    done = run("doctor", str(tree), cwd=tree)
    assert (done.code, done.err) == (0, "") and done.out
