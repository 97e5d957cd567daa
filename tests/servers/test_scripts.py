"""Servers that a Python script starts, as a launch file starts the script."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, starts

UVICORN = "import uvicorn\n"
MAIN = {"main.py": f"{UVICORN}uvicorn.run('main:app', reload=True)\n"}
IMAGE = "FROM python\nWORKDIR /app\nCOPY . .\nCMD {}\n"

# (what it shows, files, [(command, path, folder, certain)])
STARTS = [
    ("no call", {"main.py": UVICORN, "run.sh": "python main.py\n"}, []),
    ("another script", {**MAIN, "x.py": UVICORN + "uvicorn.run('x:a', reload=True)\n", "run.sh": "python other.py\n"}, []),
    ("a test", {"tests/main.py": MAIN["main.py"]}, []),
    ("several, none started", {**MAIN, "other.py": MAIN["main.py"]}, []),
    ("a script", {**MAIN, "run.sh": "python main.py\n"}, [("python main.py", "run.sh", "", True)]),
    ("one of several", {**MAIN, "other.py": MAIN["main.py"], "Makefile": "run:\n\tuv run python other.py\n"}, [("python other.py", "Makefile", "", True)]),
    ("by uv", {**MAIN, "Procfile": "web: uv run main.py\n"}, [("python main.py", "Procfile", "", True)]),
    ("in a shell", {**MAIN, "Procfile": "web: sh -c 'exec python main.py'\n"}, [("python main.py", "Procfile", "", True)]),
    ("in an image", {**MAIN, "Dockerfile": IMAGE.format('["python", "/app/main.py"]')}, [("python main.py", "Dockerfile", "", True)]),
    ("in a folder", {"api/main.py": MAIN["main.py"], "run.sh": "cd api\npython main.py\n"}, [("python main.py", "run.sh", "api", True)]),
    ("a package", {"web/__main__.py": MAIN["main.py"], "run.sh": "python -m web\n"}, [("python -m web", "run.sh", "", True)]),
    ("nobody knows where", {**MAIN, "Dockerfile": "FROM ours\nCMD python main.py\n"}, [("python main.py", "Dockerfile", None, True)]),
    ("a manage.py that may start another server", {"manage.py": f"{UVICORN}import sys\nif sys.argv[1] == 'serve':\n    uvicorn.run('a:b', reload=True)\nelse:\n    execute_from_command_line(sys.argv)\n", "run.sh": "python manage.py migrate\n"}, []),
    ("the only one", MAIN, [("python main.py", "main.py", "", False)]),
    ("the only one beside another server", {**MAIN, "app.py": "import streamlit\n", "run.sh": "streamlit run app.py\n"}, [("streamlit run app.py", "run.sh", "", True), ("python main.py", "main.py", "", False)]),
    ("the same server is started by a file", {**MAIN, "run.sh": "uvicorn main:app --reload\n"}, [("uvicorn main:app --reload", "run.sh", "", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in STARTS], ids=[case[0] for case in STARTS])
def test_starts(folder, files, wanted):
    found = starts.starts(NearRepository(str(folder(files))))
    assert [(starts.command(one), one.path, one.cwd, one.certain) for one in found] == wanted


def predicted(tree):
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    return one


def test_what_a_script_watches(folder):
    files = {"requirements.txt": "uvicorn[standard]\n", "api/x.py": "", "data/a/x": "", "run.sh": "python main.py\n"}
    tree = folder({**MAIN, **files})
    assert predicted(tree).cost.watches == 4
    (tree / "main.py").write_text(f"{UVICORN}uvicorn.run('api.x:a', reload=True, reload_dirs=['api'])\n")
    assert predicted(tree).cost.watches == 1


def test_an_expression_that_decides_is_a_note(folder):
    tree = folder({"main.py": f"{UVICORN}uvicorn.run('m:a', reload=settings.debug)\n", "run.sh": "python main.py\n"})
    plan = predicted(tree).planned.plan
    assert not plan.certain
    assert "whether it reloads is known when it runs: reload=settings.debug; counted as if it did" in plan.notes
