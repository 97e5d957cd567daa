"""`watchlint rule` and `watchlint` itself."""

from __future__ import annotations

import json

import pytest

from watchlint.cli import main as watchlint
from watchlint.cli import rule
from watchlint.rules.catalogue import HOOKS

RULES = [found for hook in HOOKS for found in hook.rules]


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.name)
def test_every_field_of_a_rule_is_filled(found):
    assert all(value for name, value in found._asdict().items() if name not in ("about", "page")), found
    assert found.severity in ("error", "warning", "info")
    assert found.fix in ("safe", "unsafe", "none")
    assert found.hook in {hook.name for hook in HOOKS}


def test_names_are_unique():
    assert len({found.name for found in RULES}) == len(RULES)


def test_the_catalogue_lists_every_rule(capsys):
    assert rule.main([]) == 0
    out = capsys.readouterr().out
    assert all(found.name in out for found in RULES)


@pytest.mark.parametrize("found", RULES, ids=lambda found: found.name)
def test_one_rule_is_explained(capsys, found):
    assert rule.main([found.name]) == 0
    out = capsys.readouterr().out
    assert found.why in out
    assert found.url in out


def test_json_of_one_and_of_all(capsys):
    assert rule.main(["gitignore-missing", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "gitignore-missing"
    assert rule.main(["--output-format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rules"]) == len(RULES)


def test_an_unknown_rule_is_one_line_with_the_nearest(capsys):
    assert rule.main(["gitignore-mising"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "gitignore-missing" in err


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["--version"], 0, "watchlint "),
        ([], 0, "usage: watchlint COMMAND"),
        (["chekc"], 2, "did you mean 'check'?"),
        (["rule", "compiled-sourceless"], 0, "PEP 3147"),
    ],
)
def test_watchlint(capsys, argv, code, said):
    assert watchlint.main(argv) == code
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
