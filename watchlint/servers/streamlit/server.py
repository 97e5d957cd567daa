"""`streamlit run`: with watchdog the folder of the script, those of its pages and of the project's modules it imports, each
with all below, once a session runs; without watchdog it polls those files.

Source: Streamlit 1.8.1 to 1.67.0 (watcher/), as `watching.py` models it, checked against the kernel.
"""

from __future__ import annotations

import os
import shlex

from watchlint.servers import imported
from watchlint.servers.arguments import pip
from watchlint.servers.model import Absent, Believed, Fault, Nest, Planning, Server, Start, Way, positional, values
from watchlint.servers.streamlit.words import APP, again, own_words, with_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.streamlit.watching import Options
    from watchlint.servers.surroundings import Surroundings

TYPE = "STREAMLIT_SERVER_FILE_WATCHER_TYPE"
_WATCHES = ("auto", "watchdog")


class Streamlit(Server):
    name = "streamlit"
    title = "Streamlit"
    programs = ("streamlit", "streamlit.web.cli", "streamlit.cli")
    words = ("streamlit",)
    imports = ("streamlit",)
    traced = ("streamlit",)
    greets = ("You can now view your Streamlit app",)
    library = "watchdog"
    packages = comes_with = ("streamlit",)
    may_use = ("watchdog",)
    variables = (
        TYPE,
        "STREAMLIT_SERVER_RUN_ON_SAVE",
        "STREAMLIT_SERVER_FOLDER_WATCH_LIST",
        "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST",
    )
    shows_release = loops = on_visit = home_of_app = True
    blacklist = ("--server.folderWatchBlacklist", "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST")
    serving = ("STREAMLIT_SERVER_", "STREAMLIT_RUN_")
    polling = Way(
        'poll: fileWatcherType = "poll" in [server] of .streamlit/config.toml',
        # Streamlit 1.67.0, over 12 s, one small app
        "each imported file is looked at again and again: 0.5 % of a core at 20 files and at 100, as without",
        ("--server.fileWatcherType", "poll"),
        (TYPE, "poll"),
    )
    off = Way(
        'do not watch: fileWatcherType = "none" in [server] of .streamlit/config.toml',
        words=("--server.fileWatcherType", "none"),
        variable=(TYPE, "none"),
    )
    believed = (
        Believed(
            "blacklist",
            "folderWatchBlacklist of an environment, node_modules or data",
            "takes no folder out of a watched one",
        ),
        Believed("exclude-patterns", "[server.fileWatcher] excludePatterns", "is no option of Streamlit"),
        Believed("run-on-save", "runOnSave = false", "chooses between a prompt and a rerun"),
    )

    def start(self, program: Program) -> Start | None:
        words = program.words
        if "run" not in words:
            return None
        return Start(positional(words[words.index("run") + 1 :]) or APP, words, True)

    def typed(self, app: str | None) -> Start:
        return Start(app or APP, ("run", app or APP), True)

    def guessed(
        self, paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
    ) -> Iterator[str]:
        from watchlint.servers.streamlit import guessing

        return guessing.apps(paths, read)

    def configured(self, repository: Repository) -> bool:
        from watchlint.facts.streamlit import config_file

        return config_file.is_there(repository)

    def told_to_watch(self, repository: Repository) -> bool:
        from watchlint.facts.streamlit import config_file

        return (config_file.watcher(repository) or "auto") in _WATCHES

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        from watchlint.facts.machine import mounts
        from watchlint.facts.python import imports as python_imports
        from watchlint.facts.streamlit import in_force
        from watchlint.servers.streamlit import watching

        app = launch.app or APP
        script = os.path.join(cwd, app)
        if not os.path.exists(script):
            raise Absent(f"streamlit run {app}: that file is not in this work tree")
        release = around.settings.streamlit_version or imported.dotted(around.release("streamlit"))
        number = watching.release(release) if release else None
        _, flags = in_force.option_flags(own_words(launch.arguments))
        read = {
            one.key: one.value for one in in_force.streamlit_read(cwd, app, flags, {**os.environ, **environ}, number)
        }
        has_watchdog = around.has("watchdog") if around.has("streamlit") and around.near() else None
        watchdog = "" if has_watchdog is False else imported.dotted(around.release("watchdog"))
        path = imported.pythonpath(environ, cwd)
        found = watching.watch_plan(
            script,
            streamlit=release,
            watchdog=watchdog,
            options=_options(read),
            cwd=cwd,
            pythonpath=path,
            home=environ.get("HOME"),
            as_module=launch.as_module,
            writes_bytecode=imported.writes_bytecode(environ),
            elsewhere=around.installed_names(),
            project=around.import_roots(),
            packages=near.path if (near := around.near()) else (),
            wsl=bool(mounts.wsl()),
        )
        imports = python_imports.local_imports(
            script,
            [os.path.dirname(script), *path],
            cwd=cwd,
            fallback=around.import_roots(),
            elsewhere=watching.BRINGS.union(around.installed_names()),
        )
        used = watching.release(watchdog or None, watching.watchdog_for(release)) if found.roots else ()
        listed = [os.path.realpath(os.path.join(cwd, str(entry))) for entry in read["server.folderWatchList"] or ()]
        stays = [os.path.realpath(root.path) for root in found.roots if os.path.basename(root.path) == ".streamlit"]
        return Planning(found, imported.files(script, imports), used, (*listed, *stays))

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        from watchlint.facts.machine import mounts
        from watchlint.facts.streamlit import in_force
        from watchlint.servers.streamlit import watching

        app, flags = in_force.option_flags(own_words(running.words))
        release, cwd, environ = beside.release("streamlit"), beside.cwd, running.environ
        answer = (
            in_force.streamlit_asked(running.python, cwd, app, flags, environ, beside.timeout)
            if running.python
            else None
        )
        read = in_force.streamlit_read(cwd, app, flags, environ, release)
        options = answer.options if answer and answer.options else read
        beside.learned["options"] = [[option.key, option.value, option.origin] for option in options]
        beside.learned["options_read"] = [[option.key, option.value, option.origin] for option in read]
        return watching.watch_plan(
            app or APP,
            streamlit=imported.dotted(release),
            watchdog=imported.dotted(beside.release("watchdog")),
            options=_options({option.key: option.value for option in options}),
            cwd=cwd,
            pythonpath=beside.pythonpath,
            home=environ.get("HOME"),
            as_module=running.as_module,
            packages=beside.python.path if beside.python else (),
            wsl=bool(mounts.wsl()),
        )

    def watches(self, launch: Launch) -> bool:
        said = [*values(launch.arguments, "--server.fileWatcherType"), launch.environment.get(TYPE, "")]
        return launch.reloads and next((value for value in said if value), "auto") in _WATCHES

    def nest(self, plan: WatchPlan, files: Sequence[str], cwd: str) -> Nest | None:
        home, script = os.path.dirname(files[0]), os.path.basename(files[0])
        pages = os.path.join(home, "pages")
        do = (
            "put the app into a folder of its own ({names} and the modules it imports; "
            f"start `streamlit run app/{script}` from here)"
        )
        return Nest(home, (pages,) if os.path.isdir(pages) else (), tuple(files[1:]), do)

    def loads(self, words: Sequence[str], cwd: str) -> tuple[str, list[str]]:
        script = os.path.join(cwd, positional(own_words(words)) or APP)
        return os.path.basename(script).removesuffix(".py"), [os.path.dirname(script)]

    def to_widen(self, seen: Mapping[str, Any], folders: Sequence[str]) -> str | None:
        """By PYTHONPATH: it watches the modules below the script's folder and those below its folders (watcher/
        local_sources_watcher.py, _file_should_be_watched)."""
        tops = dict.fromkeys(map(_above_packages, folders))
        path = ":".join(map(shlex.quote, tops))
        return (
            f"PYTHONPATH={path}${{PYTHONPATH:+:$PYTHONPATH}} {shlex.join(['streamlit', 'run', *again(seen['words'])])}"
        )

    def to_poll(self, words: Sequence[str], python: str) -> str:
        return with_option(words, "server.fileWatcherType", "poll")

    def troubles(self, running: Running, root: str, release: str) -> list[dict[str, str]]:
        from watchlint.servers.streamlit import running_settings

        return running_settings.troubles(running, root, release)

    def turned_off(self, seen: Mapping[str, Any]) -> Fault | None:
        from watchlint.servers.streamlit import running_settings

        return running_settings.turned_off(seen)

    def misled(self, seen: Mapping[str, Any]) -> Iterator[Fault]:
        from watchlint.servers.streamlit import running_settings

        return running_settings.misled(seen)

    def faults(self, seen: Mapping[str, object], watchdog: tuple[int, ...]) -> Iterator[Fault]:
        if seen["version"] in ("1.46.0", "1.46.1"):
            installs = f"{pip(str(seen['python']))} install"
            yield Fault(
                "streamlit-pyc-race",
                "warning",
                f"{{name}}: in Streamlit {seen['version']} a bytecode file that vanishes kills the thread that watches.",
                f"{installs} 'streamlit>=1.47'",
            )


def _above_packages(folder: str) -> str:
    """The folder from which the package in this one is imported."""
    while os.path.isfile(os.path.join(folder, "__init__.py")):
        folder = os.path.dirname(folder)
    return folder


def _options(values: Mapping[str, Any]) -> Options:
    from watchlint.servers.streamlit import watching

    return watching.Options(
        str(values.get("server.fileWatcherType", "auto")),
        values.get("server.folderWatchBlacklist") or (),
        values.get("server.folderWatchList") or (),
    )


SERVER = Streamlit()
