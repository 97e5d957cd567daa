"""The compiler of TypeScript 5, with two modules."""

from __future__ import annotations

CASE = {
    "npm": ["typescript@5.9.3"],
    "files": {
        "tsconfig.json": '{"compilerOptions": {"noEmit": true, "noLib": true}}',
        "src/a.ts": "import { b } from './b'\nexport const a = b\n",
        "src/b.ts": "export const b = 1\n",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/tsc --watch".split(),
    "ready": "Watching for file changes",
    "about": True,
}
