"""The page of `watchlint audit report --html` in a real browser: 1,000 and 5,000 repositories, to sort, filter and look into."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from pathlib import Path

import pytest

from tests.fleet.conftest import answer, found
from watchlint.fleet import campaign, page
from watchlint.fleet.store import Store
from watchlint.rules.catalogue import HOOKS

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(
        not (shutil.which("chromium") and shutil.which("chromedriver")),
        reason="chromium and chromedriver are not installed",
    ),
]

FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --window-size=1440,1000"
EVIL = "</script><script>document.body.dataset.evil=1</script>"


def fill(place: Path, count: int) -> Store:
    """A store of that many repositories, as an organisation may have them: half clean, a few that could not be checked."""
    chance = random.Random(1)
    entries = [entry for hook in HOOKS for entry in hook.entries if entry.severity != "info"][:30]
    store = Store(str(place))
    for number in range(count):
        name = f"https://git.example.org/team-{number % 37}/service-{number:05d}"
        if number % 50 == 7:
            store.put(
                {
                    "name": name,
                    "status": "failed",
                    "reason": f"clone: repository '{name}' not found",
                    "passing": False,
                    "version": "0",
                },
                1,
            )
            continue
        broken = chance.sample(entries, chance.randrange(1, 6)) if number % 2 else []
        findings = [
            found(one.name, f"app/{one.name}.py", 3, one.severity, one.fix == "safe" or None)
            for one in broken for _ in range(chance.randrange(1, 4))
        ]  # fmt: skip
        store.put(answer(EVIL if number == 11 else name, *findings), 1)
    return store


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module", params=[1000, 5000])
def opened(request, browser, tmp_path_factory):
    """(the browser with the page open, the campaign it shows)."""
    folder = tmp_path_factory.mktemp("audit")
    store = fill(folder / "a.sqlite", request.param)
    shown = campaign.read(store)
    store.close()
    place = folder / "a.html"
    place.write_text(page.page(shown, "a.sqlite"), encoding="utf-8")
    browser.get(place.as_uri())
    return browser, shown


def names(browser) -> list[str]:
    """The repositories of the rows that are drawn."""
    return browser.execute_script(
        "return [...document.querySelectorAll('tbody tr:not(.gap) td:first-child')].map(cell => cell.textContent)"
    )


def choose(browser, control: str, value: str) -> None:
    browser.execute_script(
        "const at = document.getElementById(arguments[0]); at.value = arguments[1];"
        "at.dispatchEvent(new Event(at.tagName === 'INPUT' ? 'input' : 'change'))", control, value,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def as_opened(opened):
    browser, _ = opened
    browser.execute_script("state.sort = null")
    for control, value in (("filter", ""), ("kind", "all"), ("rule", "")):
        choose(browser, control, value)


def test_it_loads_without_network_or_errors(opened):
    browser, shown = opened
    assert browser.get_log("browser") == []
    asked = [
        line["message"] for line in browser.get_log("performance") if '"Network.requestWillBeSent"' in line["message"]
    ]
    assert not any('"url":"http' in message for message in asked)
    total = len(shown.rows)
    assert browser.find_element("id", "count").text == f"{total:,} of {total:,} repositories"
    assert 20 < len(names(browser)) < 100, "only what is in sight is drawn"
    assert browser.execute_script("return document.body.dataset.evil") is None
    picture(browser, f"{total}")


def test_each_row_can_be_scrolled_to(opened):
    browser, shown = opened
    wanted = [row.repository.name for row in shown.rows]
    assert names(browser) == wanted[: len(names(browser))]
    height = browser.execute_script("const v = document.getElementById('view'); return v.scrollHeight - v.clientHeight")
    browser.execute_async_script(
        "document.getElementById('view').scrollTop = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(arguments[1]))",
        height,
    )
    assert names(browser)[-1] == wanted[-1]
    browser.execute_async_script(
        "document.getElementById('view').scrollTop = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(arguments[1]))",
        height / 2,
    )
    seen = names(browser)
    at = wanted.index(seen[0])
    assert at > 0 and seen == wanted[at : at + len(seen)]


def test_sort_by_mouse_and_keyboard(opened):
    from selenium.webdriver.common.keys import Keys

    browser, shown = opened
    buttons = browser.find_elements("css selector", "thead th button")
    titles = [button.get_attribute("textContent") for button in buttons]
    assert titles[6:] == [column.rule for column in shown.columns]
    buttons[0].click()
    assert names(browser)[:5] == sorted((row.repository.name for row in shown.rows), key=str.lower)[:5]
    buttons[6].send_keys(Keys.ENTER)
    rule = shown.columns[0].rule
    most = max(row.rules.get(rule, 0) for row in shown.rows)
    first = next(row for row in shown.rows if row.repository.name == names(browser)[0])
    assert first.rules[rule] == most
    heads = browser.find_elements("css selector", "th[aria-sort]")
    assert [(head.get_attribute("title"), head.get_attribute("aria-sort")) for head in heads] == [(rule, "descending")]


def test_filter(opened):
    browser, shown = opened
    rule = shown.columns[3].rule
    choose(browser, "filter", f"team-7/ {rule[:12]}")
    wanted = [
        row.repository.name
        for row in shown.rows
        if "team-7/" in row.repository.name and any(rule[:12] in name for name in row.rules)
    ]
    assert wanted and names(browser) == wanted[: len(names(browser))]
    assert browser.find_element("id", "count").text.startswith(f"{len(wanted)} of ")
    choose(browser, "filter", "")
    for kind, count in (("failed", len(shown.failed)), ("fixable", len(shown.changed))):
        choose(browser, "kind", kind)
        assert browser.find_element("id", "count").text.startswith(f"{count:,} of ")
    choose(browser, "kind", "all")
    choose(browser, "rule", "0")
    assert browser.find_element("id", "count").text.startswith(f"{shown.columns[0].repositories:,} of ")


def test_a_repository_is_looked_into(opened):
    browser, shown = opened
    choose(browser, "kind", "fixable")
    browser.find_element("css selector", "tbody tr:not(.gap) td button").click()
    row = shown.changed[0]
    detail = browser.find_element("id", "detail")
    assert detail.find_element("tag name", "h2").text == row.repository.name
    assert len(detail.find_elements("tag name", "li")) == len(row.findings)
    assert detail.find_element("tag name", "a").get_attribute("href") == row.findings[0].url
    picture(browser, f"{len(shown.rows)}-detail")
    choose(browser, "kind", "failed")
    browser.find_element("css selector", "tbody tr:not(.gap) td button").click()
    assert detail.find_element("tag name", "p").text == shown.failed[0].repository.reason


def picture(browser, name: str) -> None:
    """Kept where WATCHLINT_PICTURES says, for a person to look at."""
    folder = os.environ.get("WATCHLINT_PICTURES")
    if folder:
        with contextlib.suppress(OSError):
            browser.save_screenshot(str(Path(folder) / f"audit-{name}.png"))
