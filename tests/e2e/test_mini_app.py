"""The reading page within the app: a reader's evening with it, on a phone and at a desk, beside the chat."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kit.browser import Strict
from tests.kit.mini_app import DESK, Reading, address_of
from tests.kit.screen import Screen
from tests.kit.stage import Running


@pytest.fixture(scope="module")
def chat(browser: Browser, demo: Running) -> Iterator[Page]:
    """The demo's page, with the chat of 小林 open."""
    strict = Strict(browser)
    strict.open(demo.address)
    yield strict.page
    strict.close()


@pytest.fixture(scope="module")
def address(chat: Page) -> str:
    """Where the button of 小林's card leads."""
    return address_of(chat, "小林", "zh")


@pytest.fixture
def reading(browser: Browser, address: str) -> Iterator[Reading]:
    """On a phone."""
    opened = Reading(browser, address)
    yield opened
    opened.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Reading]:
    opened = Reading(browser, address, **DESK)
    yield opened
    opened.close()


def test_the_page_opens_within_the_app_and_wears_its_colours(chat: Page, address: str) -> None:
    Screen(chat).tap("📄")
    sheet = chat.locator("#app.ready")
    within = sheet.frame_locator("iframe")
    expect(within.locator("#s0 .english")).to_be_visible()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = within.locator("html").evaluate(f"() => {ground}")
    chat.locator("#theme").click()
    expect(within.locator("html[data-theme=dark]")).to_be_attached()
    assert within.locator("html").evaluate(f"() => {ground}") != light
    within.locator(".top .mark").click()
    expect(within.locator(".lead h1")).to_be_visible()
    sheet.get_by_role("button", name="返回").click()
    expect(within.locator("#s0 .english")).to_be_visible()
    chat.locator("#theme").click()
    sheet.get_by_role("button", name="关闭页面").click()
    expect(chat.locator("#app iframe")).to_have_count(0)


def test_five_modes_are_a_tap_away_and_remembered(reading: Reading) -> None:
    page, chinese, english = (
        reading.page,
        reading.segment(0).locator(".chinese"),
        reading.segment(0).locator(".english"),
    )
    expect(chinese).to_be_hidden()
    reading.segment(0).get_by_role("button", name="显示译文").click()
    expect(chinese).to_be_visible()

    def choose(name: str, mode: str) -> None:
        with page.expect_response(re.compile("/settings$")):
            page.get_by_role("radio", name=name).click()
        expect(page.locator(".reading")).to_have_attribute("data-mode", mode)

    choose("仅英文", "english")
    expect(chinese).to_be_hidden()
    choose("仅中文", "chinese")
    expect(english).to_be_hidden()
    choose("译文折叠", "folded")
    folded = reading.segment(1).locator(".chinese").bounding_box()
    choose("中英对照", "both")
    opened = reading.segment(1).locator(".chinese").bounding_box()
    assert folded
    assert opened
    assert opened["height"] > folded["height"] * 1.5
    page.get_by_role("button", name="显示", exact=True).click()
    with page.expect_response(re.compile("/settings$")):
        page.get_by_label("水平").select_option(label="六级")
    reading.goes()
    expect(page.get_by_role("radio", name="中英对照")).to_be_checked()
    page.get_by_role("button", name="显示", exact=True).click()
    expect(page.get_by_label("水平")).to_have_value("cet6")
    with page.expect_response(re.compile("/settings$")):
        page.get_by_label("水平").select_option(label="未选")
    with page.expect_response(re.compile("/settings$")):
        page.get_by_role("radio", name="译文遮住").click()


def test_languages_stand_beside_each_other_at_a_desk_and_below_each_other_on_a_phone(
    reading: Reading, desk: Reading
) -> None:
    for opened, beside in ((reading, False), (desk, True)):
        english = opened.segment(0).locator(".english").bounding_box()
        other = opened.segment(0).locator(".other").bounding_box()
        assert english
        assert other
        assert (other["x"] > english["x"] + english["width"]) is beside
        assert (other["y"] >= english["y"] + english["height"]) is not beside
    sizes = (
        "element => { const s = getComputedStyle(element); return [parseFloat(s.fontSize), parseFloat(s.lineHeight)] }"
    )
    assert desk.segment(0).locator(".english").evaluate(sizes) == [18, 31.5]
    assert desk.segment(0).locator(".chinese").evaluate(sizes) == pytest.approx([17, 31.45])


