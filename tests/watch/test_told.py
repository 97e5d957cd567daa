"""The starts that a README tells of."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, starts


def sh(*lines: str) -> str:
    return "```sh\n" + "\n".join(lines) + "\n```\n"


ST, FAST = {"app.py": "import streamlit\n"}, {"backend/app/main.py": "app = None\n"}

# (what it shows, files, [(command, path, folder)])
STARTS = [
    ("an app", {**ST, "b.py": ST["app.py"], "README.md": sh("streamlit run b.py")}, [("streamlit run b.py", "README.md", "")]),
    ("no such app", {"x.py": "", "README.md": sh("streamlit run gone.py")}, []),
    ("a file starts the same app", {**ST, "run.sh": "streamlit run app.py\n", "README.md": sh("streamlit run ./app.py")}, [("streamlit run app.py", "run.sh", "")]),
    ("a file starts another app", {**ST, "b.py": "", "run.sh": "streamlit run app.py\n", "README.md": sh("streamlit run b.py")}, [("streamlit run app.py", "run.sh", ""), ("streamlit run b.py", "README.md", "")]),
    ("a file starts another app, nobody knows where", {**ST, "b.py": "", "Dockerfile": "FROM ours\nCMD streamlit run app.py\n", "README.md": sh("streamlit run b.py")}, [("streamlit run app.py", "Dockerfile", None)]),
    ("twice", {**ST, "README.md": sh("streamlit run app.py", "streamlit run app.py --server.port 1")}, [("streamlit run app.py", "README.md", "")]),
    ("in a folder", {**FAST, "README.md": sh("cd backend", "uvicorn app.main:app --reload")}, [("uvicorn app.main:app --reload", "README.md", "backend")]),
    ("in a folder of the clone", {**FAST, "README.md": sh("git clone x/shop", "cd shop/backend", "uvicorn app.main:app --reload")}, [("uvicorn app.main:app --reload", "README.md", "backend")]),
    ("in a folder that it went to before", {**FAST, "README.md": sh("cd backend", "pip install x") + sh("uvicorn app.main:app --reload")}, [("uvicorn app.main:app --reload", "README.md", "backend")]),
    ("of a folder", {**FAST, "backend/README.md": sh("uvicorn app.main:app --reload")}, [("uvicorn app.main:app --reload", "backend/README.md", "backend")]),
    ("without reloading", {**FAST, "README.md": sh("cd backend", "uvicorn app.main:app")}, []),
    ("a script", {"m.py": "import uvicorn\nuvicorn.run('a:b', reload=True)\n", "n.py": "import uvicorn\nuvicorn.run('a:b', reload=True)\n", "README.md": sh("python m.py")}, [("python m.py", "README.md", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in STARTS], ids=[case[0] for case in STARTS])
def test_starts(folder, files, wanted):
    found = starts.starts(NearRepository(str(folder(files))))
    assert [(starts.command(one), one.path, one.cwd) for one in found] == wanted
    assert [one.certain for one in found] == [
        path != "README.md" and "/README" not in (path or "") for _, path, _ in wanted
    ]


def test_what_is_said_of_it(folder):
    tree = folder({**ST, "README.md": sh("streamlit run app.py")})
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    assert "README.md:2 tells its readers to start it, and no file does" in one.planned.plan.notes
    assert not one.planned.plan.certain
