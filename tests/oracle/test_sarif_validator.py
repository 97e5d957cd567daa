"""The SARIF report of every rule's example, read by the standard's own validator (npm: @microsoft/sarif-multitool)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests import spelling
from watchlint.rules.catalogue import HOOKS

VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.nightly,
    pytest.mark.skipif(os.environ.get("WATCHLINT_NIGHTLY") != "1", reason="downloads 100 MB: WATCHLINT_NIGHTLY=1"),
    pytest.mark.skipif(not shutil.which("npm") or sys.platform != "linux", reason="needs npm and Linux"),
]


def test_it_has_neither_an_error_nor_a_warning(repository, run, tmp_path):
    rules = [rule for hook in HOOKS for rule in hook.rules]
    names = [str(spelling.lay(repository, rule.before, name=rule.name)) for rule in rules]
    log = tmp_path / "log.sarif"
    words = ("--notes", "--exit-zero", "--output-format", "sarif", "--output-file", str(log))
    assert run("check_all", *words, *names).code == 0
    assert {rule.name for rule in rules} - set(re.findall(r'"ruleId": "([\w-]+)"', log.read_text())) <= {
        "inotify-prediction-exceeds"  # hangs on this machine's limit
    }
    subprocess.run(["npm", "install", "--silent", "--prefix", str(tmp_path), VALIDATOR], check=True)
    (program,) = tmp_path.glob("node_modules/@microsoft/*/Sarif.Multitool")
    # GitHub's own rules, too; what is no more than a note (SARIF2011: no contextRegion) is none of these levels.
    command = [str(program), "validate", str(log), "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "1 files scanned" in told
    assert re.findall(r".*: (?:error|warning) \w+:.*", told) == []
