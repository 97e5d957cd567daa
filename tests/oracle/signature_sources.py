"""All sources of real complaints. Started by test_doctor_signatures.py as
`unshare -Ur python signature_sources.py NAME FOLDER PYTHON...`."""

from __future__ import annotations

import resource

import signature_programs  # noqa: F401
import signature_streamlit  # noqa: F401
import signature_watchers  # noqa: F401
from signature_runs import SOURCES, main

NOT_PRODUCED = {
    "vscode-watch-limit": "by hand, with the watcher of code-server 4.100.3 (VS Code 1.100.3): 42 MB are too many for a test",
    "vscode-large-workspace": "the line is shown in a window of VS Code, which needs a screen",
    "dotnet-watch-limit": ".NET is in no registry that a test may use",
    "dotnet-instance-limit": ".NET is in no registry that a test may use",
    "watchexec-limit": "watchexec is in no registry that a test may use",
}
"""Signature -> why no source makes it. Each of them was read in its program's own source or seen in an issue."""

__all__ = ["NOT_PRODUCED", "SOURCES"]

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
