"""Every card in both languages, light and dark, as pictures: `python -m tests.e2e.screenshots DIR`.

For looking at, and for the README; nothing is compared.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.kit import stage
from tests.kit.browser import Strict, launched
from tests.kit.screen import Screen

PHONE: ViewportSize = {"width": 430, "height": 860}
DESK: ViewportSize = {"width": 1320, "height": 860}
READERS = {"zh": "小林", "en": "Emma"}
COMMANDS = (
    "vocab",
    "review",
    "stats",
    "archive",
    "builders",
    "settings",
    "why",
    "pause",
    "export",
    "import",
    "forget",
    "about",
    "help",
)
LABELS = {
    "zh": {"read": "▶ 开始阅读", "mode": "译文 ·", "both": "对照", "answer": "看答案"},
    "en": {"read": "▶ Start", "mode": "Chinese:", "both": "shown", "answer": "Show answer"},
}


def main(folder: Path) -> None:
    """Write them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for language in READERS:
            for theme in ("light", "dark"):
                with stage.demo("--no-open") as demo:
                    for name, page in _cards(browser, demo.address, language, theme):
                        page.mouse.move(0, 0)
                        page.wait_for_timeout(250)
                        page.screenshot(path=folder / f"{name}-{language}-{theme}.png", scale=_scale(page))


def _scale(page: Page) -> Literal["css", "device"]:
    """Phones in full sharpness, wide windows at half."""
    return "device" if page.viewport_size == PHONE else "css"


def _cards(browser: Browser, address: str, language: str, theme: str) -> Iterator[tuple[str, Page]]:
    strict = Strict(
        browser, viewport=PHONE, color_scheme=theme, reduced_motion="reduce", locale=language, device_scale_factor=2
    )
    page = strict.open(address)
    labels = LABELS[language]
    page.locator("#to-chats").click()
    screen = Screen(page).open(READERS[language])
    yield "00-before", page
    screen.start()
    expect(screen.button(labels["read"])).to_be_visible()
    yield "01-start", page
    screen.tap(labels["read"])
    expect(screen.card.locator(".spoiler")).to_be_visible()
    yield "02-segment", page
    screen.card.locator(".spoiler").click()
    screen.tap("②")
    expect(screen.button("✓")).to_be_visible()
    yield "03-saved", page
    screen.tap(labels["mode"])
    yield "04-modes", page
    screen.tap(labels["both"])
    expect(screen.button("✓")).to_be_visible()
    while True:
        before = screen.card.inner_text()
        if not screen.card.get_by_role("button", name="▶").count():
            break
        if screen.button("①").count():
            screen.tap("①")
            expect(screen.button("①")).to_have_count(0)
            before = screen.card.inner_text()
        page.locator("#log").press("ArrowRight")
        expect(screen.card).not_to_have_text(before)
        page.wait_for_timeout(150)
    expect(page.locator("#toast.shown")).to_have_count(0)
    yield "05-recap", page
    for number, command in enumerate(COMMANDS, 6):
        screen.write(f"/{command}")
        page.wait_for_timeout(400)
        yield f"{number:02}-{command}", page
        if command == "vocab":
            screen.button("1").click()
            page.wait_for_timeout(300)
            yield "06-term", page
        if command == "review":
            screen.tap(labels["answer"])
            page.wait_for_timeout(300)
            yield "07-answer", page
    screen.write("harness")
    page.wait_for_timeout(400)
    yield "19-look-up", page
    page.locator("#open-menu").click()
    yield "20-menu", page
    page.locator("#input").press("Escape")
    page.set_viewport_size(DESK)
    screen.write("/today")
    page.wait_for_timeout(400)
    screen.leaps("digest")
    page.wait_for_timeout(600)
    screen.tap(labels["read"])
    page.wait_for_timeout(500)
    page.locator("#panels").evaluate("panel => { panel.scrollTop = 0 }")
    yield "21-desk", page
    page.locator("#chats button", has_text="Reading Circle").click()
    page.locator("#writer").select_option(label="小林")
    screen.write("/start@buildspeak_bot")
    page.wait_for_timeout(600)
    yield "22-group", page
    strict.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
