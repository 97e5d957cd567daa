"""Whether a process in another mount namespace works in a copy of this folder: its /proc is a folder of ours here."""

from __future__ import annotations

import os

import pytest

from watchlint.doctor.seeing.copies import copied

APP = {"main.py": "import shop\n", "shop/__init__.py": "", "shop/cart.py": "X = 1\n"}
ROOTS = "1 1 0:1 / / rw - overlay overlay rw\n2 1 0:2 / /proc rw - proc proc rw\n"


def put(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.mark.parametrize(
    ("here", "there", "mounts", "found"),
    [
        (APP, APP, ROOTS, "."),
        ({**APP, "shop/cart.py": "X = 2\n"}, APP, ROOTS, "."),
        ({f"web/{path}": text for path, text in APP.items()}, APP, ROOTS, "web"),
        ({"main.py": "one\n"}, {"main.py": "two\n"}, ROOTS, "."),  # edited, and all there is
        ({**APP, "more.py": ""}, {**APP, "venv/lib/x.py": "", ".hidden/x.py": ""}, ROOTS, "."),
        (APP, APP, ROOTS + "3 1 8:1 /w /app rw - ext4 /dev/sda rw\n", None),  # a folder, of another place, is mounted
        (APP, APP, "1 1 0:1 /\n", None),  # not to be read
        (APP, {"main.py": "other\n", "other.py": "", "more.py": ""}, ROOTS, None),
        ({"main.py": "one\n"}, {"main.py": "two\n", "other.py": "\n"}, ROOTS, None),
        (APP, {"notes.txt": ""}, ROOTS, None),
        (APP, {}, ROOTS, None),
    ],
)
def test_a_copy(tmp_path, here, there, mounts, found):
    project, image, proc = put(tmp_path / "here", here), tmp_path / "image", tmp_path / "proc"
    put(image / "app", there)
    (image / "app").mkdir(parents=True, exist_ok=True)
    put(proc, {"7/mountinfo": mounts})
    (proc / "7" / "root").symlink_to(image)
    (proc / "7" / "cwd").symlink_to(image / "app")
    wanted = {"folder": os.path.normpath(project / found), "inner": "/app"} if found else None
    assert copied(7, str(project), str(proc)) == wanted


def test_another_clone_on_this_machine_is_no_copy(tmp_path):
    project, proc = put(tmp_path / "here", APP), tmp_path / "proc"
    put(proc, {"7/mountinfo": ROOTS})
    (proc / "7" / "root").symlink_to("/")
    (proc / "7" / "cwd").symlink_to(put(tmp_path / "served", APP))
    assert copied(7, str(project), str(proc)) is None


def test_a_folder_that_is_the_same_is_no_copy(tmp_path):
    project, proc = put(tmp_path / "here", APP), tmp_path / "proc"
    put(proc, {"7/mountinfo": ROOTS})
    (proc / "7" / "root").symlink_to("/")
    (proc / "7" / "cwd").symlink_to(project)
    assert copied(7, str(project), str(proc)) is None
    assert copied(8, str(project), str(proc)) is None
    assert copied(7, str(tmp_path / "gone"), str(proc)) is None
