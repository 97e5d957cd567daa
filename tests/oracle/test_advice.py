"""docs/advice.md: each piece of advice tried on the real server, and the page's numbers are those the kernel counts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from environments import environment
from running import Counted, free_port, running
from streamlit_server import Session, settled

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's"),
]

PAGE = Path(__file__).parents[2] / "docs" / "advice.md"
FOLDERS = 700
"""Of node_modules, with node_modules itself."""

ASGI = """
async def app(scope, receive, send):
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
"""

PLAIN = "[server]\nheadless = true\n"
EXCLUDED = PLAIN + '[server.fileWatcher]\nexcludePatterns = ["node_modules/*"]\n'
ENABLED = {"STREAMLIT_SERVER_ENABLE_FILE_WATCHER": "false"}
NO_WATCHER = {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}

# heading in the page -> (server, files, words, variables) as the advice has it, and as it works
TRIED = {
    "excludePatterns": (
        ("streamlit", {".streamlit/config.toml": EXCLUDED}, (), {}),
        ("streamlit", {".streamlit/config.toml": PLAIN + 'fileWatcherType = "poll"\n'}, (), {}),
    ),
    "runOnSave": (
        ("streamlit", {".streamlit/config.toml": PLAIN + "runOnSave = false\n"}, (), {}),
        ("streamlit", {".streamlit/config.toml": PLAIN + 'fileWatcherType = "none"\n'}, (), {}),
    ),
    "ENABLE_FILE_WATCHER": (("streamlit", {}, (), ENABLED), ("streamlit", {}, (), NO_WATCHER)),
    "--reload-exclude": (
        ("uvicorn", {}, ("--reload-exclude", "node_modules/*"), {}),
        ("uvicorn", {}, ("--reload-dir", "shop"), {}),
    ),
    ".gitignore": (
        ("uvicorn", {".gitignore": "node_modules/\n__pycache__/\n"}, (), {}),
        ("uvicorn", {"node_modules": "moved out"}, (), {}),
    ),
}


def held(
    tree: Path,
    log: Path,
    expected: int,
    server: str,
    files: dict[str, str],
    words: tuple[str, ...],
    variables: dict[str, str],
):
    """The watches that a real server holds on a small project with a node_modules of 700 folders; `expected` saves waiting."""
    (tree / "shop").mkdir(parents=True)
    (tree / "shop" / "__init__.py").touch()
    (tree / "shop" / "main.py").write_text(ASGI, encoding="utf-8")
    (tree / "app.py").write_text("import streamlit as st\n\nst.title('Shop')\n", encoding="utf-8")
    for number in range(0 if "node_modules" in files else FOLDERS - 1):
        (tree / f"node_modules/package{number}").mkdir(parents=True)
    (tree / ".streamlit").mkdir()
    for name, text in {".streamlit/config.toml": PLAIN, **files}.items():
        if name != "node_modules":
            (tree / name).write_text(text, encoding="utf-8")
    port = str(free_port())
    home = {"HOME": str(log.parent / "home"), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    (log.parent / "home").mkdir(exist_ok=True)
    if server == "uvicorn":
        python = environment("uvicorn", ["uvicorn==0.54.0", "watchfiles==1.3.0"])
        command = [python, "-m", "uvicorn", "shop.main:app", "--reload", "--port", port, *words]
        with running(command, tree, log, env=home) as started:
            return started.settled("Application startup complete", Counted(expected, 1)).watches
    python = environment("streamlit-1.67.0", ["streamlit==1.67.0", "watchdog==7.1.0"])
    command = [python, "-m", "streamlit", "run", "app.py", "--server.port", port, "--server.address", "127.0.0.1"]
    with running([*command, "--browser.gatherUsageStats", "false", *words], tree, log, env=home) as started:
        started.waits_for(lambda: port in started.said())
        session = Session(int(port)).run()
        try:
            return settled(started.process.pid).watches
        finally:
            session.close()


def section(word: str) -> str:
    """The part of the page whose heading has this word."""
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return next(part for part in parts if word in part.partition("\n")[0])


@pytest.mark.parametrize("word", TRIED)
def test_the_pages_numbers_are_the_kernels(word, tmp_path):
    advised, works = TRIED[word]
    said = [int(number) for number in re.findall(r"(\d+) watch(?:es)?\b", section(word))][:3]
    cases = {"without": (advised[0], {}, (), {}), "advised": advised, "works": works}
    numbers = [
        held(tmp_path / name, tmp_path / f"{name}.log", expected, *case)
        for (name, case), expected in zip(cases.items(), said, strict=True)
    ]
    assert numbers == said
    assert numbers[0] == numbers[1] > numbers[2]
