"""Servers that were started without reloading, with a configuration that they ignore, or beside links that lead nowhere."""

from __future__ import annotations

import os

from doctor_servers import MODERN, port
from signature_runs import Runs, source
from signature_streamlit import page
from signature_watchers import OTHERS


@source({"uvicorn-without-reload": "(Press CTRL+C to quit)"}, others=OTHERS)
def uvicorn_without_reload(run: Runs) -> None:
    run("Press CTRL+C", run.python["others"], "-m", "uvicorn", "crowded:app", "--port", str(port()))


@source({"uvicorn-polls": " using StatReload"}, others=OTHERS)
def uvicorn_without_watchfiles(run: Runs) -> None:
    run("STARTED", run.python["others"], "-m", "uvicorn", "crowded:app", "--port", str(port()), "--reload")


@source({"flask-debug-off": " * Debug mode: off"}, others=OTHERS)
def flask_without_debug(run: Runs) -> None:
    run("Press CTRL+C", run.python["others"], "-m", "flask", "--app", "crowded_flask", "run", "--port", str(port()))


@source(
    {
        "streamlit-config-broken": "Error parsing config toml.",
        "streamlit-unknown-option": '"server.fileWatcher" is not a valid config option',
    },
    modern=MODERN,
)
def streamlit_configuration(run: Runs) -> None:
    config = run.root / ".streamlit" / "config.toml"
    config.parent.mkdir()
    for text, said in (
        ("[server]\nport = = 1\n", "config toml"),
        ('[server.fileWatcher]\nwatcherType = "poll"\n', "option"),
    ):
        config.write_text(text)
        page(run, said, [run.python["modern"], "-m", "streamlit"])


@source(
    {"watchfiles-dangling-link": "error in underlying watcher: IO error for operation on "},
    python=("watchfiles-0.23", ["watchfiles==0.23.0"]),
)
def watchfiles_0_23(run: Runs) -> None:
    (run.root / "python3").symlink_to("/nowhere/bin/python3")
    python = run.python["python"]
    job = [f"{os.path.dirname(python)}/watchfiles", f"{python} job.py", "."]
    run("underlying", *job, WATCHFILES_FORCE_POLLING="1", WATCHFILES_POLL_DELAY_MS="100")


@source(
    {"watchgod-walk-failed": "error walking file system: FileNotFoundError"}, python=("watchgod", ["watchgod==0.6"])
)
def watchgod(run: Runs) -> None:
    (run.root / "link.py").symlink_to("/nowhere/bin/python3")
    walk = "import watchgod; watchgod.AllWatcher('.').check()"
    run("walking", run.python["python"], "-c", walk)
