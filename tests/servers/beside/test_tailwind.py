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


SETTINGS = "module.exports = { content: ['./src/**/*.html', '!./src/old/**'] }\n"


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        (SETTINGS, ["tailwind.config.js", "in.css", "src", "src/a.html", "src/deep"]),
        (SETTINGS.replace("./src/**/*.html", "src/*.html"), ["tailwind.config.js", "in.css", "src", "src/a.html"]),
        (SETTINGS.replace("./src/**/*.html", "src/a.html"), ["tailwind.config.js", "in.css", "src/a.html"]),
        (SETTINGS.replace("./src/**/*.html", "gone/*.html"), ["tailwind.config.js", "in.css", "gone"]),
    ],
)
def test_up_to_release_3_what_its_settings_name(folder, settings, wanted):
    top = folder(
        {**files("3.4.0"), "tailwind.config.js": settings, "src/a.html": "", "src/deep/x": "", "src/old/b.html": ""}
    )
    plan = live("tailwindcss", "-i in.css --watch", top)
    assert (roots(plan, top), plan.certain) == (sorted(path for path in wanted if path != "gone"), True)


@pytest.mark.parametrize(
    "settings",
    [
        "module.exports = { content: { files: ['./src/**'] } }\n",
        "module.exports = { content: [join(__dirname, 'src/**')] }\n",
        "module.exports = { content: [`${here}/src`] }\n",
        "const more = require('./more')\nmodule.exports = { content: ['src/**'] }\n",
        "module.exports = { presets: [other], content: ['src/**'] }\n",
        "",
    ],
)
def test_up_to_release_3_its_settings_may_be_javascript_that_is_not_read(folder, settings):
    plan = live("tailwindcss", "-i in.css --watch", folder({**files("3.4.0"), "tailwind.config.js": settings}))
    assert not plan.certain and plan.roots == () and "JavaScript that is not read" in plan.notes[0]


def test_a_link_that_leads_up_is_not_followed_for_ever(folder):
    top = folder({**files("3.4.0"), "tailwind.config.js": SETTINGS, "src/a.html": ""})
    (top / "src" / "up").symlink_to("..")
    assert roots(live("tailwindcss", "-i in.css --watch", top), top)
