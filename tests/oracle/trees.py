"""Small projects of every shape that changes what a watcher counts, made from a seed.

`SHAPES` names them; `build(shape, folder, seed)` writes one and returns a Project. Numbers and places come from the
seed: the test suite uses a fixed one, the nightly job a new one each time (WATCHLINT_ORACLE_SEED).
"""

from __future__ import annotations

import os
import random
from collections import namedtuple
from pathlib import Path

SEED = int(os.environ.get("WATCHLINT_ORACLE_SEED", "20261121"))

Project = namedtuple("Project", "root app imports search closed")
"""root: the folder a server is started in. app: the folder, below the root or the root, where the program stands.
imports: the modules that the program imports, beside itself. search: folders it puts on sys.path first.
closed: whether some folder may not be read."""

SHAPES: dict[str, object] = {}


def shape(build):
    SHAPES[build.__name__] = build
    return build


def build(name: str, folder: Path, seed: int = SEED) -> Project:
    """Writes the project of this shape below an empty folder: `project` in it, and what stands outside beside it."""
    chance = random.Random(f"{seed} {name}")
    root = folder / "project"
    root.mkdir()
    (root / "README.md").write_text("x\n", encoding="utf-8")
    facts = {"root": root, "app": root, "imports": (), "search": (), "closed": False}
    facts.update(SHAPES[name](root, chance) or {})
    return Project(**facts)


def open_again(folder: Path) -> None:
    """Makes every folder readable, so that it can be removed."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            below = os.path.join(path, name)
            if not os.path.islink(below):
                os.chmod(below, 0o755)


def package(folder: Path, imports: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text(imports, encoding="utf-8")


def fill(folder: Path, chance: random.Random, number: int, name: str = "d") -> list[Path]:
    """`number` folders below `folder`, each in one chosen by chance, some with a file."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder]
    for index in range(number):
        new = chance.choice(made[-12:]) / f"{name}{index}"
        new.mkdir(exist_ok=True)  # of a shape that this one is mixed with
        if chance.random() < 0.3:
            (new / "file.txt").write_text("x", encoding="utf-8")
        made.append(new)
    return made[1:]


@shape
def plain(root, chance):
    fill(root / "static", chance, chance.randint(1, 5))


@shape
def nested_packages(root, chance):
    depth = chance.randint(3, 6)
    folder, name, names = root, "", []
    for index in range(depth):
        name = f"{name}.p{index}" if name else f"p{index}"
        folder = folder / f"p{index}"
        package(folder)
        names.append(name)
    package(root / "p0" / "never_imported")
    return {"imports": (names[-1],)}


