"""The moves that lower what a server watches, each with what it saves, reckoned by the same model as the total.

What is saved is counted after a run: `watches_after_run` before the move less the same after it. Prices are measured
(Linux 6.18, two cores; the folder counts stand beside them).
"""

from __future__ import annotations

import os
import re

from watchlint.facts.folders import tree as trees
from watchlint.facts.folders.walk import walk
from watchlint.facts.paths import within
from watchlint.servers import plan as plans
from watchlint.servers.imported import writes_bytecode
from watchlint.servers.plan import Root
from watchlint.watch import changes, livelock, sizes
from watchlint.watch.move import Move

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from watchlint.watch.planning import Planned
    from watchlint.watch.predict import Prediction


def moves(prediction: Prediction, walk: Callable[..., trees.Tree] = walk) -> list[Move]:
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


def _own_folder(prediction: Prediction, walk: Callable[..., trees.Tree], loops: list[trees.Tree]) -> Iterator[Move]:
    """The script (or module), its pages and what it imports, in a folder of their own below the one where they stand."""
    planned, cost = prediction.planned, prediction.cost
    plan, files = planned.plan, planned.files
    if not files or plan.copies != 1 or planned.launch.script:
        return
    nest = planned.server.nest(plan, files, planned.cwd)
    if nest is None or os.path.realpath(plan.roots[0].path) != nest.home:
        return
    home = nest.home
    others = [os.path.realpath(root.path) for root in plan.roots[1:]]
    if home in planned.stays or any(within(home, other) for other in others):
        return  # a root above it, or itself by a setting, is watched as before
    taken = sizes.first_below(
        home, [*map(os.path.dirname, files), *(path for path in others if path not in planned.stays)]
    )
    taken.update(nest.along)
    follows = plan.roots[0].follows_links
    moved = [Root(path, True, follows) for path in sorted(taken)]
    outside = [
        root for root, real in zip(plan.roots[1:], others, strict=True) if not any(within(real, path) for path in taken)
    ]
    compiled = writes_bytecode(planned.environ) and any(os.path.dirname(file) == home for file in nest.compiled)
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
    ends = bool(loops) and largest <= livelock.limit()
    places = changes.of_app(planned.around.repo, home, files, taken)
    do = nest.do.replace("{names}", what) + changes.told(places)
    yield Move("own-folder", do, cost.watches_after_run - after, ends_loop=ends)


# fewer folders


def _reload_dir(prediction: Prediction, walk: Callable[..., trees.Tree]) -> Iterator[Move]:
    """The folders, below the one it starts in, that hold all the project's own modules it imports."""
    planned, cost = prediction.planned, prediction.cost
    home = os.path.realpath(planned.cwd)
    if not any(os.path.realpath(root.path) == home for root in planned.plan.roots):
        return
    files = _loaded(planned)
    if not files or any(os.path.dirname(file) == home or not within(file, home) for file in files):
        return
    folders = [os.path.relpath(path, home) for path in sorted(sizes.first_below(home, map(os.path.dirname, files)))]
    narrowed = planned.server.narrowed(planned.launch.arguments, folders)
    if narrowed is None:
        return
    more, changed = narrowed
    after = plans.cost(planned.again(changed).plan, walk).watches_after_run
    call = planned.launch.call
    how = f"start it with `{' '.join(more)}`"
    if call is not None:
        keyword = next(keyword for keyword, option in call.options if option == planned.server.narrower)
        how = f"give {call.functions[0]} `{keyword}={','.join(folders) if call.commas else folders!r}`"
    yield Move(
        "reload-dir",
        f"{how}: all its own modules are in there",
        cost.watches_after_run - after,
    )


