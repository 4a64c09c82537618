"""The newcomer's door: the page speaks as the browser does, offers the dictionary, and fits a thumb and poor eyes."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app.cast import CHINESE_READER
from tests.kit.browser import Strict
from tests.kit.said_on_a_page import keyboard, newest, say
from tests.kit.stage import Stage

CARD = [[{"text": f"{n} ▶", "callback_data": f"{n}"} for n in range(3)] for _ in range(3)]
PHONE = {"width": 390, "height": 664}


@pytest.mark.parametrize(("locale", "reader"), [("zh-CN", "小林"), ("en-GB", "Emma"), ("de-DE", "Emma")])
def test_the_page_opens_as_the_reader_who_speaks_as_the_browser_does(
    browser: Browser, bare: Stage, locale: str, reader: str
) -> None:
    strict = Strict(browser, newcomer=True, locale=locale)
    page = strict.open(bare.address)
    expect(page.locator("#chats [aria-current=true]")).to_contain_text(reader)
    strict.close()


def test_the_dictionary_is_fetched_from_the_page_and_then_there(alone: Page, bare: Stage) -> None:
    fetch = alone.locator("#fetch-lexicon")
    expect(fetch).to_be_visible()
    fetch.click()
    expect(fetch).to_be_hidden()
    expect(alone.locator("#lexicon")).to_contain_text("Words are looked up in it.")
    assert bare.backstage.has_lexicon


def test_a_dictionary_that_cannot_be_had_is_said_and_can_be_asked_for_again(browser: Browser, bare: Stage) -> None:
    bare.backstage.fetchable = False
    strict = Strict(browser)
    page = strict.open(bare.address)
    page.locator("#fetch-lexicon").click()
    expect(page.locator("#toast.shown")).to_contain_text("npm is not installed")
    expect(page.locator("#fetch-lexicon")).to_be_visible()
    strict.close(errors_expected=True)  # the browser reports the refusal


def test_on_a_phone_nothing_to_touch_is_smaller_than_a_thumb(browser: Browser, bare: Stage) -> None:
    strict = Strict(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    page = strict.open(bare.address)
    say(bare, "A card.", reply_markup=keyboard(CARD))
    expect(newest(page).locator(".row button")).to_have_count(9)
    assert _small(page) == []
    page.locator("#to-inspector").click()
    assert _small(page) == []
    strict.close()


def _small(page: Page) -> list[str]:
    """What can be touched and is smaller than 44 by 44, by its name."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, label.icon, [role=option]')]
            .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.offsetParent)
            .filter((e) => !e.closest('.text'))
            .map((e) => [e, e.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
            .map(([e, box]) => `${e.id || e.className || e.textContent}: ${box.width} x ${box.height}`)"""
    )
    return found


def test_headings_go_down_one_level_at_a_time(alone: Page) -> None:
    levels = alone.locator("h1, h2, h3, h4").evaluate_all("found => found.map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_browsers_text_size_reaches_the_whole_page(browser: Browser, bare: Stage) -> None:
    strict = Strict(browser)
    page = strict.open(bare.address)
    say(bare, "A card.", reply_markup=keyboard(CARD))
    expect(newest(page)).to_be_visible()

    def sizes() -> list[float]:
        found: list[float] = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter((e) => e.offsetParent && [...e.childNodes]
                .some((n) => n.nodeType === 3 && n.textContent.trim()))
                .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
        )
        return found

    before = sizes()
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    after = sizes()
    assert len(before) > 20
    assert [round(size / 1.5, 1) for size in after] == [round(size, 1) for size in before]
    strict.close()


def test_a_card_that_was_turned_is_read_from_its_top(browser: Browser, bare: Stage) -> None:
    strict = Strict(browser, viewport=PHONE, has_touch=True, is_mobile=True)
    page = strict.open(bare.address)
    sent = say(bare, "Short.", reply_markup=keyboard(CARD))
    card = newest(page)
    expect(card).to_contain_text("Short.")
    tall = "\n".join(f"Line {number}" for number in range(40))
    edit = {"chat_id": CHINESE_READER, "message_id": sent["message_id"], "reply_markup": keyboard(CARD)}
    bare.call("editMessageText", **edit, text=tall)
    expect(card).to_contain_text("Line 39")
    expect(card.locator(".text")).to_be_in_viewport(ratio=0.1)
    top = page.evaluate("() => document.querySelector('#log').getBoundingClientRect().top")
    box = card.locator(".bubble").bounding_box()
    assert box is not None
    assert 0 <= box["y"] - top <= 20
    page.locator("#log").evaluate("log => { log.scrollTop = log.scrollHeight }")
    saved = [*CARD[:2], [{"text": "✓ saved", "callback_data": "s"}]]
    bare.call("editMessageText", **(edit | {"reply_markup": keyboard(saved)}), text=tall)
    expect(card.get_by_role("button", name="✓ saved")).to_be_in_viewport()  # the same text: nothing moves
    bare.call("editMessageText", **edit, text="Short again.")
    expect(card.locator(".text")).to_have_text(re.compile("Short again"))
    expect(card.locator(".row button").last).to_be_in_viewport()
    strict.close()
