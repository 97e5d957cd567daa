"""The moves that lower what a server watches, each with what it saves, reckoned by the same model as the total.

What is saved is counted after a run: `watches_after_run` before the move less the same after it. Prices are measured
(Linux 6.18, two cores; the folder counts stand beside them).
"""

from __future__ import annotations

import os
from collections import namedtuple

from watchlint.facts.folders import tree as trees
from watchlint.servers import plan as plans
from watchlint.servers.plan import Root
from watchlint.watch import livelock, sizes
from watchlint.watch.imported import writes_bytecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from watchlint.watch.predict import Prediction

Move = namedtuple("Move", "id do saves price ends_loop", defaults=("", False))
"""id: its name, for programs. do: what to do, for a reader. saves: watches, after a run. price: what it costs, '' for
nothing. ends_loop: whether watchdog 7.1.0 settles after it, where it would not before."""

_LISTS = "every folder is listed again and again: {} % of a core at 3,600 folders with few files"
_LOOKS = "each loaded module is looked at again each second: {}"

POLL_PRICE = {
    "streamlit": "each imported file is looked at again and again: 0.5 % of a core at 20 files and at 100, as without",
    "uvicorn": _LISTS.format(13),
    "watchfiles": _LISTS.format(13),
    "watchmedo": _LISTS.format(7),
    "flask": _LOOKS.format("0.2 % of a core for a small app"),
    "gunicorn": _LOOKS.format("0.3 % of a core for a small app"),
    "hupper": _LOOKS.format("not measured"),
    "django": _LOOKS.format("1 to 30 % of a core, as large as the project is"),
}
"""What polling costs instead, over 12 s: watchfiles 1.71 s of CPU and watchmedo 0.88 s on 3,599 folders, Streamlit
1.67.0, Flask 3.1.3 and gunicorn 27.0.1 on one small app each; Django's range is the field's (addons-server#11539,
cookiecutter-django#3092)."""


def moves(prediction: Prediction, walk: Callable[..., trees.Tree] = trees.walk) -> list[Move]:
    """The moves for one server: those that keep what is watched well, the largest saving first; then polling, and not
    watching at all; last what people believe in and what saves nothing."""
    planned, cost = prediction.planned, prediction.cost
    if not planned.plan.roots or not cost.watches:
        return []
    loops = livelock.looping(prediction)
    found = [
        *_own_folder(prediction, walk, loops),
        *_reload_dir(prediction, walk),
        *_outside(prediction, loops),
        *_bytecode(prediction, loops),
        *_polling(prediction, loops),
        *livelock.remedies(prediction, loops),
    ]
    helping = [move for move in found if move.saves > 0 or move.ends_loop]
    helping.sort(key=lambda move: (move.id in ("poll", "none"), -move.saves))
    return [*helping, *_believed(prediction, walk)]


# the app into its own folder


