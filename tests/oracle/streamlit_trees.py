"""Generated repositories with a Streamlit app, one shape each. Sizes and names come from a seed."""

from __future__ import annotations

import os
import random
from pathlib import Path

CONFIG = ".streamlit/config.toml"


class Case:
    """One tree: files are written below `root`; the rest says how the server is started there.

    app (relative to cwd), cwd, pythonpath (absolute), home_config: ~/.streamlit/config.toml exists; watcher, blacklist,
    watch_list: the three options, also written into the config file `config`; closed: started without root's right to
    read everything; bytecode: False under PYTHONDONTWRITEBYTECODE; visits: pages that the session opens after the first;
    certain: what the model says of itself.
    """

    def __init__(self, root: Path, dice: random.Random):
        self.root, self.dice = root, dice
        self.app, self.cwd = "app.py", root
        self.pythonpath: list[str] = []
        self.home_config = self.closed = False
        self.config: str | None = None
        self.watcher, self.blacklist, self.watch_list = "auto", (), ()
        self.certain = self.bytecode = True
        self.visits: list[str] = []

    def write(self, path: str, text: str = "") -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def folders(self, base: str, count: int) -> None:
        """`count` folders in and below base, some deep, base itself not counted."""
        made = [base]
        for number in range(count):
            parent = self.dice.choice(made[-8:])
            made.append(f"{parent}/d{number}")
            (self.root / made[-1]).mkdir(parents=True)
        self.write(f"{made[-1]}/data.csv", "1,2\n")

    def options(self) -> None:
        """Writes the three options into the config file."""
        if self.config is None:
            return
        lines = ["[server]", f'fileWatcherType = "{self.watcher}"']
        for key, value in (("folderWatchBlacklist", self.blacklist), ("folderWatchList", self.watch_list)):
            if value:
                lines.append(f"{key} = [{', '.join(repr(entry) for entry in value)}]")
        self.write(self.config, "\n".join(lines) + "\n")

    def number(self, low: int, high: int) -> int:
        return self.dice.randint(low, high)


def packages(case: Case, base: str, depth: int, wide: int) -> list[str]:
    """Packages below `base`, each importing its children; the dotted names of the top ones."""
    tops = []
    for number in range(wide):
        name = f"p{depth}{number}"
        lines = [f"from . import m{number}", "from .m0 import *"]
        if depth > 1:
            inner = packages(case, f"{base}/{name}", depth - 1, wide)
            lines += [f"from .{child} import m0 as _{child}" for child in inner]
        case.write(f"{base}/{name}/__init__.py", "\n".join(lines) + "\n")
        for module in range(wide):
            case.write(f"{base}/{name}/m{module}.py", f"VALUE = {module}\n")
        case.write(f"{base}/{name}/unused/__init__.py")
        tops.append(name)
    return tops


def single_file(case):
    case.write("app.py", "import streamlit as st\nst.write(1)\n")


def nested_packages(case):
    tops = packages(case, ".", case.number(2, 3), 2)
    case.write("app.py", "import streamlit as st\n" + "".join(f"import {top}.m0\n" for top in tops))


def venv_inside(case):
    nested_packages(case)
    case.write(".venv/pyvenv.cfg", "home = /usr/bin\n")
    case.folders(".venv/lib/python3.12/site-packages", case.number(100, 200))
    case.folders("env/lib/python3.12/site-packages", case.number(50, 90))


def node_modules(case):
    case.write("app.py", "import helper\n")
    case.write("helper.py", "import frontend\n")
    case.write("frontend/__init__.py")
    case.folders("frontend/node_modules", case.number(150, 300))


def git_objects(case):
    case.write("app.py", "import lib.one\n")
    case.write("lib/one.py", "from . import two\n")
    case.write("lib/two.py")
    for number in range(256):
        (case.root / f".git/objects/{number:02x}").mkdir(parents=True)
    case.folders(".git/refs", case.number(3, 12))


def links(case):
    """Links to folders in, out, above, to themselves: none is followed. A module behind a link counts where it is."""
    outside = case.root.parent / (case.root.name + "-outside")
    (outside / "deep/deeper").mkdir(parents=True)
    (outside / "linked_out").mkdir()
    (outside / "linked_out/__init__.py").write_text("import sys\n")
    case.folders("data", case.number(4, 9))
    case.write("real/__init__.py", "from . import inner\n")
    case.write("real/inner.py")
    for link, target in (("into", "data"), ("out", outside), ("loop", "."), ("self", "self")):
        os.symlink(target, case.root / link)
    os.symlink(outside / "linked_out", case.root / "linked_out")
    os.symlink("real", case.root / "alias")
    case.write("app.py", "import alias\nimport linked_out\n")


def pages_folder(case):
    packages(case, ".", 1, 2)
    case.write("app.py", "import p10\n")
    for number in range(case.number(1, 4)):
        case.write(f"pages/{number}_page{number}.py", "import p11\n")  # not visited: p11 is not imported
    case.write("pages/__init__.py")
    case.write("pages/assets/x.txt")


