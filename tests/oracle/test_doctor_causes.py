"""Real servers that are well by themselves and notice no edit: the doctor's first line names the cause, its steps end it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import pytest
import streamlit_server
from doctor_servers import MODERN, port
from doctor_started import HERE, Started, doctor, follow, shop
from environments import environment
from signature_watchers import OTHERS

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's /proc"),
]


@pytest.fixture
def project(tmp_path):
    return shop(tmp_path)


DJANGO = ("doctor-django", ["Django==5.2.19", "watchdog==6.0.0"])
GUNICORN = ("gunicorn-uvicorn", ["gunicorn==27.0.1", "uvicorn-worker==0.4.0"])


@pytest.mark.parametrize(
    "name, words, python, step",
    [
        ("uvicorn", "uvicorn main:app --port {}", MODERN, "uvicorn"),
        ("uvicorn", "python -m uvicorn main:app --port {} --workers 2", MODERN, "uvicorn"),
        ("flask", "flask --app flasky run --port {}", OTHERS, "flask"),
        ("django", "python manage.py runserver --noreload 127.0.0.1:{}", DJANGO, "python"),
        ("gunicorn", "gunicorn --bind 127.0.0.1:{} wsgi:app", GUNICORN, "gunicorn"),
    ],
)
def test_started_without_reloading(name, words, python, step, project, started):
    python = environment(*python)
    (project / "manage.py").write_text(MANAGE)
    (project / "wsgi.py").write_text(WSGI)
    server = started(words.format(port()).split(), python, project)
    assert not server.reloads(project / "shop" / "cart.py", patience=2)
    line, steps = doctor(project)
    assert line.startswith(f"1 problem: {name} (process {server.process.pid}) was started without reloading"), line
    server = started(follow(server, steps, step), python, project)
    server.settles = 5 if name == "flask" else 1  # Flask watches the standard library too
    assert server.reloads(project / "shop" / "cart.py")
    assert doctor(project)[0].startswith("No problem found")


MANAGE = """
import os, sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manage")
SECRET_KEY, DEBUG, ROOT_URLCONF, urlpatterns = "x", True, "manage", []
from shop import cart

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
WSGI = (
    "from shop import cart\n\n\ndef app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'']\n"
)

UVICORN_CODE = """
import uvicorn
from shop import cart

async def app(scope, receive, send):
    pass

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port={})
"""
FLASK_CODE = "from shop import cart\nfrom flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    app.run(port={})\n"


@pytest.mark.parametrize(
    "name, code, python, words",
    [
        ("uvicorn", UVICORN_CODE, MODERN, ["python", "serve.py"]),
        ("uvicorn", UVICORN_CODE, MODERN, ["python", "-m", "serve"]),
        ("flask", FLASK_CODE, OTHERS, ["python", "serve.py"]),
    ],
)  # fmt: skip
def test_a_script_that_starts_a_server_without_reloading(name, code, python, words, project, started):
    python, place = environment(*python), port()
    (project / "serve.py").write_text(code.format(place))
    server = started(words, python, project)
    assert not server.reloads(project / "shop" / "cart.py", patience=2)
    line, steps = doctor(project)
    assert line.startswith(f"1 problem: {name} (process {server.process.pid}) was started without reloading"), line
    step = follow(server, steps, "# serve.py:")
    number, call = re.fullmatch(r"# serve.py:(\d+): (.*), with what else stands in its brackets", step).groups()
    lines = (project / "serve.py").read_text().splitlines()
    lines[int(number) - 1] = f"    {call[:-1]}, port={place})"
    (project / "serve.py").write_text("\n".join(lines) + "\n")
    server = started(words, python, project)
    server.settles = 8 if name == "flask" else 1
    assert server.reloads(project / "shop" / "cart.py")
    line, _ = doctor(project)
    assert line.startswith(f"No problem found: {name} (process {server.process.pid})"), line


