"""Which file is the app, where nothing says how Streamlit is started."""

from __future__ import annotations

import pytest

from watchlint.servers.streamlit.guessing import apps

ST = "import streamlit as st\n"


@pytest.mark.parametrize(
    ("files", "app"),
    [
        ({"app.py": "# import streamlit\n", "b.py": "x = 'streamlit'\n"}, None),
        ({"b.py": "def f():\n    import streamlit\n"}, None),
        ({"b.py": "import streamlit_x\n"}, None),
        ({"b.py": "streamlit\n"}, None),
        ({"tests/app.py": ST, "test_app.py": ST}, None),
        ({"a.py": ST, "b.py": ST}, None),  # nothing tells which
        ({"a/app.py": ST, "b/app.py": ST}, None),
        ({"b.py": ST}, "b.py"),
        ({"b.py": "from streamlit.web import cli\n"}, "b.py"),
        ({"a.py": "import streamlit\n", "ui/app.py": "import streamlit, os\n"}, "ui/app.py"),
        ({"home.py": ST, "pages/a.py": ST, "pages/b.py": ST}, "home.py"),
        ({"home.py": ST, "pages/a.py": ST, "tool.py": ST, "x/tool.py": ST}, None),
        ({"ui/home.py": ST, "ui/pages/a.py": ST, "tool.py": ST}, "ui/home.py"),  # the one that has pages
        ({"pages/a.py": ST}, "pages/a.py"),  # beside no app
        ({"streamlit_app.py": ST, "x/app.py": ST, "x/b.py": ST}, "streamlit_app.py"),  # the one nearest to the root
        ({"app.py": ST, "streamlit_app.py": ST}, "streamlit_app.py"),
    ],
)
def test_apps(files, app):
    assert list(apps(list(files), lambda path: files[path].encode())) == ([app] if app else [])