def _loaded(planned: Planned) -> Sequence[str]:
    """The project's own files that the app brings in, those too that a framework imports because a text names them (Django's
    INSTALLED_APPS); none where that can't be told."""
    files = planned.files
    name = (planned.launch.app or "").partition(":")[0]
    if not re.fullmatch(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", name):
        return files
    ends = tuple(f"/{name.replace('.', '/')}{end}" for end in (".py", "/__init__.py"))
    own = next((file for file in files if file.endswith(ends)), "")
    base = own.removesuffix(ends[1]) if own.endswith(ends[1]) else own.removesuffix(ends[0])
    repository = planned.around.repo
    if not own or not within(base, os.path.realpath(repository.root)):
        return files
    from watchlint.facts.django import app_modules

    folder, cwd = (
        os.path.relpath(one, os.path.realpath(repository.root)) for one in (base, os.path.realpath(planned.cwd))
    )
    found = app_modules.load(repository, name, cwd, [folder], dict(planned.launch.environment))
    return () if found.doubt else (*files, *(os.path.realpath(one.file) for one in found.modules))


# heavy folders


def _outside(prediction: Prediction, loops: list[trees.Tree]) -> Iterator[Move]:
    """A virtual environment or node_modules somewhere else; not as a link, where the watcher follows links."""
    follows = any(root.follows_links for root in prediction.planned.plan.roots)
    link = " (no link to it: this server follows links)" if follows else ""
    heavy = sizes.heavy(prediction)
    for kind, told in (
        (
            "virtual environment",
            f"make the virtual environment outside of the watched folder and not in it, anew: one that is moved does not start{link}",
        ),
        ("node_modules", f"keep node_modules, and what needs it, outside of the watched folder{link}"),
        ("data", "keep the data outside of the watched folder"),
    ):
        paths = heavy.get(kind, ())
        # what the interpreter's path names is watched wherever it lies (Flask, django-watchfiles)
        paths = [path for path in paths if not sizes.watched_by_name(prediction, path)]
        if not paths:
            continue
        passing = prediction.planned.server.passing
        if passing:
            paths = _passed(prediction, paths, "**/" in passing)
        saves = sizes.without(prediction, paths)
        names = ", ".join(sizes.shown(prediction, path) for path in paths[:3]) + (
            f" and {len(paths) - 3} more" if len(paths) > 3 else ""
        )
        if passing:
            told = passing.format(folder=sizes.shown(prediction, paths[0]))
        ends = bool(loops) and all(sizes.root_without(root, paths) <= livelock.limit() for root in loops)
        repository = prediction.planned.around.repo
        named = {os.path.relpath(path, os.path.realpath(repository.root)) + "/" for path in paths}
        places = [] if passing else changes.naming(repository, {one for one in named if not one.startswith("..")})
        yield Move(
            {"virtual environment": "environment-outside"}.get(kind, f"{kind}-outside"),
            f"{told}: {names}{changes.told(places)}",
            saves,
            ends_loop=ends,
        )


def _passed(prediction: Prediction, paths: list[str], anywhere: bool) -> list[str]:
    """Those of these folders that the name of the first stands for: all that end so where a pattern finds it `anywhere`."""
    first = sizes.shown(prediction, paths[0])
    return [path for path in paths if path == paths[0] or (anywhere and path.endswith(f"/{first}"))]


def _bytecode(prediction: Prediction, loops: list[trees.Tree]) -> Iterator[Move]:
    """No __pycache__ in the tree: those that are there removed, and no new ones made."""
    saves, left = sizes.caches(prediction)
    ends = bool(loops) and all(number <= livelock.limit() for number in left)
    yield Move(
        "bytecode-elsewhere",
        "set PYTHONPYCACHEPREFIX to a folder outside (or PYTHONDONTWRITEBYTECODE=1) and remove the project's __pycache__ folders: "
        "find . -name __pycache__ -prune -exec rm -r {} +",
        saves,
        "with PYTHONDONTWRITEBYTECODE every start compiles again; with the prefix only the first",
        ends,
    )


def _polling(prediction: Prediction, loops: list[trees.Tree]) -> Iterator[Move]:
    server, all_of_it = prediction.planned.server, prediction.cost.watches_after_run
    if server.polling is not None:
        yield Move("poll", server.polling.do, all_of_it, server.polling.price, bool(loops))
    if server.off is not None:
        off = "do not watch: turn reloading off where the script starts the server"
        do = off if prediction.planned.launch.script else server.off.do
        yield Move("none", do, all_of_it, "no edit is noticed: for production", bool(loops))


# what people believe in


def _believed(prediction: Prediction, walk: Callable[..., trees.Tree]) -> Iterator[Move]:
    """Options that save nothing here, by the same model: they choose events, never folders."""
    planned = prediction.planned
    for one in planned.server.believed:
        saves, option = 0, one.option
        if planned.launch.script and option.startswith("--"):
            continue  # it has no command line
        if one.words:
            heavy = [path for paths in sizes.heavy(prediction).values() for path in paths]
            folder = sizes.shown(prediction, heavy[0]) if heavy else "node_modules"
            words = [*planned.launch.arguments, *(word.replace("{folder}", folder) for word in one.words)]
            saves = prediction.cost.watches_after_run - plans.cost(planned.again(words).plan, walk).watches_after_run
            option = option.replace("{folder}", folder)
        yield Move(one.id, option, saves, one.why)
    yield Move("gitignore", "a line in .gitignore or .dockerignore", 0, "no dev server reads it")