def test_flask_told_by_a_file(project, started):
    """Its own words say nothing: python-dotenv reads the variable after the start."""
    python = environment("flask-dotenv", ["flask", "python-dotenv"])
    (project / ".flaskenv").write_text("FLASK_DEBUG=1\n")
    server = started(f"exec flask --app flasky run --port {port()}", python, project)
    assert "without reloading" not in doctor(project)[0]
    assert server.reloads(project / "shop" / "cart.py")


def test_code_outside_of_what_is_watched(project, started):
    python = environment(*MODERN)
    server = started(
        ["uvicorn", "main:app", "--reload", "--reload-dir", "pages", "--port", str(port())], python, project
    )
    assert not server.reloads(project / "shop" / "cart.py", patience=2)
    line, steps = doctor(project)
    assert line.startswith(f"1 problem: uvicorn (process {server.process.pid}) runs code that it does not watch: "), (
        line
    )
    server = started(follow(server, steps, "uvicorn "), python, project)
    assert server.reloads(project / "shop" / "cart.py")
    assert doctor(project)[0].startswith("No problem found")


def test_code_beside_the_project(project, started):
    python, lib = environment(*MODERN), project.parent / "lib"
    shutil.move(project / "shop", lib / "shop")
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, project, PYTHONPATH="../lib")
    assert not server.reloads(lib / "shop" / "cart.py", patience=2)
    line, steps = doctor(project)
    assert f"runs code that it does not watch: {lib}/shop/" in line
    server = started(follow(server, steps, "uvicorn "), python, project, PYTHONPATH="../lib")
    assert server.reloads(lib / "shop" / "cart.py")


def test_a_package_that_is_installed_editable(project, started):
    """What `pip install -e ../lib` leaves in an environment is a .pth file that names the folder."""
    others, lib, own = environment(*MODERN), project.parent / "lib", project.parent / "env"
    shutil.move(project / "shop", lib / "shop")
    subprocess.run([others, "-m", "venv", "--without-pip", own], check=True)
    packages = next(own.glob("lib/python*/site-packages"))
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = subprocess.run([others, "-c", asked], check=True, capture_output=True, text=True).stdout
    (packages / "theirs.pth").write_text(theirs)
    (packages / "__editable__.shop-1.pth").write_text(f"{lib}\n")
    python, words = str(own / "bin" / "python"), f"-m uvicorn main:app --reload --port {port()}"
    server = started(["python", *words.split()], python, project)
    assert not server.reloads(lib / "shop" / "cart.py", patience=2)
    line, steps = doctor(project)
    assert f"runs code that it does not watch: {lib}/shop/" in line
    again = follow(server, steps, "uvicorn ").removeprefix("uvicorn ")
    server = started(f"exec python -m uvicorn {again}", python, project)
    assert server.reloads(lib / "shop" / "cart.py")
    assert doctor(project)[0].startswith("No problem found"), doctor(project)[0]


def test_a_package_that_is_a_link_is_watched(project, started):
    python, lib = environment(*MODERN), project.parent / "lib"
    shutil.move(project / "shop", lib / "shop")
    (project / "shop").symlink_to(lib / "shop")
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, project)
    assert doctor(project)[0].startswith("No problem found")
    assert server.reloads(lib / "shop" / "cart.py")


def test_a_folder_that_was_made_again(project, started):
    python = environment(*MODERN)
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, project)
    time.sleep(1)
    copy = project.parent / "copy"
    shutil.copytree(project, copy)
    shutil.rmtree(project)
    copy.rename(project)
    line, steps = doctor(project)
    assert (
        line.startswith("1 problem: uvicorn")
        and "was deleted or moved away, and another one stands in its place" in line
    )
    again = follow(server, steps, "uvicorn ")
    server = started(f"{next(step for step in steps if step.startswith('cd '))} && {again}", python, project)
    assert server.reloads(project / "shop" / "cart.py")


def test_another_mount_namespace(project, started):
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine makes no mount namespace")
    python = environment(*MODERN)
    server = started([*alone, "uvicorn", "main:app", "--reload", "--port", str(port())], python, project)
    line, steps = doctor(project)
    assert line.startswith(
        f"Nothing was compared: uvicorn (process {server.process.pid}) runs in another mount namespace"
    ), line
    assert not any(step.startswith("kill") for step in steps)
    step = next(step for step in steps if "nsenter" in step)
    if os.geteuid() == 0:
        said = subprocess.run(step, shell=True, cwd=HERE.parents[1], capture_output=True, text=True, timeout=60)
        assert said.stdout.startswith("No problem found: uvicorn"), said


