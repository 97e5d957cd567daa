"""The documentation as a site: built without a warning, whole, and asking no other host; its search works from a file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.oracle.environments import environment
from tests.pages.blocks import PROJECT
from watchlint import __version__
from watchlint.findings.model import DOCS
from watchlint.rules.catalogue import HOOKS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The built site, made by what the extra `docs` names."""
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    python = Path(environment("docs", extras["docs"]))
    folder = tmp_path_factory.mktemp("documentation")
    shutil.copytree(PROJECT / "docs", folder / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    done = subprocess.run(
        [str(python.parent / "zensical"), "build", "--strict"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0 and "No issues found" in done.stdout + done.stderr, done.stdout + done.stderr
    return folder / "site"


def test_the_address_of_every_rule_is_a_page_of_this_release(site):
    settings = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert DOCS == f"{settings['site_url']}{__version__}/"
    rules = [rule for hook in HOOKS for rule in hook.rules]
    assert [rule.name for rule in rules if not (site / rule.url.removeprefix(DOCS)).is_file()] == []
    page = (site / rules[0].url.removeprefix(DOCS)).read_text(encoding="utf-8")
    assert "Ignore it" in page and rules[0].summary.split("`")[0] in page


def test_every_page_can_be_reached(site):
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    seen, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        text = (site / name).read_text(encoding="utf-8")
        for link in re.findall(r'href="([^"#:]+\.html)', text):
            waiting.append((site / name).parent.joinpath(link).resolve().relative_to(site.resolve()).as_posix())
    assert pages - seen == set()


def test_nothing_is_loaded_from_another_host(site):
    loaded = []
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        loaded += re.findall(r'<(?:script|img|iframe|source)[^>]+src="?(https?:[^">]+)', text)
        loaded += re.findall(r'<link[^>]+href="?(https?:[^">]+)', re.sub(r'<link[^>]+rel="?canonical[^>]*>', "", text))
    for path in site.rglob("*.css"):
        loaded += re.findall(r"(?:url\(|@import )[\"']?(https?:[^\"')]+)", path.read_text(encoding="utf-8"))
    assert loaded == []


FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1280,900"
).split()


@pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromedriver are not installed",
)
def test_the_search_works_where_pages_are_opened_as_files(site, tmp_path):
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [*FLAGS, f"--user-data-dir={tmp_path}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))
    try:
        driver.get((site / "index.html").as_uri())
        found = _searched(driver, "excludePatterns")
        asked = [
            row["message"] for row in driver.get_log("performance") if '"Network.requestWillBeSent"' in row["message"]
        ]
    finally:
        driver.quit()
    assert any("advice.html" in link for link in found), found
    assert [url for message in asked for url in re.findall(r'"url":"(https?:[^"]+)"', message)] == []


LINKS = """
const all = [...document.querySelectorAll("a")];
document.querySelectorAll("*").forEach(one => one.shadowRoot && all.push(...one.shadowRoot.querySelectorAll("a")));
return all.map(one => one.href).filter(address => address.includes("h="));
"""


def _searched(driver, words: str) -> list[str]:
    """The addresses that the site's search finds, as a reader would: it is opened, and the words are typed."""
    driver.find_element("css selector", ".md-search__button").click()
    time.sleep(1)
    driver.switch_to.active_element.send_keys(words)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if links := driver.execute_script(LINKS):
            return links
        time.sleep(0.2)
    return []
