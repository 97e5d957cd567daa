"""What an untracked file makes right here, and a clone lacks."""

from __future__ import annotations

from watchlint.checking import untracked
from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, WARNING, Edit, Finding, Fix, Rule


def look(repo: Repository) -> list[Finding]:
    """An error and a warning where .gitignore is not there, and an error everywhere."""
    found = [Finding(_rule("always", ERROR), "is so", "f")]
    if repo.read(".gitignore") is None:
        fix = Fix("make it", [Edit(".gitignore", lambda data: b"")])
        found += [
            Finding(_rule("grave", ERROR), "nothing is ignored", fix=fix),
            Finding(_rule("light", WARNING), "is so"),
        ]
    return found


def _rule(name: str, severity: str) -> Rule:
    return Rule(name, severity, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")


def test_what_a_clone_lacks_is_said_with_the_command_that_adds_it(repository):
    tree = repository({"f": ""})
    tree.write({".gitignore": "*.pyc\n"})
    repo = Repository(str(tree))
    [missing] = untracked.missing(repo, look, look(repo))
    assert missing.message == "not so in a clone, which has no .gitignore: nothing is ignored"
    assert "`git add :/.gitignore`" in missing.help and missing.fix is None


def test_nothing_is_said_of_a_tracked_file(repository):
    repo = Repository(str(repository({"f": "", ".gitignore": "*.pyc\n"})))
    assert untracked.missing(repo, look, look(repo)) == []
