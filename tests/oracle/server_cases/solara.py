"""Solara, with a page and modules in folders of their own."""

from __future__ import annotations

CASE = {
    "packages": ["solara==1.64.1"],
    "files": {
        "page.py": "import solara\nimport lib.x\nfrom lib.deep import y\n\n\n@solara.component\ndef Page():\n    solara.Text('x')\n",
        "lib/__init__.py": "",
        "lib/x.py": "",
        "lib/deep/y.py": "",
    },
    "command": "{bin}/solara run --no-open --host 127.0.0.1 --port {port} page.py".split(),
    "ready": "Solara server is starting",
    "more": [["-a"]],
}