def pages_visited(case):
    packages(case, ".", 1, 4)
    case.write("app.py", "import p10\n")
    for number in range(1, 4):
        case.write(f"pages/{number}_page{number}.py", f"import p1{number}\n")
        case.visits.append(f"page{number}")


def pages_empty(case):
    case.write("app.py", "import lib\n")
    case.write("lib/__init__.py")
    case.write("pages/__init__.py")
    case.write("pages/.hidden.py")
    case.folders("pages/assets", 2)


def navigation(case):
    packages(case, ".", 1, 3)
    case.write("views/first.py", "import p10\nimport views.tools\n")
    case.write("views/tools.py")
    case.write("views/deep/second.py", "import p11\n")
    case.write("elsewhere/third.py", "import p12\n")
    case.write(
        "app.py",
        "import streamlit as st\n"
        "from pathlib import Path\n"
        "HERE = Path(__file__).parent\n"
        "def about():\n    st.write('about')\n"
        "home = st.Page('views/first.py', title='Home', default=True)\n"
        "menu = {'A': [st.Page(about), home], 'B': [st.Page(HERE / 'views' / 'deep' / 'second.py')]}\n"
        "unlisted = st.Page('elsewhere/third.py')\n"
        "st.navigation(menu).run()\n",
    )


def navigation_and_pages(case):
    case.write("pages/old.py")
    case.write("views/new.py", "import lib\n")
    case.write("lib/__init__.py")
    case.write("app.py", "import streamlit as st\nst.navigation(['views/new.py']).run()\n")


def app_in_subfolder(case):
    case.write("apps/one/app.py", "import parts.a\n")
    case.write("apps/one/parts/a.py")
    case.folders("data", 50)
    case.config = CONFIG
    case.app = "apps/one/app.py"


def config_beside_script(case):
    app_in_subfolder(case)
    case.config = f"apps/one/{CONFIG}"
    case.folders("apps/one/.streamlit/themes", 3)


def home_config(case):
    nested_packages(case)
    case.home_config = True


def import_from_above(case):
    case.write("apps/one/app.py", "from shared.text import word\nimport common\n")
    case.write("shared/__init__.py")
    case.write("shared/text.py", "word = 1\n")
    case.write("libs/common/__init__.py")
    case.folders("libs/common/data", case.number(3, 6))
    case.app = "apps/one/app.py"
    case.pythonpath = [str(case.root), str(case.root / "libs")]


def source_layout(case):
    packages(case, "src", 2, 2)
    case.write("src/app.py", "import os\nfrom p20.p10 import m1\n")
    case.write("tests/test_a.py")
    case.app = "src/app.py"
    case.pythonpath = [str(case.root / "src")]


def source_path_only(case):
    packages(case, "src", 1, 2)
    case.write("app.py", "import p10\n")
    case.pythonpath = [str(case.root / "src")]


def sys_path_edit(case):
    case.write(
        "ui/app.py",
        "import os, sys\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parent.parent\n"
        "if str(ROOT) not in sys.path:\n    sys.path.append(str(ROOT))\n"
        "sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'vendor'))\n"
        "import engine\nimport vendored\n",
    )
    case.write("engine/__init__.py", "from . import core\n")
    case.write("engine/core.py")
    case.write("ui/vendor/vendored/__init__.py")
    case.app = "ui/app.py"


def namespace_packages(case):
    case.write(
        "app.py", "import space.inner.module\nfrom other import thing\nimport shared_space.one, shared_space.two\n"
    )
    case.write("space/inner/module.py", "from . import sibling\n")
    case.write("space/inner/sibling.py")
    case.folders("space/data", case.number(2, 6))
    case.write("other/thing/__init__.py")
    case.write("shared_space/one.py")
    case.write("libs/shared_space/two.py")
    case.pythonpath = [str(case.root / "libs")]


def named_like_installed(case):
    """Folders without __init__.py that only bear the name of an installed package or a standard module."""
    case.write("app.py", "import numpy, email, docker_like\nimport streamlit as st\n")
    case.write("numpy/notes.py")
    case.write("email/template.txt")
    case.write("docker_like/__init__.py")


def data_1000(case):
    case.write("app.py", "import tools\n")
    case.write("tools.py")
    case.folders("data", 1000)


def unreadable(case):
    case.write("app.py", "import lib.a\n")
    case.write("lib/a.py")
    for number in range(case.number(2, 4)):
        case.folders(f"secret{number}/below", 3)
        case.folders(f"open{number}/below", 3)
        (case.root / f"secret{number}").chmod(0o000)
    case.closed = True


def blacklist(case):
    case.write("app.py", "import one.a, two.a, three.a, data\n")
    for name in ("one", "two", "three"):
        case.write(f"{name}/a.py")
        case.folders(f"{name}/data", 4)
    case.write("data/__init__.py")
    case.config = CONFIG
    case.blacklist = (str(case.root / "one"), "**/two", "three", "data/")


