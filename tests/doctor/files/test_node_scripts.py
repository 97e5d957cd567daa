"""What `npm run dev` and its like start in a container."""

from __future__ import annotations

import json

import pytest

from watchlint.doctor.files.node_scripts import launches
from watchlint.facts.repository.near import NearRepository

IMAGE = "FROM node:20\nWORKDIR /app\nCOPY package*.json ./\nCOPY . .\nCMD {}\n"
SERVICE = "services:\n  web:\n    image: node:20\n    working_dir: /app\n    volumes: ['./{}:/app']\n    command: {}\n"


def package(**scripts: str) -> str:
    return json.dumps({"scripts": scripts})


DEV = package(
    dev="vite", start="next dev", both="concurrently \"npm run dev\" 'nodemon x.js'", api="npm run --prefix api go"
)
GO = package(go="nodemon server.js", round="npm run round", start="node server.js")


@pytest.mark.parametrize(
    ("command", "servers"),
    [
        ("npm run dev", ["vite"]),
        ("npm run dev -- --host", ["vite"]),
        ("npm run-script dev", ["vite"]),
        ("npm start", ["next"]),
        ("npm --silent start", ["next"]),
        ("yarn dev", ["vite"]),
        ("yarn run dev", ["vite"]),
        ("pnpm dev", ["vite"]),
        ("bun run dev", ["vite"]),
        ('sh -c "npm install && npm run dev"', ["vite"]),
        ("npm run both", ["nodemon", "vite"]),
        ("npm run api", ["nodemon"]),
        ("npm run --prefix=api go", ["nodemon"]),
        ("npm --prefix api run go", ["nodemon"]),
        ("yarn --cwd api go", ["nodemon"]),
        ("pnpm -C api go", ["nodemon"]),
        ("npm run round --prefix api", []),
        ("npm start --prefix api", []),
        ("npm run none", []),
        ("npm dev", []),
        ("npm install", []),
        ("npm run", []),
        ("npm run $WHAT", []),
        ("npm run dev --workspace=web", []),
        ("yarn workspace web dev", []),
        ("node server.js", []),
    ],
)
def test_what_a_script_starts(folder, command, servers):
    files = {"package.json": DEV, "api/package.json": GO, "compose.yml": SERVICE.format("", command)}
    found = launches(NearRepository(str(folder(files))))
    assert sorted(one.server for one in found) == servers
    assert all((one.path, one.line, one.cwd) == ("compose.yml", 6, "") for one in found)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "web/package.json": DEV,
                "web/Dockerfile": IMAGE.format('["npm", "run", "dev"]'),
                "compose.yml": "services:\n  web:\n    build: web\n",
            },
            [("web/Dockerfile", 5, "web")],
        ),
        ({"web/package.json": DEV, "compose.yml": SERVICE.format("web", "npm run dev")}, [("compose.yml", 6, "web")]),
        ({"package.json": DEV, "Makefile": "dev:\n\tnpm run dev\n"}, []),
        ({"package.json": DEV, "Dockerfile": IMAGE.replace("WORKDIR /app", "WORKDIR $HOME").format("npm run dev")}, []),
        ({"package.json": "[]", "Dockerfile": IMAGE.format("npm run dev")}, []),
        ({"package.json": package(dev="vite build"), "Dockerfile": IMAGE.format("npm run dev")}, []),
    ],
)
def test_where_it_starts(folder, files, expected):
    found = launches(NearRepository(str(folder(files))))
    assert [(one.path, one.line, one.cwd) for one in found] == expected
