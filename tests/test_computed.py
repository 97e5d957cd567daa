"""A property that is computed once, and a pattern that is compiled when it is used."""

from __future__ import annotations

import subprocess
import sys

from watchlint.computed import cached_property, pattern


class Counted:
    times = 0

    @cached_property
    def number(self) -> int:
        """A number."""
        self.times += 1
        return self.times


def test_it_is_computed_when_asked_for_and_kept_in_the_instance():
    one, other = Counted(), Counted()
    assert "number" not in one.__dict__
    assert [one.number, one.number, one.times] == [1, 1, 1]
    assert other.times == 0 and one.__dict__["number"] == 1
    assert Counted.number.__doc__ == "A number."


def test_functools_is_not_imported():
    code = "import sys; sys.path.insert(0, '.'); import watchlint.computed; sys.exit('functools' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-S", "-c", code]).returncode == 0


def test_a_pattern_is_compiled_when_it_is_used():
    found = pattern(r"(?i)a(b)?")
    assert "match" not in vars(found)
    assert found.match("AB")[1] == "B" and found.fullmatch("b") is None and found.pattern == r"(?i)a(b)?"
    assert "match" in vars(found) and pattern(rb"a").findall(b"aba") == [b"a", b"a"]


def test_re_is_not_imported_for_a_pattern_that_nobody_uses():
    code = (
        "import sys; sys.path.insert(0, '.'); from watchlint.computed import pattern; pattern('a'); "
        "sys.exit('re' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-I", "-S", "-c", code]).returncode == 0
