"""The folders that --reload-dir gets: all that the app loads, or none and why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "oracle"))

from app_shapes import APP, DJANGO, DJANGO_LOADS, SHAPES  # noqa: E402

RULE = "launch-reload-without-dir"
ASKED = {"requirements.txt": "uvicorn[standard]\n", "node_modules/a/b.js": "", "back/node_modules/a/b.js": ""}


def proposal(found, tree):
    (finding,) = [one for one in found.findings("check_launch_files", tree) if one.rule.name == RULE]
    return finding


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes(name, repository, found):
    shape = SHAPES[name]
    finding = proposal(found, repository({**ASKED, **shape.files, "run.sh": f"uvicorn {shape.launch} --reload\n"}))
    if shape.folders:
        assert finding.help == "Add " + " ".join(f"--reload-dir {folder}" for folder in shape.folders) + "."
        assert finding.fix is not None and not finding.fix.safe
    else:
        assert finding.fix is None
        assert shape.why in finding.help


@pytest.mark.parametrize(
    ("path", "text", "files", "folders"),
    [
        ("back/run.sh", "uvicorn api.main:app --reload\n", {"back/api/main.py": "import core\n", "back/core/a.py": "", "back/core/__init__.py": ""}, ["api", "core"]),
        ("run.sh", "cd back && uvicorn api.main:app --reload\n", {"back/api/main.py": "import core\n", "back/core/__init__.py": ""}, ["api", "core"]),
        ("run.sh", "PYTHONPATH=libs uvicorn api.main:app --reload\n", {"api/main.py": "import core\n", "libs/core/__init__.py": ""}, ["api", "libs/core"]),
        ("run.sh", "DJANGO_SETTINGS_MODULE=config.settings.base uvicorn config.asgi:application --reload\n", DJANGO, DJANGO_LOADS),
        ("run.sh", "PYTHONPATH=$LIBS uvicorn api.main:app --reload\n", {"api/main.py": ""}, []),
        ("run.sh", "PYTHONPATH=/opt uvicorn api.main:app --reload\n", {"api/main.py": ""}, []),
        ("run.sh", "uvicorn api.main:app --reload --log-config log.ini\n", {"api/main.py": ""}, []),
        ("run.sh", "uvicorn api.main:app --reload\n", {"api/main.py": "import core\n", "core/__init__.py": "def (:\n"}, []),
        ("run.sh", "uvicorn api.main:app --reload\n", {"api/main.py": "".join(f"import p{n}\n" for n in range(9)), **{f"p{n}/__init__.py": "" for n in range(9)}}, []),
        ("run.sh", "uvicorn config.asgi:application --reload\n", {**DJANGO, "config/asgi.py": DJANGO["config/asgi.py"].replace('"config.settings.local"', 'os.environ["S"]')}, []),
        ("run.sh", "uvicorn config.asgi:application --reload\n", {"config/asgi.py": "from django.core.asgi import get_asgi_application\n"}, []),
        # a container has the app's own folder for certain, others perhaps
        ("Dockerfile", 'FROM python\nWORKDIR /a\nCOPY . .\nCMD ["uvicorn", "api.main:app", "--reload"]\n', {"api/main.py": APP}, ["api"]),
        ("Dockerfile", 'FROM python\nWORKDIR /a\nCOPY . .\nCMD ["uvicorn", "api.main:app", "--reload"]\n', {"api/main.py": "import core\n", "core/__init__.py": ""}, []),
    ],
)  # fmt: skip
def test_where_it_starts_and_what_it_is_given(path, text, files, folders, repository, found):
    finding = proposal(found, repository({**ASKED, **files, path: text}))
    if folders:
        assert finding.help == "Add " + " ".join(f"--reload-dir {folder}" for folder in folders) + "."
    else:
        assert finding.fix is None and "Name each folder of your code" in finding.help


def test_where_it_is_not_known_nothing_is_said(repository, found):
    files = {"back/api/main.py": "", "api/main.py": "", "back/run.sh": "uvicorn api.main:app --reload\n"}
    tree = repository(
        {**files, "Dockerfile": 'FROM python\nWORKDIR /app\nCMD ["uvicorn", "api.main:app", "--reload"]\n'}
    )
    assert RULE not in [finding.rule.name for finding in found.findings("check_launch_files", tree)]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.sh", "uvicorn api.main:app --reload --port 1\n", "uvicorn api.main:app --reload --reload-dir api --reload-dir core --port 1\n"),
        ("package.json", '{"scripts": {"dev": "uvicorn api.main:app --reload"}}\n', '{"scripts": {"dev": "uvicorn api.main:app --reload --reload-dir api --reload-dir core"}}\n'),
        ("compose.yml", "services:\n  a:\n    working_dir: api\n    command:\n      - uvicorn\n", None),
    ],
)  # fmt: skip
def test_several_are_written_in_one_go(path, before, after, repository, run):
    tree = repository({**ASKED, "api/main.py": "import core\n", "core/__init__.py": "", path: before})
    run("check_launch_files", "--fix", "--unsafe-fixes", "--select", RULE, cwd=tree)
    assert (tree / path).read_text() == (after or before)
    assert run("check_launch_files", "--fix", "--unsafe-fixes", "--select", RULE).code == 0
