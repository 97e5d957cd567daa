"""Which server, which app: from files, or told."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict, starts


def of(tree, *told):
    return [(one.server, one.app, one.path) for one in starts.starts(NearRepository(str(tree)), *told)]


ST, FAST = {"app.py": "import streamlit\n"}, {"main.py": "app = None\n"}

# (what it shows, files, told, starts)
CASES = [
    ("nothing", {"main.py": "print()\n"}, (), []),
    ("prose is no start", {"README.md": "streamlit run app.py\n", "x.py": ""}, (), []),
    ("no reload", {**FAST, "Procfile": "web: uvicorn main:app\n"}, (), []),
    ("a test's script", {**ST, "tests/run.sh": "uvicorn main:app --reload\n", "p/node_modules/x/run.sh": "streamlit run z.py\n", "other.py": "import streamlit\n", "third.py": "import streamlit\n"}, (), [("streamlit", "app.py", "app.py")]),
    ("a Procfile", {**ST, "Procfile": "web: streamlit run app.py\n"}, (), [("streamlit", "app.py", "Procfile")]),
    ("an image's path", {**ST, "Dockerfile": 'FROM python\nCOPY . /srv/x\nWORKDIR /srv/x\nCMD ["streamlit", "run", "/srv/x/app.py"]\n'}, (), [("streamlit", "app.py", "Dockerfile")]),
    ("told the server", {**ST, "Procfile": "a: streamlit run app.py\nb: uvicorn main:app --reload\n"}, ("uvicorn",), [("uvicorn", "main:app", "Procfile")]),
    ("told what no file starts", ST, ("flask", "web.py"), [("flask", "web.py", None)]),
    ("told an app that a file starts", {**ST, "run.sh": "streamlit run app.py --server.port 1\n"}, (None, "app.py"), [("streamlit", "app.py", "run.sh")]),
    ("told a module", FAST, (None, "main:app"), [("uvicorn", "main:app", None)]),
    ("told a file for uvicorn", {"pkg/main.py": "import fastapi\n"}, (None, "pkg/main.py"), [("uvicorn", "pkg.main:app", None)]),
    ("pages beside a script", {"Home.py": "import streamlit\n", "pages/1_a.py": "import streamlit\n", "pages/2_b.py": "import streamlit\n"}, (), [("streamlit", "Home.py", "Home.py")]),
    ("a script with pages among others", {"Home.py": "import streamlit\n", "pages/1.py": "import streamlit\n", "lib/ui.py": "import streamlit\n"}, (), [("streamlit", "Home.py", "Home.py")]),
    ("namesakes below", {"streamlit_app.py": "import streamlit\n", "a/streamlit_app.py": "import streamlit\n", "b/app.py": "import streamlit\n"}, (), [("streamlit", "streamlit_app.py", "streamlit_app.py")]),
    ("two of the same depth", {"a/app.py": "import streamlit\n", "b/app.py": "import streamlit\n"}, (), []),
    (".flaskenv", {".flaskenv": "FLASK_APP=web\nFLASK_DEBUG=1\n", "web.py": ""}, (), [("flask", "web", ".flaskenv")]),
    (".flaskenv without debugging", {".flaskenv": "FLASK_APP=web\n", "web.py": ""}, (), []),
    ("told a script that starts Flask", {"app.py": "from flask import Flask\napp = Flask('x')\napp.run(debug=True)\n"}, (None, "app.py"), [("flask", None, "app.py")]),
    ("told a Dash app", {"app.py": "import dash\n"}, (None, "app.py"), [("dash", "app.py", None)]),
    ("told a file in a folder", {"ui/app.py": "import streamlit\n", "app.py": ""}, (None, "app.py", "ui"), [("streamlit", "app.py", None)]),
    ("told an app, beside a start without one", {".flaskenv": "FLASK_DEBUG=1\n", "run.sh": "flask run\n", "other.py": "import streamlit\n"}, (None, "other.py"), [("streamlit", "other.py", None)]),
    ("told a file that a start in its folder names", {"ui/app.py": "import streamlit\n", "Procfile": "web: cd ui && streamlit run app.py\n"}, (None, "ui/app.py"), [("streamlit", "app.py", "Procfile")]),
    ("told an app whose start has an unknown folder", {**FAST, "Dockerfile": "FROM ours\nCMD uvicorn main:app --reload\n"}, (None, "main:app"), [("uvicorn", "main:app", None)]),
    ("told an app whose image starts it here", {**FAST, "Dockerfile": "FROM ours\nWORKDIR /x\nCOPY . .\nCMD uvicorn main:app --reload\n"}, (None, "main:app"), [("uvicorn", "main:app", "Dockerfile")]),

    ("told a module in its folder", {"web/main.py": "", "Procfile": "web: cd web && uvicorn main:app --reload\n"}, (None, "main:app", "web"), [("uvicorn", "main:app", "Procfile")]),
    ("a front end that is a test", {"tests/web/package.json": '{"scripts": {"dev": "vite"}}'}, (), []),
    ("told a manage.py", {"manage.py": ""}, (None, "manage.py"), [("django", "manage.py", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "told", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_starts(folder, files, told, wanted):
    assert of(folder(files), *told) == wanted


@pytest.mark.parametrize("server", starts.SERVERS)
def test_every_server_can_be_told(folder, server):
    tree = folder({**ST, **FAST, "streamlit_app.py": "", "manage.py": "", "wsgi.py": ""})
    (launch,) = starts.starts(NearRepository(str(tree)), server)
    assert launch.server == server and starts.command(launch)
    (one,) = predict.predict(NearRepository(str(tree)), Settings(), server).servers
    assert one.planned.plan.server == server and not one.planned.plan.certain and one.planned.plan.notes


def test_two_files_that_start_the_same_are_one(folder):
    tree = folder(
        {**ST, "Procfile": "web: streamlit run app.py\n", "run.sh": "streamlit run app.py --server.port 80\n"}
    )
    assert len(predict.predict(NearRepository(str(tree)), Settings()).servers) == 1


@pytest.mark.parametrize("written", ["[project]\nname = 3\n[", "\x00\x00", "a: [\n" * 50])
def test_broken_files_break_nothing(folder, written):
    names = (
        "pyproject.toml",
        "requirements.txt",
        "compose.yml",
        "Procfile",
        "Dockerfile",
        "package.json",
        "app.py",
        ".streamlit/config.toml",
    )
    tree = folder(dict.fromkeys(names, written))
    (tree / "run.sh").symlink_to("run.sh")
    predict.predict(NearRepository(str(tree)), Settings(), "streamlit", "app.py")


def test_without_watchfiles_a_fresh_installation_polls(folder):
    tree = folder({**FAST, "run.sh": "uvicorn main:app --reload\n", "requirements.txt": "fastapi\nuvicorn\n"})
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    assert one.cost.watches_after_run == 0
    (tree / "requirements.txt").write_text("fastapi\nuvicorn[standard]\n")
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    assert one.cost.watches_after_run > 0


def test_a_start_in_an_unknown_folder_is_said_to_be_one(folder):
    tree = folder({**FAST, "Dockerfile": "FROM ours\nCMD uvicorn main:app --reload\n"})
    predicted = predict.predict(NearRepository(str(tree)), Settings())
    assert predicted.servers == []
    assert [(one.path, one.line, one.server) for one, _ in predicted.unknown] == [("Dockerfile", 2, "uvicorn")]


HELD = {"main.py": "", "requirements.txt": "uvicorn[standard]\n", "front/a/x": "", "front/b/x": "", "api/x": ""}
IMAGE = "FROM python\nWORKDIR /app\nCOPY {} ./\nCMD uvicorn main:app --reload\n"


@pytest.mark.parametrize(
    ("files", "watches"),
    [
        ({"Dockerfile": IMAGE.format(".")}, 5),
        ({"Dockerfile": IMAGE.format("main.py")}, 1),
        ({"Dockerfile": IMAGE.format("."), ".dockerignore": "front\n"}, 2),
        ({"Dockerfile": IMAGE.format("main.py").replace("CMD", "COPY front/a front/a\nCMD")}, 3),
        (
            {
                "project/main.py": "",
                "project/a/x": "",
                "project/Dockerfile": "FROM python\nWORKDIR /usr/src/app\nCOPY . .\n",
                "compose.yml": "services:\n  web:\n    build: ./project\n    volumes: ['./project:/usr/src/app']\n"
                "    command: uvicorn main:app --reload\n",
            },
            2,
        ),
    ],
)
def test_only_what_an_image_holds_is_counted(folder, monkeypatch, files, watches):
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):
        monkeypatch.delenv(name, raising=False)
    (one,) = predict.predict(NearRepository(str(folder({**HELD, **files}))), Settings()).servers
    assert one.cost.watches == watches and one.cost.watches_after_run == watches + 1


def test_an_image_that_holds_a_part_is_not_certain(folder):
    tree = folder({**HELD, "Dockerfile": IMAGE.format("main.py")})
    (one,) = predict.predict(NearRepository(str(tree)), Settings()).servers
    assert not one.planned.plan.certain
    assert one.planned.plan.notes[-1].endswith("a part of this folder: counted are the folders that it holds")


@pytest.mark.parametrize(
    ("app", "words"),
    [
        ("main.py", "main.py imports no server that is known here: name it, --server NAME ("),
        ("gone.py", "gone.py: that file is not in this work tree"),
        ("../beside.py", "../beside.py: that file is not in this work tree"),
    ],
)
def test_no_server_is_guessed_of_an_app(folder, tmp_path, app, words):
    (tmp_path / "beside.py").write_text("import streamlit\n")
    predicted = predict.predict(NearRepository(str(folder({"main.py": "import os\n"}))), Settings(), app=app)
    assert predicted.servers == [] and predicted.absent[0].startswith(words)


def test_a_start_that_does_not_reload_is_named(folder):
    tree = folder({**FAST, "run.sh": "uvicorn main:app\n"})
    predicted = predict.predict(NearRepository(str(tree)), Settings())
    assert predicted.absent == ["run.sh:1: `uvicorn main:app` is started without reloading: it watches nothing"]
    predicted = predict.predict(
        NearRepository(str(folder({"tests/run.sh": "uvicorn main:app\n"}, name="test"))), Settings()
    )
    assert (predicted.servers, predicted.absent) == ([], [])


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"shop/__main__.py": "from flask import Flask\nFlask('x').run(debug=True)\n", "Procfile": "w: python -m shop\n"}, "python -m shop"),
        ({"a/b.py": "from flask import Flask\nFlask('x').run(debug=True)\n", "Procfile": "w: python -m a.b\n"}, "python -m a.b"),
        ({"b.py": "from flask import Flask\nFlask('x').run(debug=True)\n", "Procfile": "w: python b.py\n"}, "python b.py"),
        ({"manage.py": "", "Procfile": "w: python manage.py runserver 8001\n"}, "python manage.py runserver 8001"),
    ],
)  # fmt: skip
def test_the_command_line_of_a_start(folder, files, line):
    (launch,) = starts.starts(NearRepository(str(folder(files))))
    assert starts.command(launch) == line
