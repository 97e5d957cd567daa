"""Panel, with a page and two modules of its own: each file is one watch."""

from __future__ import annotations

CASE = {
    "packages": ["panel==1.8.2", "watchfiles==1.1.1"],
    "files": {
        "app.py": "import panel\nimport own\nimport lib.deep\n\npanel.pane.Markdown('x').servable()\n",
        "own.py": "",
        "lib/__init__.py": "",
        "lib/deep.py": "",
        "pages/second.py": "",
    },
    "command": "-m panel serve --dev --port {port} --address 127.0.0.1 app.py".split(),
    "ready": "Starting Bokeh server with process id",
    "more": [["pages/*.py", "--glob"]],
}
