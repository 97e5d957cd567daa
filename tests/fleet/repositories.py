"""Bare repositories as an organisation has them, and such as are broken in one of many ways: `make(folder, count)`.

`python -m tests.fleet.repositories FOLDER COUNT` makes them by hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Made(NamedTuple):
    """One line of a list, and what an audit has to say of it: status, and a pattern that the reason (or "") matches."""

    line: str
    status: str
    reason: str = ""


GOOD_IGNORE = "__pycache__/\n*.py[cod]\n*.pyc.*\n.venv/\n"
LIBRARY = {
    "pyproject.toml": "[project]\nname = 'library'\nversion = '1'\n", "library/__init__.py": "from library import one\n",
    "library/one.py": "import json\n", "tests/test_one.py": "from library import one\n", "README.md": "# library\n",
}  # fmt: skip


def _kinds() -> dict[str, dict[str, str | bytes]]:
    """Kind -> path -> content. The first half is clean, the other has something to fix."""
    return {
        "library": {**LIBRARY, ".gitignore": GOOD_IGNORE},
        "streamlit": {"app.py": "import streamlit as st\nimport page\n", "page.py": "", "requirements.txt": "streamlit==1.50\n",
                      ".streamlit/config.toml": "[server]\nrunOnSave = true\n", ".gitignore": GOOD_IGNORE},
        "django": {"manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n",
                   "site/__init__.py": "", "site/settings.py": "INSTALLED_APPS = ['django.contrib.admin']\n",
                   "requirements.txt": "django==5.2\n", ".gitignore": GOOD_IGNORE},
        "pictures": {"app.py": "", "docs/a.png": os.urandom(20_000), "data/rows.csv": b"1,2\n" * 9_000, ".gitignore": GOOD_IGNORE},
        "no-python": {"index.html": "<p>", "package.json": "{}", "src/main.js": "1\n"},
        "deep": {**{f"src/{'/'.join('abcdefgh'[:n % 8 + 1])}/m{n}.txt": f"{n}" for n in range(120)}, ".gitignore": GOOD_IGNORE},
        "no-ignore": dict(LIBRARY),
        "misses": {**LIBRARY, ".gitignore": "*.log\n"},
        "bytecode": {**LIBRARY, ".gitignore": GOOD_IGNORE, "library/__pycache__/one.cpython-312.pyc": os.urandom(900)},
        "misread": {"app.py": "import streamlit\n", "requirements.txt": "streamlit==1.50\n", ".gitignore": GOOD_IGNORE,
                    ".streamlit/config.toml": "[server]\nfileWatchType = 'none'\n[server.fileWatcher]\nexcludePatterns = ['a']\n"},
        "launch": {"app.py": "", "Dockerfile": "FROM python:3.12\nENV STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false\nCMD streamlit run app.py\n",
                   "requirements.txt": "streamlit==1.50\n", ".gitignore": GOOD_IGNORE},
        "flask": {"app.py": "from flask import Flask\napp = Flask(__name__)\n", "requirements.txt": "flask\nwatchdog==7.0\n",
                  "Procfile": "web: flask --app app run --debug\n", ".gitignore": GOOD_IGNORE},
    }  # fmt: skip


ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A Tester", "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "A Tester", "GIT_COMMITTER_EMAIL": "t@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}  # fmt: skip


def git(place: Path, *arguments: str, stdin: bytes | None = None) -> str:
    """What git prints at a place."""
    done = subprocess.run(["git", "-C", str(place), *arguments], input=stdin, capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 0, os.fsdecode(done.stderr)
    return os.fsdecode(done.stdout).strip()


def bare(place: Path, files: dict[str, str | bytes], *options: str, links: dict[str, str] | None = None) -> Path:
    """A bare repository with one commit of these files, made without a work tree; it lets a clone leave content out."""
    place.mkdir(parents=True)
    git(place, "-c", "init.defaultBranch=main", "init", "--quiet", "--bare", "--template=", *options)
    git(place, "config", "uploadpack.allowFilter", "true")
    stream = [b"commit refs/heads/main\ncommitter A Tester <t@example.org> 1767225600 +0000\ndata 5\nfirst\n"]
    entries = [
        (path, content.encode() if isinstance(content, str) else content, b"100644") for path, content in files.items()
    ]
    entries += [(path, target.encode(), b"120000") for path, target in (links or {}).items()]
    for path, content, mode in entries:
        quoted = b'"' + os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
        stream.append(b"M %s inline %s\ndata %d\n%s\n" % (mode, quoted, len(content), content))
    git(place, "fast-import", "--quiet", stdin=b"".join(stream))
    return place


def head(place: Path, tree: str) -> Path:
    """Set the branch to a commit of a tree, whatever it holds."""
    commit = git(place, "commit-tree", tree, "-m", "made by hand")
    git(place, "update-ref", "refs/heads/main", commit)
    return place


def _object(place: Path, kind: str, content: bytes) -> str:
    return git(place, "hash-object", "-t", kind, "-w", "--stdin", "--literally", stdin=content)


def _tree(entries: list[tuple[bytes, bytes, str]]) -> bytes:
    return b"".join(mode + b" " + name + b"\0" + bytes.fromhex(number) for mode, name, number in entries)


def unpack(place: Path) -> None:
    """Have each object in a file of its own."""
    for pack in [*place.glob("objects/pack/*.pack")]:
        content = pack.read_bytes()
        for file in [*place.glob("objects/pack/*")]:
            file.chmod(0o644)
            file.unlink()
        git(place, "unpack-objects", "-q", stdin=content)


def _without(place: Path, what: str) -> None:
    number = git(place, "rev-parse", what)
    unpack(place)
    (place / "objects" / number[:2] / number[2:]).unlink()


def empty(folder: Path, name: str) -> Made:
    place = folder / f"{name}.git"
    place.mkdir()
    git(place, "init", "--quiet", "--bare", "--template=")
    return Made(str(place), "failed", "^empty: it has no commit")


def lost_head(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.py": ""})
    git(place, "symbolic-ref", "HEAD", "refs/heads/gone")
    return Made(str(place), "failed", "HEAD names a branch that is not there|Remote branch HEAD not found")


def no_repository(folder: Path, name: str) -> Made:
    (folder / name).mkdir()
    (folder / name / "notes.txt").write_text("nothing\n")
    return Made(str(folder / name), "failed", "does not appear to be a git repository")


def absent(folder: Path, name: str) -> Made:
    return Made(str(folder / f"{name}.git"), "failed", "^no such folder")


def corrupt(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {f"m{n}.py": os.urandom(400).hex() for n in range(20)})
    git(place, "repack", "-adq")
    [pack] = place.glob("objects/pack/*.pack")
    pack.chmod(0o644)
    content = bytearray(pack.read_bytes())
    content[200 : len(content) // 2] = bytes(len(content) // 2 - 200)
    pack.write_bytes(content)
    return Made(str(place), "failed", "^(clone|checkout): .")


def no_blob(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.py": "1", "b.toml": "2"})
    _without(place, "HEAD:a.py")
    return Made(str(place), "failed", "^(clone|checkout): .")


def no_tree(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a/a.py": "1", "b.toml": "2"})
    _without(place, "HEAD:a")
    return Made(str(place), "failed", "^(clone|checkout|its files): .")


def huge(folder: Path, name: str) -> Made:
    files = {f"d{n}/rows.txt": os.urandom(1 << 19) for n in range(40)}
    return Made(str(bare(folder / f"{name}.git", files)), "failed", "--disk")


def bomb_of_one(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.json": b" " * (80 << 20)})
    return Made(str(place), "failed", "--disk")


def bomb_of_trees(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.py": ""})
    number = git(place, "rev-parse", "HEAD:a.py")
    mode = b"100644"
    for _ in range(8):
        number = _object(place, "tree", _tree([(mode, b"%d" % n, number) for n in range(10)]))
        mode = b"40000"
    return Made(str(head(place, number)), "failed", "more than 1,000,000 files|--memory|--disk")


def program_of_address(folder: Path, name: str) -> Made:
    return Made(f"ext::sh -c touch% {folder}/started-by-{name}", "failed", "transport 'ext' not allowed")


def option_of_address(folder: Path, name: str) -> Made:
    return Made(f"--upload-pack=touch {folder}/started-by-{name}", "failed", "^no such folder")


def plants(folder: Path, name: str) -> Made:
    """What a repository can name for git or Python to start: a marker shows that it did."""
    touch = f"#!/bin/sh\ntouch {folder}/started-by-{name}\n"
    python = f"open({str(folder / f'started-by-{name}')!r}, 'w')\n"
    files: dict[str, str | bytes] = {
        ".gitattributes": "* filter=trap diff=trap\n", ".githooks/post-checkout": touch, "hooks/post-checkout": touch, "git": touch,
        ".gitmodules": f'[submodule "a"]\n\tpath = a\n\turl = ext::sh -c touch% {folder}/started-by-{name}\n', "conftest.py": python,
        "sitecustomize.py": python, "watchlint/__init__.py": python, "json.py": python, "setup.py": python,
        ".gitignore": GOOD_IGNORE, ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:9/\n",
    }  # fmt: skip
    return Made(str(bare(folder / f"{name}.git", files)), "checked")


def git_folder_inside(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.py": ""})
    blob = git(place, "rev-parse", "HEAD:a.py")
    inner = _object(place, "tree", _tree([(b"100644", b"config", blob)]))
    outer = _object(place, "tree", _tree([(b"40000", b".git", inner), (b"100644", b"a.py", blob)]))
    return Made(str(head(place, outer)), "failed", "invalid path|^(clone|checkout): .")


def path_upwards(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {"a.py": ""})
    blob = git(place, "rev-parse", "HEAD:a.py")
    inner = _object(place, "tree", _tree([(b"100644", f"escaped-{name}".encode(), blob)]))
    outer = _object(place, "tree", _tree([(b"40000", b"..", inner)]))
    return Made(str(head(place, outer)), "failed", "invalid path|^(clone|checkout): .")


def links_out(folder: Path, name: str) -> Made:
    links = {
        ".gitignore": "/etc/passwd",
        "src": "/etc",
        ".streamlit": "../../..",
        "loop": "loop",
        "pyproject.toml": "/dev/zero",
    }
    return Made(str(bare(folder / f"{name}.git", {"a.py": ""}, links=links)), "checked|failed")


def odd_names(folder: Path, name: str) -> Made:
    files = {
        "a\nb.py": "",
        "\udce9.py": "",
        "\u202egnp.py": "",
        "-rf": "",
        ".gitignore": GOOD_IGNORE,
        "x" * 200 + ".png": "",
    }
    return Made(str(bare(folder / f"{name}.git", files)), "checked")


def sha256(folder: Path, name: str) -> Made:
    place = bare(folder / f"{name}.git", {**LIBRARY, ".gitignore": GOOD_IGNORE}, "--object-format=sha256")
    return Made(str(place), "checked")


def settings(folder: Path, name: str) -> Made:
    return Made(
        str(bare(folder / f"{name}.git", {".watchlint.toml": "nonsense = 1\n"})), "failed", r"^\.watchlint\.toml"
    )


def closed_port(folder: Path, name: str) -> Made:
    return Made(f"http://127.0.0.1:9/{name}", "failed", "Failed to connect")


def no_host(folder: Path, name: str) -> Made:
    return Made(f"https://{name}.invalid/x.git", "failed", "Could not resolve host")


BROKEN: list[Callable[[Path, str], Made]] = [
    absent, empty, lost_head, no_repository, corrupt, no_blob, no_tree, huge, bomb_of_one, bomb_of_trees, program_of_address,
    option_of_address, plants, git_folder_inside, path_upwards, links_out, odd_names, sha256, settings, closed_port, no_host,
]  # fmt: skip


def make(folder: Path, count: int, servers: dict[str, str] | None = None) -> list[Made]:
    """`count` repositories, one of each broken way among them. `servers`: "git" and "http", addresses of tests/fleet/servers.py:
    with them there are those that are slow, busy, closed to us, or answer only when asked again."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [way(folder, f"broken-{way.__name__.replace('_', '-')}") for way in BROKEN]
    if servers:
        for name in ("again-1", "again-2"):
            bare(folder / f"{name}.git", {**LIBRARY, ".gitignore": GOOD_IGNORE})
            made.append(Made(f"{servers['git']}{folder}/{name}.git?again", "checked"))
        made += [
            Made(f"{servers['git']}/slow", "failed", "cloning took more than"),
            Made(f"{servers['http']}/503", "failed", "503"),
            Made(f"{servers['http']}/404", "failed", "not found"),
            Made(
                f"{servers['http'].replace('://', '://me:secret@')}/401",
                "failed",
                "Authentication failed|could not read",
            ),
        ]
    kinds = list(_kinds().items())
    for number in range(count - len(made)):
        kind, files = kinds[number % len(kinds)]
        own = {**files, "NUMBER": f"{number}\n"}
        made.append(Made(str(bare(folder / f"{kind}-{number:05d}.git", own)), "checked"))
    return made


if __name__ == "__main__":
    print("\n".join(one.line for one in make(Path(sys.argv[1]).resolve(), int(sys.argv[2]))))
