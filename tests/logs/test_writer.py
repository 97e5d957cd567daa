"""Which servers a part of a log names."""

from __future__ import annotations

import pytest

from watchlint.logs.writer import named


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (b"", []),
        (b'File "/v/lib/python3.13/site-packages/streamlit/watcher/x.py", line 1', ["streamlit"]),
        (b'File "C:\\v\\Lib\\site-packages\\uvicorn\\main.py"', ["uvicorn"]),
        (b"/usr/lib/python3/dist-packages/uvicorn/x.py", ["uvicorn"]),
        (b"/v/bin/streamlit run app.py", ["streamlit"]),
        (b"site-packages/streamlit/x site-packages/uvicorn/x site-packages/streamlit/x", ["uvicorn", "streamlit"]),
        (b"site-packages/streamlit_extras/x /v/bin/streamlitx streamlit", []),
    ],
)
def test_named(text, wanted):
    assert named(text) == wanted
