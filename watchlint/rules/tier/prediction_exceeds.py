"""inotify-prediction-exceeds: the dev server needs more watches here than this machine allows."""

from __future__ import annotations

from watchlint.facts.machine import inotify
from watchlint.findings import WARNING, Finding, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.prediction import predicted, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_SERVED = {
    "app.py": "import streamlit\n",
    "requirements.txt": "streamlit==1.51.0\n",
    ".streamlit/config.toml": "[server]\nport = 8501\n",
    ".watchlint.toml": 'inotify-tier = "small"\n',
}

RULE = Rule(
    name="inotify-prediction-exceeds",
    hook=NAME,
    severity=WARNING,
    summary="The dev server needs more watches here than this machine allows.",
    why="Folders that git ignores (a virtual environment, node_modules, data) cost watches too. Over the limit current "
    "servers start without a word and do not see edits in part of the tree. Other machines have other limits and other "
    "folders: so this is a warning, never an error, and only where a tier was chosen.",
    evidence="Streamlit 1.67 and uvicorn 0.54 with a limit of 500 on 3,599 folders: 500 watched, no message.",
    before={**_SERVED, "Procfile": "web: streamlit run app.py\n", "data/9000-empty-folders": ""},
    after={**_SERVED, "Procfile": "web: streamlit run app.py\n", "data/9-empty-folders": ""},
    fix="none",
    since="0.1.0",
    source="the models of `watchlint watches`, checked against the kernel; inotify(7)",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A warning for each server whose folder is known and that will take more watches than this kernel gives."""
    if repository.on_disk is not repository:  # a plan changes no folder that is watched
        return
    allowed = inotify.limits().watches
    for one in predicted(repository, settings):
        launch = one.planned.launch
        if allowed is not None and one.cost.watches_after_run > allowed:
            yield Finding(
                RULE,
                f"{said(repository, one)}, more than this machine's {allowed:,}",
                path=launch.path,
                line=launch.line,
                column=launch.column,
                help="`watchlint sysctl` prints a script that raises the limit; `watchlint watches` shows which move saves how many.",
                subject=f"{launch.server} {launch.app}",
            )
