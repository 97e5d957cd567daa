"""launch-sysctl-not-loaded: a file of sysctl.d is written, and `sysctl -p` does not read it."""

from __future__ import annotations

import re

from watchlint.facts.launch.kinds import MAKEFILE, SHELL
from watchlint.findings import WARNING, Rule
from watchlint.rules.launch import NAME, files, in_files
from watchlint.rules.launch.problem import Problem, findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

_SCRIPT = (
    "#!/bin/sh\necho fs.inotify.max_user_watches=524288 | sudo tee /etc/sysctl.d/60-inotify.conf\nsudo sysctl {}\n"
)

RULE = Rule(
    name="launch-sysctl-not-loaded",
    hook=NAME,
    severity=WARNING,
    summary="A file of sysctl.d is written, and `sysctl -p` does not read it.",
    why="Without a file name `sysctl -p` reads /etc/sysctl.conf and nothing else. The new value holds from the next boot on.",
    evidence="A frequent slip in instructions for raising the watch limit.",
    before={"executable-setup.sh": _SCRIPT.format("-p")},
    after={"executable-setup.sh": _SCRIPT.format("--system")},
    fix="safe",
    since="0.1.0",
    source="sysctl(8), procps 4.0.2",
    about=in_files((SHELL, MAKEFILE), "inotify"),
)

_WRITTEN = re.compile(r"(?m)^(?!\s*#).*?(?:>|\btee\b|\bcp\b|\binstall\b)[^\n#]*/etc/sysctl\.d/[\w.-]+\.conf")
_LOADED = re.compile(r"(?m)^(?!\s*#).*?\bsysctl[ \t]+(-p)(?=[ \t]*(?:$|[;&|\r#]))")
_DOCUMENT = re.compile(r"(?ms)<<-?[ \t]*(['\"]?)(\w+)\1[^\n]*\n(?P<body>.*?)^\t*\2[ \t\r]*$")


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each `sysctl -p` after a file that holds an inotify limit was written."""
    for source in files.sources(repository, (SHELL, MAKEFILE)):
        if "inotify" in source.text:
            yield from findings(RULE, source, problems)


def problems(source: Source) -> Iterator[Problem]:
    """Those of one text; what a here-document holds is data, not a command."""
    text = _DOCUMENT.sub(_blanked, source.text)
    written = _WRITTEN.search(text)
    if not written or "/etc/sysctl.conf" in text:
        return
    for found in _LOADED.finditer(text, written.start()):
        yield Problem(
            "sysctl -p reads /etc/sysctl.conf only, not the file of sysctl.d that is written above",
            found.start(1) - 7, found.end(1), "sysctl -p", "Run `sysctl --system`.",
            [(found.start(1), found.end(1), "--system")], "use sysctl --system",
        )  # fmt: skip


def _blanked(found: re.Match[str]) -> str:
    body, start = found["body"], found.start()
    at = found.start("body") - start
    return found[0][:at] + re.sub(r"[^\n]", " ", body) + found[0][at + len(body) :]
