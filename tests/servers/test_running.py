from __future__ import annotations

import os
import subprocess
import sys
import venv

import pytest

from watchlint.servers import running as dev_servers


@pytest.mark.parametrize(
    "line",
    [
        "",
        "python",
        "python -c import_uvicorn --reload",
        "uvicorn main:app",
        "gunicorn app:app",
        "pserve dev.ini",
        "python manage.py migrate",
        "python manage.py runserver --noreload",
        "flask --app x run",
        "flask --debug shell",
        "streamlit config show",
        "vim manage.py runserver",
        "python -m http.server --reload",
        "bash -c uvicorn",
        "fastapi run app.py",
        "python -m pytest tests/test_uvicorn.py --reload",
    ],
)
def test_what_is_no_reloading_server(line):
    found = dev_servers.recognise(line.split())
    assert found is None or not found.reloads


@pytest.mark.parametrize(
    "line, name, words",
    [
        ("uvicorn main:app --reload", "uvicorn", "main:app --reload"),
        ("/venv/bin/python /venv/bin/uvicorn main:app --reload", "uvicorn", "main:app --reload"),
        (
            "python3.12 -X dev -u -W error -m uvicorn main:app --reload --reload-dir src",
            "uvicorn",
            "main:app --reload --reload-dir src",
        ),
        ("python -muvicorn x:y --reload", "uvicorn", "x:y --reload"),
        ("fastapi dev app.py", "uvicorn", "dev app.py"),
        ("streamlit --log_level info run app.py", "streamlit", "--log_level info run app.py"),
        ("python -m streamlit run app.py --server.port 1", "streamlit", "run app.py --server.port 1"),
        ("/usr/bin/python ./manage.py runserver 8000", "django", "runserver 8000"),
        ("python -m django runserver", "django", "runserver"),
        ("flask --app x run --debug", "flask", "--app x run --debug"),
        ("watchmedo auto-restart -R -- python x.py", "watchmedo", "auto-restart -R -- python x.py"),
        ("python /v/bin/watchfiles 'pytest' src", "watchfiles", "'pytest' src"),
        ("hupper -m app", "hupper", "-m app"),
        ("gunicorn --reload app:app", "gunicorn", "--reload app:app"),
        ("python /v/bin/pserve --reload dev.ini", "hupper", "--reload dev.ini"),
        ("python -m pyramid.scripts.pserve dev.ini --reload", "hupper", "dev.ini --reload"),
    ],
)
def test_command_lines_of_servers(line, name, words):
    found = dev_servers.recognise(line.split())
    assert (found.server, found.words) == (name, words.split())


@pytest.mark.parametrize(
    "line, environ, name",
    [
        ("flask run", {"FLASK_DEBUG": "1"}, "flask"),
        ("flask run", {"FLASK_DEBUG": "0"}, None),
        ("python app.py", {"WERKZEUG_RUN_MAIN": "true"}, "flask"),
        ("python app.py", {"WERKZEUG_RUN_MAIN": "false"}, None),
    ],
)
def test_variables_decide_for_flask(line, environ, name):
    found = dev_servers.recognise(line.split(), environ)
    assert (found and found.reloads and found.server or None) == name


def fake(proc, pid, line, parent=1, environ="", state="S"):
    folder = proc / str(pid)
    (folder / "fd").mkdir(parents=True)
    (folder / "cmdline").write_bytes(b"\0".join(word.encode() for word in line.split()) + b"\0")
    (folder / "environ").write_bytes(environ.encode().replace(b" ", b"\0"))
    (folder / "stat").write_bytes(f"{pid} (a (b) c) {state} {parent} 1".encode())
    (folder / "cwd").symlink_to(proc)
    (folder / "exe").symlink_to(line.split()[0])


linux = pytest.mark.skipif(sys.platform == "win32", reason="there is no /proc to imitate")


@linux
def test_a_reloader_and_its_child_are_one_server(tmp_path):
    fake(tmp_path, 10, "/v/bin/python -m flask run --debug")
    fake(tmp_path, 11, "/v/bin/python -m flask run --debug", parent=10, environ="WERKZEUG_RUN_MAIN=true SECRET=x")
    fake(tmp_path, 12, "/v/bin/python -m flask run --debug")
    found = dev_servers.running(proc=str(tmp_path))
    assert [(server.server, server.pids) for server in found] == [("flask", [10, 11]), ("flask", [12])]
    assert found[0].python == "/v/bin/python" and found[0].cwd == str(tmp_path)


