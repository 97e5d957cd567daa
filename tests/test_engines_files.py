"""What other programs read of this repository: problem matchers, the MegaLinter descriptor, the image."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent
MATCHERS = json.loads((PROJECT / ".github" / "watchlint-matcher.json").read_text())["problemMatcher"]


def matched(line: str) -> dict[str, str] | None:
    """The first matcher's reading of a line, as GitHub's runner takes it."""
    for matcher in MATCHERS:
        (pattern,) = matcher["pattern"]
        match = re.search(pattern["regexp"], line)
        if match:
            parts = {key: match[group] for key, group in pattern.items() if key != "regexp"}
            return {"severity": matcher["severity"], **parts}
    return None


def test_the_matcher_reads_what_concise_prints(repository, run):
    tree = repository(
        {"a b.py": "import c\n", "c.py": "", "x.so": "x", ".streamlit/config.toml": "[server]\nprot = 1\n"}
    )
    lines = run("check_all", "--output-format", "concise", "--color", "never", cwd=tree).out.splitlines()
    found = [row for row in map(matched, lines) if row]
    wanted = json.loads(run("check_all", "--output-format", "json", cwd=tree).out)["findings"]
    wanted = [finding for finding in wanted if finding["severity"] != "info"]
    assert len(found) == len(wanted) == 3
    for finding in wanted:
        place = {"file": finding["path"], "code": finding["rule"], "severity": finding["severity"]}
        same = [row for row in found if row and place.items() <= row.items()]
        assert same and same[0]["line"] == (str(finding["line"]) if finding["line"] else None)


@pytest.mark.parametrize("line", ["1 error, 0 warnings, 0 fixed, 0 suppressed", "", "    Remove it: error or not."])
def test_the_matcher_reads_nothing_else(line):
    assert matched(line) is None


def test_the_descriptor_of_megalinter_calls_flags_that_exist(run):
    path = PROJECT / "tools" / "mega-linter-plugin-watchlint" / "watchlint.megalinter-descriptor.yml"
    (linter,) = yaml.safe_load(path.read_text())["linters"]
    help_ = run("check_all", "--help").out
    used = [linter["cli_config_arg_name"], linter["cli_lint_fix_arg_name"], *linter["cli_lint_extra_args"][1:]]
    flags = [word for word in (*used, *linter["cli_sarif_args"]) if word.startswith("--")]
    assert len(flags) == 5 and all(flag in help_ for flag in flags)


DESCRIPTOR = {
    "descriptor_id", "descriptor_type", "descriptor_label", "linters",
}  # fmt: skip
LINTER = {
    "linter_name", "name", "linter_text", "linter_url", "linter_repo", "linter_rules_url", "linter_rules_configuration_url",
    "linter_rules_inline_disable_url", "linter_spdx_license", "cli_lint_mode", "cli_executable", "cli_lint_extra_args",
    "cli_lint_fix_arg_name", "cli_config_arg_name", "config_file_name", "cli_sarif_args", "can_output_sarif",
    "cli_lint_errors_count", "cli_lint_errors_regex", "cli_version_arg_name", "examples", "install",
}  # fmt: skip
"""What is used here of the properties in MegaLinter's megalinter-descriptor.jsonschema.json: it takes no other."""


def test_the_descriptor_of_megalinter_has_the_fields_of_its_schema():
    path = PROJECT / "tools" / "mega-linter-plugin-watchlint" / "watchlint.megalinter-descriptor.yml"
    read = yaml.safe_load(path.read_text())
    (linter,) = read["linters"]
    assert set(read) == DESCRIPTOR and read["descriptor_type"] in ("language", "format", "tooling_format", "other")
    assert set(linter) == LINTER and linter["cli_lint_mode"] in ("file", "list_of_files", "project")
    assert linter["cli_lint_errors_count"] in ("regex_number", "regex_count", "regex_sum", "total_lines")
    assert all(linter[name].startswith("https://") for name in linter if name.endswith(("_url", "_repo")))


def test_the_image_runs_as_nobody_and_keeps_no_cache():
    text = (PROJECT / "tools" / "image" / "Dockerfile").read_text()
    assert "\nUSER 65534:65534\n" in text and "--no-cache-dir" in text and 'ENTRYPOINT ["watchlint"]' in text
