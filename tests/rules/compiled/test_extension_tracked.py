"""compiled-extension-tracked: a warning beside Python, a note elsewhere. Which files: test_tracked.py."""

from __future__ import annotations

EXTENSION = "compiled-extension-tracked"


def test_a_folder_of_them_is_one_warning(repository, found, run):
    tree = repository({"p/m.py": "", **{f"p/_{number}.so": "" for number in range(5)}})
    (finding,) = found.findings("check_compiled_files", tree)
    assert (finding.rule.name, finding.severity, finding.fix) == (EXTENSION, "warning", None)
    assert finding.message == "_0.so and 4 more in p/ are compiled for one platform, and tracked"
    assert run("check_compiled_files", cwd=tree).code == 0 and run("check_compiled_files", "--strict").code == 1


def test_an_environment_is_one(repository, found):
    base = "venv/lib/python3.13/site-packages"
    files = {"venv/pyvenv.cfg": "", f"{base}/a/_a.so": "", f"{base}/b/_b.so": "", f"{base}/b/_c.so": ""}
    (finding,) = found.findings("check_compiled_files", repository(files))
    assert finding.message == "the virtual environment venv/ is committed, with 3 compiled extensions"
