"""What a bare bot says on the page, and where it stands."""

from playwright.sync_api import Locator, Page

from bot.app.cast import CHINESE_READER
from tests.kit.stage import Stage

LONG = " ".join(["A quote goes on for longer than three lines of a phone."] * 9)


def say(bare: Stage, text: str, **more: object) -> dict[str, object]:
    sent: dict[str, object] = bare.call(
        "sendMessage", chat_id=CHINESE_READER, text=text, parse_mode="HTML", **({"disable_notification": True} | more)
    )
    return sent


def newest(page: Page) -> Locator:
    return page.locator("article.message").last


def keyboard(rows: list[list[dict[str, str]]]) -> dict[str, object]:
    return {"inline_keyboard": rows}
