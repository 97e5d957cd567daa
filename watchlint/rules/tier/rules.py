"""The rules of the second floor, as data."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Rule

HOOK = "check-inotify-tier"

PREDICTION_EXCEEDS = Rule(
    name="inotify-prediction-exceeds",
    hook=HOOK,
    severity=WARNING,
    summary="The dev server needs more watches here than the tier or this machine allows.",
    why="Folders that git ignores (a virtual environment, node_modules, data) cost watches too. Over the limit current "
    "servers start without a word and do not see edits in part of the tree. Other machines have other folders: so this "
    "is a warning, never an error.",
    evidence="Streamlit 1.67 and uvicorn 0.54 with a limit of 500 on 3,599 folders: 500 watched, no message.",
    before="streamlit run app.py  # 70,000 folders below app.py, a limit of 65,536",
    after="streamlit run app/app.py  # the app in a folder of its own",
    fix="none",
    since="0.1.0",
    source="the models of `watchlint watches`, checked against the kernel; inotify(7)",
)
SETTING_BELOW = Rule(
    name="inotify-setting-below-tier",
    hook=HOOK,
    severity=ERROR,
    summary="A file here sets max_user_watches below what this repository's tier stands for.",
    why="Whoever runs the script, or builds the machine from it, gets fewer watches than the dev server needs.",
    evidence="frappe/frappe#41147: 53,000 folders to watch; 8192 is what Linux had before 5.11, and is still copied.",
    before="fs.inotify.max_user_watches=8192",
    after="fs.inotify.max_user_watches=524288",
    fix="safe",
    since="0.1.0",
    source="inotify(7); sysctl.d(5)",
)
SETTING_LOWERS = Rule(
    name="inotify-setting-lowers",
    hook=HOOK,
    severity=ERROR,
    summary="A file here sets an inotify limit lower than Linux has it by itself.",
    why="Since 5.11 the kernel gives 1 % of the memory to watches, one for 1,313 bytes, from 8,192 to 1,048,576: 126,000 "
    "on 16 GiB, 252,000 on 32 GiB. A value copied from older advice takes some of that away.",
    evidence="65536 lowers the limit from 9 GiB of memory on, 524288 from 67 GiB on.",
    before="fs.inotify.max_user_watches = 65536",
    after="fs.inotify.max_user_watches = 524288",
    fix="safe",
    since="0.1.0",
    source="Linux commit 92890123749b; fs/notify/inotify/inotify_user.c",
)

ALL = (PREDICTION_EXCEEDS, SETTING_BELOW, SETTING_LOWERS)
