"""What a Python script starts as other processes."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import subprocesses
from watchlint.facts.repository.near import NearRepository
from watchlint.watch import starts

HEAD = "import os, subprocess, sys\nfrom pathlib import Path\n"

# (what it shows, code, [(words, folder)])
CODE = [
    ("a list", "subprocess.run(['uvicorn', 'main:app', '--reload'])", [("uvicorn main:app --reload", "web")]),
    ("a shell's text", "os.system('cd x && streamlit run app.py')", [("streamlit run app.py", "web/x")]),
    ("a shell's text by a keyword", "subprocess.call('streamlit run app.py', shell=True)", [("streamlit run app.py", "web")]),
    ("a text without a shell", "subprocess.call('streamlit run app.py')", []),
    ("this interpreter", "subprocess.Popen([sys.executable, '-m', 'streamlit', 'run', 'a.py'])", [("python -m streamlit run a.py", "web")]),
    ("a word that is not known", "subprocess.run(['uvicorn', 'main:app', '--port', str(port)])", [("uvicorn main:app --port $?", "web")]),
    ("a program that is not known", "subprocess.run([program, 'run', 'a.py'])", []),
    ("by a name", "words = ['uvicorn', 'a:b']\nsubprocess.run(words)", [("uvicorn a:b", "web")]),
    ("by a name that is given twice", "words = ['uvicorn', 'a:b']\nwords = ['x']\nsubprocess.run(words)", []),
    ("below the main guard", "if __name__ == '__main__':\n    subprocess.run(['flask', 'run'])", [("flask run", "web")]),
    ("below another condition", "if sys.argv[1:]:\n    subprocess.run(['flask', 'run'])", []),
    ("in a function that is called", "def main():\n    try:\n        p = subprocess.Popen(['flask', 'run'])\n    finally:\n        pass\nif __name__ == '__main__':\n    main()", [("flask run", "web")]),
    ("in a function that is not called", "def main():\n    subprocess.run(['flask', 'run'])", []),
    ("a function that calls itself", "def main():\n    main()\nmain()", []),
    ("in a folder", "subprocess.run(['flask', 'run'], cwd='../api')", [("flask run", "api")]),
    ("in its own folder", "subprocess.run(['flask', 'run'], cwd=str(Path(__file__).parent))", [("flask run", "web")]),
    ("nobody knows where", "subprocess.run(['flask', 'run'], cwd=home)", [("flask run", None)]),
    ("outside", "subprocess.run(['flask', 'run'], cwd='../../x')", [("flask run", None)]),
    ("another module's run", "other.run(['flask', 'run'])", []),
    ("no argument", "subprocess.run()", []),
    ("does not parse", "subprocess.run(['flask', 'run']", []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wanted"), [case[1:] for case in CODE], ids=[case[0] for case in CODE])
def test_commands(code, wanted):
    found = subprocesses.commands("web/start.py", f"{HEAD}{code}\n".encode(), "web")
    assert [(" ".join(word.text for word in one.words), one.cwd) for one in found] == wanted
    assert all(one.line > 2 for one in found)


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"Makefile": "dev:\n\tpython start.py\n"}, [("uvicorn main:app --reload", "start.py", 3, "", True)]),
        ({"README.md": "Run `python start.py`.\n"}, [("uvicorn main:app --reload", "README.md", 1, "", False)]),
        ({}, []),
    ],
)
def test_a_script_that_is_started(folder, more, wanted):
    tree = folder({"start.py": f"{HEAD}subprocess.run(['uvicorn', 'main:app', '--reload'])\n", "main.py": "", **more})
    found = starts.starts(NearRepository(str(tree)))
    assert [(starts.command(one), one.path, one.line, one.cwd, one.certain) for one in found] == wanted
