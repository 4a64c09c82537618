"""What a person sees and does on the page."""

import re

from playwright.sync_api import Locator, Page, expect


class Screen:
    """One chat on the page, by what is visible there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, title: str) -> "Screen":
        """Another chat of the list."""
        self.page.locator("#chats button", has_text=title).click()
        return self

    @property
    def messages(self) -> Locator:
        return self.page.locator("article.message")

    @property
    def received(self) -> Locator:
        return self.page.locator("article.theirs")

    @property
    def card(self) -> Locator:
        """The bot's newest message with buttons."""
        return self.page.locator("article.theirs:has(.row)").last

    def button(self, label: str) -> Locator:
        """A button of the newest card, by a part of its label."""
        return self.card.locator(".row button", has_text=label).first

    def tap(self, label: str) -> None:
        self.button(label).click()

    def write(self, text: str) -> None:
        """Type and press Enter."""
        self.page.locator("#input").fill(text)
        self.page.locator("#input").press("Enter")

    def start(self) -> None:
        """Press Start, or send /start where one has been before."""
        begin = self.page.locator("#begin")
        if begin.is_visible():
            begin.click()
        else:
            self.write("/start")

    def sees(self, *texts: str) -> None:
        """In the newest card."""
        for text in texts:
            expect(self.card).to_contain_text(text)

    def hears(self, text: str) -> None:
        """A toast says so."""
        expect(self.page.locator("#toast.shown")).to_contain_text(text)

    def leaps(self, leap: str) -> None:
        """A button of the clock."""
        self.page.locator(f"[data-leap={leap}]").click()

    def steps(self, key: str = "ArrowRight") -> None:
        """One card on, by the keyboard: a segment, or a part of a long one."""
        text = self.card.locator(".text")
        before = text.inner_text()
        self.page.locator("#log").press(key)
        expect(text).not_to_have_text(before, use_inner_text=True)

    def goes_to(self, number: int, total: int) -> None:
        """To a segment, through all parts on the way, from either side of it."""
        while not place(number, total).search(label := self.card.locator(".row button").nth(1).inner_text()):
            at = re.search(rf"(?<!\d)(\d+)/{total}(?!\d)", label)
            self.steps("ArrowLeft" if at and int(at[1]) > number else "ArrowRight")

    def restart(self) -> None:
        """Stop and start the bot, and wait until it is back."""
        with self.page.expect_response("**/restart"):
            self.page.locator("#restart").click()
        expect(self.page.locator("#restart")).to_be_enabled()


def place(number: int, total: int) -> re.Pattern[str]:
    """3/8, and not 13/8."""
    return re.compile(rf"(?<!\d){number}/{total}(?!\d)")
