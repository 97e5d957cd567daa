"""The compiler of TypeScript 5, told which folder to include: node_modules is watched for the package that is imported."""

from __future__ import annotations

import runpy
from pathlib import Path

_NOW = runpy.run_path(str(Path(__file__).with_name("tsc.py")))["CASE"]

CASE = {
    **_NOW,
    "server": "tsc",
    "files": {
        **_NOW["files"],
        "tsconfig.json": '{"compilerOptions": {"noEmit": true, "noLib": true}, "include": ["src/**/*", "more/*.ts"]}',
        "src/a.ts": "import { b } from './b'\nimport own from 'own'\nexport const a = [b, own]\n",
        "node_modules/.bin/own": "",
        "src/.hidden/deep/x.txt": "",
        "more/deeper/x.ts": "",
        "more/y.ts": "export const y = 1\n",
    },
}
