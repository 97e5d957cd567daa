"""BentoML, with a service that answers nothing."""

from __future__ import annotations

CASE = {
    "packages": ["bentoml==1.4.39"],
    "files": {
        "service.py": "import bentoml\n\n\n@bentoml.service\nclass Empty:\n    @bentoml.api\n    def same(self, x: int) -> int:\n        return x\n"
    },
    "command": "-m bentoml serve --host 127.0.0.1 --port {port} --reload service:Empty".split(),
    "ready": "initialized",
    "env": {"BENTOML_DO_NOT_TRACK": "True"},
}
