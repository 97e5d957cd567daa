"""compiled-sourceless: what may be the only copy of a module is never touched. Which files: test_tracked.py."""

from __future__ import annotations

SOURCELESS = "compiled-sourceless"


def test_it_has_no_fix_and_is_left_alone(repository, found, run):
    tree = repository({"m.py": "", "n.pyc": "", "o.pyc": ""})
    (finding,) = found.findings("check_compiled_files", tree)
    assert (finding.rule.name, finding.severity, finding.fix) == (SOURCELESS, "error", None)
    assert finding.message.startswith("n.pyc and 1 more in the root are tracked bytecode without a source here")
    assert run("check_compiled_files", "--fix", "--unsafe-fixes", cwd=tree).code == 1
    assert tree.status == ""


def test_a_test_s_data_fails_nothing(repository, run):
    tree = repository({"m.py": "", **{f"tests/bytecode_2.7/{number}.pyc": "" for number in range(20)}})
    shown = run("check_compiled_files", "--strict", cwd=tree)
    assert shown.code == 0
    assert run("check_compiled_files", "--notes").out.count(SOURCELESS) == 1


def test_data_of_tests_is_a_note_beside_python_too(repository, found):
    tree = repository({"test/ok_lib3.4/antigravity.py": "", "test/ok_lib3.4/bisect.pyc": ""})
    (finding,) = found.findings("check_compiled_files", tree)
    assert (finding.rule.name, finding.severity) == ("compiled-sourceless", "info")


def test_an_environment_is_one(repository, found):
    base = "venv/lib/python3.13/site-packages"
    files = {"venv/pyvenv.cfg": "", f"{base}/a/a.pyc": "", f"{base}/b/b.pyc": ""}
    (finding,) = found.findings("check_compiled_files", repository(files))
    assert (finding.rule.name, finding.severity) == (SOURCELESS, "error")
    assert finding.message == "2 tracked bytecode files of the virtual environment venv/ have no source here"


def test_one_file_is_said_as_one(repository, found):
    (finding,) = found.findings("check_compiled_files", repository({"m.py": "", "p/n.pyc": ""}))
    assert (finding.severity, finding.path) == ("info", "p/n.pyc")
    assert finding.message == "n.pyc is tracked and its source is not here: it may be the only copy"
    assert (
        finding.help == "Left alone. If it is stale, `git rm --cached` it; if it is meant, name it in allow-compiled."
    )
