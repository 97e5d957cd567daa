"""The pictures of README and documentation: a recorded session, and a treemap. `python -m tools.pictures` makes both.

The session is real: a Flask server with watchdog 7.1.0 in an environment of its own, and what `watchlint doctor` prints beside
it on a terminal. The treemap is that of `watchlint watches --html`, of a project made for it. Needs uv and Linux.
"""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tools import terminal

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
APP = 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/")\ndef shop():\n    return "Shop"\n'
COLUMNS = 118

# package of a virtual environment or of node_modules -> folders in it
INSTALLED = {
    "pandas": 120, "numpy": 80, "streamlit": 60, "pyarrow": 90, "altair": 25, "tornado": 12, "pip": 70, "jinja2": 4,
}  # fmt: skip
MODULES = {
    "vite": 40,
    "typescript": 20,
    "@babel": 160,
    "lodash": 8,
    "caniuse-lite": 90,
    "react-dom": 12,
    "core-js": 110,
}
OTHER = {".git/objects": 180, "data/2026": 45, "shop/pages": 1, "shop/models": 1, "tests": 2}

FILLS = {
    "git": "#c792ea", "virtual environment": "#e6c07b", "node_modules": "#7bd88f", "cache": "#7fdbca", "data": "#6cb6ff",
    "": "#f47067", "rest": "#9aa3b2",
}  # fmt: skip
WIDTH, HEIGHT = 960, 420
OPACITY = 0.22
"""Of a box: those inside one another add up."""
SMALLEST = 12
"""Pixels of a side below which a box is left out."""