@linux
def test_a_child_with_a_smaller_number_is_its_parents(tmp_path):
    fake(tmp_path, 32709, "/v/bin/python -m flask run --debug")
    fake(tmp_path, 349, "/v/bin/python -m flask run --debug", parent=32709, environ="WERKZEUG_RUN_MAIN=true")
    fake(tmp_path, 12, "/v/bin/python -m flask run --debug", parent=349, environ="WERKZEUG_RUN_MAIN=true")
    (found,) = dev_servers.running(proc=str(tmp_path))
    assert found.pids == [32709, 349, 12]


@linux
def test_processes_that_change_while_they_are_read_end_the_look(tmp_path):
    fake(tmp_path, 7, "/v/bin/python -m flask run --debug", parent=8)
    fake(tmp_path, 8, "/v/bin/python -m flask run --debug", parent=7)
    assert {pid for server in dev_servers.running(proc=str(tmp_path)) for pid in server.pids} == {7, 8}


@linux
def test_secrets_of_the_environment_are_not_kept(tmp_path):
    fake(tmp_path, 10, "uvicorn a:b --reload", environ="AWS_SECRET=x WATCHFILES_FORCE_POLLING=1")
    assert dev_servers.running(proc=str(tmp_path))[0].environ == {"WATCHFILES_FORCE_POLLING": "1"}


@linux
def test_a_process_asked_for_by_number_is_found_whatever_it_is(tmp_path):
    fake(tmp_path, 10, "node server.js")
    fake(tmp_path, 11, "uvicorn a:b --reload")
    assert [server.server for server in dev_servers.running(10, str(tmp_path))] == ["process"]
    assert [server.server for server in dev_servers.running(proc=str(tmp_path))] == ["uvicorn"]


@linux
def test_one_that_was_told_by_a_file_to_reload_shows_it_by_its_child(tmp_path):
    fake(tmp_path, 10, "/v/bin/python -m flask run")
    fake(tmp_path, 11, "/v/bin/python -m flask run", parent=10, environ="WERKZEUG_RUN_MAIN=true")
    fake(tmp_path, 20, "/v/bin/python -m flask run")
    assert [(server.pids, server.reloads) for server in dev_servers.running(proc=str(tmp_path))] == [
        ([10, 11], True),
        ([20], False),
    ]


@linux
@pytest.mark.parametrize(
    "above", ["watchmedo auto-restart -- python x.py", "node /v/bin/nodemon --exec uvicorn", "entr -r uvicorn a:b"]
)
def test_one_that_another_starts_again_is_not_called_without_reloading(above, tmp_path):
    fake(tmp_path, 10, above)
    fake(tmp_path, 11, "sh -c uvicorn", parent=10)
    fake(tmp_path, 12, "uvicorn a:b", parent=11)
    assert [server.server for server in dev_servers.running(proc=str(tmp_path)) if not server.reloads] == []
    assert [server.server for server in dev_servers.running(12, str(tmp_path))] == ["uvicorn"]


SCRIPTS = {
    # near misses first
    "import uvicorn\n": None,
    "uvicorn.run('main:app')\n": None,
    "def x(:\n    uvicorn.run()": None,
    # server, its words, whether it reloads
    "import uvicorn\nuvicorn.run(app)\n": ("uvicorn", [], False),
    "import uvicorn\nuvicorn.run('main:app', reload=True, reload_dirs=['src'])\n": ("uvicorn", ["main:app", "--reload", "--reload-dir", "src"], True),
    "import uvicorn\nuvicorn.run('main:app', reload=settings.debug)\n": ("uvicorn", ["main:app", "--reload"], False),
    "from flask import Flask\napp = Flask('x')\napp.run()\n": ("flask", [], False),
    "from dash import Dash\nDash().run(debug=True)\n": ("dash", [], True),
    "from nicegui import ui\nui.run()\n": ("nicegui", [], True),
    "import gradio as gr\nwith gr.Blocks() as demo:\n    demo.load()\n": None,
    "import gradio as gr\nwith gr.Blocks() as demo:\n    gr.Markdown('')\ndemo.queue().launch()\n": ("gradio", [], False),
    "import gradio as gr\ngr.Interface(f, 'text', 'text').launch(share=True)\n": ("gradio", [], False),
}  # fmt: skip


