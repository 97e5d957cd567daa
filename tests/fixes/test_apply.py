"""The one place that writes: each file once, atomically, or not at all and said why."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from watchlint.facts.repository.repository import Repository, Unreadable
from watchlint.findings import Edit, Fix, Rename, Untrack
from watchlint.fixes import apply as applying
from watchlint.fixes.apply import apply
from watchlint.fixes.plan import Plan
from watchlint.fixes.refused import Refused

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")


@pytest.fixture
def mend(repository):
    """mend(tree, path, content) → what apply returned."""

    def call(tree, *edits):
        edits = [edit if not isinstance(edit, tuple) or len(edit) > 2 else edit for edit in edits]
        return apply(Plan(Repository(str(tree))).with_fix(Fix("mend", edits)))

    return call


def put(path: str, content: bytes) -> Edit:
    return Edit(path, lambda data: content)


def leftovers(tree) -> list[str]:
    return [path for path in tree.contents() if "~" in path or ".#" in path]


def test_changes_and_creates(repository, mend):
    tree = repository({"f": "old"})
    assert mend(tree, put("f", b"new\r\n"), put("d/e/g", b"\xef\xbb\xbfmade")) == (["f", "d/e/g"], [])
    assert tree.contents() == {"f": b"new\r\n", "d/e/g": b"\xef\xbb\xbfmade"}


@posix
@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664])
def test_the_mode_is_kept(repository, mend, mode):
    tree = repository({"f": "old"})
    (tree / "f").chmod(mode)
    assert mend(tree, put("f", b"new"))[0] == ["f"]
    assert stat.S_IMODE((tree / "f").stat().st_mode) == mode


@posix
def test_a_new_file_follows_the_umask(repository, mend):
    tree = repository()
    before = os.umask(0o027)
    try:
        mend(tree, put("f", b"new"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tree / "f").stat().st_mode) == 0o640


@posix
def test_the_owner_is_kept(repository, mend):
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    tree = repository({"f": "old"})
    os.chown(tree / "f", 12345, 12345)
    assert mend(tree, put("f", b"new"))[0] == ["f"]
    status = (tree / "f").stat()
    assert (status.st_uid, status.st_gid) == (12345, 12345)


def test_read_only_is_refused(repository, mend):
    tree = repository({"f": "old", "g": "old"})
    (tree / "f").chmod(0o444)
    assert mend(tree, put("f", b"new"), put("g", b"new")) == (["g"], [("f", "is read-only")])
    assert (tree / "f").read_bytes() == b"old"
    (tree / "f").chmod(0o644)


def test_changed_meanwhile_is_refused(repository):
    tree = repository({"f": "old"})
    plan = Plan(Repository(str(tree))).with_fix(Fix("mend", [put("f", b"new"), put("g", b"new")]))
    tree.write({"f": "theirs", "g": "theirs"})
    assert apply(plan) == (
        [],
        [("f", "changed while we looked: run again"), ("g", "changed while we looked: run again")],
    )
    assert (tree / "f").read_bytes() == b"theirs" == (tree / "g").read_bytes()


def test_gone_meanwhile_is_refused(repository):
    tree = repository({"f": "old"})
    plan = Plan(Repository(str(tree))).with_fix(Fix("mend", [put("f", b"new")]))
    (tree / "f").unlink()
    assert apply(plan) == ([], [("f", "changed while we looked: run again")])
    assert not (tree / "f").exists()


@posix
def test_through_a_link_inside_the_root(repository, mend):
    tree = repository({"real/f": "old"})
    (tree / "f").symlink_to("real/f")
    assert mend(tree, put("f", b"new"))[0] == ["real/f"], "the file, which is what is staged"
    assert (tree / "f").is_symlink() and (tree / "real/f").read_bytes() == b"new"


@posix
def test_never_through_a_link_out_of_the_root(repository, folder, mend):
    outside = folder({"f": "theirs"}, name="outside")
    tree = repository()
    (tree / "linked").symlink_to(outside.path)
    changed, refused = mend(tree, put("made", b"new"))
    assert changed == ["made"] and refused == []
    plan = Plan(Repository(str(tree)))
    plan.changes = {"linked/new": b"new"}
    plan.repo.read = lambda path: None
    assert apply(plan) == ([], [("linked/new", "lies behind a symbolic link that leaves the repository")])
    assert outside.contents() == {"f": b"theirs"}


@posix
def test_a_dangling_link_out_of_the_root(repository, folder):
    outside = folder(name="outside")
    tree = repository()
    (tree / "f").symlink_to(outside / "not-yet")
    plan = Plan(Repository(str(tree)))
    plan.changes = {"f": b"new"}
    plan.repo.read = lambda path: None
    assert apply(plan)[1] == [("f", "lies behind a symbolic link that leaves the repository")]
    assert outside.contents() == {}


def test_nothing_is_ever_deleted(repository):
    tree = repository({"f": "old"})
    plan = Plan(Repository(str(tree)))
    plan.changes = {"f": None}
    assert apply(plan) == ([], [("f", "would be deleted: nothing but caches is ever deleted")])
    assert (tree / "f").exists()


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(repository, mend, monkeypatch, step):
    tree = repository({"f": "old"})

    def fail(*arguments, **at):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(applying.os, step, fail)
    assert mend(tree, put("f", b"new")) == ([], [("f", "no space left on device")])
    monkeypatch.undo()
    assert tree.contents() == {"f": b"old"}


def test_a_reader_sees_the_old_file_or_the_new_one(repository, mend):
    tree = repository({"f": "old"})
    with open(tree / "f", "rb") as reader:
        if os.name == "nt":
            pytest.skip("Windows keeps an open file from being replaced")
        mend(tree, put("f", b"new"))
        assert reader.read() == b"old"
    assert (tree / "f").read_bytes() == b"new" and leftovers(tree) == []


def test_the_temporary_name_is_one_that_watchers_pass_over(repository, mend, monkeypatch):
    tree = repository({"f.py": "old"})
    names = []
    original = os.replace
    monkeypatch.setattr(
        applying.os, "replace", lambda a, b, **at: names.append(os.path.basename(a)) or original(a, b, **at)
    )
    mend(tree, put("f.py", b"new"))
    # watchfiles.DefaultFilter.ignore_entity_patterns: r"\.swp$", r"~$", r"\.sw.$", r"^\.\#", …
    assert names[0].startswith(".#") and names[0].endswith("~")


def test_a_folder_that_may_not_be_made(repository, mend):
    tree = repository({"d": "a file"})
    changed, refused = mend(tree, put("d/f", b"new"))
    assert changed == [] and refused[0][0] == "d/f"


def test_rename(repository, mend):
    tree = repository({"old": "content"})
    assert mend(tree, Rename("old", "d/new"))[1] == []
    assert tree.contents() == {"d/new": b"content"}


def test_rename_and_change(repository, mend):
    tree = repository({"old": "content"})
    changed, refused = mend(tree, Rename("old", "new"), put("new", b"changed"))
    assert refused == [] and set(changed) == {"old", "new"}
    assert tree.contents() == {"new": b"changed"}


def test_rename_onto_what_came_meanwhile(repository):
    tree = repository({"old": "content"})
    plan = Plan(Repository(str(tree))).with_fix(Fix("move", [Rename("old", "new")]))
    tree.write({"new": "theirs"})
    changed, refused = apply(plan)
    assert changed == [] and refused == [("new", "new is there already")]
    assert tree.contents() == {"old": b"content", "new": b"theirs"}


# the index


def test_untrack_keeps_the_files(repository, mend):
    tree = repository({"a": "1", "d/b": "2", "c": "3"})
    assert mend(tree, Untrack(("a", "d/b"))) == (["a", "d/b"], [])
    assert tree.tracked == ["c"] and (tree / "a").exists() and (tree / "d/b").exists()


@pytest.mark.parametrize("index", ["index.lock", "next-index-12.lock"])
def test_a_temporary_index_is_left_alone(repository, mend, monkeypatch, index):
    tree = repository({"a": "1"})
    (tree / ".git" / index).write_bytes((tree / ".git" / "index").read_bytes())
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tree / ".git" / index))
    changed, refused = mend(tree, Untrack(("a",)))
    assert changed == [] and refused[0][0] == "a" and "temporary index" in refused[0][1]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert tree.tracked == ["a"]


@pytest.mark.parametrize("index", [".git/index", "absolute"])
def test_the_commit_s_own_index_is_changed(repository, mend, monkeypatch, index):
    tree = repository({"a": "1"})
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tree / ".git" / "index") if index == "absolute" else index)
    assert mend(tree, Untrack(("a",))) == (["a"], [])
    assert tree.tracked == []


def test_an_index_that_is_locked(repository, mend):
    tree = repository({"a": "1"})
    (tree / ".git" / "index.lock").write_bytes(b"")
    changed, refused = mend(tree, put("f", b"new"), Untrack(("a",)))
    assert changed == ["f"] and refused[0][0] == "a" and "index.lock" in refused[0][1]


def test_what_is_refused_of_a_file_and_of_the_index_is_both_said(repository, mend):
    tree = repository({"a": "1", "f": "old"})
    (tree / ".git" / "index.lock").write_bytes(b"")
    plan = Plan(Repository(str(tree))).with_fix(Fix("both", [put("f", b"new"), Untrack(("a",))]))
    (tree / "f").write_bytes(b"theirs")
    changed, refused = apply(plan)
    assert changed == [] and [path for path, _ in refused] == ["f", "a"]


# races


def test_a_line_typed_in_before_the_rename_is_kept(repository, mend, monkeypatch):
    """By somebody who saves in place (the same inode), and by an editor that renames a new file over it."""
    for how in ("in place", "by another file"):
        tree = repository({"f": "old"}, name=how)
        original = os.fsync

        def slow(descriptor, tree=tree, how=how, original=original):
            original(descriptor)
            if how == "in place":
                (tree / "f").write_bytes(b"theirs")
            else:
                (tree / "g").write_bytes(b"old")
                os.replace(tree / "g", tree / "f")

        monkeypatch.setattr(applying.os, "fsync", slow)
        assert mend(tree, put("f", b"new")) == ([], [("f", "changed while we looked: run again")])
        monkeypatch.undo()
        assert tree.contents() == {"f": b"theirs" if how == "in place" else b"old"}


def test_a_file_that_came_before_ours_is_kept(repository, mend, monkeypatch):
    tree = repository({"g": ""})
    original = os.link

    def late(*arguments, **at):
        (tree / "f").write_bytes(b"theirs")
        return original(*arguments, **at)

    monkeypatch.setattr(applying.os, "link", late)
    assert mend(tree, put("f", b"new")) == ([], [("f", "changed while we looked: run again")])
    assert tree.contents() == {"f": b"theirs", "g": b""}


@posix
@pytest.mark.parametrize("when", ["open", "fsync", "link", "replace"])
@pytest.mark.parametrize("path", ["d/f", "d/made"])
def test_a_folder_swapped_for_a_link_is_not_written_through(repository, folder, mend, monkeypatch, when, path):
    outside = folder({"f": "old"}, name="outside")
    tree = repository({"d/f": "old"})
    original = getattr(os, when)
    plan = Plan(Repository(str(tree))).with_fix(Fix("fix", [put(path, b"new")]))
    swapped = []

    def swap(*arguments, **at):
        if not swapped:
            swapped.append(1)
            os.rename(tree / "d", tree / "was")
            (tree / "d").symlink_to(outside.path)
        return original(*arguments, **at)

    monkeypatch.setattr(applying.os, when, swap)
    changed, refused = apply(plan)
    monkeypatch.undo()
    assert outside.contents() == {"f": b"old"}
    if when in ("open", "fsync"):
        assert changed == [] and refused[0][0] == path and (tree / "was/f").read_bytes() == b"old"
    assert leftovers(tree) == []


@posix
def test_what_a_killed_run_left_beside_the_file_is_taken_away(repository, mend):
    tree = repository({"f": "old"})
    gone = subprocess.Popen(["true"])
    gone.wait()
    theirs = [f".#f.{os.getpid()}~x", f".#g.{gone.pid}~", f".#f.{os.getppid()}~", ".#f.~"]
    tree.write(dict.fromkeys([f".#f.{gone.pid}~", *theirs], "torn"))
    assert mend(tree, put("f", b"new"))[0] == ["f"]
    assert set(tree.contents()) == {"f", *theirs}


@posix
@pytest.mark.parametrize("moment", ["link", "replace", "fsync", "fchmod"])
@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_run_that_is_stopped_leaves_nothing_behind(repository, signal, moment):
    """Stopped before and after each step of a write: the file is the old one or the new one, and nothing lies beside it."""
    tree = repository({"f": "old"})
    code = f"""
