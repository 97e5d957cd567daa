"""One run over its roots: what is gathered, where it is written, and the exit code."""

from __future__ import annotations

import json

import pytest

from watchlint.checking.options import Options
from watchlint.cli.run import Run
from watchlint.errors import UsageError
from watchlint.findings.selection import UnknownRule
from watchlint.rules.catalogue import HOOKS

BROKEN = {"m.py": "import m\n", ".gitignore": "*.log\n"}
CLEAN = {"README.md": ""}


def made(*roots, **flags) -> Run:
    options = Options()
    options.roots, options.output_format = [str(root) for root in roots], "text"
    vars(options).update(flags)
    run = Run(HOOKS, options)
    run.check()
    return run


@pytest.mark.parametrize(
    ("roots", "flags", "code"),
    [
        (["clean"], {}, 0), (["broken"], {}, 1), (["broken", "clean"], {}, 1), (["gone"], {}, 2), (["broken", "gone"], {}, 2),
        (["broken"], {"exit_zero": True}, 0), (["gone"], {"exit_zero": True}, 2), (["broken"], {"diff": True}, 1),
        (["clean"], {"diff": True}, 0),
    ],
)  # fmt: skip
def test_the_worst_of_the_roots_is_the_exit_code(repository, monkeypatch, tmp_path, roots, flags, code):
    repository(CLEAN, name="clean")
    repository(BROKEN, name="broken")
    monkeypatch.chdir(tmp_path)
    assert made(*roots, **flags).exit_code() == code


def test_what_several_roots_come_to(repository, monkeypatch, tmp_path):
    for name in ("a", "b"):
        repository(BROKEN, name=name)
    monkeypatch.chdir(tmp_path)
    run = made("a", "b", "gone", fix=True)
    assert {one.root for one in run.report.findings} == {"a", "b"} and all(one.applied for one in run.report.findings)
    assert run.report.next_command.count("git -C ") == 4 and " && git -C " in run.report.next_command
    assert run.failures == ["gone: no such folder"]


def test_the_file_of_a_finding_can_be_had(repository, monkeypatch, tmp_path):
    for name in ("a", "b"):
        repository({**BROKEN, ".gitignore": f"*.{name}\n"}, name=name)
    monkeypatch.chdir(tmp_path)
    run = made("a", "b")
    found = [one for one in run.report.findings if one.path == ".gitignore"]
    assert {one.root: run.report.read(one) for one in found} == {"a": b"*.a\n", "b": b"*.b\n"}
    found[0].path = "gone"
    assert run.report.read(found[0]) is None


@pytest.mark.parametrize("flag", ["select", "ignore"])
def test_a_rule_that_nobody_has_is_refused_before_anything_is_read(monkeypatch, flag):
    from watchlint.cli import run as running

    with pytest.raises(UnknownRule):
        made("gone", **{flag: ["no-such-rule"]})
    monkeypatch.setattr(running, "_has_plugins", lambda: True)  # whose it is, the settings of the root say
    assert made("gone", **{flag: ["no-such-rule"]}).exit_code() == 2


def test_a_rule_that_was_asked_for_by_name(repository):
    tree = repository(CLEAN)
    assert made(tree, select=["check-gitignore", "gitignore-missing"]).report.asked_for == {"gitignore-missing"}


def test_a_baseline_is_written_and_read(repository, tmp_path, capfdbinary):
    tree, place = repository(BROKEN), tmp_path / "known.json"
    run = made(tree, baseline=str(place), write_baseline=True, output_format="json")
    run.finish()
    assert capfdbinary.readouterr().out == f"1 finding written to {place}\n".encode() and run.exit_code() == 0
    again = made(tree, baseline=str(place))
    assert (again.report.findings, len(again.report.suppressed), again.exit_code()) == ([], 1, 0)
    place.write_text("[")
    with pytest.raises(UsageError):
        made(tree, baseline=str(place))


@pytest.mark.parametrize("flag", ["baseline", "output_file"])
def test_a_place_that_can_not_be_written_is_one_line(repository, tmp_path, flag):
    tree = repository(BROKEN)
    given = {flag: str(tmp_path / "no" / "such")} | ({"write_baseline": True} if flag == "baseline" else {})
    run = made(tree, **given)
    with pytest.raises(UsageError) as raised:
        run.finish()
    assert str(raised.value).startswith(f"--{flag.replace('_', '-')} ") and "\n" not in str(raised.value)


def test_a_report_goes_to_a_file_and_annotations_to_the_service(repository, tmp_path, capfdbinary):
    run = made(repository(BROKEN), output_file=str(tmp_path / "report"), output_format="json", annotate=True)
    run.finish()
    assert json.loads((tmp_path / "report").read_text())["findings"]
    assert capfdbinary.readouterr().out.startswith(b"::error file=.gitignore,")


def test_where_nothing_could_be_checked_only_programs_get_a_report(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    made("gone").finish()
    assert capfdbinary.readouterr().out == b""
    made("gone", output_format="json").finish()
    assert json.loads(capfdbinary.readouterr().out)["roots"][0]["error"] == "gone: no such folder"