@linux
@pytest.mark.parametrize(
    "words",
    [
        "/v/bin/python main.py",
        "/v/bin/python -m main",
        "python -X dev -m debugpy --listen 1 main.py",
        "python -m coverage run main.py",
        "python /v/bin/ddtrace-run python main.py",
    ],
)
@pytest.mark.parametrize("code", SCRIPTS)
def test_the_code_of_a_script_tells_which_server_it_starts(code, words, tmp_path):
    fake(tmp_path, 10, words)
    (tmp_path / "main.py").write_text(code)
    found = [(one.server, one.words, one.reloads) for one in dev_servers.running(proc=str(tmp_path))]
    assert found == (
        [SCRIPTS[code]] if SCRIPTS[code] and "ddtrace" not in words else []
    )  # that one starts another process


INSTALLED = "#!/v/bin/python\n# -*- coding: utf-8 -*-\nimport sys\nfrom blog.cli import start\nif __name__ == '__main__':\n    sys.exit({})\n"


@linux
@pytest.mark.parametrize(
    ("program", "module", "server"),
    [
        ("import sys\nfrom blog.cli import start\n", "blog/cli.py", None),  # it calls nothing
        (INSTALLED.format("main()"), "blog/cli.py", None),
        (INSTALLED.format("start()"), "other/cli.py", None),
        (INSTALLED.format("start()"), "blog/cli.py", "quart"),
        (INSTALLED.format("start()"), "src/blog/cli/__init__.py", "quart"),
        (INSTALLED.replace("sys.exit", "raise SystemExit").format("start()"), "blog/cli.py", "quart"),
    ],
)
def test_a_program_that_the_project_installs_is_known_by_the_code_it_calls(program, module, server, folder):
    tree = folder(
        {"v/bin/blog-dev": program, module: "from quart import Quart\napp = Quart('x')\ndef start():\n    app.run()\n"}
    )
    fake(tree.path, 10, "/v/bin/python v/bin/blog-dev")
    found = [(one.server, one.reloads) for one in dev_servers.running(proc=str(tree))]
    assert found == ([(server, True)] if server else [])


@linux
def test_one_that_reloads_where_its_code_leaves_that_open_has_another_below_it(tmp_path):
    fake(tmp_path, 10, "python main.py")
    fake(tmp_path, 11, "python -c spawn_main", parent=10)
    (tmp_path / "main.py").write_text("import uvicorn\nuvicorn.run('main:app', reload=settings.debug)\n")
    (found,) = dev_servers.running(proc=str(tmp_path))
    assert (found.server, found.reloads, found.code, found.written) == (
        "uvicorn", True, "main.py:2", 'uvicorn.run("main:app", reload=True)',
    )  # fmt: skip


@linux
@pytest.mark.parametrize(
    ("line", "program", "environ", "holds", "found"),
    [
        ("webpack", "/usr/bin/webpack", "", True, []),
        ("webpack", "/usr/bin/node", "", False, []),  # it builds once
        ("jest", "/usr/bin/node", "", True, []),
        ("webpack", "/usr/bin/node", "", True, ["webpack"]),
        ("webpack", "/usr/bin/node", "WATCHPACK_POLLING=true", False, ["webpack"]),
    ],
)
def test_webpack_calls_its_process_by_its_name_alone(line, program, environ, holds, found, tmp_path):
    fake(tmp_path, 10, line, environ=environ)
    (tmp_path / "10" / "exe").unlink()
    (tmp_path / "10" / "exe").symlink_to(program)
    if holds:
        (tmp_path / "10" / "fd" / "5").symlink_to("anon_inode:inotify")
    assert [(one.server, one.reloads) for one in dev_servers.running(proc=str(tmp_path))] == [
        (name, True) for name in found
    ]