def test_waiting_for_a_connection(project, started):
    python, place = environment(*MODERN), port()
    server = started(["uvicorn", "main:app", "--reload", "--port", str(place)], python, project)
    end = time.monotonic() + 10
    while "Application startup complete" not in server.said() and time.monotonic() < end:
        time.sleep(0.05)
    with socket.create_connection(("127.0.0.1", place)) as browser:
        browser.sendall(b"GET /stays HTTP/1.1\r\nHost: x\r\n\r\n")
        assert browser.recv(100)
        assert not server.reloads(project / "shop" / "cart.py", patience=3)
        line, steps = doctor(project)
    assert line.startswith(f"1 problem: uvicorn (process {server.process.pid}) noticed an edit and waits"), line
    again = follow(server, steps, "uvicorn ")
    server.stop()
    server = started(again, python, project)
    time.sleep(1)
    with socket.create_connection(("127.0.0.1", place)) as browser:
        browser.sendall(b"GET /stays HTTP/1.1\r\nHost: x\r\n\r\n")
        assert browser.recv(100)
        assert server.reloads(project / "shop" / "cart.py")


def test_polling_that_costs(project, started):
    for number in range(40):
        for file in range(200):
            path = project / "venv" / str(number) / f"m{file}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    python = environment(*OTHERS)
    words = ["uvicorn", "main:app", "--reload", "--port", str(port())]
    server = started(words, python, project)
    time.sleep(1)
    line, steps = doctor(project)
    assert " of a processor core to look for edits: " in line
    assert any(step.endswith("-m pip install watchfiles") for step in steps)
    server.stop()
    server = started(words, environment(*MODERN), project)  # an environment in which that was done
    assert server.reloads(project / "shop" / "cart.py")
    assert doctor(project)[0].startswith("No problem found"), doctor(project)[0]


@pytest.mark.parametrize(
    "text, more, line",
    [
        ("[server]\nport = = 1\n", "", "1 problem: streamlit (process {}) ignores all of {}: "),
        ("[server]\n", "", "No problem found, but one thing to know: streamlit (process {}) shows an edit only after a click on Rerun"),
        ("[server]\nfileWatcherType = 'none'\n", "--server.runOnSave true", "1 problem: streamlit (process {}) watches nothing: fileWatcherType is 'none'"),
    ],
)  # fmt: skip
def test_settings_of_streamlit(text, more, line, project, started):
    config, page = project / ".streamlit" / "config.toml", project / "page.py"
    config.parent.mkdir()
    config.write_text(text)
    page.write_text("import streamlit as st\nprint('STARTED', flush=True)\n")
    words = f"streamlit run page.py --server.port {port()} --server.headless true --server.address 127.0.0.1 {more}"
    server, session = visited(started, f"exec {words}", project)
    assert not server.reloads(page, patience=3)
    first, steps = doctor(project)
    session.close()
    assert first.startswith(line.format(server.process.pid, config)), first
    server.stop()
    if "ignores all" in line:
        assert any(step.startswith("watchlint check ") for step in steps)
        command = [sys.executable, "-m", "watchlint", "check", str(project), "--output-format", "concise"]
        found = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True)
        assert "config.toml:2:" in found.stdout, found
        config.write_text("[server]\nrunOnSave = true\n")  # the line that it names, corrected
    else:
        words = next(step for step in steps if step.startswith("streamlit run page.py "))
    server, session = visited(started, f"exec {words}", project)
    assert server.reloads(page)
    assert doctor(project)[0].startswith("No problem found: "), doctor(project)[0]
    session.close()


