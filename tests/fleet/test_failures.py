"""git's words as one line, and what may pass by itself. The words are those of git 2.39 to 2.51, curl 8 and OpenSSH 9."""

from __future__ import annotations

import pytest

from watchlint.fleet import failures

PASSING = [
    "fatal: unable to access 'https://x.invalid/': Could not resolve host: x.invalid",
    "fatal: unable to access 'http://h/': Failed to connect to h port 9 after 0 ms: Couldn't connect to server",
    "fatal: unable to access 'http://h/503/': The requested URL returned error: 503",
    "fatal: unable to access 'http://h/': The requested URL returned error: 429",
    "error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF",
    "fatal: write error: No space left on device\nfatal: index-pack failed",
    "ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote repository.",
    "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights",
    "fatal: the remote end hung up unexpectedly",
    "error: failed to write new configuration file .git/config.lock\nfatal: could not set 'core.filemode' to 'true'",
]
FINAL = [
    "fatal: repository 'http://h/404/' not found",
    "ERROR: Repository not found.\nfatal: Could not read from remote repository.",
    "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.",
    "fatal: Authentication failed for 'http://h/'",
    "fatal: could not read Username for 'https://h': terminal prompts disabled",
    "Host key verification failed.\nfatal: Could not read from remote repository.",
    "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.",
    "error: inflate: data stream error (incorrect header check)\nfatal: early EOF",
    "fatal: transport 'ext' not allowed",
    "fatal: detected dubious ownership in repository at '/x'",
    "error: invalid path '.git/config'",
    "fatal: unable to access 'http://h/': The requested URL returned error: 403",
    "",
]


@pytest.mark.parametrize(("said", "passing"), [(said, True) for said in PASSING] + [(said, False) for said in FINAL])
def test_what_may_pass_by_itself(said, passing):
    failure = failures.of_git("clone", 128, said)
    assert failure.passing is passing and "\n" not in failure.reason and failure.reason.startswith("clone: ")


@pytest.mark.parametrize(
    ("code", "said", "reason"),
    [
        (128, "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", "clone: git@h: Permission denied (publickey)."),
        (128, "fatal: Could not read from remote repository.\n\nPlease make", "clone: Could not read from remote repository."),
        (1, "error: a\nfatal: b\nfatal: c\n", "clone: a; b"),
        (128, "fatal: unable to access 'https://me:secret@h/': no", "clone: unable to access 'https://h/': no"),
        (-11, "", "clone: git was ended by signal 11"),
        (3, "", "clone: git ended with exit code 3"),
        (-25, "", "a file of it is larger than --disk allows"),
        (128, "fatal: Out of memory, malloc failed", "git needs more memory than --memory allows"),
    ],
)  # fmt: skip
def test_the_reason(code, said, reason):
    assert failures.of_git("clone", code, said).reason == reason


def test_a_reason_is_one_line_of_some_length():
    assert len(failures.Failure("a\n" * 1000).reason) == 300