def session(folder: Path) -> str:
    """What is seen on a terminal: the server's own words after an edit, and the doctor's."""
    shop = folder / "shop"
    shop.mkdir()
    (shop / "app.py").write_text(APP, encoding="utf-8")
    (shop / ".gitignore").write_text(".venv/\n__pycache__/\n*.pyc\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", str(shop)], check=True)
    uv = shutil.which("uv") or "uv"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(shop / ".venv")], check=True)
    python = str(shop / ".venv/bin/python")
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "Flask==3.1.3", "watchdog==7.1.0"], check=True)
    log = folder / "log"
    with open(log, "wb") as output:
        server = subprocess.Popen(
            [str(shop / ".venv/bin/flask"), "run", "--debug", "--port", "5177"],
            cwd=shop, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        while b"Debugger PIN" not in log.read_bytes():
            time.sleep(0.2)
        time.sleep(4)
        (shop / "app.py").write_text(APP.replace('"Shop"', '"Our shop"'), encoding="utf-8")
        time.sleep(3)
        assert log.read_bytes().count(b"Restarting") == 1, "it reloaded: there is nothing to show"
        doctor = _on_a_terminal([sys.executable, "-m", "watchlint", "doctor"], shop)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    shown = doctor.replace(str(folder), "~").split("\n\nLimits")[0].split("\n\n1 dev server runs")[0]
    prompt = "\x1b[32m$\x1b[0m \x1b[1m{}\x1b[0m"
    return "\n".join(
        [
            prompt.format("flask run --debug"),
            " * Restarting with watchdog (inotify)",
            " * Debugger is active!",
            "\x1b[2m   … app.py is edited and saved, and nothing happens …\x1b[0m",
            "",
            prompt.format("watchlint doctor"),
            shown,
        ]
    )


def _on_a_terminal(command: list[str], cwd: Path) -> str:
    """What a command prints where its output is a terminal."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    done = subprocess.Popen(command, cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=environ)
    os.close(theirs)
    said = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # its last writer is gone
            break
        if not more:
            break
        said += more
    done.wait()
    os.close(ours)
    return said.decode().replace("\r\n", "\n").rstrip()


def treemap(folder: Path) -> str:
    """The treemap of a small Streamlit project, as SVG."""
    from watchlint.facts.folders import tree
    from watchlint.facts.repository.near import NearRepository
    from watchlint.settings import Settings
    from watchlint.watch import predict
    from watchlint.watch import treemap as maps

    root = folder / "project"
    groups = [(".venv/lib/python3.13/site-packages", INSTALLED), ("node_modules", MODULES), ("", OTHER)]
    for below, sizes in groups:
        for name, size in sizes.items():
            for number in range(size):
                (root / below / name / f"part{number}").mkdir(parents=True)
    (root / ".venv/pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    (root / "app.py").write_text("import streamlit as st\n", encoding="utf-8")
    for name in ("shop", "shop/pages", "shop/models", "tests", "shop/pages/part0", "shop/models/part0"):
        (root / name / "__init__.py").touch()
    (root / "Procfile").write_text("web: streamlit run app.py\n", encoding="utf-8")
    (root / "requirements.txt").write_text("streamlit==1.67.0\n", encoding="utf-8")
    found = predict.predict(
        NearRepository(str(root)), Settings(), None, None, None, predict.remembering(tree.walk), "", ""
    )
    return _drawn(maps.nodes(found.servers[0], str(root), 60))


def _drawn(nodes: list) -> str:
    top = nodes[0]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 40}" role="img" '
        'font-family="system-ui, sans-serif" aria-label="Watches by folder">',
        "<title>Where the watches of one Streamlit app go</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT + 40}" rx="8" fill="{terminal.BACK}"/>',
        f'<text x="16" y="26" font-size="16" fill="#fff">streamlit run app.py: {top.watches:,} watches</text>',
        f'<text x="{WIDTH - 12}" y="26" font-size="14" fill="#fff" text-anchor="end">the code is the red corner</text>',
    ]
    lines += _boxes(nodes, top, (8, 36, WIDTH - 16, HEIGHT - 4))
    return "\n".join([*lines, "</svg>", ""])


def _boxes(nodes: list, parent, place: tuple[float, float, float, float]) -> Iterator[str]:
    below = sorted((node for node in nodes if node.parent == parent.id), key=lambda node: -node.watches)
    for node, (x, y, w, h) in zip(below, squares([node.watches for node in below], *place), strict=True):
        if min(w, h) < SMALLEST:
            continue
        fill = FILLS.get(node.kind, FILLS[""])
        yield (
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{w - 2:.1f}" height="{h - 2:.1f}" rx="3" fill="{fill}" '
            f'fill-opacity="{OPACITY if node.kind else 0.8}" stroke="{terminal.BACK}"/>'
        )
        words = [f"{node.label}  {node.watches:,}", node.label]
        said = next((word for word in words if len(word) * 7 + 10 < w and h > 18), "")
        if said:
            yield f'<text x="{x + 7:.1f}" y="{y + 16:.1f}" font-size="12" fill="#fff">{escape(said)}</text>'
        if w > 60 and h > 50:
            yield from _boxes(nodes, node, (x + 3, y + 22, w - 6, h - 25))


def squares(sizes: list[int], x: float, y: float, w: float, h: float) -> list[tuple[float, float, float, float]]:
    """A rectangle for each size, the largest first, as square as may be (Bruls, Huizing and van Wijk, 2000)."""
    scale, found = w * h / sum(sizes) if sizes else 0, []
    left = [size * scale for size in sizes]
    while left:
        side, count = min(w, h), 1
        while count < len(left) and _worst(left[: count + 1], side) <= _worst(left[:count], side):
            count += 1
        row, left = left[:count], left[count:]
        thick, at = sum(row) / side, 0.0
        for area in row:
            long = area / thick
            found.append((x, y + at, thick, long) if w >= h else (x + at, y, long, thick))
            at += long
        x, y, w, h = (x + thick, y, w - thick, h) if w >= h else (x, y + thick, w, h - thick)
    return found


def _worst(row: list[float], side: float) -> float:
    """The ratio of the sides of a row's worst rectangle."""
    total = sum(row)
    return max(max(side * side * area / total**2, total**2 / (side * side * area)) for area in row)


def main() -> int:
    """Write both."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        text = session(Path(folder))
        label = "watchlint doctor says why a Flask server does not reload, and the command that ends it"
        drawn = terminal.picture(text, "a server that does not reload", label, COLUMNS)
        (PICTURES / "session.svg").write_text(drawn, encoding="utf-8")
        (PICTURES / "treemap.svg").write_text(treemap(Path(folder)), encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