def visited(started, command: str, project) -> tuple[Started, streamlit_server.Session]:
    """Streamlit, started by this command, and a session that has its page open."""
    place = int(command.split("--server.port ")[1].split()[0])
    server = started(command, environment(*MODERN), project, STREAMLIT_BROWSER_GATHER_USAGE_STATS="false", patience=0)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", place)):
            break
        time.sleep(0.1)
    return server, streamlit_server.Session(place).run()


def test_gunicorn_with_uvicorns_worker(project, started):
    python = environment(*GUNICORN)
    place = f"127.0.0.1:{port()}"
    words = ["gunicorn", "-k", "uvicorn_worker.UvicornWorker", "-b", place, "--reload", "main:app"]
    server = started(words, python, project)
    assert not server.reloads(project / "shop" / "cart.py", patience=4)
    line, steps = doctor(project)
    assert line.startswith(f"1 problem: gunicorn (process {server.process.pid}): an edit is noticed and the old code goes on"), line  # fmt: skip
    server = started(follow(server, steps, "uvicorn "), python, project)
    assert server.reloads(project / "shop" / "cart.py")


HOOK = "def on_pre_build(config):\n    print('STARTED', flush=True)\n"


@pytest.fixture
def pages(project):
    (project / "docs").mkdir()
    (project / "docs" / "index.md").write_text("# x\n")
    (project / "hook.py").write_text(HOOK)
    (project / "mkdocs.yml").write_text("site_name: x\nhooks: [hook.py]\n")
    return project


@pytest.mark.parametrize("click", ["8.3.0", "8.3.3"])
def test_mkdocs_with_a_click_that_forgets(click, pages, started):
    python = environment(f"mkdocs-click-{click}", ["mkdocs==1.6.1", f"click=={click}", "pip"])
    server = started(["mkdocs", "serve", "-a", f"127.0.0.1:{port()}"], python, pages)
    assert not server.reloads(pages / "docs" / "index.md", patience=3)
    line, steps = doctor(pages)
    assert line.startswith(f"1 problem: mkdocs (process {server.process.pid}) builds once and never again"), line
    assert next(step for step in steps if "pip install" in step).endswith("'click>=8.4.0'")
    well = environment("mkdocs-click-8.4", ["mkdocs==1.6.1", "click==8.4.0"])  # what that step makes of it
    server.stop()
    server = started(["mkdocs", "serve", "-a", f"127.0.0.1:{port()}"], well, pages)
    assert server.reloads(pages / "docs" / "index.md")
    assert doctor(pages)[0].startswith("No problem found: mkdocs")


@pytest.mark.parametrize("click", ["8.3.0", "8.4.0"])
def test_mkdocs_that_is_told_to_reload_is_well(click, pages, started):
    python = environment(f"mkdocs-click-{click}", ["mkdocs==1.6.1", f"click=={click}", "pip"])
    server = started(["mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port()}"], python, pages)
    assert doctor(pages)[0].startswith("No problem found: mkdocs")
    assert server.reloads(pages / "docs" / "index.md")


def test_mkdocs_that_is_told_not_to(pages, started):
    python = environment("mkdocs-click-8.4", ["mkdocs==1.6.1", "click==8.4.0"])
    server = started(["mkdocs", "serve", "--no-livereload", "-a", f"127.0.0.1:{port()}"], python, pages)
    line, steps = doctor(pages)
    assert line.startswith(f"1 problem: mkdocs (process {server.process.pid}) was started without reloading"), line
    server = started(follow(server, steps, "mkdocs "), python, pages)
    assert server.reloads(pages / "docs" / "index.md")


@pytest.fixture
def far(project):
    """The project behind sshfs, which speaks to a real sftp server."""
    sftp = next(
        (path for path in ("/usr/lib/openssh/sftp-server", "/usr/lib/ssh/sftp-server") if os.path.exists(path)), ""
    )
    if not sftp or not shutil.which("sshfs") or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("needs sshfs, openssh-sftp-server and /dev/fuse")
    script, point = project.parent / "ssh", project.parent / "far"
    script.write_text(f"#!/bin/sh\nexec {sftp}\n")
    script.chmod(0o755)
    point.mkdir()
    if subprocess.run(["sshfs", "-o", f"ssh_command={script}", f"host:{project}", str(point)]).returncode:
        pytest.skip("this machine mounts no FUSE")
    yield point
    subprocess.run(["fusermount3", "-uz", str(point)], check=True)


