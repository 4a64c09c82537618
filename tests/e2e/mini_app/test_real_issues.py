"""Two issues of the website as published, on the page: the calendar, a long podcast, builders, a search."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from content.publishing.daily import fill
from content.publishing.publisher import Publisher
from tests.e2e.mini_app.conftest import Opens
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom, reading_room
from tests.kit.samples import SITE, needs

pytestmark = [needs(SITE), pytest.mark.slow]
FIRST, LAST = date(2026, 6, 9), date(2026, 6, 13)


def publish(folder: Path) -> None:
    """On another thread: in this one no loop can run while the browser is driven from it."""
    publisher = Publisher(folder, keep_repeats=False)
    nothing: dict[str, Any] = {"fetch": None, "on_piece": lambda _: None, "on_day": lambda _, __: None}
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, fill(publisher, SITE, since=FIRST, today=LAST, **nothing)).result()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    """In place of our own issues."""
    with reading_room(tmp_path_factory.mktemp("site"), publish) as opened:
        yield opened


def test_the_websites_issues_are_read_from_the_calendar_to_the_end(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=issues")
    page = reading.page
    expect(page.locator(".day.issue")).to_have_text([str(FIRST.day), str(LAST.day)])
    page.locator(".day.issue").first.click()
    pieces = page.locator(".piece a")
    expect(pieces.nth(5)).to_be_visible()
    assert reading.fits()
    pieces.first.click()
    expect(reading.segment(0).locator(".english")).to_be_visible()
    length = int(page.locator(".place").inner_text().partition("/")[2])
    assert length > 50
    assert reading.fits()
    page.evaluate("document.getElementById('end').scrollIntoView()")
    expect(page.locator(".place")).to_have_text(f"{length}/{length}")
    expect(page.locator(".next-piece a")).to_be_visible()
    reading.goes("?room=builders")
    expect(page.locator(".piece .title-zh").first).not_to_be_empty()
    assert reading.fits()
    page.locator(".piece a").first.click()
    expect(page.locator(".piece .quoted").first).to_be_visible()
    assert reading.fits()
    reading.goes("?room=issues")
    page.get_by_role("searchbox").fill("模型")
    expect(page.locator(".hits mark").first).to_have_text("模型")
    assert reading.fits()