def _own_folder(prediction: Prediction, walk, loops) -> Iterator[Move]:
    """The script (or module), its pages and what it imports, in a folder of their own below the one where they stand."""
    planned, cost = prediction.planned, prediction.cost
    plan, files = planned.plan, planned.files
    if plan.server not in ("streamlit", "uvicorn") or not files or plan.copies != 1:
        return
    home = os.path.dirname(files[0]) if plan.server == "streamlit" else os.path.realpath(planned.cwd)
    if plan.server == "uvicorn" and (os.path.dirname(files[0]) != home or len(plan.roots) != 1):
        return  # the app is a package, or was given folders: --reload-dir is the move
    if os.path.realpath(plan.roots[0].path) != home:
        return
    others = [os.path.realpath(root.path) for root in plan.roots[1:]]
    if home in planned.stays or any(_within(home, other) for other in others):
        return  # a root above it, or itself by a setting, is watched as before
    taken = sizes.first_below(
        home, [*map(os.path.dirname, files), *(path for path in others if path not in planned.stays)]
    )
    pages = os.path.join(home, "pages")
    if plan.server == "streamlit" and os.path.isdir(pages):
        taken.add(pages)
    follows = plan.roots[0].follows_links
    moved = [Root(path, True, follows) for path in sorted(taken)]
    outside = [
        root
        for root, real in zip(plan.roots[1:], others, strict=True)
        if not any(_within(real, path) for path in taken)
    ]
    compiled = writes_bytecode(planned.environ) and any(
        os.path.dirname(file) == home for file in (files if plan.server == "uvicorn" else files[1:])
    )
    new = 1 + compiled  # the folder, and the __pycache__ in it
    if plan.counts_union:
        after = plans.cost(plan._replace(roots=(*moved, *outside)), walk).watches_after_run + new
    else:
        first = plans.cost(plan._replace(roots=tuple(moved), counts_union=True), walk).watches_after_run + new
        rest = plans.cost(plan._replace(roots=plan.roots[1:]), walk).watches_after_run
        after = first + rest
    largest = max(
        [new + sum(sizes.total(walk, root) for root in moved), *(sizes.total(walk, root) for root in outside)]
    )
    what = ", ".join([os.path.basename(files[0]), *(sorted(os.path.basename(path) + "/" for path in taken))][:4])
    told = {
        "streamlit": f"put the app into a folder of its own ({what} and the modules it imports; start `streamlit run app/{os.path.basename(files[0])}` from here)",
        "uvicorn": f"put the app into a folder of its own ({what}) and start with `--app-dir app --reload-dir app`",
    }
    yield Move(
        "own-folder", told[plan.server], cost.watches_after_run - after, "", bool(loops) and largest <= livelock.limit()
    )


# uvicorn --reload-dir, and what is like it


def _reload_dir(prediction: Prediction, walk) -> Iterator[Move]:
    """The folders, below the one it starts in, that hold all the project's own modules it imports."""
    planned, cost = prediction.planned, prediction.cost
    server, words = planned.plan.server, planned.launch.arguments
    if server not in ("uvicorn", "watchfiles", "watchmedo") or not planned.files:
        return
    home = os.path.realpath(planned.cwd)
    if any(os.path.dirname(file) == home or not _within(file, home) for file in planned.files):
        return
    if not any(os.path.realpath(root.path) == home for root in planned.plan.roots):
        return
    folders = [
        os.path.relpath(path, home) for path in sorted(sizes.first_below(home, map(os.path.dirname, planned.files)))
    ]
    if server == "uvicorn":
        more = [word for folder in folders for word in ("--reload-dir", folder)]
        changed = (*words, *more)
    elif server == "watchfiles":
        more = folders
        changed = (*(word for word in words if word != "."), *folders)
    else:
        more = (
            ["-d", ";".join(folders)] if len(folders) == 1 else [word for folder in folders for word in ("-d", folder)]
        )
        changed = (words[0], *more, *words[1:])
    after = plans.cost(planned.again(changed).plan, walk).watches_after_run
    yield Move(
        "reload-dir",
        f"start it with `{' '.join(more)}`: all its own modules are in there",
        cost.watches_after_run - after,
    )


# heavy folders


def _outside(prediction: Prediction, loops) -> Iterator[Move]:
    """A virtual environment or node_modules somewhere else; not as a link, where the watcher follows links."""
    follows = any(root.follows_links for root in prediction.planned.plan.roots)
    link = " (no link to it: this server follows links)" if follows else ""
    heavy = sizes.heavy(prediction)
    for kind, told in (
        ("virtual environment", f"keep the virtual environment outside of the watched folder{link}"),
        ("node_modules", f"keep node_modules, and what needs it, outside of the watched folder{link}"),
        ("data", "keep the data outside of the watched folder"),
    ):
        paths = heavy.get(kind, ())
        # what the interpreter's path names is watched wherever it lies (Flask, django-watchfiles)
        paths = [path for path in paths if not sizes.watched_by_name(prediction, path)]
        if not paths:
            continue
        saves = sizes.without(prediction, paths)
        names = ", ".join(sizes.shown(prediction, path) for path in paths[:3]) + (
            f" and {len(paths) - 3} more" if len(paths) > 3 else ""
        )
        ends = bool(loops) and all(sizes.root_without(root, paths) <= livelock.limit() for root in loops)
        yield Move(
            {"virtual environment": "environment-outside"}.get(kind, f"{kind}-outside"),
            f"{told}: {names}",
            saves,
            "",
            ends,
        )