def test_a_folder_behind_sshfs_is_judged_by_what_was_tried(far, project, started):
    python = environment(*MODERN)
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, far)
    line, steps = doctor(far)
    assert "waits for inotify where it does not work: it is served by a program (FUSE)" in line
    line, _ = doctor(far, "--probe")
    assert line.startswith(f"No problem found: uvicorn (process {server.process.pid})"), line
    assert server.reloads(far / "shop" / "cart.py")  # an edit on this side
    before = server.starts()
    (project / "shop" / "cart.py").write_text("print('STARTED', flush=True)\n# on the other side\n")
    assert not server.waits_for(before + 1, 3)
    export = next(step for step in steps if step.startswith("export "))
    server.stop()
    server = started(f"{export.partition('  #')[0]}; exec uvicorn main:app --reload --port {port()}", python, far)
    assert server.reloads(project / "shop" / "cart.py")


def test_streamlit_runs_code_beside_its_folder(project, started):
    """Without PYTHONPATH Streamlit passes over modules that lie elsewhere."""
    lib = project.parent / "lib"
    shutil.move(project / "shop", lib / "shop")
    (lib / "shop" / "cart.py").write_text("")
    (project / "page.py").write_text(
        "import sys\nsys.path.insert(0, '../lib')\nfrom shop import cart\nprint('STARTED', flush=True)\n"
    )
    words = f"streamlit run page.py --server.port {port()} --server.headless true --server.runOnSave true --server.address 127.0.0.1"
    server, session = visited(started, f"exec {words}", project)
    assert not server.reloads(lib / "shop" / "cart.py", patience=3)
    line, steps = doctor(project)
    session.close()
    assert line.startswith(
        f"1 problem: streamlit (process {server.process.pid}) runs code that it does not watch: {lib}/shop/"
    ), line
    again = follow(server, steps, "PYTHONPATH=")
    server, session = visited(started, again, project)
    assert server.reloads(lib / "shop" / "cart.py")
    line, _ = doctor(project)
    session.close()
    assert line.startswith("No problem found"), line


def test_a_file_mounted_alone_keeps_its_old_content(project, started):
    """What the note about a file in a service's volumes says, with the kernel's own mount."""
    alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine makes no mount namespace")
    python, inside = environment(*MODERN), project.parent / "inside"
    shutil.copytree(project, inside)
    words = f"mount --bind {project}/shop/cart.py {inside}/shop/cart.py && cd {inside} && exec uvicorn main:app --reload --port {port()}"
    server = started([*alone, "sh", "-c", words], python, project)
    time.sleep(1)
    before, cart = server.starts(), project / "shop" / "cart.py"
    (project / "new").write_text("print('STARTED', flush=True)\n# saved as editors do\n")
    os.replace(project / "new", cart)
    assert not server.waits_for(before + 1, 3)
    words = words.replace(f"{project}/shop/cart.py {inside}/shop/cart.py", f"{project}/shop {inside}/shop")  # the step
    server.stop()
    server = started([*alone, "sh", "-c", words], python, project)
    time.sleep(1)
    before = server.starts()
    (project / "shop" / "new").write_text("print('STARTED', flush=True)\n# saved once more\n")
    os.replace(project / "shop" / "new", cart)
    assert server.waits_for(before + 1, 10)


def test_templates_are_no_python(project, started):
    python = environment(*MODERN)
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, project)
    assert not server.reloads(project / "pages" / "x.html", patience=3)
    line, steps = doctor(project)
    assert line.startswith("No problem found: uvicorn")
    note = next(
        number for number, step in enumerate(steps) if "starts again for *.py only: an edit of pages/x.html" in step
    )
    server.stop()
    server = started(steps[note + 1], python, project)
    assert server.reloads(project / "pages" / "x.html")
    assert server.reloads(project / "shop" / "cart.py")
    assert "starts again for *.py only" not in "".join(doctor(project)[1])
