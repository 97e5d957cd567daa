"""Where it is settled already whether a container writes bytecode, by launch-bytecode-written."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import SHOP, fixed, seen

RULE = "launch-bytecode-written"
PLAIN, SET = "FROM python:3.13\n", "FROM python:3.13\nENV PYTHONDONTWRITEBYTECODE=1\n"
RUN = "    command: streamlit run app.py\n"
BUILT = "services:\n  a:\n    build: {build}\n" + RUN
IMAGE = "services:\n  a:\n    image: python:3.13\n" + RUN


def built(build: str) -> str:
    return BUILT.replace("{build}", build)


# what it shows: (files, the lines that are found)
CASES = {
    "the folder that is built": ({"compose.yml": built("web"), "web/Dockerfile": PLAIN, "Dockerfile": SET}, [4]),
    "one that sets it": ({"compose.yml": built("web"), "web/Dockerfile": SET, "Dockerfile": PLAIN}, []),
    "a context": ({"compose.yml": built("{context: web}"), "web/Dockerfile": PLAIN, "Dockerfile": SET}, [4]),
    "a context that sets it": ({"compose.yml": built("{context: web}"), "web/Dockerfile": SET, "Dockerfile": PLAIN}, []),
    "another name": ({"compose.yml": built("{dockerfile: dev.Dockerfile}"), "dev.Dockerfile": PLAIN, "Dockerfile": SET}, [4]),
    "another name that sets it": ({"compose.yml": built("{dockerfile: dev.Dockerfile}"), "dev.Dockerfile": SET, "Dockerfile": PLAIN}, []),
    "seen from the file's folder": ({"ops/compose.yml": built("{context: ../web, dockerfile: d/Dockerfile}"), "web/d/Dockerfile": PLAIN}, [4]),
    "one that is not here": ({"compose.yml": built("gone"), "Dockerfile": PLAIN}, []),
    "an image nobody sees": ({"compose.yml": built("."), "Dockerfile": "FROM ours\n"}, []),
    "set for it in a file beside": ({"compose.yml": IMAGE, "compose.override.yml": "services:\n  a:\n    environment: [PYTHONDONTWRITEBYTECODE=1]\n"}, []),
    "set for another": ({"compose.yml": IMAGE, "compose.override.yml": "services:\n  b:\n    environment: [PYTHONDONTWRITEBYTECODE=1]\n"}, [4]),
    "set in another folder": ({"compose.yml": IMAGE, "ops/compose.yml": "services:\n  a:\n    environment: [PYTHONDONTWRITEBYTECODE=1]\n"}, [4]),
    "set below the same folder's name": ({"ops/a/compose.yml": IMAGE, "ops/compose.yml": "services:\n  a:\n    environment: [PYTHONDONTWRITEBYTECODE=1]\n"}, [4]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "lines"), CASES.values(), ids=CASES)
def test_which_image_and_which_files_count(files, lines, repository):
    assert [line for _, path, line in seen(repository, {**SHOP, **files}, RULE) if path.endswith("yml")] == lines


FLAG = "PYTHONDONTWRITEBYTECODE=1"


@pytest.mark.parametrize(
    ("text", "line", "after"),
    [
        ("A=1\nFLASK_DEBUG=1\nB=2\n", 2, f"A=1\nFLASK_DEBUG=1\n{FLAG}\nB=2\n"),
        ("A=1\r\nFLASK_DEBUG=1\r\nB=2\r\n", 2, f"A=1\r\nFLASK_DEBUG=1\r\n{FLAG}\r\nB=2\r\n"),
        ("A=1\r\n  export UVICORN_RELOAD=true\r\n", 2, f"A=1\r\n  export UVICORN_RELOAD=true\r\n  export {FLAG}\r\n"),
        ("\ufeffFLASK_DEBUG=1", 1, f"\ufeffFLASK_DEBUG=1\n{FLAG}"),
        ("X=none\nFLASK_DEBUG=1\nUVICORN_RELOAD=1\n", 2, f"X=none\nFLASK_DEBUG=1\n{FLAG}\nUVICORN_RELOAD=1\n"),
        ("STREAMLIT_SERVER_PORT=80\n", 1, f"STREAMLIT_SERVER_PORT=80\n{FLAG}\n"),
        ("STREAMLIT_SERVER_FILE_WATCHER_TYPE=auto\n", 1, f"STREAMLIT_SERVER_FILE_WATCHER_TYPE=auto\n{FLAG}\n"),
        ("STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\nFLASK_DEBUG=1\n", 0, None),
        ("STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll\n", 0, None),
        ("FLASK_DEBUG=0\nUVICORN_RELOAD=false\nOTHER=1\n", 0, None),
        (f"FLASK_DEBUG=1\n{FLAG}\n", 0, None),
    ],
)
def test_an_environment_file(text, line, after, repository):
    files = {**SHOP, ".env": text}
    assert seen(repository, files, RULE) == ([("info", ".env", line)] if line else [])
    assert fixed(repository, files, RULE) == ({".env": after} if after else {})
