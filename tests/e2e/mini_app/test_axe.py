"""axe-core finds nothing serious or moderate in any room of the page, with everything open that can be."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.axe import MODERATE, faults
from tests.kit.issues import HEARD, IDA, PODCAST
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom

PLAIN: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}


def test_axe_finds_nothing_in_any_room_on_a_phone(opens: Opens, phone: Look, room: ReadingRoom, axe: str) -> None:
    every_room(opens, phone, room, axe)


def test_axe_finds_nothing_in_any_room_at_a_desk(opens: Opens, desk: Look, room: ReadingRoom, axe: str) -> None:
    every_room(opens, desk, room, axe)


def every_room(opens: Opens, look: Look, room: ReadingRoom, axe: str) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0, 1)
    reading = opens(look, HEARD, reader=reader, **PLAIN)
    page, say = reading.page, reading.say

    def check() -> None:
        expect(page.locator("[aria-busy]")).to_have_count(0)
        assert faults(page, axe, MODERATE) == [], page.url

    reading.chooses("both")
    reading.segment(0).locator(".hear").click()
    expect(page.locator(".english .spoken")).to_be_visible()
    check()
    reading.button("close player").click()
    reading.asks(0, "agents").locator(".save").click()
    expect(reading.button("open term")).to_be_visible()
    check()
    page.keyboard.press("Escape")
    reading.button("look").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=say["keys"])).to_be_visible()
    check()
    page.keyboard.press("Escape")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    expect(reading.button("rest", exact=False)).to_be_visible()
    check()
    for name, shown in (("today", ".lead .go"), ("issues", ".month"), ("builders", ".piece")):
        reading.goes(f"?room={name}")
        expect(page.locator(shown).first).to_be_visible()
        check()
    page.get_by_role("link", name=IDA).click()
    expect(page.locator("h1")).to_have_text(IDA)
    check()
    reading.goes("?room=vocabulary")
    expect(page.locator(".term").first).to_be_visible()
    check()
    page.locator(".term a").first.click()
    reading.button("edit").click()
    check()
    reading.goes("?room=review")
    expect(page.locator(".question")).to_be_visible()
    check()
    reading.button("answer").click()
    expect(page.get_by_role("button", name=re.compile(say["good"]))).to_be_visible()
    check()