def test_a_word_says_what_it_means_here_and_is_saved_and_taken_back_at_once(reading: Reading) -> None:
    entry = reading.asks(0, "agents")
    expect(entry.locator(".here")).to_contain_text("智能体")
    expect(entry.locator(".translation")).to_contain_text("agent（智能体）")
    entry.get_by_role("button", name="存入生词本").click()
    expect(reading.segment(0).locator(".saved", has_text="agents")).to_be_visible()
    expect(entry.locator(".save")).to_have_text(re.compile("已存"))
    expect(entry.get_by_role("button", name="在生词本里看")).to_be_visible()  # the server has it
    entry.locator(".save").click()
    expect(reading.segment(0).locator(".saved")).to_have_count(0)
    expect(entry.locator(".save")).to_have_text("存入生词本")
    reading.page.keyboard.press("Escape")
    expect(entry).to_have_count(0)
    entry = reading.asks(0, "famous")  # no gloss: whatever is known of it
    expect(entry.locator("h2")).to_have_text("famous")
    expect(entry.locator(".translation")).not_to_be_empty()


def test_a_popover_turns_over_and_stays_within_the_window(desk: Reading) -> None:
    page = desk.page
    page.set_viewport_size({"width": 1024, "height": 520})
    marks = page.locator(".gloss")
    sides = set()
    for number in range(6):
        mark = marks.nth(number)
        mark.evaluate(f"element => element.scrollIntoView({{ block: '{'end' if number % 2 else 'start'}' }})")
        page.mouse.wheel(0, 70 if number % 2 else -70)
        mark.focus()
        page.keyboard.press("Enter")
        expect(desk.entry.locator(".pending")).to_have_count(0)
        box = desk.entry.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1024
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 520
        sides.add(desk.entry.get_attribute("data-side"))
        page.keyboard.press("Escape")
        expect(desk.entry).to_have_count(0)
        expect(mark).to_be_focused()
    assert sides == {"above", "below"}


def test_chat_and_page_are_at_the_same_place(chat: Page, reading: Reading) -> None:
    page = reading.page
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
        reading.segment(5).evaluate("element => element.scrollIntoView()")
    assert reading.at() == 6
    screen = Screen(chat)
    screen.write("/today")
    expected = reading.segment(5).locator(".english").inner_text()[:40]
    expect(screen.card.locator(".text")).to_contain_text(expected)
    screen.goes_to(5, 8)
    expect(page.locator(".place")).not_to_have_text(re.compile("^6/"), timeout=5000)
    there = reading.segment(reading.at() - 1).locator(".english").inner_text()[:40]
    expect(screen.card.locator(".text")).to_contain_text(there)


def test_it_is_heard_with_sentence_and_word_paused_and_resumed_where_it_was(desk: Reading) -> None:
    page = desk.page
    desk.opens(_episode(desk), 0)
    word = "() => [...(CSS.highlights.get('word') ?? [])].map(range => range.toString()).join()"
    page.keyboard.press(" ")
    expect(desk.segment(0).locator(".english .spoken")).to_be_visible()
    expect(desk.segment(0).locator(".chinese .spoken")).to_be_attached()
    desk.waits_for(f"({word})() !== ''")
    page.keyboard.press(" ")
    expect(page.locator(".player .play")).to_be_visible()
    stopped = page.evaluate(word)
    page.wait_for_timeout(250)
    assert page.evaluate(word) == stopped
    page.keyboard.press(" ")
    expect(page.locator(".player .pause")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(desk.segment(0).locator(".english [data-sentence='1']")).to_have_class(re.compile("spoken"))
    page.keyboard.press("ArrowLeft")
    expect(desk.segment(0).locator(".english [data-sentence='0']")).to_have_class(re.compile("spoken"))
    desk.taps(0, 2)
    expect(desk.segment(0).locator(".english [data-sentence='2']")).to_have_class(re.compile("spoken"))
    desk.segment(0).locator(".gloss, .saved").first.click()  # a look at a word stops it, and it goes on after
    expect(page.locator(".player .play")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".player .pause")).to_be_visible()
    page.get_by_role("button", name=re.compile("语速")).click()
    expect(page.get_by_role("button", name=re.compile("语速"))).not_to_have_text("1×")
    assert page.evaluate("navigator.mediaSession.metadata.artist") == "The Green Room (written interview)"
    page.get_by_role("button", name="收起朗读").click()
    expect(page.locator(".spoken")).to_have_count(0)