@linux
@pytest.mark.parametrize(
    ("words", "code", "reloads"),
    [("", True, True), ("", False, False), ("--no-reloader", True, False), ("--use-reloader", False, True)],
)
def test_taipy_obeys_the_words_behind_its_script(words, code, reloads, tmp_path):
    fake(tmp_path, 10, f"python main.py {words}")
    (tmp_path / "main.py").write_text(f"from taipy.gui import Gui\nGui('x').run(use_reloader={code})\n")
    assert [(one.server, one.reloads) for one in dev_servers.running(proc=str(tmp_path))] == [("taipy", reloads)]


@linux
def test_one_that_starts_itself_again_shows_by_no_process_what_its_code_leaves_open(tmp_path):
    fake(tmp_path, 10, "python main.py")
    for code, decided in (("debug=options.debug", "debug=options.debug"), ("debug=True", "")):
        (tmp_path / "main.py").write_text(f"import tornado.web\ntornado.web.Application([], {code})\n")
        (found,) = dev_servers.running(proc=str(tmp_path))
        assert (found.server, found.reloads, found.decided) == ("tornado", True, decided)


@linux
def test_the_dead_are_left_out(tmp_path):
    fake(tmp_path, 10, "uvicorn a:b --reload", state="Z")
    assert dev_servers.running(proc=str(tmp_path)) == []


def test_no_proc_is_no_server(tmp_path):
    assert dev_servers.running(proc=str(tmp_path / "nothing")) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
def test_a_real_process_is_found_by_its_number():
    held = subprocess.Popen(
        [sys.executable, "-c", "print('ready', flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        held.stdout.readline()  # its command line can be read from now on
        (server,) = dev_servers.running(held.pid)
        assert (server.server, server.pids, server.cwd) == ("process", [held.pid], os.getcwd())
    finally:
        held.communicate(b"\n")


@pytest.mark.parametrize(
    "line, variable, expected",
    [
        ("gunicorn app:app", "--reload -w 2", ("gunicorn", ["--reload", "-w", "2", "app:app"])),
        ("gunicorn --reload app:app", "--reload-engine poll", ("gunicorn", ["--reload-engine", "poll", "--reload", "app:app"])),
        ("gunicorn app:app", "-w 2", None),
        ("gunicorn app:app", "--reload 'open", None),
    ],
)  # fmt: skip
def test_gunicorn_takes_words_from_a_variable(line, variable, expected):
    found = dev_servers.recognise(line.split(), {"GUNICORN_CMD_ARGS": variable})
    assert (found and found.reloads and (found.server, found.words) or None) == expected


@linux
def test_the_name_a_process_gives_itself_is_believed_where_it_leads_to_what_runs(tmp_path):
    fake(tmp_path, 10, "/v/bin/python -m flask run --debug")
    (tmp_path / "10/exe").unlink()
    (tmp_path / "10/exe").symlink_to("/usr/bin/real")
    assert dev_servers.running(proc=str(tmp_path))[0].python == "/usr/bin/real"
    fake(tmp_path, 11, "env/bin/python -m flask run --debug")
    (tmp_path / "env/bin").mkdir(parents=True)
    (tmp_path / "env/bin/python").symlink_to("/usr/bin/real3")
    (tmp_path / "11/exe").unlink()
    (tmp_path / "11/exe").symlink_to("/usr/bin/real3")
    assert dev_servers.running(proc=str(tmp_path))[1].python == str(tmp_path / "env/bin/python")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's /proc")
@pytest.mark.parametrize("before", ["", "/nowhere:"])
def test_an_interpreter_that_was_called_by_its_name_is_found_as_a_shell_does(before, tmp_path):
    venv.create(tmp_path / "venv", symlinks=True)
    path = f"{before}{tmp_path}/venv/bin:{os.environ['PATH']}"
    code = "import time; print('here', flush=True); time.sleep(600)"
    process = subprocess.Popen(["python", "-c", code], env={"PATH": path}, cwd=tmp_path, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"here\n"
        assert dev_servers._python(["python"], process.pid, "/proc") == f"{tmp_path}/venv/bin/python"
        runs = os.path.realpath(sys.executable)
        assert dev_servers._python(["/bin/sh"], process.pid, "/proc") == runs
        assert dev_servers._python(["python-of-nobody"], process.pid, "/proc") == runs
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