import os, signal, sys
if signal.getsignal(signal.{signal}) is signal.SIG_IGN:  # as nohup, or a job in the background, has it
    signal.signal(signal.{signal}, signal.default_int_handler if {signal!r} == "SIGINT" else signal.SIG_DFL)
from watchlint.facts.repository.repository import Repository
from watchlint.findings import Edit, Fix
from watchlint.fixes.apply import apply
from watchlint.fixes.plan import Plan
real = os.{moment}
def stopped(*a, **b):
    os.kill(os.getpid(), signal.{signal})
    real(*a, **b)
    os.kill(os.getpid(), signal.{signal})
os.{moment} = stopped
apply(Plan(Repository({str(tree)!r})).with_fix(Fix("fix", [Edit("f", lambda data: b"new")])))
"""
    place = os.path.dirname(applying.__file__) + "/../.."
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=place)
    assert done.returncode in (129, 130, 143) and tree.contents() in ({"f": b"old"}, {"f": b"new"})


@posix
def test_a_conflict_is_left_to_its_owner(repository, mend):
    tree = repository({"f": "base\n", "g": "", "m.pyc": "0"})
    tree.git("checkout", "-qb", "side")
    tree.write({"f": "theirs\n", "m.pyc": "1"}).add().commit()
    tree.git("checkout", "-q", "main")
    tree.write({"f": "ours\n", "m.pyc": "2"}).add().commit()
    tree.git("merge", "side", check=False)
    before = tree.contents(), tree.git("ls-files", "--stage")
    for edit in (put("f", b"new"), Untrack(("m.pyc",)), Rename("f", "h")):
        with pytest.raises(Refused, match="is in an unresolved merge: settle it"):
            mend(tree, edit)
    assert (tree.contents(), tree.git("ls-files", "--stage")) == before
    assert mend(tree, put("g", b"new"))[0] == ["g"]


@posix
def test_two_names_of_one_file_are_one_change(repository, mend):
    tree = repository({"Dockerfile": "a\n"})
    (tree / "Dockerfile.dev").symlink_to("Dockerfile")
    more = [
        Edit(name, lambda data: data if b"b" in data else data + b"b\n") for name in ("Dockerfile.dev", "Dockerfile")
    ]
    assert mend(tree, *more) == (["Dockerfile"], [])
    assert (tree / "Dockerfile").read_bytes() == b"a\nb\n" and (tree / "Dockerfile.dev").is_symlink()


GITS_OWN = [
    ".git/config",
    ".GIT/config",
    ".git/hooks/new",
    ".git/info/exclude",
    "bare.git/config",
    "bare.git/hooks/new",
    "sub/.git",
]


@posix
@pytest.mark.parametrize("behind", [False, True], ids=["a link", "a folder that is one"])
@pytest.mark.parametrize("place", GITS_OWN)
def test_never_into_gits_own_folder(repository, place, behind):
    """The repository's, an embedded bare one, a submodule's `.git` file; as other file systems spell it, too."""
    tree = repository()
    tree.git("init", "--quiet", "--bare", "--template=", "bare.git")
    tree.write({"sub/.git": "gitdir: ../bare.git\n", "bare.git/hooks/": "", ".git/hooks/": "", ".git/info/": ""})
    if place.startswith(".GIT"):
        os.rename(tree / ".git", tree / ".x")
        tree.write({".GIT/config": "", ".GIT/HEAD": ""})
    path = "f"
    if behind:
        (tree / "f").symlink_to(os.path.dirname(place) or ".")
        path = f"f/{os.path.basename(place)}"
    else:
        (tree / "f").symlink_to(place)
    repo = Repository.__new__(Repository)
    repo._lay(str(tree))
    repo.git = None
    before = {file: file.read_bytes() for file in tree.path.rglob("*") if file.is_file()}
    with pytest.raises(Unreadable, match="a symbolic link that leads into git's own folder"):
        repo.read(path)
    repo.planned = {}
    for planned in (path, place):
        plan = Plan(repo)
        plan.changes = {planned: b"new"}
        plan.repo.read = lambda path: None
        assert apply(plan) == ([], [(planned, "leads into git's own folder, where nothing is written")])
    assert before == {file: file.read_bytes() for file in tree.path.rglob("*") if file.is_file()}


@posix
def test_a_worktree_and_a_separate_folder_of_git(repository):
    tree = repository({"f": ""})
    tree.git("init", "--quiet", "--separate-git-dir", "kept")
    tree.git("worktree", "add", "--quiet", "--detach", "beside")
    for number, place in enumerate(["kept/config", "kept/worktrees/beside/HEAD", "kept/hooks/new"]):
        (tree / f"l{number}").symlink_to(place)
        plan = Plan(Repository(str(tree)))
        plan.changes = {f"l{number}": b"new"}
        plan.repo.read = lambda path: None
        assert apply(plan)[1] == [(f"l{number}", "leads into git's own folder, where nothing is written")]


def test_what_only_looks_like_gits(repository, mend):
    """Near misses: folders of these names in a tree that is no repository of its own, and names that begin so."""
    tree = repository({"HEAD": "", "hooks/f": "old", "objects/f": "old", ".github/f": "old", ".gitignore": "old"})
    for path in ("hooks/f", "objects/f", ".github/f", ".gitignore", "refs.txt"):
        assert mend(tree, put(path, b"new")) == ([path], [])


@posix
def test_fix_writes_nothing_into_git_through_links_that_were_committed(repository, run):
    wanted = {
        "pyproject.toml": ".git/config", ".watchlint.toml": ".git/hooks/new", ".watchmanconfig": ".git/info/watchman",
        ".gitignore": ".git/info/exclude", ".streamlit/config.toml": "../.git/config", "requirements.txt": ".git/packed-refs",
        "Dockerfile": ".git/description", ".dockerignore": ".git/ignore", "compose.yaml": ".git/compose",
    }  # fmt: skip
    start = {"app.py": "import streamlit\n", "m.pyc": "", "m.py": "", "Procfile": "web: streamlit run app.py\n"}
    for number, (name, place) in enumerate(wanted.items()):
        tree = repository({**start, "manage.py": ""}, name=f"repo{number}")
        tree.write({".git/info/": "", ".git/hooks/": ""})
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).symlink_to(place)
        tree.add().commit()
        before = {file: file.read_bytes() for file in (tree / ".git").rglob("*") if file.is_file()}
        run("check_all", "--fix", cwd=tree)
        run("check_inotify_tier", "--fix", "--tier", "small", cwd=tree)
        after = {file: file.read_bytes() for file in (tree / ".git").rglob("*") if file.is_file()}
        for file in (tree / ".git/index",):  # m.pyc was taken out of it
            before.pop(file), after.pop(file)
        assert after == before, name
