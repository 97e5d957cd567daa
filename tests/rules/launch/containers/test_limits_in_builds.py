"""Inotify limits that are set while an image is built."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.source import Source
from watchlint.fixes.splice import spliced
from watchlint.rules.launch.containers.limits_in_builds import problems

SET = "sysctl -w fs.inotify.max_user_watches=1"
WRITE = "echo fs.inotify.max_user_watches=1 >> /etc/sysctl.conf"

# what stands in the Dockerfile -> what is left of it; None where nothing is said, "" + the same where nothing is cut
CASES = {
    # near misses first
    "RUN sysctl -w vm.swappiness=1": None,
    f"# RUN {SET}": None,
    f"CMD {SET}": None,
    f"RUN --security=insecure {SET}": None,
    "RUN echo fs.inotify is a limit": None,
    "COPY inotify.conf /etc/other/": None,
    # a whole instruction
    f"RUN {SET}": "",
    f"RUN {WRITE} && sysctl -p": "",
    f"RUN ({SET})": "",
    "COPY 40-inotify.conf /etc/sysctl.d/": "",
    "COPY --chown=a 40-inotify.conf /etc/sysctl.d/": "",
    "COPY a 40-inotify.conf /etc/sysctl.d/": "COPY a 40-inotify.conf /etc/sysctl.d/",
    "ADD 40-inotify.conf /etc/sysctl.conf": "",
    # a part of one
    f"RUN a && {SET}": "RUN a",
    f"RUN {SET} && a": "RUN a",
    f"RUN a && {SET} && b": "RUN a && b",
    f"RUN a; {SET}; b": "RUN a; b",
    f"RUN --mount=type=cache {SET} && a": "RUN --mount=type=cache a",
    f"RUN {WRITE} && a && sysctl --system": "RUN a",
    f"RUN set -e; {SET}; b": f"RUN set -e; {SET}; b",  # what an error does is not known
    f"RUN if x; then {SET}; fi": f"RUN if x; then {SET}; fi",
    f"RUN a && {SET} net.core.somaxconn=1": f"RUN a && {SET} net.core.somaxconn=1",  # another key goes with it
    f"RUN a && make {SET}": f"RUN a && make {SET}",
    f"RUN {{ {SET}; a; }}": f"RUN {{ {SET}; a; }}",
    f"RUN <<EOF\n{SET}\nEOF": f"RUN <<EOF\n{SET}\nEOF",
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_said_and_what_is_cut(text, newline):
    data = f"FROM x\n{text}\nUSER x\n".replace("\n", newline).encode()
    found = list(problems(Source("Dockerfile", "dockerfile", data)))
    after = CASES[text]
    assert bool(found) is (after is not None)
    if after is not None:
        left = f"FROM x\n{after}\nUSER x\n" if after else "FROM x\nUSER x\n"
        cut = spliced(data, [splice for one in found for splice in one.splices])
        assert cut == left.replace("\n", newline).encode()
        again = list(problems(Source("Dockerfile", "dockerfile", cut)))
        assert not any(one.splices for one in again)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"RUN {SET}", "so the build fails"),
        (f"RUN {WRITE} && sysctl -p", "read by nobody"),
        ("RUN a && echo fs.inotify.max_user_watches=1 | tee /etc/sysctl.conf && sysctl -p", "read by nobody"),
    ],
)
def test_why(text, why):
    found = list(problems(Source("Dockerfile", "dockerfile", f"FROM x\n{text}\n".encode())))
    assert why in found[0].message
