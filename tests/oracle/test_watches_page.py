"""The page of `watchlint watches --html` in a real browser: it renders, zooms by mouse and keyboard, and adds up."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from watchlint.cli import watches

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(
        not (shutil.which("chromium") and shutil.which("chromedriver")),
        reason="chromium and chromedriver are not installed",
    ),
]

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1440,1000"
).split()

EVIL = "</script><script>document.body.dataset.evil=1</script><b>&amp;"

SUMS = """
const nodes = DATA.maps[arguments[0]];
const below = id => nodes.filter(one => one.parent === id);
return nodes.filter(one => below(one.id).length).map(
  one => [one.watches, below(one.id).reduce((sum, other) => sum + other.watches, 0)]);
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """(the page's path, what --json says) of a project with two servers and a folder that would end a script."""
    root = tmp_path_factory.mktemp("project")
    (root / "app.py").write_text("import streamlit as st\nimport helper\n", encoding="utf-8")
    (root / "helper.py").write_text("", encoding="utf-8")
    (root / "main.py").write_text("app = None\n", encoding="utf-8")
    (root / "requirements.txt").write_text(
        "streamlit==1.67.0\nwatchdog==7.1.0\nuvicorn[standard]==0.54.0\n", encoding="utf-8"
    )
    (root / "Procfile").write_text("web: streamlit run app.py\napi: uvicorn main:app --reload\n", encoding="utf-8")
    for number in range(120):
        (root / f"node_modules/pkg{number}/lib").mkdir(parents=True)
    for number in range(700):
        (root / f"data/{number % 7}/day{number}").mkdir(parents=True)
    for name in ("bin", "lib/python3.12/site-packages/numpy/core", "lib/python3.12/site-packages/numpy/__pycache__"):
        (root / ".venv" / name).mkdir(parents=True)
    (root / ".venv/pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    for number in range(40):
        (root / f".git/objects/{number:02x}").mkdir(parents=True)
    (root / EVIL.replace("/", "_")).mkdir()
    page = root.parent / "watches.html"
    assert watches.main([str(root), "--html", str(page)]) == 0
    return page, root


@pytest.fixture
def opened(browser, made, capsysbinary):
    page, root = made
    capsysbinary.readouterr()
    assert watches.main([str(root), "--json"]) == 0
    said = json.loads(capsysbinary.readouterr().out)
    browser.get(page.as_uri())
    waits(browser, "return document.querySelectorAll('#map g.slice').length > 5")
    return browser, said


def waits(browser, script: str):
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 20).until(lambda driver: driver.execute_script(script))


def level(browser) -> str:
    return browser.execute_script("return node(state.level).path")


def drawn(browser) -> str:
    """What Plotly itself shows as its top."""
    return browser.execute_script("return document.getElementById('map')._fullData[0].level")


def press(browser, *keys) -> None:
    from selenium.webdriver.common.by import By

    for key in keys:
        before = browser.execute_script("return document.body.dataset.drawn")
        browser.find_element(By.ID, "map").send_keys(key)
        waits(browser, f"return document.body.dataset.drawn !== '{before}'")


def test_it_renders_and_asks_the_network_for_nothing(opened):
    browser, said = opened
    total = browser.execute_script("return document.getElementById('total').textContent")
    assert total.replace(",", "") == str(said["servers"][0]["watches"])
    entries = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [one["params"] for one in entries if one["method"] == "Network.requestWillBeSent"]
    asked = [
        one["request"]["url"] for one in sent if one["documentURL"].startswith("file:")
    ]  # not the browser's own tab
    assert asked
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked), asked
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_every_number_adds_up_to_the_json(opened):
    browser, said = opened
    for number, server in enumerate(said["servers"]):
        top = browser.execute_script(f"return DATA.maps[{number}][0].watches")
        assert top == server["watches"]
        sums = browser.execute_script(SUMS, number)
        assert sums and all(whole == parts for whole, parts in sums)
        shown = browser.execute_script(
            f"return DATA.maps[{number}].filter(one => one.kind !== 'rest').map(one => [one.path, one.watches])"
        )
        known = dict(map(tuple, shown))
        for folder in server["folders"]:
            assert known[folder["path"]] == folder["watches"]
    cells = browser.execute_script(
        "return [...document.querySelectorAll('#folders tbody tr')].map(row => row.cells[0].textContent)"
    )
    assert [int(cell.replace(",", "")) for cell in cells] == [
        folder["watches"] for folder in said["servers"][0]["folders"]
    ]
    cells = browser.execute_script(
        "return [...document.querySelectorAll('#moves tbody tr')].map(row => row.cells[0].textContent)"
    )
    assert [int(cell.replace(",", "").lstrip("−")) for cell in cells] == [
        move["saves"] for move in said["servers"][0]["moves"]
    ]


def test_it_zooms_by_keyboard_and_back(opened):
    from selenium.webdriver.common.keys import Keys

    browser, _ = opened
    assert level(browser) == "."
    press(browser, Keys.ENTER)  # the largest folder is chosen
    assert level(browser) == "data" and drawn(browser) == browser.execute_script("return state.level")
    press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    assert level(browser).startswith("data/")
    press(browser, Keys.ESCAPE, Keys.BACKSPACE)
    assert level(browser) == "."
    press(browser, Keys.ARROW_RIGHT)
    assert "node_modules" in browser.execute_script("return document.getElementById('chosen').textContent")


def test_it_zooms_by_mouse(opened):
    browser, _ = opened
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    slices = browser.find_elements(By.CSS_SELECTOR, "#map g.slice text")
    word = next(one for one in slices if one.text.startswith("node_modules"))
    ActionChains(browser).move_to_element(word).click().perform()
    waits(browser, "return node(state.level).path === 'node_modules'")
    assert drawn(browser) == browser.execute_script("return state.level")
    time.sleep(1)  # for the picture: the map moves for half a second
    picture(browser, "zoomed")
    browser.find_element(By.CSS_SELECTOR, "#crumbs button").click()
    waits(browser, "return node(state.level).path === '.'")


def test_the_other_server_is_a_tab_away(opened):
    from selenium.webdriver.common.by import By

    browser, said = opened
    tabs = browser.find_elements(By.CSS_SELECTOR, "[role=tab]")
    assert [tab.text.split()[0] for tab in tabs] == [server["server"] for server in said["servers"]]
    tabs[1].click()
    waits(browser, "return state.server === 1")
    commands = browser.find_element(By.CSS_SELECTOR, "#summary code").text
    assert commands == said["servers"][1]["command"]


def test_a_folders_name_is_only_a_name(opened):
    browser, _ = opened
    assert browser.execute_script("return document.body.dataset.evil") is None
    labels = browser.execute_script("return DATA.maps[0].map(one => one.label)")
    assert EVIL.replace("/", "_") in labels


@pytest.mark.parametrize("scheme, background", [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 23, 27)")])
def test_light_and_dark(opened, scheme, background):
    browser, _ = opened
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    waits(browser, f"return getComputedStyle(document.body).backgroundColor === '{background}'")
    waits(browser, f"return document.querySelector('#map .main-svg').style.background.includes('{background}')")
    time.sleep(1)
    picture(browser, scheme)


def picture(browser, name: str) -> None:
    """Kept where WATCHLINT_PICTURES says, for a person to look at."""
    folder = os.environ.get("WATCHLINT_PICTURES")
    if folder:
        with contextlib.suppress(OSError):
            browser.save_screenshot(str(Path(folder) / f"watches-{name}.png"))
