"""The shared command: every flag and every exit code of the contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from watchlint import __version__
from watchlint.reports import FORMATS

BROKEN = {"m.py": "import m\n", ".gitignore": "*.log\n", "n.pyc": ""}
WARNED = {"x.so": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}


def one_line(text: str) -> bool:
    return text.startswith("watchlint: ") and text.endswith("\n") and text.count("\n") == 1


# exit codes


@pytest.mark.parametrize(
    ("files", "flags", "code"),
    [
        (CLEAN, [], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BROKEN, [], 1),
        (BROKEN, ["--exit-zero"], 0),
        (BROKEN, ["--diff"], 1),
        (CLEAN, ["--diff"], 0),
        (CLEAN, ["--fix"], 0),
        (BROKEN, ["--fix"], 1),
        (BROKEN, ["--fix", "--exit-zero"], 0),
        (BROKEN, ["--fix", "--exit-zero-on-fix"], 1),  # n.pyc has no source: nothing mends that
        (BROKEN, ["--fix", "--exit-zero-on-fix", "--ignore", "compiled-sourceless"], 0),
        (BROKEN, ["--exit-zero-on-fix"], 1),
        (BROKEN, ["--diff", "--exit-zero"], 0),
    ],
)
def test_exit_codes(repository, run, files, flags, code):
    assert run("check_all", *flags, cwd=repository(files)).code == code


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--output-format", "xml"], "--output-format xml: choose from text, "),
        (
            ["--select", "gitignore-mising"],
            "no rule or hook is called 'gitignore-mising': did you mean 'gitignore-missing'?",
        ),
        (["--ignore", "zzz"], "no rule or hook is called 'zzz'"),
        (["--write-baseline"], "--write-baseline needs --baseline FILE"),
        (["--quiet", "--verbose"], "--quiet and --verbose exclude each other"),
        (["--color", "pink"], "argument --color: invalid choice"),
        (["--baseline", "absent.json"], "--baseline absent.json: no such file"),
        (["--config", "absent.toml"], "--config absent.toml: no such file"),
        (["--config", "."], "--config .: is a directory"),
        (["--output-file", "absent/report.txt"], "--output-file absent/report.txt: no such file or directory"),
        (["absent"], "absent: no such folder"),
        (["m.py"], "m.py: not a folder"),
        (["--sel", "x"], "unrecognized arguments: --sel"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(repository, run, flags, words):
    shown = run("check_all", *flags, cwd=repository(BROKEN))
    assert shown.code == 2
    assert one_line(shown.err) and words in shown.err, shown.err


def test_fix_with_diff_shows_and_writes_nothing(repository, run):
    tree = repository(BROKEN)
    before = {name: (tree / name).read_bytes() for name in BROKEN}
    shown = run("check_all", "--fix", "--diff", cwd=tree)
    assert shown == run("check_all", "--diff", cwd=tree) and shown.code == 1 and "+__pycache__/" in shown.out
    assert {name: (tree / name).read_bytes() for name in BROKEN} == before


def test_an_internal_error_is_one_line_and_exit_3(repository, run, monkeypatch):
    from watchlint.rules import catalogue
    from watchlint.rules.gitignore import misses_bytecode

    def detect(repository, settings):
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(misses_bytecode, "detect", detect)
    monkeypatch.setattr(catalogue, "HOOKS", (catalogue.hook("check-gitignore"),))
    shown = run("check_all", cwd=repository(BROKEN))
    assert shown.code == 3 and one_line(shown.err)
    assert "ZeroDivisionError: two lines" in shown.err and "issues" in shown.err
    monkeypatch.setenv("WATCHLINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("check_all")


def test_version_and_help(run):
    assert run("check_all", "--version") == (0, f"watchlint {__version__}\n", "")
    shown = run("check_gitignore", "--help")
    assert shown.code == 0
    for flag in (
        "--fix", "--diff", "--unsafe-fixes", "--output-format", "--output-file", "--select", "--ignore", "--strict",
        "--exit-zero", "--exit-zero-on-fix", "--baseline", "--write-baseline", "--color", "--quiet", "--verbose",
        "--config", "--version",
    ):  # fmt: skip
        assert f"{flag} " in shown.out or f"{flag}," in shown.out or f"{flag}\n" in shown.out


# what is not a readable repository


def test_a_bare_repository(repository, run):
    tree = repository(BROKEN)
    tree.git("clone", "--quiet", "--bare", ".", "../bare.git")
    shown = run("check_all", str(tree.path.parent / "bare.git"))
    assert shown.code == 2 and one_line(shown.err) and "is a bare repository" in shown.err
    assert run("check_all", cwd=tree.path.parent / "bare.git").code == 2
    assert run("check_all", cwd=tree / ".git").code == 2


def test_a_broken_index(repository, run):
    tree = repository(BROKEN)
    (tree / ".git" / "index").write_bytes(b"nonsense")
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and one_line(shown.err) and "index" in shown.err


def test_a_broken_head(repository, run):
    tree = repository(BROKEN)
    (tree / ".git" / "HEAD").write_bytes(b"nonsense")
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and one_line(shown.err) and ".git is there and git cannot read it" in shown.err


def test_git_is_not_installed(folder, run, monkeypatch):
    tree = folder(BROKEN)
    monkeypatch.setenv("PATH", "")
    shown = run("check_all", cwd=tree)
    assert shown.code == 1 and "no git here" in shown.out


def test_git_is_not_installed_in_a_work_tree(repository, run, monkeypatch):
    tree = repository(BROKEN)
    monkeypatch.setenv("PATH", "")
    assert run("check_all", cwd=tree).code == 1
    assert run("check_all", "--fix").code == 1
    assert run("check_all").code == 0


def test_owned_by_somebody_else(repository, run, monkeypatch):
    tree = repository(BROKEN)
    # git's own switch for testing what safe.directory guards against
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and one_line(shown.err) and "dubious ownership" in shown.err


# files that cannot be read: one line each, exit 2, the rest is still done


@pytest.mark.parametrize("name", [".gitignore", "requirements.txt", "setup.cfg", "uv.lock"])
def test_a_folder_where_a_file_is_expected(repository, run, name):
    tree = repository({"m.py": "", f"{name}/x": "", "n.pyc": ""})
    shown = run("check_all", cwd=tree)
    assert "compiled-sourceless" in shown.out, "the other files are still checked"
    assert shown.code in (1, 2) and "Traceback" not in shown.err
    assert all(line.startswith("watchlint: ") for line in shown.err.splitlines())


def test_a_huge_file(repository, run):
    tree = repository({"m.py": "", "n.pyc": "", ".gitignore": b"#" * (9 * 1024 * 1024)})
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and one_line(shown.err) and ".gitignore: is larger than 8 MiB" in shown.err
    assert "compiled-sourceless" in shown.out
    assert run("check_all", "--fix").code == 2
    assert tree.status == ""


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_file_that_may_not_be_read(repository, script):
    tree = repository({"m.py": "", "n.pyc": "", ".gitignore": "*.log\n"})
    (tree / ".gitignore").chmod(0)
    if os.access(tree / ".gitignore", os.R_OK):
        pytest.skip("run as root, who may read everything")
    shown = script("check-all", cwd=tree)
    assert shown.code == 2 and "permission denied" in shown.err and "compiled-sourceless" in shown.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.txt", "m.py"])
def test_a_named_pipe_does_not_hold_us_up(repository, script, name):
    tree = repository({"x.py": "", ".gitignore": CLEAN[".gitignore"]})
    os.mkfifo(tree / name)
    shown = script("check-all", cwd=tree, timeout=20)
    assert shown.code in (0, 2) and "Traceback" not in shown.err


@pytest.mark.parametrize(
    "content", [b"\0\0\0", b"\xff\xfe\xfa", b"\xc3(", b"import streamlit\0\n", "é".encode("utf-16"), b"\r\r\r"]
)
def test_content_that_is_no_text(repository, run, content):
    names = [
        "m.py",
        ".gitignore",
        "requirements.txt",
        "setup.cfg",
        "Pipfile",
        "environment.yml",
        "uv.lock",
        "poetry.lock",
    ]
    shown = run("check_all", cwd=repository(dict.fromkeys(names, content)))
    assert shown.code in (0, 1, 2) and "Traceback" not in shown.err and "internal" not in shown.err


# several roots


def test_several_roots_are_one_report(repository, run):
    one, two = repository(BROKEN, name="one"), repository(BROKEN, name="two")
    shown = run("check_all", "one", "two", cwd=one.path.parent)
    assert shown.code == 1
    assert "one/n.pyc: error" in shown.out and "two/n.pyc: error" in shown.out
    assert shown.out.count(" errors, ") == 1
    document = json.loads(run("check_all", "one", "two", "--output-format", "json").out)
    assert {finding["root"] for finding in document["findings"]} == {"one", "two"}
    assert {finding["path"] for finding in document["findings"]} == {".gitignore", "n.pyc"}
    diff = run("check_gitignore", "one", "two", "--diff")
    subprocess.run(["git", "apply", "--check"], cwd=one.path.parent, input=diff.out.encode(), check=True)
    fixed = run("check_gitignore", "one", "two", "--fix")
    assert (
        fixed.code == 1 and "git -C one add -- .gitignore" in fixed.out and "git -C two add -- .gitignore" in fixed.out
    )
    assert run("check_gitignore", "one", "two").code == 0
    assert two.path.is_dir()


def test_a_missing_root_does_not_stop_the_others(repository, run):
    tree = repository(BROKEN)
    shown = run("check_all", "absent", str(tree), cwd=tree.path.parent)
    assert shown.code == 2 and one_line(shown.err) and "n.pyc: error" in shown.out


# selection


@pytest.mark.parametrize(
    ("flags", "rules"),
    [
        ([], {"gitignore-misses-bytecode", "compiled-sourceless"}),
        (["--select", "compiled-sourceless"], {"compiled-sourceless"}),
        (["--select", "gitignore-*"], {"gitignore-misses-bytecode"}),
        (["--select", "check-gitignore,compiled-sourceless"], {"gitignore-misses-bytecode", "compiled-sourceless"}),
        (
            ["--select", "check-gitignore", "--select", "compiled-*"],
            {"gitignore-misses-bytecode", "compiled-sourceless"},
        ),
        (["--ignore", "compiled-*"], {"gitignore-misses-bytecode"}),
        (["--ignore", "check-gitignore"], {"compiled-sourceless"}),
        (["--select", "compiled-*", "--ignore", "compiled-sourceless"], set()),
        (["--ignore", "*"], set()),
    ],
)
def test_select_and_ignore(repository, run, flags, rules):
    shown = run("check_all", "--output-format", "json", *flags, cwd=repository(BROKEN))
    assert {finding["rule"] for finding in json.loads(shown.out)["findings"]} == rules
    assert shown.code == (1 if rules else 0)


def test_a_hook_knows_the_rules_of_the_others(repository, run):
    assert run("check_gitignore", "--ignore", "compiled-sourceless", cwd=repository(BROKEN)).code == 1


# settings


def test_both_files_configure(repository, run):
    tree = repository({".watchlint.toml": "", "pyproject.toml": "[tool.watchlint]\n"})
    shown = run("check_all", cwd=tree)
    assert shown.code == 2 and one_line(shown.err) and "keep one" in shown.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'inotify-teir = "small"\n',
            ".watchlint.toml: unknown key 'inotify-teir' for watchlint: did you mean 'inotify-tier'?",
        ),
        (
            'inotify-tier = "smal"\n',
            "inotify-tier must be one of small, medium, large, not 'smal': did you mean 'small'?",
        ),
        ("strict = 1\n", "strict must be true or false, not 1"),
        ("strict = \n", ".watchlint.toml:1:10: not valid TOML: Invalid value"),
        ('ignore = {gitignore-mising = "x"}\n', "no rule or hook is called 'gitignore-mising'"),
        ('select = ["zzz"]\n', "no rule or hook is called 'zzz'"),
        ("[per-path-ignore]\n'*.x' = ['zzz']\n", "no rule or hook is called 'zzz'"),
        (b"strict = true # \xff\n", "not valid TOML: Byte 0xff is not UTF-8"),
    ],
)
def test_a_wrong_configuration_is_one_line_and_exit_2(repository, run, text, words):
    for hook in ("check_all", "check_gitignore"):
        shown = run(hook, cwd=repository({".watchlint.toml": text}))
        assert shown.code == 2 and one_line(shown.err) and words in shown.err, shown.err


def test_config_wins_over_the_repository(repository, run, tmp_path):
    tree = repository({**WARNED, ".watchlint.toml": "strict = true\n"})
    assert run("check_all", cwd=tree).code == 1
    (tmp_path / "lenient.toml").write_text("strict = false\n")
    assert run("check_all", "--config", str(tmp_path / "lenient.toml")).code == 0
    assert run("check_all", "--config", str(tmp_path / "lenient.toml"), "--strict").code == 1
    (tmp_path / "pyproject.toml").write_text("[tool.watchlint]\nallow-compiled = ['*.so']\n")
    assert "x.so" not in run("check_all", "--config", str(tmp_path / "pyproject.toml")).out


def test_flags_win_over_the_file(repository, run):
    tree = repository({**BROKEN, ".watchlint.toml": 'select = ["compiled-*"]\nstrict = true\n'})
    assert "gitignore-" not in run("check_all", cwd=tree).out
    assert "compiled-" not in run("check_all", "--select", "check-gitignore").out


# baseline and suppressions


def test_baseline(repository, run, tmp_path):
    tree = repository(BROKEN)
    known = str(tmp_path / "known.json")
    written = run("check_all", "--baseline", known, "--write-baseline", cwd=tree)
    assert written.code == 0
    shown = run("check_all", "--baseline", known)
    assert shown.code == 0 and shown.out == "0 errors, 0 warnings, 0 fixed, 2 suppressed\n"
    assert run("check_all", "--baseline", known, "--fix").code == 0
    assert tree.status == "", "what is known is not mended either"
    tree.write({"new.pyc": ""}).add()
    shown = run("check_all", "--baseline", known)
    assert (
        shown.code == 1 and "n.pyc and 1 more in the root" in shown.out and ".gitignore" not in shown.out.split(":")[0]
    )


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"version": 9}', b"\xff", b'{"version": 1, "findings": 3}'])
def test_a_baseline_that_is_none(repository, run, tmp_path, content):
    (tmp_path / "known.json").write_bytes(content)
    shown = run("check_all", "--baseline", str(tmp_path / "known.json"), cwd=repository(BROKEN))
    assert shown.code == 2 and one_line(shown.err) and "--baseline" in shown.err


def test_suppressions_are_counted_and_shown_when_asked(repository, run):
    tree = repository({**BROKEN, ".watchlint.toml": '[ignore]\ncompiled-sourceless = "shipped so"\n'})
    shown = run("check_compiled_files", cwd=tree)
    assert shown == (0, "0 errors, 0 warnings, 0 fixed, 1 suppressed\n", "")
    assert "suppressed compiled-sourceless" in run("check_compiled_files", "--verbose").out


def test_per_path_ignore(repository, run):
    tree = repository(
        {
            "a/m.py": "",
            "a/n.pyc": "",
            "b/m.py": "",
            "b/n.pyc": "",
            ".watchlint.toml": "[per-path-ignore]\na = ['compiled-*']\n",
        }
    )
    shown = run("check_all", cwd=tree)
    assert "b/n.pyc: error" in shown.out and "a/n.pyc: error" not in shown.out


# what is printed, and where


def test_quiet(repository, run):
    tree = repository({**BROKEN, **WARNED})
    assert "x.so" in run("check_all", cwd=tree).out
    quiet = run("check_all", "--quiet")
    assert "x.so" not in quiet.out and "n.pyc" in quiet.out
    assert "x.so" in run("check_all", "--quiet", "--strict").out
    assert run("check_all", "-q", cwd=repository(CLEAN, name="clean")) == (0, "", "")
    assert run("check_all", cwd=repository(CLEAN, name="clean2")).out == "0 errors, 0 warnings, 0 fixed, 0 suppressed\n"


def test_verbose_says_where_a_rule_is_explained(repository, run):
    tree = repository(BROKEN)
    assert "rules/compiled-sourceless.html" in run("check_all", "--verbose", cwd=tree).out
    assert "/rules/" not in run("check_all").out


@pytest.mark.parametrize(
    ("flags", "env", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, False),
        (["--output-format", "json", "--color", "always"], {}, False),
    ],
)
def test_colour(repository, run, monkeypatch, flags, env, coloured):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check_all", *flags, cwd=repository(BROKEN)).out) == coloured


def test_output_file(repository, run, tmp_path):
    tree = repository(BROKEN)
    expected = run("check_all", cwd=tree).out
    target = tmp_path / "report.txt"
    shown = run("check_all", "--output-file", str(target), "--color", "always")
    assert shown == (1, "", "") and target.read_text() == expected


def test_the_diff_alone_is_on_standard_output(repository, run):
    shown = run("check_gitignore", "--diff", cwd=repository(BROKEN))
    assert shown.out.startswith("--- a/.gitignore\n") and "error" not in shown.out
    assert "gitignore-misses-bytecode" in shown.err


def test_output_is_utf8_whatever_the_locale(repository, script):
    tree = repository({"café.pyc": "", "naïve\u2028.pyc": ""})
    shown = script("check-all", cwd=tree, env={"LC_ALL": "C", "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert shown.code == 1 and "café.pyc" in shown.out and shown.err == ""


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error on Windows")
def test_a_reader_that_goes_away(repository, script):
    tree = repository({f"m{n}.pyc": "" for n in range(3000)})
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "hooks.check_all"], cwd=str(tree), stdout=writer, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writer)
    assert done.stderr == b"" and done.returncode == 1


def test_every_format_renders_every_kind_of_report(repository, run):
    for flags in ([], ["--diff"], ["--fix"]):
        for name in FORMATS:
            tree = repository({**BROKEN, **WARNED}, name=f"{name}{len(flags)}{''.join(flags)}")
            shown = run("check_all", "--output-format", name, *flags, cwd=tree)
            assert shown.code == 1 and shown.out


# a commit under way: the variables git exports


def test_the_commit_s_own_variables_do_not_reach_another_repository(repository, run, monkeypatch):
    here, there = repository({"m.txt": ""}, name="here"), repository(BROKEN, name="there")
    monkeypatch.setenv("GIT_DIR", str(here / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(here / ".git" / "index"))
    shown = run("check_all", str(there), cwd=here)
    assert shown.code == 1 and "n.pyc: error" in shown.out
    assert run("check_all", "--quiet") == (0, "", "")


def test_from_below_with_git_dir_set(repository, run, monkeypatch):
    tree = repository({**BROKEN, "a/m.py": ""})
    monkeypatch.setenv("GIT_DIR", str(tree / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tree))
    assert "n.pyc: error" in run("check_all", cwd=tree / "a").out


@pytest.mark.skipif(os.name == "nt", reason="closed streams are another thing on Windows")
@pytest.mark.parametrize(("flags", "code"), [((), 1), (("--nonsense",), 2), (("--diff",), 1)])
def test_closed_standard_streams_change_no_verdict(repository, flags, code):
    tree = repository({"m.py": "import m\n"})
    words = [sys.executable, "-m", "hooks.check_gitignore", *flags, str(tree)]
    done = subprocess.run(["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *words])
    assert done.returncode == code


def test_a_patch_is_quoted_where_a_runner_reads_it(repository, run, monkeypatch):
    tree = repository({"a.py": "import m\n", "m.py": "", ".gitignore": "::error::x\n"})
    plain = run("check_gitignore", "--diff", cwd=tree).out
    assert " ::error::x\n" in plain
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    shown = run("check_gitignore", "--diff").out
    first, *patch, last = shown.splitlines(keepends=True)
    assert "".join(patch) == plain and first.startswith("::stop-commands::") and last == f"::{first[17:].strip()}::\n"
    tree.git("apply", "--check", "-", stdin=shown.encode())
