"""jest --watch: the folder, less what its settings leave out."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, roots, starts


def package(release: str, **jest) -> dict[str, str]:
    settings = json.dumps({"jest": jest}) if jest else "{}"
    return {
        "package.json": settings,
        "node_modules/jest/package.json": json.dumps({"version": release}),
        "src/x": "",
        "lib/x": "",
    }


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("jest", []),
        ("jest --ci", []),
        ("jest --watchAll", ["jest"]),
        ("yarn jest --watch", ["jest"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


@pytest.mark.parametrize(
    ("files", "words", "wanted"),
    [
        (package("30.0.0"), "--watch", ["."]),
        (package("30.0.0"), "--watch --rootDir=src --roots=<rootDir>", ["src"]),
        (package("30.0.0"), "--watch --rootDir=src --roots ../lib .", ["lib", "src"]),
        (package("30.0.0"), "--watch --roots=src", ["src"]),
        (package("30.0.0"), "--watch --roots src lib", ["lib", "src"]),
        (package("30.0.0"), "--roots src lib --watch", ["lib", "src"]),
        (package("30.0.0"), "--watch --roots src --roots lib", ["lib", "src"]),
        (package("30.0.0", roots=["<rootDir>/src", "lib"]), "--watch", ["lib", "src"]),
        (package("30.0.0", roots=["<rootDir>/src"]), "--watch --roots lib", ["lib"]),
        (package("30.0.0", rootDir="src"), "--watch", ["src"]),
        (package("30.0.0", rootDir="src", roots=["<rootDir>", "<rootDir>/../lib"]), "--watch", ["lib", "src"]),
        (package("30.0.0", roots="src", rootDir=["lib"]), "--watch --rootDir .", ["src"]),
        ({**package("30.0.0"), "jest.config.json": '{"roots": ["lib"]}'}, "--watch", ["lib"]),
    ],
)
def test_its_folders(folder, files, words, wanted):
    tree = folder(files)
    plan = live("jest", words, tree)
    assert roots(plan, tree) == wanted


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"package.json": "{}"}, "the release of jest is not known"),
        (
            {**package("30.0.0"), "jest.config.js": "module.exports = {roots: ['src']}\n"},
            "jest.config.js names folders in JavaScript",
        ),
    ],
)
def test_what_can_not_be_known(folder, files, note):
    plan = live("jest", "--watch", folder(files))
    assert not plan.certain and plan.roots == () and any(one.startswith(note) for one in plan.notes)


def test_settings_that_say_nothing_of_folders(folder):
    assert live(
        "jest", "--watch", folder({**package("30.0.0"), "jest.config.ts": "export default {bail: true}\n"})
    ).certain


def test_before_30_it_watches_a_folder_of_git_itself(folder):
    old, new = (live("jest", "--watch", folder(package(release), name=release)) for release in ("29.7.0", "30.0.0"))
    assert old.skips[0] == r"/\.git/" and new.skips[0] == r"/\.git(/|$)" and old.certain