def test_everything_is_done_with_keys(desk: Reading) -> None:
    page = desk.page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="按键")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("d")
    expect(desk.entry.get_by_role("button").nth(1)).to_be_visible()
    desk.entry.locator(".choices button").first.press("Enter")
    expect(desk.entry.locator(".translation")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator(".notice")).to_contain_text("已存")
    page.locator(".notice").get_by_role("button", name="撤销").click()
    expect(page.locator(".saved")).to_have_count(0)
    for key, mode in (("3", "folded"), ("4", "english"), ("5", "chinese"), ("2", "both"), ("1", "hidden")):
        page.keyboard.press(key)
        expect(page.locator(".reading")).to_have_attribute("data-mode", mode)


def test_a_tunnel_costs_nothing(browser: Browser, address: str) -> None:
    reading = Reading(browser, address)
    page = reading.page
    reading.waits_for(
        "async () => (await (await caches.open('shell')).keys()).length > 3"
        " && (await Promise.all((await caches.keys()).filter(name => name.startsWith('reader-'))"
        ".map(async name => (await (await caches.open(name)).keys()).length))).some(count => count > 1)"
    )
    page.context.set_offline(True)
    page.reload()
    expect(reading.segment(0).locator(".english")).to_be_visible()
    expect(page.locator(".notice.away")).to_be_visible()
    reading.asks(0, "agents").locator(".save").click()
    expect(reading.segment(0).locator(".saved")).to_have_count(1)
    page.context.set_offline(False)
    reading.waits_for("JSON.parse(localStorage.outbox ?? '[]').length === 0")
    page.reload()
    expect(reading.segment(0).locator(".saved")).to_have_count(1)
    reading.strict.close(errors_expected=True)


def test_the_end_offers_the_rest_and_a_review_right_there(reading: Reading) -> None:
    page = reading.page
    if not reading.segment(0).locator(".saved").count():
        reading.asks(0, "agents").locator(".save").click()
        expect(reading.entry.get_by_role("button", name="在生词本里看")).to_be_visible()
        page.keyboard.press("Escape")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    end = page.locator("#end")
    expect(end).to_contain_text("你存了 1 个词")
    end.get_by_role("button", name="在这里复习").click()
    expect(end.locator(".question .gap")).to_be_visible()
    end.get_by_role("button", name="看答案").click()
    expect(end.locator(".answer")).to_contain_text("智能体")
    end.get_by_role("button", name=re.compile("记得")).click()
    expect(end).to_contain_text("今天复习完了")
    end.get_by_role("button", name="撤销").click()
    expect(end.locator(".question .gap")).to_be_visible()
    end.get_by_role("button", name=re.compile("存下其余")).click()
    expect(page.locator(".notice")).to_contain_text("又存了")
    expect(end.locator(".terms li")).not_to_have_count(1)


def test_the_vocabulary_is_searched_written_opened_and_taken_along(reading: Reading) -> None:
    page = reading.page
    reading.goes("?room=vocabulary")
    expect(page.locator(".term")).not_to_have_count(1)
    page.get_by_role("searchbox").fill("智能体")
    expect(page.locator(".term")).to_have_count(1)
    with page.expect_download() as taken:
        page.get_by_role("button", name="表格").click()
    assert taken.value.suggested_filename.endswith(".csv")
    page.locator(".term a").click()
    page.get_by_role("button", name="修改").click()
    page.get_by_label("笔记").fill("会自己用工具 <b>的</b>")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".note")).to_have_text("会自己用工具 <b>的</b>")  # what a reader writes is text
    page.get_by_role("button", name="删除").click()
    page.locator(".notice").get_by_role("button", name="撤销").click()
    page.get_by_role("searchbox").fill("智能体")
    expect(page.locator(".term")).to_have_count(1)
    page.locator(".term a").click()
    page.get_by_role("button", name="回到原段").first.click()
    expect(reading.segment(0).locator(".saved")).to_be_visible()


def test_the_archive_is_searched_and_builders_are_followed(reading: Reading) -> None:
    page = reading.page
    reading.goes("?room=issues")
    page.get_by_role("searchbox").fill("随机")
    expect(page.locator(".hits mark").first).to_have_text("随机")
    page.get_by_role("link", name="Builders").click()
    page.locator(".piece a", has_text="BuildSpeak").click()
    page.get_by_role("button", name="关注", exact=True).click()
    expect(page.get_by_role("button", name="已关注")).to_be_visible()
    page.get_by_role("button", name="已关注").click()
    expect(page.get_by_role("button", name="关注", exact=True)).to_be_visible()


def _episode(reading: Reading) -> int:
    """The one that the address opens."""
    found = re.search(r"episode=(\d+)", reading.address)
    assert found
    return int(found[1])