@shape
def environment_inside(root, chance):
    for name in chance.sample([".venv", "venv", "env", "my env"], 2):
        (root / name / "bin").mkdir(parents=True)
        (root / name / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
        fill(root / name / "lib" / "python3.12" / "site-packages", chance, chance.randint(20, 90))


@shape
def node_modules(root, chance):
    fill(root / "node_modules", chance, chance.randint(50, 200))
    fill(root / "web" / "node_modules", chance, chance.randint(5, 20))


@shape
def git_inside(root, chance):
    for name in ("hooks", "info", "refs/heads", "refs/tags", "logs/refs"):
        (root / ".git" / name).mkdir(parents=True)
    for number in chance.sample(range(256), chance.randint(10, 60)):
        (root / ".git" / "objects" / f"{number:02x}").mkdir(parents=True)
    package(root / "pkg")
    return {"imports": ("pkg",)}


@shape
def links_in(root, chance):
    made = fill(root / "media", chance, chance.randint(5, 20))
    for index, target in enumerate(chance.sample(made, 3)):
        (root / f"link{index}").symlink_to(os.path.relpath(target, root))
    (root / "media" / "again").symlink_to("..")


@shape
def links_out(root, chance):
    outside = root.parent / "outside"
    made = fill(outside, chance, chance.randint(10, 30))
    (root / "data").symlink_to(outside, target_is_directory=True)
    (root / "one").symlink_to(chance.choice(made))
    (root / "two").symlink_to("one")
    fill(root / "static", chance, 3)


@shape
def links_in_a_loop(root, chance):
    made = fill(root / "a", chance, chance.randint(3, 9))
    (made[-1] / "up").symlink_to(root, target_is_directory=True)
    (root / "self").symlink_to(".")
    (root / "never").symlink_to("never")
    outside = root.parent / "outside"
    fill(outside, chance, 4)
    (root / "out").symlink_to("../outside")
    (outside / "back").symlink_to("../project/a")


@shape
def link_to_above(root, chance):
    fill(root.parent / "sibling", chance, chance.randint(3, 9))
    fill(root / "static", chance, 4)
    (root / "above").symlink_to("..")


@shape
def links_that_lead_nowhere(root, chance):
    (root / "broken").symlink_to("nothing here")
    (root / "file").symlink_to("README.md")
    (root / "pipe").symlink_to("/dev/null")
    fill(root / "static", chance, chance.randint(2, 6))


@shape
def app_in_subfolder(root, chance):
    app = root / "backend" / "src"
    package(app / "core")
    fill(root / "frontend", chance, chance.randint(10, 40))
    fill(app / "static", chance, 3)
    return {"app": app, "imports": ("core",)}


@shape
def imports_from_above(root, chance):
    package(root.parent / "shared_above")
    package(root.parent / "shared_above" / "deep")
    fill(root.parent / "unused", chance, 5)
    return {"imports": ("shared_above.deep",), "search": (str(root.parent),)}


@shape
def namespace_packages(root, chance):
    for name in ("first", "second"):
        folder = root / "space" / name
        folder.mkdir(parents=True)
        (folder / "module.py").write_text("", encoding="utf-8")
    fill(root / "space" / "first" / "files", chance, chance.randint(1, 9))
    return {"imports": ("space.first.module", "space.second.module")}


@shape
def source_folder(root, chance):
    package(root / "src" / "shop", "from shop import models\n")
    package(root / "src" / "shop" / "models")
    fill(root / "tests", chance, chance.randint(1, 5))
    return {"imports": ("shop",), "search": (str(root / "src"),)}


@shape
def thousand_data_folders(root, chance):
    for index in range(1000):
        (root / "data" / f"run{index:04d}").mkdir(parents=True)


@shape
def caches(root, chance):
    for name in ("__pycache__", ".mypy_cache/3.12", ".pytest_cache/v/cache", ".ruff_cache/0.9", "pkg/__pycache__"):
        (root / name).mkdir(parents=True)
    package(root / "pkg")
    package(root / "fresh")
    return {"imports": ("pkg", "fresh")}


@shape
def odd_names(root, chance):
    for name in ("with space", "ünïcode-日本", "new\nline", "-dash", "quote'\"", ".hidden", "a" * 200):
        fill(root / name, chance, chance.randint(1, 4))


@shape
def names_not_utf8(root, chance):
    for number in range(chance.randint(1, 3)):
        os.mkdir(os.path.join(os.fsencode(root), b"not-utf8-\xff%d" % number))


@shape
def deep(root, chance):
    folder = root
    for index in range(chance.randint(60, 90)):
        folder = folder / f"level{index}"
        folder.mkdir()


@shape
def unreadable_folder(root, chance):
    made = fill(root / "volumes", chance, chance.randint(8, 20))
    fill(root / "static", chance, 6)
    fill(root / "zzz", chance, 6)
    for path in chance.sample(made, 2):
        fill(path / "kept", chance, 2)
        path.chmod(0)
    return {"closed": True}


@shape
def unreadable_and_links(root, chance):
    made = fill(root / "volumes", chance, chance.randint(8, 20))
    for index in range(3):
        (root / f"link{index}").symlink_to(chance.choice(made))
    outside = fill(root.parent / "outside", chance, 6)
    (root / "out").symlink_to("../outside")
    chance.choice(made).chmod(0)
    chance.choice(outside).chmod(0)
    return {"closed": True}


@shape
def listed_but_not_entered(root, chance):
    made = fill(root / "volumes", chance, chance.randint(8, 20))
    fill(root / "static", chance, 3)
    made[0].chmod(0o400)
    (root / "passed").mkdir()
    fill(root / "passed" / "below", chance, 2)
    (root / "passed").chmod(0o100)
    (root / "around").symlink_to("passed/below")
    return {"closed": True}


def _mixed(root, chance):
    chosen = chance.sample(
        [plain, nested_packages, environment_inside, node_modules, git_inside, links_in, links_out, odd_names], 4
    )
    facts = {}
    for one in chosen:
        facts.update(one(root, chance) or {})
    return facts


@shape
def mixed_one(root, chance):
    return _mixed(root, chance)


@shape
def mixed_two(root, chance):
    return _mixed(root, chance)


@shape
def mixed_three(root, chance):
    return _mixed(root, chance)


READABLE_NAMES = [name for name in SHAPES if name != "names_not_utf8"]
"""The shapes that watchfiles gets through: a name that is not UTF-8 ends it ("Unable to decode path")."""


def compiled(project: Project, program: Path) -> set[str]:
    """The folders in which the program's imports write __pycache__; `program` is imported as a module itself.

    None where a folder may not be read: `running` starts such a project without writing bytecode."""
    if project.closed:
        return set()
    folders = {str(program.parent)}
    for module in project.imports:
        for start in (*map(Path, project.search), project.app, project.root):
            path = start.joinpath(*module.split("."))
            if path.exists() or path.with_suffix(".py").exists():
                break
        while path != start:
            if (path / "__init__.py").exists():
                folders.add(str(path))
            if path.with_suffix(".py").exists():
                folders.add(str(path.parent))
            path = path.parent
    if "shop" in project.imports:
        folders.add(str(project.root / "src" / "shop" / "models"))
    return folders


def opening(project: Project) -> str:
    """The first lines of a program: the search path and the imports of this project."""
    lines = ["import sys", *(f"sys.path.insert(0, {folder!r})" for folder in project.search)]
    return "\n".join([*lines, *(f"import {module}" for module in project.imports)]) + "\n"
