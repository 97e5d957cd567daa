"""The starts of watching servers in one launch file."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.rules.launch import files, starts

# what it shows: (files, file, [(server, folder)])
CASES = {
    "no server": ({"run.sh": "make\n"}, "run.sh", []),
    "one that does not reload": ({"run.sh": "uvicorn main:app\n"}, "run.sh", []),
    "a test": ({"tests/run.sh": "uvicorn main:app --reload\n"}, "tests/run.sh", []),
    "one": ({"run.sh": "uvicorn main:app --reload\n", "main.py": ""}, "run.sh", [("uvicorn", "")]),
    "one in a folder": ({"run.sh": "cd api\nuvicorn main:app --reload\n", "api/main.py": ""}, "run.sh", [("uvicorn", "api")]),
    "one whose folder nobody asks": ({"run.sh": "streamlit run app.py\n", "app.py": ""}, "run.sh", [("streamlit", "")]),
    "two": ({"run.sh": "streamlit run a.py &\nuvicorn main:app --reload\n", "a.py": "", "main.py": ""}, "run.sh", [("streamlit", ""), ("uvicorn", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("given", "path", "expected"), CASES.values(), ids=CASES)
def test_launches(folder, given, path, expected):
    repository = NearRepository(str(folder(given)))
    (source,) = [one for one in files.sources(repository) if one.path == path]
    found = starts.launches(source, repository)
    assert [(one.server, one.cwd or "") for one in found] == expected
    assert starts.launches(source, repository) is found  # each file is looked at once
    assert [source.text[starts.offset(source, one) :].startswith(one.server) for one in found] == [True] * len(found)


def test_what_another_file_inherits_is_that_file_s_own(folder):
    base = "services:\n  web:\n    image: python\n    command: streamlit run app.py\n"
    heir = "services:\n  ui:\n    extends: {file: base.yml, service: web}\n"
    repository = NearRepository(str(folder({"base.yml": base, "compose.yml": heir, "app.py": ""})))
    found = {source.path: starts.launches(source, repository) for source in files.sources(repository, ("compose",))}
    assert found["compose.yml"] == []


@pytest.mark.parametrize(
    ("line", "requirements", "watches", "has", "title"),
    [
        ("streamlit run app.py", "", True, True, "Streamlit"),
        ("uvicorn main:app --reload", "uvicorn\n", True, False, "uvicorn --reload"),
        ("uvicorn main:app --reload", "uvicorn[standard]\n", True, True, "uvicorn --reload"),
        ("fastapi dev main.py", "fastapi[standard]\n", True, True, "fastapi dev"),
        ("WATCHFILES_FORCE_POLLING=1 granian --reload main:app", "granian\n", False, False, "granian --reload"),
        ("flask run --debug", "flask\n", False, True, "flask"),
    ],
)
def test_what_is_known_of_a_start(folder, line, requirements, watches, has, title):
    repository = NearRepository(str(folder({"run.sh": f"{line}\n", "requirements.txt": requirements, "main.py": ""})))
    (source,) = files.sources(repository, ("shell",))
    (launch,) = starts.launches(source, repository)
    assert (starts.watches(launch), starts.has_watcher(launch, repository), starts.title(launch)) == (
        watches,
        has,
        title,
    )
