"""The twelve main states, both languages, light and dark, phone and desk: `python -m tests.e2e.screenshots DIR`.

For looking at, and for the README (`make screenshots`); nothing is compared. `phone-` is 390×664, `desk-` 1280×800.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from tests.kit import stage
from tests.kit.browser import Strict, launched
from tests.kit.mini_app import DESK, PHONE, Reading, address_of
from tests.kit.screen import Screen

SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 664},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "desk": {"viewport": {"width": 1280, "height": 800}},
}
README = {
    "read": "phone-zh-light-02-start",
    "save": "phone-zh-dark-03-saved",
    "vocabulary": "phone-zh-light-07-vocab",
    "demo": "desk-zh-light-03-saved",
    "page-phone": "page-phone",
    "page-desk": "page-desk",
}
"""Pictures of docs/ and the state that each shows."""


_CUT = """() => [...document.querySelectorAll(".row button")]
    .filter((key) => [key, ...key.children].some((part) => part.scrollWidth > part.clientWidth))
    .map((key) => key.textContent)"""
"""Labels that have no room on their keys."""


@dataclass(frozen=True)
class Reader:
    """A reader of the demo, and what the buttons say to them."""

    locale: str
    back: str
    answer: str


READERS = {"zh": Reader("zh-CN", "↩ 返回", "看答案"), "en": Reader("en-GB", "↩ Back", "Show answer")}


def main(folder: Path) -> None:
    """Write them all, and those of the README beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for language in READERS:
            for theme in ("light", "dark"):
                for size in SIZES:
                    _shoot(browser, folder, f"{size}-{language}-{theme}")
        _shoot_reading(browser, folder)
    docs = Path(__file__).parents[2] / "docs"
    for name, state in README.items():
        (docs / f"{name}.png").write_bytes((folder / f"{state}.png").read_bytes())


def _shoot(browser: Browser, folder: Path, name: str) -> None:
    size, language, theme = name.split("-")
    reader = READERS[language]
    with stage.demo("--no-open") as demo:
        strict = Strict(
            browser, newcomer=True, color_scheme=theme, reduced_motion="reduce", locale=reader.locale, **SIZES[size]
        )
        page = strict.open(demo.address)
        for state in _states(Screen(page), reader):
            if state != "03-saved":
                expect(page.locator("#toast.shown")).to_have_count(0)
            assert page.evaluate(_CUT) == [], state
            page.mouse.move(0, 0)
            page.wait_for_timeout(250)
            page.screenshot(path=folder / f"{name}-{state}.png")
        strict.close()


def _shoot_reading(browser: Browser, folder: Path) -> None:
    """The page within the app: a word on a phone, both languages at a desk."""
    with stage.demo("--no-open") as demo:
        chat = Strict(browser)
        address = address_of(chat.open(demo.address), "小林", "zh")
        chat.close()
        phone = Reading(browser, address, color_scheme="light", device_scale_factor=2, **PHONE)
        entry = phone.asks(0, "agents")
        expect(entry.locator(".pending")).to_have_count(0)
        phone.page.screenshot(path=folder / "page-phone.png")
        phone.close()
        desk = Reading(browser, address, color_scheme="light", **DESK)
        desk.page.keyboard.press("2")
        desk.page.keyboard.press(" ")
        desk.waits_for("(CSS.highlights.get('word')?.size ?? 0) > 0")
        desk.page.screenshot(path=folder / "page-desk.png")
        desk.close()


def _states(screen: Screen, reader: Reader) -> Iterator[str]:
    yield "01-door"
    screen.start()
    expect(screen.card.locator(".spoiler")).to_be_visible()
    yield "02-start"
    while not screen.button("①").count():
        screen.steps()
    screen.card.locator(".spoiler").click()
    screen.tap("①")
    reading = screen.received.filter(has=screen.page.locator(".row", has_text="⋯")).last
    expect(reading.locator(".row button", has_text="✓").first).to_be_visible()
    yield "03-saved"
    reading.locator(".row button", has_text="⋯").first.click()
    expect(screen.page.locator(".row button", has_text=reader.back).first).to_be_visible()
    yield "04-more"
    screen.page.locator(".row button", has_text=reader.back).first.click()
    before = screen.received.count()
    screen.write("/today")  # where the reader is, or the cover of what was hardly begun
    expect(screen.received).to_have_count(before + 1)
    if not screen.button("🔎").count():
        screen.tap("▶")
    expect(screen.card.locator(".row button", has_text="🔎")).to_have_count(1)
    screen.tap("🔎")
    expect(screen.card.locator(".row button", has_text="↩")).to_have_count(1)
    yield "05-words"
    screen.tap("↩")
    expect(screen.card.locator(".row button", has_text="🔎")).to_have_count(1)
    while screen.card.locator(".row button", has_text="⋯").count():
        screen.steps()
    yield "06-recap"
    for command, state in (("vocab", "07-vocab"), ("review", "09-review"), ("settings", "10-settings")):
        yield from _after(screen, f"/{command}", state)
        if command == "vocab":
            screen.tap("1")
            screen.page.wait_for_timeout(400)
            yield "08-term"
        if command == "review":
            screen.tap(reader.answer)
            screen.page.wait_for_timeout(400)
    yield from _after(screen, "/archive", "11-archive")
    yield from _after(screen, "缓存", "12-look-up")


def _after(screen: Screen, text: str, state: str) -> Iterator[str]:
    before = screen.received.count()
    screen.write(text)
    expect(screen.received).to_have_count(before + 1)
    yield state


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
