"""docs/reloading.md: an edit changes nothing, and no error says why; the commands are the servers' own."""

from __future__ import annotations

from collections.abc import Iterator

from watchlint.servers import catalogue, launches

PAGE = """\
<!-- Made by tools/reloading.py from watchlint/servers: run `python -m tools.catalogue`. -->

# An edit changes nothing

Run `watchlint doctor` in the project's folder while the server runs: it compares what the server watches with what it should,
and its first line is the cause. Where no server runs, it says what the files of the folder tell. Is there an error text,
search [errors.md](errors.md) for it. What follows is for reading without a machine at hand.

## The server was started without reloading

The commonest cause of all. `flask run`, `uvicorn main:app`, `gunicorn`, `--noreload` and `app.run()` without `debug=True` serve the
code that was there when they started. So do Celery's workers, which have no reloader of their own since 4.0:

```sh
{celery}
```

Below gunicorn, uvicorn's worker never restarts for `--reload`: in development start `uvicorn main:app --reload` itself.

These have to be told; Streamlit, Django's runserver, mkdocs and the others that watchlint knows reload as they are.

{table}

## The edit is made where the server does not look

- In a container: without a mount (`-v "$PWD":/app`, or a line below `volumes:`) it runs the copy of the code that was put into
  the image. A single file that is mounted keeps its old content when an editor saves by renaming: mount its folder.
- Code outside of the working folder: an editable install, a folder on `PYTHONPATH`, a package beside the app. uvicorn takes
  `--reload-dir FOLDER`, Streamlit `--server.folderWatchList '["FOLDER"]'`, each for every such folder.
- Streamlit looks at modules below the script's folder and those below the folders of `PYTHONPATH`.
- Templates, CSS, data: uvicorn reloads for `*.py` only (`--reload-include '*.html'` adds more; it needs watchfiles), Flask and
  Django read templates again at the next request while they debug.

## No event comes

inotify tells of changes that are made through this Linux kernel. It does not hear of those on the other side of a share:
a Windows editor on `/mnt/c` under WSL, a folder of the host in VirtualBox or Vagrant, Docker Desktop on Windows and macOS, NFS, SMB,
sshfs. `watchlint doctor --probe` tries it. Then the server has to poll, or the code has to lie inside: in WSL's own file system
(`~/project`, opened with VS Code's WSL extension), in a volume, in the virtual machine (`vagrant rsync-auto`).

| server | how it polls |
| --- | --- |
{polling}

## It takes a whole processor core

It polls: uvicorn without watchfiles, Django without django-watchfiles, Flask and runserver_plus without watchdog look at every file
again and again. `pip install watchfiles` for uvicorn, django-watchfiles (and its line in INSTALLED_APPS) for Django, `pip install
'watchdog<7'` for Werkzeug. On a server where nobody edits, start it without reloading: `--noreload`, no `--reload`, `reload=False`.

## It reloads again and again

Something writes into the watched folder: a log, a database, a build, a plugin. `find . -type f -mmin -1` names what was written
in the last minute. Write it elsewhere, or narrow what is watched. sphinx-autobuild takes `--ignore PATTERN`. Flask that
restarts for files that nobody edits polls with `app.run(debug=True, reloader_type="stat")`.

## It shows the edit only after a click, or a restart

Streamlit asks before it runs again: `runOnSave = true` below `[server]` in `.streamlit/config.toml`. uvicorn waits until every connection is
closed: `--timeout-graceful-shutdown 3`. With watchdog 7 and later Flask, Dash and runserver_plus never reload: `pip install 'watchdog<7'`.
"""


_TOLD = ("--reload", "--dev", "--debug", " -w", "--watch", "=True")
"""One of these stands in the start of a server that has to be told to reload."""


def page() -> str:
    """The whole page."""
    rows = "\n".join(f"| {name} | `{_escaped(command)}` |" for name, command in _starts())
    return PAGE.format(
        celery="watchmedo auto-restart -d . -p '*.py;**/*.py' -R -- celery -A proj worker  # pip install watchdog",
        table=f"| server | how it starts to reload |\n| --- | --- |\n{rows}",
        polling="\n".join(f"| {name} | {_way(command)} |" for name, command in _polls()),
    )


def _starts() -> Iterator[tuple[str, str]]:
    """(name, command) of every server that has to be told to reload."""
    for name in catalogue.NAMES:
        server = catalogue.named(name)
        command = server.line(launches.typed(name, None))
        if server.calls and command.startswith("python"):
            command = f"{server.calls[0].functions[0]}({server.calls[0].reload[-1]}=True)"
        if any(word in command for word in _TOLD):
            yield name, command


def _polls() -> Iterator[tuple[str, str]]:
    for name in catalogue.NAMES:
        way = catalogue.way_to_poll(name)
        if way:
            yield name, way


def _way(command: str) -> str:
    said, _, why = command.partition("  # ")
    return f"`{_escaped(said)}`{f', {why}' if why else ''}"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
