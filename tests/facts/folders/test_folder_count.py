"""Whether there are more folders than so many."""

from __future__ import annotations

import pytest

from watchlint.facts.folders.folder_count import has_more_folders


@pytest.mark.parametrize(("number", "more"), [(0, True), (3, True), (4, False), (5, False)])
def test_a_number(tmp_path, number, more):
    for name in ("a/b", "c"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("a")
    assert has_more_folders(str(tmp_path), number) is more


def test_a_folder_that_is_not_there(tmp_path):
    assert not has_more_folders(str(tmp_path / "absent"), 1)
