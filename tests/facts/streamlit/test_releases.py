"""Which releases of Streamlit a project may install."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.facts.streamlit.options import catalogue
from watchlint.facts.streamlit.releases import installable

# (requirements, the version that the settings name) -> (the oldest, the newest)
CASES = {
    ("", None): "latest latest",
    ("streamlit", None): "latest latest",
    ("streamlit==1.50.0", None): "1.50.0 1.50.0",
    ("streamlit==0.50.0", None): "0.50.0 0.50.0",
    ("streamlit", "1.45.0"): "1.45.0 1.45.0",
    ("streamlit==1.50.0", "1.45.0"): "1.45.0 1.45.0",
    ("streamlit", "nonsense"): "latest latest",
    ("streamlit>=1.46,<1.47", None): "1.46.0 1.46.1",
    ("streamlit>=1.46", None): "1.46.0 latest",
    ("streamlit<0.80", None): "0.83.0 0.83.0",
}


@pytest.mark.parametrize(("requirement", "override"), CASES)
def test_installable(folder, requirement, override):
    repository = NearRepository(str(folder({"requirements.txt": f"{requirement}\n"})))
    found = installable(repository.dependencies, override)
    wanted = CASES[requirement, override].replace("latest", catalogue().latest)
    assert f"{found[0]} {found[-1]}" == wanted
