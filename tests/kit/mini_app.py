"""What a reader sees and does on the reading page within the app."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.reader import Reader
from tests.kit.browser import Strict
from tests.kit.looks import DESK, PHONE, Look
from tests.kit.page_words import SAY
from tests.kit.screen import Screen

__all__ = ["DESK", "PHONE", "Reading", "address_of", "open_page"]

CHINESE_PHONE = Look()

# A room is drawn before its script has come, without a sign of waiting: nothing hears a key until then.
_THERE = "#page[data-live] :is(.reading #end, .rest-comes > *, .room > :not(.unseen))"

_PLACE_OF_A_WORD = """([segment, word]) => {
  const text = document.querySelector(`#s${segment} .english`);
  text.scrollIntoView({ block: "center" });
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const found = new RegExp(`\\\\b${word}\\\\b`).exec(node.nodeValue);
    if (!found) continue;
    const range = document.createRange();
    range.setStart(node, found.index);
    range.setEnd(node, found.index + word.length);
    const box = range.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
}"""


def address_of(page: Page, reader: str, language: str) -> str:
    """Start as this reader in the chat, and open the page by its button: where that leads, signed for them."""
    screen = Screen(page).open(reader)
    screen.start()
    open_page(screen)
    frame = page.locator("#app iframe")
    expect(frame).to_be_visible()
    address = frame.get_attribute("src")
    assert address
    page.locator("#app").get_by_role("button", name={"zh": "关闭页面", "en": "Close the page"}[language]).click()
    return address


def open_page(screen: Screen) -> None:
    """By the button that is under ⋯ of a segment's card."""
    screen.tap("⋯")
    screen.tap("📄")


class Reading:
    """The page in a window of its own, which fails its test on any fault of its scripts.

    `scripts` run before the page's own: what a story listens to, or gives the browser that this one lacks.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        query: str = "",
        *,
        look: Look = CHINESE_PHONE,
        reader: Reader | None = None,
        scripts: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        self.strict = Strict(browser, newcomer=True, **(look.options | options))
        for script in scripts:
            self.strict.context.add_init_script(script)
        self.page = self.strict.page
        self.address = address
        self.say = SAY[look.language]
        self._reader = reader
        self.goes(query)

    @property
    def reader(self) -> Reader:
        """Whose page it is."""
        assert self._reader is not None
        return self._reader

    def goes(self, query: str = "") -> None:
        """To a room of the page, as a link to it does."""
        before, _, told = self.address.partition("#")
        place = f"{before.partition('?')[0]}{query}" if query else before
        self.page.goto("about:blank")
        self.page.goto(f"{place}#{told}")
        expect(self.page.locator(_THERE).first).to_be_attached()
        expect(self.page.locator("[aria-busy]")).to_have_count(0)

    def opens(self, episode: int, at: int | None = None) -> None:
        """An episode, at a segment."""
        self.goes(f"?room=episode&episode={episode}" + ("" if at is None else f"&at={at}"))
        expect(self.segment(0)).to_be_attached()

    def segment(self, index: int) -> Locator:
        return self.page.locator(f"#s{index}")

    def button(self, name: str, *, exact: bool = True) -> Locator:
        """By what it is called, whatever the language."""
        return self.page.get_by_role("button", name=self.say[name], exact=exact)

    def chooses(self, mode: str) -> None:
        """How the Chinese is shown; the server has it on return."""
        with self.page.expect_response(re.compile("/settings$")):
            self.page.get_by_role("radio", name=self.say[f"modes.{mode}"]).click()
        expect(self.page.locator(".reading")).to_have_attribute("data-mode", mode)

    def saves(self, segment: int, word: str) -> None:
        """By the button of a word's entry; the server has it on return."""
        entry = self.asks(segment, word)
        entry.locator(".save").click()
        expect(self.button("open term")).to_be_visible()
        self.page.keyboard.press("Escape")
        expect(entry).to_have_count(0)

    def fits(self) -> bool:
        """Nothing reaches beyond the right edge."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def asks(self, segment: int, word: str) -> Locator:
        """Tap a word of a segment; what is shown of it."""
        x, y = self.page.evaluate(_PLACE_OF_A_WORD, [segment, word])
        self.page.mouse.click(x, y)
        expect(self.entry).to_be_visible()
        return self.entry

    def taps(self, segment: int, sentence: int) -> None:
        """The beginning of a sentence, where its line has nothing else."""
        spoken = self.segment(segment).locator(f".english [data-sentence='{sentence}']")
        x, y = spoken.evaluate("element => { const [box] = element.getClientRects(); return [box.x + 8, box.y + 14] }")
        self.page.mouse.click(x, y)

    @property
    def entry(self) -> Locator:
        return self.page.locator(".lookup")

    def at(self) -> int:
        """The segment that the page says it is at, from 1."""
        place = re.match(r"\d+", self.page.locator(".place").inner_text())
        assert place
        return int(place[0])

    def waits_for(self, script: str) -> None:
        """Until this is true of the page, whose policy lets nobody evaluate anything in it."""
        for _ in range(200):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(script)

    def close(self) -> None:
        self.strict.close()
