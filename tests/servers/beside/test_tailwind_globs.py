"""What Tailwind up to release 3 watches: what `content` in its settings names."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, roots
from watchlint.servers.beside import tailwind_globs


def files(release: str) -> dict[str, str]:
    return {"node_modules/tailwindcss/package.json": f'{{"version": "{release}"}}', "in.css": "", "src/x": ""}


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
def test_what_its_settings_name(folder, settings, wanted):
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
def test_its_settings_may_be_javascript_that_is_not_read(folder, settings):
    plan = live("tailwindcss", "-i in.css --watch", folder({**files("3.4.0"), "tailwind.config.js": settings}))
    assert not plan.certain and plan.roots == () and "JavaScript that is not read" in plan.notes[0]


def test_a_link_that_leads_up_is_not_followed_for_ever(folder):
    top = folder({**files("3.4.0"), "tailwind.config.js": SETTINGS, "src/a.html": ""})
    (top / "src" / "up").symlink_to("..")
    assert roots(live("tailwindcss", "-i in.css --watch", top), top)


@pytest.mark.parametrize(
    ("words", "more", "wanted"),
    [
        ("--content src/*.html", {}, ["in.css", "src", "src/a.html"]),
        ("--content=src/*.{html,js},web/a.html", {"web/a.html": ""}, ["in.css", "src", "src/a.html", "web/a.html"]),
        ("-c my.js", {"my.js": SETTINGS}, ["in.css", "my.js", "src", "src/a.html"]),
        ("--config my.js", {"my.js": "// content: ['x']\n" + SETTINGS}, ["in.css", "my.js", "src", "src/a.html"]),
        ("--content src/*.html", {"in.css": "@import 'web/b.css';", "web/b.css": ""}, ["in.css", "src", "src/a.html", "web/b.css"]),
        ("--content src", {"in.css": "/* @import 'b.css'; */", "b.css": ""}, ["in.css", "src", "src/a.html"]),
        ("--content src/**", {"src/deep/b": ""}, ["in.css", "src", "src/a.html", "src/deep", "src/deep/b", "src/x"]),
    ],
)  # fmt: skip
def test_what_its_words_and_its_sheets_name(folder, words, more, wanted):
    top = folder({**files("3.4.0"), "src/a.html": "", **more})
    plan = live("tailwindcss", f"-i in.css --watch {words}", top)
    assert [path for path in roots(plan, top) if not path.endswith("/x") or "/x" in " ".join(wanted)] == wanted


def test_sheets_that_import_each_other_are_read_once(folder):
    top = folder(
        {**files("3.4.0"), "in.css": "@import './b.css';\n", "b.css": "@import './in.css';\n@import './b.css';\n"}
    )
    plan = live("tailwindcss", "-i in.css --watch --content in.css", top)
    assert sorted(set(roots(plan, top))) == ["b.css", "in.css"]


def test_settings_in_a_sheet_are_not_read(folder):
    top = folder({**files("3.4.0"), "in.css": "@config './other.js';\n", "tailwind.config.js": SETTINGS})
    plan = tailwind_globs.plan(live("tailwindcss", "-i in.css --watch", top), ["-i", "in.css"], str(top))
    assert not plan.certain and plan.at_least and plan.notes == (tailwind_globs.UNREAD,)
    assert [os.path.basename(root.path) for root in plan.roots] == ["tailwind.config.js", "in.css"]
