"""Which scripts are a shell's: by their first line, beside what `identify` (pre-commit's own) says of it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identify import identify

from watchlint.facts.launch.shebang import is_shell


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"#!/bin/sh\n", True),
        (b"#!/bin/sh", True),
        (b"#! /bin/bash -eu\n", True),
        (b"#!/bin/bash\r\n", True),
        (b"#!/usr/bin/env zsh\n", True),
        (b"#!/usr/bin/env -S bash -e\n", True),
        (b"#!/bin/env -i dash\n", True),
        (b"#!/opt/bin/ksh.old\n", True),
        (b"#!/usr/bin/env nix-shell\n#! nix-shell -i bash -p jq\necho\n", True),
        (b"#!/usr/bin/env nix-shell\n#! nix-shell -p jq\n#! nix-shell -i bash\n", True),
        # near misses
        (b"", False),
        (b"#!", False),
        (b"#!\n/bin/sh\n", False),
        (b" #!/bin/sh\n", False),
        (b"# !/bin/sh\n", False),
        (b"#!/usr/bin/env\n", False),
        (b"#!/usr/bin/env -S\n", False),
        (b"#!/usr/bin/python3 /bin/sh\n", False),
        (b"#!/usr/bin/fish\n", False),
        (b"#!/usr/bin/env nix-shell\n#! nix-shell -i python3\n", False),
        (b"#!/usr/bin/env nix-shell\necho -i bash\n", False),
        (b"#!/usr/bin/env nix-shell\n#! nix-shell -i\n", False),
        (b"\x7fELF#!/bin/sh\n", False),
    ],
)
def test_a_first_line(data, answer):
    assert is_shell(data) is answer


WORDS = st.sampled_from(
    [
        "/bin/sh",
        "/usr/bin/env",
        "-S",
        "-i",
        "-e",
        "bash",
        "nix-shell",
        "#!",
        "python3",
        "zsh.5",
        "awk",
        "\n",
        "\n#!",
        "ash",
    ]
)


@given(st.lists(WORDS, max_size=8).map(lambda words: "#!" + " ".join(words)))
def test_what_identify_calls_shell_is_one(text):
    words = identify.parse_shebang(io.BytesIO(text.encode()))
    if words and "shell" in identify.tags_from_interpreter(words[0]):
        assert is_shell(text.encode()), text
