"""compiled-extension-tracked: a warning beside Python, a note elsewhere. Which files: test_tracked.py."""

from __future__ import annotations

import pytest

EXTENSION = "compiled-extension-tracked"


def test_a_folder_of_them_is_one_warning(repository, found, run):
    tree = repository({"p/m.py": "", **{f"p/_{number}.so": "" for number in range(5)}})
    (finding,) = found.findings("check_compiled_files", tree)
    assert (finding.rule.name, finding.severity, finding.fix) == (EXTENSION, "warning", None)
    assert finding.message == "_0.so and 4 more in p/ are compiled for one platform, and tracked"
    assert run("check_compiled_files", cwd=tree).code == 0 and run("check_compiled_files", "--strict").code == 1


@pytest.mark.parametrize("folder", ["venv", "e", "tools/venv", "a/b/.venv"])
def test_an_environment_is_one(repository, found, folder):
    base = f"{folder}/lib/python3.13/site-packages"
    files = {f"{folder}/pyvenv.cfg": "", f"{base}/a/_a.so": "", f"{base}/b/_b.so": "", f"{base}/b/_c.so": ""}
    (finding,) = found.findings("check_compiled_files", repository(files))
    assert finding.message == f"the virtual environment {folder}/ is committed, with 3 compiled extensions"


PLACES = {
    # what it shows: (files, severity, path, words)
    "beside Python": ({"p/m.py": "", "p/_a.so": ""}, "warning", "p/_a.so"),
    "in the root": ({"_a.so": ""}, "warning", "_a.so"),
    "where no Python is": ({"m.py": "", "lib/a.so": ""}, "info", "lib/a.so"),
    "of one Python, by its name": (
        {"m.py": "", "lib/a.cpython-313-x86_64-linux-gnu.so": ""},
        "warning",
        "lib/a.cpython-313-x86_64-linux-gnu.so",
    ),
    "of any Python, by its name": ({"m.py": "", "lib/a.abi3.so": ""}, "warning", "lib/a.abi3.so"),
    "of Windows": ({"m.py": "", "lib/a.pyd": ""}, "warning", "lib/a.pyd"),
}


@pytest.mark.parametrize(("files", "severity", "path"), PLACES.values(), ids=PLACES)
def test_one_file(repository, found, files, severity, path):
    (finding,) = found.findings("check_compiled_files", repository(files))
    assert (finding.rule.name, finding.severity, finding.path) == (EXTENSION, severity, path)
    assert finding.message == f"{path.rpartition('/')[2]} is a compiled file for one platform, and tracked"
    assert finding.help == "Build it at install, or name it in allow-compiled if it is meant to be here."