def watch_list(case):
    case.write("app.py", "import lib\n")
    case.write("lib/__init__.py")
    case.folders("content/deep", case.number(5, 20))
    outside = case.root.parent / (case.root.name + "-content")
    (outside / "a/b").mkdir(parents=True)
    case.config = CONFIG
    case.watch_list = (str(case.root / "content"), str(outside), str(outside / "none"), "lib")


def app_is_symlink(case):
    case.write("real/place/app.py", "import beside\n")
    case.write("real/place/helper.py")
    case.write("beside/__init__.py")
    case.folders("data", 4)
    os.symlink("real/place/app.py", case.root / "app.py")


def glob_characters(case):
    case.write("we[ir]d*/app.py", "import lib.a\n")
    case.write("we[ir]d*/lib/a.py")
    case.folders("we[ir]d*/data", 3)
    case.app = "we[ir]d*/app.py"


def ways_to_import(case):
    """Branches, functions called at once, dynamic imports, TYPE_CHECKING, names that __init__ binds, a broken file."""
    for name in ("taken", "typed", "main_only", "called", "dynamic", "bound", "starred", "handled"):
        case.write(f"{name}/__init__.py")
        case.write(f"{name}/part.py")
    case.write("bound/__init__.py", "part = 3\n")
    case.write("bound/deeper/__init__.py")
    case.write("starred/__init__.py", "__all__ = ['part', 'inner']\n")
    case.write("starred/inner/__init__.py")
    case.write("broken/__init__.py", "def (:\n")
    case.write(
        "app.py",
        "from typing import TYPE_CHECKING\nimport importlib\n"
        "if TYPE_CHECKING:\n    import typed.part\n"
        "if __name__ == '__main__':\n    import main_only.part\n"
        "try:\n    import broken\nexcept SyntaxError:\n    import handled.part\n"
        "if len('x'):\n    import taken.part\n"
        "def main():\n    import called.part\n"
        "main()\n"
        "importlib.import_module('dynamic.part')\n"
        "from bound import part\nfrom starred import *\n",
    )
    case.certain = False


def script_runs_scripts(case):
    """Only the script is __main__: a module's own main block does not run."""
    case.write("app.py", "import worker\n")
    case.write("worker/__init__.py", "if __name__ == '__main__':\n    import extra\nelse:\n    import usual\n")
    case.write("extra/__init__.py")
    case.write("usual/__init__.py")


def without_bytecode(case):
    nested_packages(case)
    case.bytecode = False


def watcher_none(case):
    nested_packages(case)
    case.config, case.watcher = CONFIG, case.dice.choice(("none", "poll", "polling", "None"))


def random_app(case):
    """Modules and packages at random places that import each other at random, in every spelling."""
    names = [f"n{number}" for number in range(case.number(8, 14))]
    dotted: list[str] = []
    for name in names:
        parent = case.dice.choice([*dotted[-5:], ""]) if case.dice.random() < 0.6 else ""
        full = f"{parent}.{name}" if parent else name
        dotted.append(full)
        folder = full.replace(".", "/")
        if case.dice.random() < 0.7:
            case.write(f"{folder}/__init__.py")
        case.write(f"{folder}/leaf.py", "LEAF = 1\n")
        case.folders(f"{folder}/files", case.number(0, 3))
    lines = []
    for full in case.dice.sample(dotted, len(dotted) // 2):
        lines.append(
            case.dice.choice(
                [
                    f"import {full}.leaf",
                    f"from {full} import leaf as a",
                    f"from {full}.leaf import LEAF",
                    f"from {full}.leaf import *",
                ]
            )
        )
    for full in dotted:
        other = case.dice.choice(dotted)
        path = case.root / full.replace(".", "/") / "leaf.py"
        path.write_text(
            f"import {other}\nLEAF = 1\n" if case.dice.random() < 0.5 else "from . import __name__ as _\nLEAF = 1\n"
        )
    case.write("app.py", "\n".join(lines) + "\n")


def another_random_app(case):
    random_app(case)
    case.pythonpath = [str(case.root / "libs")]
    random_part = case.dice.choice(("n0", "n1", "n2"))
    case.write(f"libs/{random_part}/extra.py")
    case.write("libs/far/__init__.py", f"try:\n    import {random_part}.extra\nexcept ImportError:\n    pass\n")
    (case.root / "app.py").write_text((case.root / "app.py").read_text() + "import far\n")


SHAPES = (
    single_file, nested_packages, venv_inside, node_modules, git_objects, links, pages_folder, pages_visited, pages_empty, navigation,
    navigation_and_pages, app_in_subfolder, config_beside_script, home_config, import_from_above, source_layout,
    source_path_only, sys_path_edit, namespace_packages, named_like_installed, data_1000, unreadable, blacklist,
    watch_list, app_is_symlink, glob_characters, ways_to_import, script_runs_scripts, without_bytecode, watcher_none, random_app,
    another_random_app,
)  # fmt: skip
