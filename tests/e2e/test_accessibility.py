"""axe-core finds nothing serious on the page, in either theme, with everything open that can be."""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kit.browser import Strict
from tests.kit.mini_app import DESK, PHONE, Reading, address_of
from tests.kit.screen import Screen
from tests.kit.stage import Running

AXE = "axe-core@4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
GRAVE = {"serious", "critical"}
MODERATE = GRAVE | {"moderate"}


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """Its source: fetched once with npm, held against its published hash, kept in pytest's cache folder."""
    kept = Path(pytestconfig.rootpath, ".pytest_cache", "axe", f"{AXE.replace('@', '-')}.tgz")
    if not kept.exists():
        if shutil.which("npm") is None:
            pytest.skip("axe-core comes with npm, which is not here")
        kept.parent.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", AXE, "--silent"], cwd=kept.parent, capture_output=True, timeout=60, check=False
        )
        if packed.returncode:
            pytest.skip("npm could not fetch axe-core")
    content = kept.read_bytes()
    assert base64.b64encode(hashlib.sha512(content).digest()).decode() == SHA512
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = archive.extractfile("package/axe.min.js")
        assert found is not None
        return found.read().decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, demo: Running, axe: str, theme: str) -> None:
    strict = Strict(browser, color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    page = strict.open(demo.address)
    screen = Screen(page).open("Emma")
    screen.start()
    screen.tap("▶")
    expect(screen.card.locator(".spoiler")).to_be_visible()
    assert _faults(page, axe) == []
    screen.card.locator(".spoiler").click()
    page.locator("#calls summary").first.click()
    page.locator("#input").fill("/")
    expect(page.locator("#menu")).to_be_visible()
    assert _faults(page, axe) == []
    page.locator("#input").fill("")
    for command in ("/vocab", "/review", "/stats", "/archive", "/builders", "/privacy", "/export", "缓存", "/settings"):
        before = screen.received.count()
        screen.write(command)
        expect(screen.received).not_to_have_count(before)
    assert _faults(page, axe) == []
    screen.open("Reading Circle").write("/start")
    expect(screen.received).not_to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert _faults(page, axe) == []
    page.locator("#to-inspector").click()
    assert _faults(page, axe) == []
    strict.close()


def test_axe_finds_nothing_on_the_reading_page(browser: Browser, demo: Running, axe: str) -> None:
    strict = Strict(browser)
    address = address_of(strict.open(demo.address), "小林", "zh")
    strict.close()
    for theme, size in (("light", PHONE), ("dark", DESK)):
        reading = Reading(browser, address, color_scheme=theme, bypass_csp=True, reduced_motion="reduce", **size)
        page = reading.page
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        page.get_by_role("radio", name="中英对照").click()
        assert _faults(page, axe, MODERATE) == []
        reading.asks(0, "agents").locator(".save").click()
        expect(reading.entry.get_by_role("button", name="在生词本里看")).to_be_visible()
        assert _faults(page, axe, MODERATE) == []
        reading.entry.locator(".save").click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="显示", exact=True).click()
        page.evaluate("document.getElementById('end').scrollIntoView()")
        assert _faults(page, axe, MODERATE) == []
        for room in ("today", "issues", "vocabulary", "builders", "review"):
            reading.goes(f"?room={room}")
            assert _faults(page, axe, MODERATE) == []
        reading.close()


def test_nothing_is_cut_off_at_twice_the_size(browser: Browser, demo: Running) -> None:
    strict = Strict(browser)
    address = address_of(strict.open(demo.address), "Emma", "en")
    strict.close()
    reading = Reading(browser, address, locale="en-GB", **{**PHONE, "viewport": {"width": 320, "height": 568}})
    page = reading.page
    page.evaluate("localStorage['text-size'] = '5'")
    for room in ("today", "issues", "vocabulary", "builders", "review"):
        reading.goes(f"?room={room}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), room
    reading.goes()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    size = reading.segment(0).locator(".english").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size == 36
    reading.close()


def _faults(page: Page, axe: str, grave: set[str] = GRAVE) -> list[str]:
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in grave
        for node in fault["nodes"]
    ]
