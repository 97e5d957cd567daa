"""What a README tells its readers to type."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import told
from watchlint.facts.repository.near import NearRepository

# (what it shows, text, [(words, folder, line)])
READMES = [
    ("prose", "Run streamlit run app.py now.\n", []),
    ("a block", "# A\n\n```bash\nstreamlit run app.py\n```\n", [("streamlit run app.py", "", 4)]),
    ("a block of no language", "```\n$ flask run\n```\n", [("flask run", "", 2)]),
    ("tildes, a prompt and an environment", "~~~console\n(venv) $ flask run\n~~~\n", [("flask run", "", 2)]),
    ("a list's block", "1. Start:\n   ```sh\n   uvicorn a:b --reload\n   ```\n", [("uvicorn a:b --reload", "", 3)]),
    ("another language", "```python\nflask.run\n```\n```dockerfile\nCMD flask run\n```\n", []),
    ("between backticks", "Run `flask run` or `uvicorn a:b`.\n", [("flask run", "", 1), ("uvicorn a:b", "", 1)]),
    ("goes elsewhere", "```sh\ncd backend\nflask run\n```\n", [("flask run", "backend", 3)]),
    ("each block begins anew", "```sh\ncd x\n```\n```sh\nflask run\n```\n", [("flask run", "", 5)]),
    ("a comment", "```sh\n# flask run\nflask run  # starts\n```\n", [("flask run", "", 3)]),
    ("an apostrophe stays in its block", "```\ndon't\n```\n```\nflask run\n```\n", [("flask run", "", 5)]),
    ("continued", "```sh\nflask \\\n  run\n```\n", [("flask run", "", 2)]),
    ("a variable", "```sh\nFLASK_DEBUG=1 flask run\n```\n", [("flask run", "", 2)]),
    ("no end", "```sh\nflask run\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wanted"), [case[1:] for case in READMES], ids=[case[0] for case in READMES])
def test_commands(folder, said, wanted):
    found = list(told.commands(NearRepository(str(folder({"README.md": said}))), "README.md"))
    known = [(" ".join(word.text for word in one.words), one.cwd, one.line) for one in found]
    assert [one for one in known if one[0].startswith(("flask", "streamlit", "uvicorn"))] == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Run it::\n\n    flask run\n\nDone.\n", ["flask run"]),
        (".. code-block:: bash\n   :linenos:\n\n   $ flask run\n", ["flask run"]),
        (".. code-block:: python\n\n   flask.run\n", []),
        ("    flask run\n", []),
    ],
)
def test_a_page_in_rst(folder, said, wanted):
    found = list(told.commands(NearRepository(str(folder({"README.rst": said}))), "README.rst"))
    assert [" ".join(word.text for word in one.words) for one in found] == wanted


def test_which_pages(folder):
    tree = folder(
        dict.fromkeys(["README.md", "a/readme.md", "a/b/README.md", "docs/notREADME.md", "README.rst", "x.md"], "x")
    )
    assert told.readmes(NearRepository(str(tree))) == ["README.md", "README.rst", "a/readme.md"]


def test_a_page_that_is_not_there_or_too_large(folder):
    repository = NearRepository(str(folder({"README.md": "```sh\nflask run\n```\n" + " " * 300_000})))
    assert list(told.commands(repository, "README.md")) == list(told.commands(repository, "gone.md")) == []
