"""launch-exclude-saves-nothing."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import SHOP, fixed, seen

RULE = "launch-exclude-saves-nothing"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "an exclude": (
        {**SHOP, "run.sh": "uvicorn shop.main:app --reload --reload-dir . --reload-exclude 'node_modules/*'\n"},
        [("info", "run.sh", 1)],
        {},
    ),
    "the blacklist": (
        {**SHOP, ".env.prod": "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST=/data\n"},
        [("info", ".env.prod", 1)],
        {},
    ),
    "a folder that takes many watches": (
        {**SHOP, "node_modules/150-empty-folders": "", "run.sh": "uvicorn shop.main:app --reload --reload-dir . --reload-exclude 'node_modules/*'\n"},
        [("warning", "run.sh", 1)],
        {},
    ),
    "several folders, by commas and apart": (
        {**SHOP, "a/x": "", "run.sh": "uvicorn shop.main:app --reload --reload-dir . --reload-exclude node_modules,a --reload-exclude a/\n"},
        [("info", "run.sh", 1)],
        {},
    ),
    "the blacklist as a flag": (
        {"run.sh": "streamlit run app.py --server.folderWatchBlacklist=/data\n", "app.py": ""},
        [("info", "run.sh", 1)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "excluded files": {**SHOP, "a.sh": "uvicorn shop.main:app --reload --reload-dir shop --reload-exclude '*.log'\n"},
    "excluded outside": {**SHOP, "a.sh": "uvicorn shop.main:app --reload --reload-dir shop --reload-exclude node_modules\n"},
    "a server that polls": {**SHOP, "requirements.txt": "uvicorn\n", "node_modules/150-empty-folders": "", "run.sh": "uvicorn shop.main:app --reload --reload-dir . --reload-exclude 'node_modules/*'\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
