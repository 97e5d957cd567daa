"""Where a configuration is written or moved to: only where Streamlit reads it, git keeps it, and nothing else leads to it."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import check
from watchlint.facts.repository.repository import Repository
from watchlint.fixes import plan as planning
from watchlint.settings import Settings

CONFIG = '[server]\nheadless = true\n\n[theme]\nbase = "dark"\n'
APP = "import streamlit as st\n"


def found(tree) -> list:
    return check(Repository(str(tree)), Settings({"streamlit-version": "1.67.0"}))


def moved(tree, unsafe: bool = False) -> list[str]:
    settings = Settings({"streamlit-version": "1.67.0"})
    repo = Repository(str(tree))
    made = planning.make(repo, lambda planned: check(planned, settings), lambda f: unsafe or f.fix.safe)
    return sorted(path for path, data in made.changes.items() if data is not None)


IN_USE = {
    "compose mounts the file": {
        "compose.yaml": "services:\n  ui:\n    image: ui\n    volumes:\n      - ./streamlit/config.toml:/app/.streamlit/config.toml\n"
    },
    "compose mounts the folder": {
        "docker-compose.yml": "services:\n  ui:\n    volumes:\n      - ./streamlit:/app/.streamlit:ro\n"
    },
    "an image gets the folder": {"Dockerfile": "FROM python\nCOPY streamlit /app/.streamlit\n"},
    "an image gets the folder, with a slash": {"Dockerfile": "FROM python\nCOPY streamlit/ /root/.streamlit/\n"},
    "an image gets the file": {
        "Dockerfile": "FROM python\nCOPY ./streamlit/config.toml /root/.streamlit/config.toml\n"
    },
    "a list": {"Dockerfile": 'FROM python\nCOPY ["streamlit", "/app/.streamlit"]\n'},
    "a script copies it": {"run.sh": "cp streamlit/config.toml ~/.streamlit/\nstreamlit run app.py\n"},
    "a script links it": {"setup.sh": "ln -s streamlit .streamlit\n"},
    "make": {"Makefile": "run:\n\tcp -r streamlit .streamlit\n"},
    "code": {"deploy.py": "shutil.copy('streamlit/config.toml', target)\n"},
    "a config map": {"deploy.sh": "kubectl create configmap ui --from-file=streamlit/\n"},
    "devcontainer": {".devcontainer/devcontainer.json": '{"mounts": ["source=streamlit/config.toml,target=/x"]}\n'},
}


@pytest.mark.parametrize("files", IN_USE.values(), ids=IN_USE)
def test_a_file_in_use_is_not_misplaced(files, repository):
    tree = repository({"streamlit/config.toml": CONFIG, **files})
    assert [finding.rule.name for finding in found(tree)] == []


@pytest.mark.parametrize(
    ("link", "target"), [(".streamlit", "streamlit"), ("ui/.streamlit", "../streamlit"), (".streamlit/config.toml", "../streamlit/config.toml")]
)  # fmt: skip
def test_a_file_that_a_link_leads_to_is_not_misplaced(link, target, repository):
    tree = repository({"streamlit/config.toml": CONFIG})
    (tree / link).parent.mkdir(exist_ok=True)
    (tree / link).symlink_to(target)
    tree.add().commit()
    assert [finding.rule.name for finding in found(tree)] == []


NOT_IN_USE = {
    "nothing": {},
    "another of its name": {
        "Dockerfile": "FROM python\nRUN pip install streamlit\nCOPY . .\nCMD streamlit run app.py\n"
    },
    "the place itself": {"Dockerfile": "FROM python\nCOPY .streamlit/ /app/.streamlit/\n"},
    "prose": {"README.md": "Copy streamlit/config.toml to .streamlit/\n"},
}


@pytest.mark.parametrize("files", NOT_IN_USE.values(), ids=NOT_IN_USE)
def test_a_misplaced_file_is_moved(files, repository):
    tree = repository({"streamlit/config.toml": CONFIG, **files})
    assert [finding.rule.name for finding in found(tree)] == ["streamlit-config-misplaced"]
    assert moved(tree) == [".streamlit/config.toml"]


def test_a_move_that_would_change_where_the_app_listens_is_asked_for(repository):
    tree = repository({"streamlit/config.toml": "[server]\nport = 9000\n"})
    assert moved(tree) == []
    assert moved(tree, unsafe=True) == [".streamlit/config.toml"]


def test_a_move_to_where_git_ignores_is_none(repository):
    tree = repository({"streamlit/config.toml": CONFIG, ".gitignore": ".streamlit/\n"})
    assert [finding.fix for finding in found(tree)] == [None]


READ = {
    "script at the root": {"app.py": APP},
    "no script at all": {},
    "a folder's script, started at the root": {"src/app.py": APP, "Makefile": "run:\n\tstreamlit run src/app.py\n"},
    "an image of the root": {
        "app.py": APP,
        "Dockerfile": 'FROM python\nWORKDIR /app\nCOPY . .\nCMD ["streamlit", "run", "app.py"]\n',
    },
    "an image that copies its files and the folder": {
        "app.py": APP,
        "Dockerfile": 'FROM python\nWORKDIR /app\nCOPY app.py .\nCOPY .streamlit .streamlit\nCMD ["streamlit", "run", "app.py"]\n',
    },
}


@pytest.mark.parametrize("files", READ.values(), ids=READ)
def test_made_where_the_server_reads_it(files, repository):
    tree = repository({"requirements.txt": "streamlit\n", **files})
    assert [finding.rule.name for finding in found(tree)] == ["streamlit-config-missing"]
    assert moved(tree) == [".streamlit/config.toml"]


NOT_READ = {
    "git ignores the folder": {"app.py": APP, ".gitignore": ".streamlit/\n"},
    "git ignores the file": {"app.py": APP, ".gitignore": ".streamlit/config.toml\n"},
    "an image holds a subfolder": {
        "ui/app.py": APP,
        "Dockerfile": 'FROM python\nWORKDIR /app\nCOPY ui/ /app\nCMD ["streamlit", "run", "app.py"]\n',
    },
    "an image holds one file": {
        "app.py": APP,
        "Dockerfile": 'FROM python\nWORKDIR /app\nCOPY app.py .\nCMD ["streamlit", "run", "app.py"]\n',
    },
    "an image of its own folder": {
        "ui/app.py": APP,
        "ui/Dockerfile": 'FROM python\nWORKDIR /app\nCOPY . .\nCMD ["streamlit", "run", "app.py"]\n',
    },
    "started in a folder": {"ui/app.py": APP, "run.sh": "cd ui && streamlit run app.py\n"},
    "nothing says from where": {"ui/app.py": APP},
}


@pytest.mark.parametrize("files", NOT_READ.values(), ids=NOT_READ)
def test_none_is_made_where_no_server_or_no_clone_has_it(files, repository):
    tree = repository({"requirements.txt": "streamlit\n", **files})
    assert found(tree) == []
