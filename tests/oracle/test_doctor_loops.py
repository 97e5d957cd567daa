"""Real servers that start, or build, again and again because what they run writes into what they watch; and those that were
only edited, or only write a log."""

from __future__ import annotations

import sys
import time

import pytest
from doctor_servers import MODERN, port
from doctor_started import doctor, follow
from environments import environment

from watchlint.facts.machine import process_tree
from watchlint.facts.machine.held_watches import held_marks

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's /proc"),
]

SPHINX = ("sphinx-autobuild", ["sphinx-autobuild==2025.8.25"])
MKDOCS = ("mkdocs-click-8.4", ["mkdocs==1.6.1", "click==8.4.0"])

WRITES = "import time\nfrom pathlib import Path\n\nprint('STARTED', flush=True)\n{file}.write_text(f'# {{time.time()}}\\n')\n"
SERVES = "\n\nasync def app(scope, receive, send):\n    pass\n"
CONF = WRITES.format(file="(Path(__file__).parent / 'changes.rst')")
HOOK = WRITES.replace("\nprint", "\n\ndef on_pre_build(config):\n    print").replace("\n{file}", "\n    {file}")

# (name, environment, its files, the command, the file that is written, the file that a user edits)
LOOPS = {
    "watchfiles, a log": (
        "watchfiles", MODERN, {"job.py": WRITES.format(file="Path('job.log')") + "time.sleep(600)\n"},
        "watchfiles 'python job.py' .", "job.log", "job.py",
    ),
    "uvicorn, a module that is made": (
        "uvicorn", MODERN, {"main.py": WRITES.format(file="Path('made.py')") + SERVES},
        "uvicorn main:app --reload --port {port}", "made.py", "main.py",
    ),
    "sphinx-autobuild, a page that is made": (
        "sphinx-autobuild", SPHINX, {"docs/conf.py": CONF, "docs/index.rst": "x\n=\n"},
        "sphinx-autobuild --port {port} docs docs/_build", "docs/changes.rst", "docs/index.rst",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOPS)
def test_started_again_and_again(case, place, started):
    name, needs, files, command, written, edited = LOOPS[case]
    root = place(files)
    python = environment(*needs)
    server = started(f"exec {command.format(port=port())}", python, root)
    watches(server)
    server.reloads(root / edited, 60)  # one edit starts it, where it was not started yet
    assert server.waits_for(server.starts() + 2, 60)
    line, steps = doctor(root)
    assert line.startswith(f"1 problem: {name} (process {server.process.pid}) "), line
    assert "again and again although nobody edits" in line and f"{written} is written each time" in line, line
    server = started(f"exec {follow(server, steps, name)}", python, root)
    watches(server)
    calm(server)
    assert server.reloads(root / edited, 60)
    calm(server)
    assert doctor(root)[0].startswith("No problem found"), doctor(root)[0]


def test_mkdocs_builds_again_and_again(place, started):
    files = {"docs/index.md": "# x\n", "hook.py": HOOK.format(file="Path('docs/made.md')"), "mkdocs.yml": "site_name: x\nhooks: [hook.py]\n"}  # fmt: skip
    root, python = place(files), environment(*MKDOCS)
    command = f"exec mkdocs serve -a 127.0.0.1:{port()}"
    server = started(command, python, root)
    assert server.reloads(root / "docs/index.md", 60)
    assert server.waits_for(server.starts() + 2, 60)
    line, steps = doctor(root)
    assert line.startswith(f"1 problem: mkdocs (process {server.process.pid}) builds again and again"), line
    assert "docs/made.md" in line and "write it outside of docs" in follow(server, steps, "# docs/made.md:")
    (root / "hook.py").write_text(HOOK.format(file="Path('made.md')"))
    (root / "docs/made.md").unlink()
    server = started(command, python, root)
    calm(server)
    assert server.reloads(root / "docs/index.md", 60)
    calm(server)
    assert doctor(root)[0].startswith("No problem found"), doctor(root)[0]


def test_an_edit_and_a_log_are_no_loop(place, started):
    """The app writes all the time, and the server, which asks for *.py alone, was started again by a user."""
    code = "import threading, time\n\nprint('STARTED', flush=True)\n\n\ndef write():\n    while True:\n        open('app.log', 'a').write('x\\n')\n        time.sleep(0.1)\n\n\nthreading.Thread(target=write, daemon=True).start()\n"  # fmt: skip
    root, python = place({"main.py": code + SERVES}), environment(*MODERN)
    server = started(f"exec uvicorn main:app --reload --port {port()}", python, root)
    assert server.reloads(root / "main.py", 60)
    assert doctor(root)[0].startswith("No problem found"), doctor(root)[0]


@pytest.fixture
def place(tmp_path):
    def build(files):
        for name, text in files.items():
            (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "project" / name).write_text(text)
        return tmp_path / "project"

    return build


def watches(server, patience: float = 60) -> None:
    """Waits until it watches anything: it does so after its first build."""
    end = time.monotonic() + patience
    while not held_marks([server.process.pid, *process_tree.children(server.process.pid)]):
        assert time.monotonic() < end, server.said()
        time.sleep(0.05)


def calm(server, quiet: float = 4) -> None:
    """Waits until it has not started or built for a while."""
    starts, since = server.starts(), time.monotonic()
    end = since + 90
    while time.monotonic() - since < quiet:
        assert time.monotonic() < end, server.said()
        time.sleep(0.1)
        if server.starts() != starts:
            starts, since = server.starts(), time.monotonic()
