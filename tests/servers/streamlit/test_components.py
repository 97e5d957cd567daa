"""Components of version 2: the folders that installed packages have built."""

from __future__ import annotations

import os

import pytest

from watchlint.servers.streamlit.components import folders

HEAD = "[[tool.streamlit.component.components]]\nname = 'x'\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[project]\nname = 'x'\n", []),
        ("[project]\nname = 'streamlit-x'\n", []),
        ("[tool.streamlit]\ncomponent = 1\n", []),
        ("[tool.streamlit.component]\ncomponents = ['x']\n", []),
        (HEAD, []),
        (HEAD + "asset_dir = 1\n", []),
        (HEAD + "asset_dir = 'gone'\n", []),
        ("[tool.streamlit\n", []),
        (HEAD + "asset_dir = 'built'\n", ["built"]),
        (f"{HEAD}asset_dir = 'built'\n{HEAD}asset_dir = 'more/built'\n", ["built", "more/built"]),
    ],
)
def test_what_a_package_says(folder, text, wanted):
    tree = folder({"site/kit/pyproject.toml": text, "site/kit/built/x": "", "site/kit/more/built/x": ""})
    found = folders([str(tree / "site"), str(tree / "gone")])
    assert [os.path.relpath(path, tree / "site/kit") for path in found] == wanted


def test_only_packages_that_lie_in_the_folder_itself(folder):
    text = HEAD + "asset_dir = 'built'\n"
    tree = folder({f"site/{name}/pyproject.toml": text for name in ("kit-1.0.dist-info", "a/kit", "b")})
    for name in ("kit-1.0.dist-info", "a/kit"):
        (tree / f"site/{name}/built").mkdir()
    assert folders([str(tree / "site")]) == []
    (tree / "site/b/built").mkdir()
    assert folders([str(tree / "site")]) == [str(tree / "site/b/built")]
