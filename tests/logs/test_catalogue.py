from __future__ import annotations

import io
import re

import pytest

from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.decoding import without_escapes
from watchlint.logs.messages.model import SEVERITIES
from watchlint.logs.reading import Seen, read_log
from watchlint.logs.steps import filled

EXAMPLES = [(message, example) for message in MESSAGES for example in message.examples]
LAST: dict[str, set[str]] = {
    "granian-never-came-back": set(),
    "uvicorn-never-came-back": {"uvicorn-reloading"},
    "flask-never-came-back": {"flask-reloading"},
    "flask-never-started": {"flask-reloader"},
}
"""What counts as the last line of a log alone -> what the same line is anywhere."""
IDS = [f"{message.id}-{number}" for number, (message, _) in enumerate(EXAMPLES)]


def seen(example: str, after: str = "last\n") -> list[Seen]:
    return read_log(io.BytesIO(f"first\n{example}\n{after}".encode())).seen


@pytest.mark.parametrize("message, example", EXAMPLES, ids=IDS)
def test_a_captured_line_is_recognised_by_its_message_and_by_no_other(message, example):
    found = seen(example, after="" if message.last else "last\n")
    last = example.count("\n") + 2
    assert [(row.count, row.last) for row in found if row.message is message] == [(1, last)]
    others = {row.message.id for row in found if row.last == last} - {message.id}
    assert others <= LAST.get(message.id, set())


@pytest.mark.parametrize("message, example", EXAMPLES, ids=IDS)
def test_no_other_pattern_fits_a_captured_line(message, example):
    """So that the order of the messages plays no part; those that say little give way to any other, and to one that asks for
    more than this line."""
    line = without_escapes(example.encode()).split(b"\n")[-1]
    others = [other for other in MESSAGES if not other.general and not other.last]
    fits = {other.id for other in others if re.search(other.pattern, line) and not (message.general and other.near)}
    assert fits == (set() if message.general else LAST.get(message.id, {message.id}))


@pytest.mark.parametrize("message", MESSAGES, ids=[message.id for message in MESSAGES])
def test_a_message_says_what_it_means_and_what_to_do(message):
    assert message.examples and message.source and message.tool
    assert message.means.endswith(".") and message.problem in SEVERITIES
    assert message.steps or not message.problem


PROSE = re.compile(r"(?:Run|Restart|Add|Start|Write|Give|Correct|Put|If|Watch|Upgrade|Create|Nothing)\b|.*[.…]$|.*`")


@pytest.mark.parametrize("message", MESSAGES, ids=[message.id for message in MESSAGES])
def test_every_step_is_a_command_to_copy(message):
    for server in ("", "streamlit", "uvicorn"):
        for step in filled(message, server, "/srv/x y"):
            assert not PROSE.match(step.partition("  #")[0]) and not re.search(r"\{\w+\}", step), step


@pytest.mark.parametrize("message", MESSAGES, ids=[message.id for message in MESSAGES])
def test_a_step_against_a_limit_is_no_errand_to_a_server_that_is_dead(message):
    if message.problem in ("watch-limit", "instance-limit"):
        assert filled(message)[0].startswith(("sudo sysctl fs.inotify.max_user_", "df "))


def test_ids_are_different():
    ids = [message.id for message in MESSAGES]
    assert len(set(ids)) == len(ids)


def test_what_takes_a_message_out_is_there():
    assert {other for message in MESSAGES for other in message.unless} <= {message.id for message in MESSAGES}