def _bytecode(prediction: Prediction, loops) -> Iterator[Move]:
    """No __pycache__ in the tree: those that are there removed, and no new ones made."""
    saves, left = sizes.caches(prediction)
    ends = bool(loops) and all(number <= livelock.limit() for number in left)
    yield Move(
        "bytecode-elsewhere",
        "set PYTHONPYCACHEPREFIX to a folder outside (or PYTHONDONTWRITEBYTECODE=1) and remove the __pycache__ folders",
        saves,
        "with PYTHONDONTWRITEBYTECODE every start compiles again; with the prefix only the first",
        ends,
    )


def _polling(prediction: Prediction, loops) -> Iterator[Move]:
    plan = prediction.planned.plan
    all_of_it = prediction.cost.watches_after_run
    how = {
        "streamlit": 'poll: fileWatcherType = "poll" in [server] of .streamlit/config.toml',
        "uvicorn": "poll: set WATCHFILES_FORCE_POLLING=true",
        "watchfiles": "poll: set WATCHFILES_FORCE_POLLING=true",
        "watchmedo": "poll: --debug-force-polling",
        "flask": "poll: do not install watchdog (`flask run` has no option that says so)",
        "django": "poll: take django_watchfiles out of INSTALLED_APPS, or set WATCHFILES_FORCE_POLLING=true",
        "gunicorn": "poll: --reload-engine poll",
        "hupper": "poll: do not install watchdog",
    }
    yield Move("poll", how[plan.server], all_of_it, POLL_PRICE[plan.server], bool(loops))
    off = {
        "streamlit": 'do not watch: fileWatcherType = "none" in [server] of .streamlit/config.toml',
        "uvicorn": "do not watch: leave out --reload",
        "flask": "do not watch: --no-reload",
        "django": "do not watch: --noreload",
        "gunicorn": "do not watch: leave out --reload",
    }
    if plan.server in off:
        yield Move("none", off[plan.server], all_of_it, "no edit is noticed: for production", bool(loops))


# what people believe in


def _believed(prediction: Prediction, walk) -> Iterator[Move]:
    """Options that save nothing here, by the same model: they choose events, never folders."""
    planned = prediction.planned
    before = prediction.cost.watches_after_run
    server, words = planned.plan.server, planned.launch.arguments
    why = "filters what is reported, not what is watched"
    if server == "uvicorn":
        heavy = [path for paths in sizes.heavy(prediction).values() for path in paths]
        name = sizes.shown(prediction, heavy[0]) if heavy else "node_modules"
        after = plans.cost(planned.again((*words, "--reload-exclude", f"{name}/*")).plan, walk).watches_after_run
        yield Move("reload-exclude", f"--reload-exclude '{name}/*'", before - after, why)
    believed = {
        "streamlit": (
            (
                "blacklist",
                "folderWatchBlacklist of an environment, node_modules or data",
                "takes no folder out of a watched one",
            ),
            ("exclude-patterns", "[server.fileWatcher] excludePatterns", "is no option of Streamlit"),
            ("run-on-save", "runOnSave = false", "chooses between a prompt and a rerun"),
        ),
        "watchfiles": (("ignore-paths", "--ignore-paths, --filter", why),),
        "watchmedo": (("ignore-patterns", "--ignore-patterns, --patterns", why),),
        "flask": (("exclude-patterns", "--exclude-patterns", why),),
    }
    for name, option, reason in believed.get(server, ()):
        yield Move(name, option, 0, reason)
    yield Move("gitignore", "a line in .gitignore or .dockerignore", 0, "no dev server reads it")


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
