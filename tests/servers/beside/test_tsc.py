"""tsc --watch: the folders that tsconfig.json includes, and node_modules where a package is imported."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, planned, roots, starts


def files(release: str, source: str = "", **config: object) -> dict[str, str]:
    return {
        "node_modules/typescript/package.json": json.dumps({"version": release}),
        "tsconfig.json": json.dumps(config),
        "src/a.ts": source,
        "src/node_modules/b.ts": "",
        "views/x": "",
    }


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("tsc --noEmit", []),
        ("tsc -p web --watch", ["tsc"]),
        ("tsc -w", ["tsc"]),
        ("node node_modules/typescript/bin/tsc -watch", ["tsc"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


EVERY = {"include": ["src/**/*"]}


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (files("4.8.4"), ["."]),
        (files("4.8.4", **EVERY), ["src"]),
        (files("4.8.4", "import './b'", **EVERY), ["src"]),
        (files("4.8.4", "import express from 'express'", **EVERY), ["node_modules", "src"]),
        (files("4.8.4", "const x = require(\"express\")", include=["src"]), ["node_modules", "src"]),
        (files("4.8.4", include=["src/*.ts", "*.d.ts", "views/x.ts"]), [".", "src"]),
    ],
)  # fmt: skip
def test_its_folders_before_49(folder, tree, wanted):
    top = folder(tree)
    plan = live("tsc", "--watch", top)
    assert (roots(plan, top), plan.files, plan.certain) == (wanted, "", True)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("import './b'", ["web/src"]),
        ("import 'near'", ["web/node_modules", "web/src"]),
        ("import { x } from '@far/away/deep'", ["node_modules", "web/node_modules", "web/src"]),
        ("import typed from 'typed'", ["node_modules", "web/node_modules", "web/src"]),
        ("import fs from 'fs'", ["node_modules", "web/node_modules", "web/src"]),  # looked for in all of them
    ],
)
def test_it_looks_for_packages_in_the_folders_above(folder, source, wanted):
    more = {"node_modules/@far/away/x": "", "node_modules/@types/typed/x": "", "web/node_modules/near/x": ""}
    below = {f"web/{path}": text for path, text in files("4.8.4", source, **EVERY).items()}
    top = folder({**below, **more})
    assert roots(live("tsc", "--watch", top / "web"), top) == wanted


def test_since_49_the_files_of_the_program_come_on_top(folder):
    plan = live("tsc", "--watch", folder(files("5.9.3", **EVERY)))
    assert not plan.certain and plan.roots == () and "comes on top" in plan.notes[0]


@pytest.mark.parametrize(
    "more", [{"extends": "./base.json"}, {"files": []}, {"watchOptions": {"excludeDirectories": ["src"]}}]
)
def test_what_is_not_read(folder, more):
    plan = live("tsc", "--watch", folder(files("4.8.4", **EVERY, **more)))
    assert plan.notes[0] == "tsconfig.json chooses folders: counted is the whole of this one"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("-w", "."), ("-w -p src", "src"), ("-w --project src/tsconfig.json", "src"), ("-w -p tsconfig.json", ".")],
)
def test_its_project(folder, words, wanted):
    top = folder({**files("5.9.3"), "src/tsconfig.json": "{}"})
    assert roots(planned("tsc", words, top).plan, top) == [wanted]


@pytest.mark.parametrize(("release", "watches"), [("5.9.3", True), ("7.0.1", False)])
def test_typescript_7_takes_another_limit(folder, release, watches):
    plan = planned("tsc", "--watch", folder(files(release))).plan
    assert bool(plan.roots) is watches and (watches or "fanotify" in plan.notes[0])
