"""Who started whom, by an imagined /proc."""

from __future__ import annotations

from watchlint.facts.machine import process_tree


def made(proc, pid, parent, state="S"):
    (proc / str(pid)).mkdir()
    (proc / str(pid) / "stat").write_bytes(f"{pid} (a (b) c) {state} {parent} 1".encode())


def test_children_at_any_depth(tmp_path):
    for pid, parent in ((10, 1), (11, 10), (12, 11), (13, 1)):
        made(tmp_path, pid, parent)
    assert process_tree.children(10, str(tmp_path)) == [11, 12]
    assert process_tree.children(10, str(tmp_path / "nothing")) == []


def test_the_state_of_one_that_has_ended(tmp_path):
    made(tmp_path, 10, 7, "Z")
    assert process_tree.state(10, str(tmp_path)) == ("Z", 7)
    assert process_tree.state(11, str(tmp_path)) == ("", 0)


def test_a_link_leads_somewhere_or_to_nothing(tmp_path):
    (tmp_path / "cwd").symlink_to("/srv/app")
    assert (process_tree.link(f"{tmp_path}/cwd"), process_tree.link(f"{tmp_path}/exe")) == ("/srv/app", "")
