"""How the page lies: both languages beside or below each other, modes, sizes, colours and edges as the app has them."""

import re

import pytest
from playwright.sync_api import FloatRect, expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import HEARD, PODCAST
from tests.kit.looks import THEMES, Look
from tests.kit.mini_app import Reading

FONT = "element => { const s = getComputedStyle(element); return [parseFloat(s.fontSize), parseFloat(s.lineHeight)] }"
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
ROOMS = ("today", "issues", "vocabulary", "builders", "review")
TOLD_TO_THE_APP = """
  window.told = [];
  window.TelegramWebviewProxy = { postEvent: (event, data) => told.push([event, JSON.parse(data)]) };
"""
"""As in Telegram's apps on phones; those in browsers frame the page, as the chat's page does."""


def boxes(reading: Reading) -> tuple[FloatRect, FloatRect]:
    """Of the English of the first segment, and of the Chinese."""
    english = reading.segment(0).locator(".english").bounding_box()
    other = reading.segment(0).locator(".other").bounding_box()
    assert english
    assert other
    return english, other


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_languages_stand_below_each_other_on_a_phone(opens: Opens, phone: Look) -> None:
    reading = opens(phone, HEARD)
    reading.chooses("both")
    english, other = boxes(reading)
    assert other["y"] >= english["y"] + english["height"]
    assert other["x"] == english["x"]
    assert reading.page.evaluate(f"() => {GROUND}") == rgb(THEMES[phone.theme]["bg_color"])


def test_languages_stand_beside_each_other_at_a_desk(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    reading.chooses("both")
    english, other = boxes(reading)
    assert other["x"] > english["x"] + english["width"]
    columns = reading.segment(0).locator(".pair").evaluate("element => getComputedStyle(element).gridTemplateColumns")
    wide, narrow = (float(column.removesuffix("px")) for column in columns.split())
    assert wide / narrow == pytest.approx(1.4, abs=0.01)
    assert reading.segment(0).locator(".english").evaluate(FONT) == [18, 31.5]
    assert reading.segment(0).locator(".chinese").evaluate(FONT) == pytest.approx([17, 31.45])
    assert reading.page.evaluate(f"() => {GROUND}") == rgb(THEMES[desk.theme]["bg_color"])


def test_five_modes_are_a_tap_away_and_remembered(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    page, say = reading.page, reading.say
    chinese, english = reading.segment(0).locator(".chinese"), reading.segment(0).locator(".english")
    expect(chinese).to_be_hidden()
    reading.segment(0).get_by_role("button", name=say["uncover"]).click()
    expect(chinese).to_be_visible()
    reading.chooses("english")
    expect(chinese).to_be_hidden()
    reading.chooses("chinese")
    expect(english).to_be_hidden()
    reading.chooses("folded")
    folded = reading.segment(1).locator(".chinese").bounding_box()
    reading.chooses("both")
    opened = reading.segment(1).locator(".chinese").bounding_box()
    assert folded
    assert opened
    assert opened["height"] > folded["height"] * 1.5
    page.reload()
    expect(page.get_by_role("radio", name=say["modes.both"])).to_be_checked()
    expect(chinese).to_be_visible()
    reading.chooses("hidden")


def test_text_grows_as_the_reader_likes_it_and_stays_so(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    english = reading.segment(0).locator(".english")
    reading.button("look").click()
    for _ in range(4):
        reading.button("larger").click()
    expect(reading.button("larger")).to_be_disabled()
    assert english.evaluate(FONT) == [36, 63]
    reading.page.reload()
    expect(english).to_be_visible()
    assert english.evaluate(FONT) == [36, 63]
    assert reading.fits()


def test_nothing_is_cut_off_where_the_device_shows_all_text_at_twice_its_size(opens: Opens, look: Look) -> None:
    reading = opens(
        look,
        HEARD,
        scripts=("addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%' })",),
    )
    reading.chooses("both")
    assert reading.segment(0).locator(".english").evaluate(FONT)[0] == 36
    assert reading.fits()
    reading.button("look").click()
    assert reading.fits()
    reading.asks(0, "agents")
    expect(reading.entry.locator(".pending")).to_have_count(0)
    box = reading.entry.bounding_box()
    width, height = reading.page.evaluate("[innerWidth, innerHeight]")
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height
    reading.entry.locator(".save").click(trial=True)
    for name in ROOMS:
        reading.goes(f"?room={name}")
        assert reading.fits(), name


def test_colours_edges_and_full_screen_follow_the_app_while_the_page_is_open(opens: Opens, phone: Look) -> None:
    reading = opens(phone, HEARD, scripts=(TOLD_TO_THE_APP,))
    page = reading.page
    told = [event for event, _ in page.evaluate("told")]
    assert told[:2] == ["web_app_ready", "web_app_expand"]
    other = THEMES["dark" if phone.theme == "light" else "light"]
    page.evaluate("theme => Telegram.WebView.receiveEvent('theme_changed', { theme_params: theme })", other)
    assert page.evaluate(f"() => {GROUND}") == rgb(other["bg_color"])
    before = page.locator(".top").evaluate("element => element.clientHeight")
    page.evaluate("Telegram.WebView.receiveEvent('safe_area_changed', { top: 20, bottom: 34, left: 0, right: 0 })")
    page.evaluate("Telegram.WebView.receiveEvent('content_safe_area_changed', { top: 46, bottom: 0 })")
    assert page.locator(".top").evaluate("element => element.clientHeight") == before + 66
    tools = page.locator(".tools").bounding_box()
    assert tools
    assert tools["y"] + tools["height"] <= 844 - 34
    reading.button("look").click()
    reading.button("fullscreen").click()
    assert "web_app_request_fullscreen" in [event for event, _ in page.evaluate("told")]
    page.evaluate("Telegram.WebView.receiveEvent('fullscreen_changed', { is_fullscreen: true })")
    expect(reading.button("leave fullscreen")).to_be_visible()


def test_nothing_moves_for_whoever_wants_it_still(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD, reduced_motion="reduce")
    page = reading.page
    reading.button("look").click()
    page.keyboard.press("s")
    expect(page.locator(".notice")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    page.evaluate("scrolled = []; addEventListener('scroll', () => scrolled.push(scrollY))")
    page.keyboard.press(" ")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".english .spoken")).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_piece_begins_at_its_beginning_whatever_was_read_before_it(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    page = reading.page
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
        reading.segment(6).evaluate("element => element.scrollIntoView()")
    assert reading.at() == 7
    page.locator(".top .mark").click()
    page.locator(".lead .go").click()
    expect(page.locator(".reading h1")).to_have_text(PODCAST)
    expect(page.locator(".place")).to_have_text(re.compile("^1/24"))
