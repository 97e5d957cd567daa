from __future__ import annotations

import os

import pytest

from watchlint.facts.machine import sysctl_files

WATCHES = "fs.inotify.max_user_watches"


@pytest.fixture
def root(tmp_path):
    def write(**files):
        for name, text in files["files"].items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return str(tmp_path)

    return write


def last(root):
    found = {setting.key: setting for setting in sysctl_files.settings(root) if setting.at_boot}
    return found[WATCHES].value if WATCHES in found else None


@pytest.mark.parametrize(
    "files, value",
    [
        ({}, None),
        ({"etc/sysctl.d/10-a.conf": "# fs.inotify.max_user_watches=5\n; x\nvm.swappiness=1\n"}, None),
        ({"etc/sysctl.d/10-a": f"{WATCHES}=5"}, None),
        ({"etc/sysctl.d/10-a.conf": f"{WATCHES}=many"}, None),
        ({"etc/sysctl.d/10-a.conf": f"  {WATCHES} = 524288  \n"}, 524288),
        ({"etc/sysctl.d/10-a.conf": "fs/inotify/max_user_watches=7"}, 7),
        ({"etc/sysctl.d/10-a.conf": f"-{WATCHES}=7"}, 7),
        ({"etc/sysctl.d/10-a.conf": f"{WATCHES}=7\n{WATCHES}=8\n"}, 8),
        # A later name wins, whatever its folder.
        ({"etc/sysctl.d/10-a.conf": f"{WATCHES}=1", "usr/lib/sysctl.d/50-b.conf": f"{WATCHES}=2"}, 2),
        # Of one name in two folders, /etc's is read.
        ({"etc/sysctl.d/50-b.conf": f"{WATCHES}=1", "usr/lib/sysctl.d/50-b.conf": f"{WATCHES}=2"}, 1),
        # An empty file hides its namesake.
        ({"etc/sysctl.d/50-b.conf": "", "usr/lib/sysctl.d/50-b.conf": f"{WATCHES}=2"}, None),
        # A key written out wins over a glob, an exclusion keeps globs off.
        ({"etc/sysctl.d/10-a.conf": f"{WATCHES}=1", "etc/sysctl.d/90-b.conf": "fs.inotify.*=9"}, 1),
        ({"etc/sysctl.d/90-b.conf": "fs.inotify.max_user_*=9"}, 9),
        ({"etc/sysctl.d/10-a.conf": f"-{WATCHES}", "etc/sysctl.d/90-b.conf": "fs.inotify.*=9"}, None),
        # systemd does not read /etc/sysctl.conf by itself.
        ({"etc/sysctl.conf": f"{WATCHES}=3"}, None),
    ],
)
def test_the_value_after_the_next_boot(root, files, value):
    assert last(root(files=files)) == value


def test_a_link_makes_sysctl_conf_part_of_the_boot(root):
    place = root(files={"etc/sysctl.conf": f"{WATCHES}=3", "etc/sysctl.d/10-a.conf": f"{WATCHES}=5"})
    os.symlink("../sysctl.conf", os.path.join(place, "etc/sysctl.d/99-sysctl.conf"))
    assert last(place) == 3
    assert all(setting.at_boot for setting in sysctl_files.settings(place))


def test_a_lonely_sysctl_conf_is_told_apart(root):
    (setting,) = sysctl_files.settings(root(files={"etc/sysctl.conf": f"\n{WATCHES}=3"}))
    assert (setting.value, setting.line, setting.at_boot) == (3, 2, False)


def test_a_link_to_nothing_hides_its_namesake(root):
    place = root(files={"usr/lib/sysctl.d/50-b.conf": f"{WATCHES}=2"})
    os.makedirs(os.path.join(place, "etc/sysctl.d"))
    os.symlink(os.devnull, os.path.join(place, "etc/sysctl.d/50-b.conf"))
    assert last(place) is None


def test_bad_bytes_and_folders_are_no_trouble(root):
    place = root(files={"etc/sysctl.d/20-a.conf": f"{WATCHES}=4"})
    os.makedirs(os.path.join(place, "etc/sysctl.d/30-folder.conf"))
    with open(os.path.join(place, "etc/sysctl.d/40-bad.conf"), "wb") as file:
        file.write(b"\xff\xfe\x00=\x00\n=\n-\n")
    assert last(place) == 4


def test_a_file_of_many_lines(tmp_path):
    (tmp_path / "etc/sysctl.d").mkdir(parents=True)
    lines = [
        f"fs.inotify.max_user_watches = {number}\nfs.inotify.*{number} = 1\n-x{number}\n" for number in range(8000)
    ]
    (tmp_path / "etc/sysctl.d/9.conf").write_text("".join(lines))
    found = sysctl_files.settings(str(tmp_path))
    assert (len(found), found[-1].value) == (8000, 7999)


def test_what_is_no_file_is_left_out(tmp_path):
    (tmp_path / "etc/sysctl.d/a.conf").mkdir(parents=True)
    (tmp_path / "etc/sysctl.d/b.conf").symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "etc/sysctl.d/c.conf")
    assert sysctl_files.settings(str(tmp_path)) == []
