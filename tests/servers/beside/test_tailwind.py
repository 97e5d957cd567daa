"""tailwindcss --watch: the folder, or what its style sheet names."""

from __future__ import annotations

import json

import pytest

from tests.servers.running import live, roots, starts


def files(release: str, sheet: str = '@import "tailwindcss";\n') -> dict[str, str]:
    return {"node_modules/tailwindcss/package.json": json.dumps({"version": release}), "in.css": sheet, "src/x": ""}


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("npx @tailwindcss/cli -i a.css -o b.css", []),
        ("npx @tailwindcss/cli -i a.css -o b.css --watch", ["tailwindcss"]),
        ("./tailwindcss -i a.css --watch", ["tailwindcss"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


@pytest.mark.parametrize(
    ("sheet", "words", "wanted"),
    [
        ('@import "tailwindcss";\n', "-i in.css --watch", ["."]),
        ('@import "tailwindcss" source("./src");\n', "-i in.css --watch", [".", "src"]),
        ("", "-i gone.css --watch", ["."]),
    ],
)
def test_its_folders(folder, sheet, words, wanted):
    tree = folder(files("4.1.0", sheet))
    assert roots(live("tailwindcss", words, tree), tree) == wanted


def test_polling_takes_no_watch(folder):
    plan = live("tailwindcss", "-i in.css --watch --poll", folder(files("3.4.0")))
    assert plan.roots == () and plan.notes == ("tailwindcss is told to poll: no watch is set",)
