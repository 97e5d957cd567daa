"""A plan proves each fix on a copy in memory before anything is written."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, INFO, Edit, Finding, Fix, Rename, Rule, Untrack
from watchlint.fixes import Refused, diff, plan


def rule(name: str, severity: str = ERROR) -> Rule:
    return Rule(name, severity, *(["text"] * 4), "after", "safe", "0.1.0", "source", "check-x")


A, B = rule("a"), rule("b")


@pytest.fixture
def repo(repository):
    return Repository(str(repository({"f": "0", "g": "0"})))


def wants(path: str, content: bytes, change, rule_=A, severity=None) -> callable:
    """A check that finds one thing as long as the file is not as wanted."""

    def check(repository):
        if repository.read(path) != content:
            yield Finding(
                rule_, f"{path} is not {content}", path=path, fix=Fix("mend", [Edit(path, change)]), severity=severity
            )

    return lambda repository: list(check(repository))


def both(*checks):
    return lambda repository: [finding for check in checks for finding in check(repository)]


def everything(finding):
    return True


def test_a_fix_that_helps(repo):
    made = plan.make(repo, wants("f", b"1", lambda data: b"1"), everything)
    assert made.changes == {"f": b"1"} and len(made.fixed) == 1 and not made.refused and not made.remaining
    assert repo.read("f") == b"0", "planning writes nothing"


def test_nothing_to_do(repo):
    made = plan.make(repo, wants("f", b"0", lambda data: b"1"), everything)
    assert not made and made.changes == {} and diff.render(made) == b""


def test_an_unwanted_fix_is_left(repo):
    made = plan.make(repo, wants("f", b"1", lambda data: b"1"), lambda finding: False)
    assert not made and len(made.remaining) == 1


@pytest.mark.parametrize("change", [lambda data: b"2", lambda data: data], ids=["wrong", "nothing"])
def test_a_fix_that_does_not_help_is_dropped(repo, change):
    made = plan.make(repo, wants("f", b"1", change), everything)
    assert not made
    ((_, reason),) = made.refused
    assert reason == "the fix would not help: the finding would remain"


def test_a_fix_that_brings_an_error_is_dropped(repo):
    first = wants("f", b"1", lambda data: b"1")

    def second(repository):
        return [Finding(B, "worse", path="g")] if repository.read("f") == b"1" else []

    made = plan.make(repo, both(first, second), everything)
    assert not made
    assert [reason for _, reason in made.refused] == ["the fix would bring a new error: worse"]


def test_a_fix_that_brings_an_info_is_kept(repo):
    first = wants("f", b"1", lambda data: b"1")

    def second(repository):
        return [Finding(rule("c", INFO), "note", path="g")] if repository.read("f") == b"1" else []

    made = plan.make(repo, both(first, second), everything)
    assert made.changes == {"f": b"1"} and len(made.remaining) == 1


def test_one_bad_fix_does_not_stop_the_others(repo):
    good = wants("f", b"1", lambda data: b"1")
    bad = wants("g", b"1", lambda data: b"2", B)
    made = plan.make(repo, both(good, bad), everything)
    assert made.changes == {"f": b"1"}
    assert [(finding.rule.name, finding.path) for finding, _ in made.refused] == [("b", "g")]


def test_a_refusal_is_told_with_its_reason(repo):
    def change(data):
        raise Refused("line 3 is odd")

    made = plan.make(repo, wants("f", b"1", change), everything)
    assert not made and made.refused[0][1] == "line 3 is odd"


def test_fixes_on_one_file_are_folded(repo):
    def check(repository):
        data = repository.read("f")
        return [
            Finding(
                r,
                "missing",
                path="f",
                fix=Fix("add", [Edit("f", lambda data, w=word: data if w in data else data + w)]),
            )
            for r, word in ((A, b"x"), (B, b"y"))
            if word not in data
        ]

    made = plan.make(repo, check, everything)
    assert made.changes == {"f": b"0xy"} and len(made.fixed) == 2


def test_fixes_that_open_the_way_for_others(repo):
    first = wants("f", b"1", lambda data: b"1")

    def second(repository):
        if repository.read("f") == b"1" and repository.read("h") is None:
            return [Finding(rule("c", INFO), "then", path="h", fix=Fix("make", [Edit("h", lambda data: b"new")]))]
        return []

    made = plan.make(repo, both(first, second), everything)
    assert made.changes == {"f": b"1", "h": b"new"} and not made.remaining


def test_nothing_is_said_of_what_was_not_tried(repo):
    made = plan.Plan(repo)
    assert (made.fixed, made.refused, made.remaining, bool(made)) == ([], [], [], False)
    assert made.read(Finding(A, "no fix", path="f")) == 0
    assert made.read(Finding(A, "m", path="f", fix=Fix("two", [Edit("f", bytes), Edit("g", bytes)]))) == 2


def test_only_what_is_wanted_is_said_not_to_settle(repo):
    def check(repository):
        number = int(repository.read("f"))
        change = Edit("f", lambda data: b"%d" % (int(data) + 1))
        mine = Finding(rule("c", INFO), f"{number}", path="f", fix=Fix("count", [change]))
        return [mine, Finding(rule("d", INFO), "other", path="g", fix=Fix("other", [Edit("g", lambda data: b"1")]))]

    made = plan.make(repo, check, lambda finding: finding.rule.name == "c")
    assert {finding.rule.name for finding, _ in made.refused} == {"c"} and "g" not in made.changes


def test_what_never_settles_is_said(repo):
    def check(repository):
        number = int(repository.read("f"))
        change = Edit("f", lambda data: b"%d" % (int(data) + 1))
        return [Finding(rule("c", INFO), f"{number}", path="f", fix=Fix("count", [change]))]

    made = plan.make(repo, check, everything)
    assert any("not settled after 10 rounds" in reason for _, reason in made.refused)


def test_a_plan_back_to_the_start_is_no_change(repo):
    step = plan.Plan(repo).with_fix(Fix("there", [Edit("f", lambda data: b"1")]))
    assert step.with_fix(Fix("back", [Edit("f", lambda data: b"0")])).changes == {}


def test_rename(repo):
    made = plan.Plan(repo).with_fix(Fix("move", [Rename("f", "d/f")]))
    assert made.changes == {"f": None, "d/f": b"0"}
    assert made.after.read("d/f") == b"0" and made.after.read("f") is None
    assert "d/f" in made.after.files and "f" not in made.after.files
    with pytest.raises(Refused, match="g is there already"):
        plan.Plan(repo).with_fix(Fix("move", [Rename("f", "g")]))


def test_untrack(repo):
    made = plan.Plan(repo).with_fix(Fix("out", [Untrack(("f",))]))
    assert made.after.tracked == {"g"} and sorted(made.after.files) == ["f", "g"]
    assert diff.render(made) == b"untrack f (stays on disk)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"new\n"),
        (None, b"no newline"),
        (b"a\nb\nc\n", b"a\nB\nc\n"),
        (b"a", b"a\nb"),
        (b"a\n", b"a"),
        (b"a\r\nb\r\n", b"a\r\nx\r\nb\r\n"),
        (b"a\rb\n", b"a\rc\n"),
        (b"\xff\xfe\n", b"\xff\n"),
        (b"caf\xc3\xa9\n", b"caf\xe9\n"),
    ],
)
def test_the_diff_is_one_that_git_applies(repository, before, after):
    tree = repository({"d/f x": before} if before is not None else {"other": ""})
    made = plan.Plan(Repository(str(tree))).with_fix(Fix("change", [Edit("d/f x", lambda data: after)]))
    tree.git("apply", "-", stdin=diff.render(made))
    assert (tree / "d/f x").read_bytes() == after


@pytest.mark.parametrize(
    ("path", "ignoring"),
    [
        ("new.toml", {".gitignore": "*.toml\n"}),
        (".streamlit/config.toml", {".gitignore": ".streamlit/\n"}),
        ("new.toml", {".git/info/exclude": "new.toml\n"}),
        ("a/new.toml", {"a/.gitignore": "*\n"}),
    ],
)
def test_no_file_is_made_where_git_ignores_it(repository, path, ignoring):
    tree = repository({"f": "0"}).write(ignoring)
    repo = Repository(str(tree))
    made = plan.make(repo, wants(path, b"1", lambda data: b"1"), everything)
    assert not made and made.refused[0][1].startswith(f"git ignores {path}")
    tree.write({path: "0"})  # one that is there is changed
    assert plan.make(Repository(str(tree)), wants(path, b"1", lambda data: b"1"), everything).changes == {path: b"1"}


def test_no_file_is_moved_to_where_git_ignores_it(repository):
    repo = Repository(str(repository({"f": "0", ".gitignore": "h\n"})))
    with pytest.raises(Refused, match="git ignores h"):
        plan.Plan(repo).with_fix(Fix("move", [Rename("f", "h")]))


def many(count: int, bad: int = -1):
    """A check that finds one thing for each line that is not there yet; the fix of one line makes another."""

    def check(repository):
        lines = (repository.read("f") or b"").split(b"\n")
        for number in range(count):
            if b"%d" % number not in lines:
                written = b"\n%d" % (number if number != bad else count + 1)
                edit = Edit("f", lambda data, written=written: data if written in data else data + written)
                yield Finding(A, f"line {number} is missing", path="f", fix=Fix("add", [edit]))

    return check


def counted(check, calls):
    return lambda repository: calls.append(None) or list(check(repository))


def test_one_bad_fix_of_many_is_found_by_halves(repo):
    """Not by running every check once for each fix."""
    calls: list[None] = []
    made = plan.make(repo, counted(many(64, bad=40), calls), everything)
    assert len(made.fixed) == 62 and [finding.message for finding, _ in made.refused] == ["line 40 is missing"]
    assert len(calls) <= 20


def test_more_fixes_than_are_made_at_once_are_left_for_the_next_run(repo, monkeypatch):
    monkeypatch.setattr(plan, "MOST_TEXT", 20)
    made = plan.make(repo, lambda repository: list(many(50)(repository)), everything)
    (left, reason), *more = made.refused
    assert 5 < len(made.fixed) < 50 and not more
    assert reason == f"{49 - len(made.fixed)} fixes more than are made at once: run again for these"
    assert left.key in {finding.key for finding in made.remaining}


def test_a_fix_in_a_file_larger_than_that_is_made(repo, monkeypatch):
    monkeypatch.setattr(plan, "MOST_TEXT", 0)
    assert plan.make(repo, wants("f", b"1", lambda data: b"1"), everything).changes == {"f": b"1"}
