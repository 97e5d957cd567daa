"""vite: its root, less what its settings leave out."""

from __future__ import annotations

import pytest

from tests.servers.running import live, roots, starts
from watchlint.servers import catalogue

SERVER = "export default { server: { watch: %s } }\n"


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("vite build", []),
        ("vite preview --port 1", []),
        ("vite --version", []),
        ("vite", ["vite"]),
        ("vite dev --port 1", ["vite"]),
        ("vite --host web", ["vite"]),
        ("npx vite", ["vite"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


@pytest.mark.parametrize(
    ("words", "wanted"), [("", ["."]), ("dev", ["."]), ("serve web", ["web"]), ("web --port 80", ["web"])]
)
def test_its_root(folder, words, wanted):
    tree = folder({"web/x": ""})
    assert roots(live("vite", words, tree), tree) == wanted


@pytest.mark.parametrize(
    ("said", "environ", "note"),
    [
        ("null", {}, "server.watch is null in its settings: vite watches nothing"),
        ("{ usePolling: true }", {}, "vite is told to poll: no watch is set"),
        ("{ usePolling: false }", {"CHOKIDAR_USEPOLLING": "1"}, "vite is told to poll: no watch is set"),
        ("{ usePolling: false }", {}, None),
    ],
)
@pytest.mark.parametrize(
    ("name", "words"), [("vite.config.js", ""), ("vite.config.ts", "dev"), ("my.config.js", "--config my.config.js")]
)
def test_what_takes_no_watch(folder, said, environ, note, name, words):
    plan = live("vite", words, folder({name: SERVER % said}), **environ)
    assert (plan.roots == () and plan.notes == (note,)) if note else bool(plan.roots)


def test_what_is_left_out_and_what_is_not_read(folder):
    assert any(
        "data" in skip
        for skip in live("vite", "", folder({"vite.config.js": SERVER % "{ ignored: ['**/data/**'] }"})).skips
    )
    plan = live("vite", "", folder({"vite.config.js": SERVER % "{ ignored: leaveOut }"}, name="other"))
    assert not plan.certain and plan.notes == ("its settings name other folders in JavaScript, which is not read",)


def test_how_it_polls():
    assert "usePolling: true" in catalogue.named("vite").to_poll([], "")
