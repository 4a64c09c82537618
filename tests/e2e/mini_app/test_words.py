"""Words on the page: what they mean here and elsewhere, saved, known, met again; beside the word or from below."""

import re

from playwright.sync_api import Locator, expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import ARTICLE, HEARD, PODCAST
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom

WITHIN = (
    "(({ x, y, right, bottom }) => x >= 0 && y >= 0 && right <= innerWidth && bottom <= innerHeight)"
    "(document.querySelector('.lookup').getBoundingClientRect())"
)


def box_of(locator: Locator) -> dict[str, float]:
    box = locator.bounding_box()
    assert box
    return {"left": box["x"], "top": box["y"], "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def test_a_word_says_what_it_means_here_and_is_saved_and_taken_back_at_once(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    say, entry = reading.say, reading.asks(0, "agents")
    expect(entry.locator(".here")).to_contain_text("智能体")
    expect(entry.locator(".translation")).to_contain_text("agent（智能体）")
    entry.get_by_role("button", name=say["save"]).click()
    expect(reading.segment(0).locator(".saved", has_text="agents")).to_be_visible()
    expect(entry.locator(".save")).to_have_text(re.compile(say["saved"]))
    expect(reading.button("open term")).to_be_visible()  # the server has it
    entry.locator(".save").click()
    expect(reading.segment(0).locator(".saved")).to_have_count(0)
    expect(entry.locator(".save")).to_have_text(say["save"])
    reading.page.keyboard.press("Escape")
    expect(entry).to_have_count(0)
    entry = reading.asks(0, "famous")  # no gloss: whatever is known of it
    expect(entry.locator("h2")).to_have_text("famous")
    expect(entry.locator(".translation")).not_to_be_empty()


def test_any_word_has_its_base_form_sound_meanings_and_level(opens: Opens, look: Look) -> None:
    reading = opens(look, ARTICLE)
    entry = reading.asks(0, "leveraged")
    expect(entry.locator("h2")).to_have_text("leverage")
    expect(entry.locator(".about")).to_contain_text(f"{reading.say['base form']} leverage")
    expect(entry.locator(".ipa")).to_contain_text("/ˈlevərɪdʒ/")
    expect(entry.locator(".senses")).to_contain_text("充分利用")
    expect(entry.locator(".facts").last).to_contain_text("TOEFL" if look.language == "en" else "托福")
    expect(entry.locator(".translation")).to_contain_text("随处可见")
    entry.locator(".save").click()
    expect(reading.segment(0).locator(".saved", has_text="leveraged")).to_be_visible()
    expect(reading.segment(2).locator(".saved", has_text="leverage")).to_have_attribute(
        "data-again", reading.say["met again"]
    )


def test_on_a_phone_a_word_comes_from_below_and_goes_by_a_tap_beside_it(opens: Opens, phone: Look) -> None:
    reading = opens(phone, HEARD)
    page, entry = reading.page, reading.asks(0, "agents")
    expect(entry.locator(".pending")).to_have_count(0)
    box = box_of(entry)
    assert (box["left"], box["right"], box["bottom"]) == (0, 390, 844)
    assert box["top"] > 844 * 0.2
    page.mouse.click(195, 20)
    expect(entry).to_have_count(0)
    mark = reading.segment(0).locator(".gloss").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_popover_turns_over_and_stays_within_the_window(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    page = reading.page
    page.set_viewport_size({"width": 1024, "height": 520})
    marks = page.locator(".gloss")
    sides = set()
    for number in range(6):
        mark = marks.nth(number)
        mark.evaluate(f"element => element.scrollIntoView({{ block: '{'end' if number % 2 else 'start'}' }})")
        page.mouse.wheel(0, 70 if number % 2 else -70)
        mark.focus()
        page.keyboard.press("Enter")
        expect(reading.entry.locator(".pending")).to_have_count(0)
        reading.waits_for(WITHIN)
        sides.add(reading.entry.get_attribute("data-side"))
        page.keyboard.press("Escape")
        expect(reading.entry).to_have_count(0)
        expect(mark).to_be_focused()
    assert sides == {"above", "below"}


def test_a_popover_stays_with_its_word_when_that_was_saved_and_the_page_moves(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    entry = reading.asks(0, "agents")
    entry.locator(".save").click()
    expect(reading.button("open term")).to_be_visible()
    word = reading.segment(0).locator(".saved", has_text="agents")
    expect(word).to_be_visible()
    reading.page.evaluate("scrollBy(0, 60)")
    reading.waits_for(
        "Math.abs(document.querySelector('.lookup').getBoundingClientRect().top - 8"
        " - document.querySelector('#s0 .saved').getBoundingClientRect().bottom) < 6"
    )
    assert reading.page.evaluate("[...CSS.highlights.get('asked')].join()") == "agents"


def test_leaving_the_page_closes_the_word(opens: Opens, look: Look) -> None:
    reading = opens(look)
    page = reading.page
    page.locator(".lead .go").click()
    expect(reading.segment(0).locator(".english")).to_be_visible()
    reading.asks(0, "latency")
    page.go_back()
    expect(page.locator(".lead .go")).to_be_visible()
    page.locator(".lead .go").click()
    expect(reading.segment(0).locator(".english")).to_be_visible()
    expect(reading.entry).to_have_count(0)


def test_a_known_word_is_explained_no_more_in_either_language_nor_in_the_chat(
    opens: Opens, look: Look, room: ReadingRoom
) -> None:
    reading = opens(look, PODCAST)
    reading.chooses("both")
    marks, asides = reading.segment(1).locator(".gloss"), reading.segment(1).locator(".chinese .aside")
    expect(asides).to_have_text("（术语1）")
    entry = reading.asks(1, "cache")
    with reading.page.expect_response(re.compile("/known/cache$")):
        entry.get_by_role("button", name=re.compile(reading.say["know"])).click()
    expect(marks).to_have_count(0)
    expect(asides).to_have_count(0)
    card = room.writes(reading.reader, "/start", "part 1 of the talk")
    assert not any("cache" in button.label for button in card.buttons)
    with reading.page.expect_response(re.compile("/known/cache$")):
        entry.get_by_role("button", name=reading.say["unknow"]).click()
    expect(marks).to_have_text("cache")
    expect(asides).to_have_text("（术语1）")


def test_words_below_the_readers_level_are_not_underlined(opens: Opens, look: Look) -> None:
    reading = opens(look, ARTICLE)
    expect(reading.segment(2).locator(".gloss")).to_have_text("leverage")
    reading.button("look").click()
    level = reading.page.get_by_label(reading.say["level"])
    level.select_option(label=reading.say["cet6"])
    expect(reading.segment(2).locator(".gloss")).to_have_count(0)
    expect(reading.segment(1).locator(".gloss")).to_have_text("latency")
    reading.page.reload()
    expect(reading.segment(1).locator(".gloss")).to_have_text("latency")
    expect(reading.segment(2).locator(".gloss")).to_have_count(0)


def test_a_saved_word_is_met_again_in_another_piece(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    reading = opens(look, ARTICLE, reader=reader)
    met = reading.segment(1).locator(".saved", has_text="latency")
    expect(met).to_have_attribute("data-again", reading.say["met again"])
    entry = reading.asks(1, "latency")
    expect(entry.locator(".save")).to_have_text(reading.say["add sentence"])
    entry.locator(".save").click()
    expect(met).not_to_have_attribute("data-again", reading.say["met again"])
    expect(entry.locator(".save")).to_have_text(re.compile(reading.say["saved"]))
