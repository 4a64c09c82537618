"""From room to room and back: a list is as it was left, an episode where it was left, the focus where it belongs."""

from playwright.sync_api import Page, expect

from bot.model.chat import ChatId
from bot.web.api.terms import A_PAGE
from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import HEARD, IDA, PODCAST, POSTS
from tests.kit.looks import Look
from tests.kit.reading_room import ReadingRoom

FOCUSED = "document.activeElement.id || document.activeElement.getAttribute('href')"


def top_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("element => element.getBoundingClientRect().top"))


def test_a_long_list_is_as_it_was_left(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=builders")
    page = reading.page
    page.get_by_role("link", name=IDA).click()
    reading.button("older").click()
    expect(page.locator(".piece")).to_have_count(POSTS)
    post = page.locator(".piece a").nth(POSTS - 4)
    post.scroll_into_view_if_needed()
    before = post.evaluate("element => element.getBoundingClientRect().top")
    post.click()
    expect(page.locator(".reading h1")).to_contain_text(IDA)
    page.go_back()
    expect(page.locator(".piece")).to_have_count(POSTS)
    assert abs(post.evaluate("element => element.getBoundingClientRect().top") - before) < 2
    expect(post).to_be_focused()
    page.go_back()
    expect(page.get_by_role("link", name=IDA)).to_be_focused()


def test_a_search_is_as_it_was_left_also_without_network(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=issues")
    page = reading.page
    search, hits = page.get_by_role("searchbox"), page.locator(".hits .piece a")
    search.fill("never touches anything")
    expect(hits).to_have_count(1)
    hits.click()
    expect(page.locator(".reading h1")).to_have_text(HEARD)
    page.route("**/api/v1/search*", lambda route: route.abort())
    page.go_back()
    expect(search).to_have_value("never touches anything")
    expect(hits).to_have_count(1)
    expect(hits).to_be_focused()
    page.unroute("**/api/v1/search*")
    reading.strict.forgiven.append("ERR_FAILED")


def test_a_vocabulary_is_sorted_as_it_was_left_and_without_what_is_no_more(
    opens: Opens, look: Look, room: ReadingRoom
) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 5, 0, 3)  # shard, latency, queue
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page, say = reading.page, reading.say
    names = page.locator(".term .title")
    page.get_by_label(say["sort"]).select_option(label=say["sorts.name"])
    expect(names).to_have_text(["latency", "queue", "shard"])
    page.locator(".term a", has_text="queue").click()
    reading.button("remove").click()
    expect(names).to_have_text(["latency", "shard"])
    page.get_by_label(say["due only"]).check()
    expect(page.locator(".facts").first).to_contain_text("2")


def test_a_vocabulary_of_more_than_a_page_is_there_again_in_full(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)

    async def saving() -> None:
        for number in range(A_PAGE + 3):
            await room.demo.store.terms.save(ChatId(reader.chat.id), f"term{number}", "词", room.demo.clock())

    room.run(saving())
    reading = opens(look, query="?room=vocabulary", reader=reader)
    page = reading.page
    terms = page.locator(".term a")
    expect(terms).to_have_count(A_PAGE)
    reading.button("older").click()
    expect(terms).to_have_count(A_PAGE + 3)
    expect(reading.button("older")).to_have_count(0)
    terms.nth(A_PAGE + 1).click()
    expect(page.locator(".one h1")).to_be_visible()
    page.go_back()
    expect(terms.nth(A_PAGE + 1)).to_be_focused()
    expect(terms.nth(A_PAGE + 1)).to_be_in_viewport()
    page.get_by_role("searchbox").fill("term5")
    expect(page.locator(".term .title").first).to_have_text("term5")
    expect(reading.button("older")).to_have_count(0)


def test_who_comes_back_to_an_episode_is_where_they_left_it(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 9)
    reading = opens(look, PODCAST, 2, reader=reader)  # by a link that names a place, which counts once
    page = reading.page
    reading.waits_for(
        "(document.getElementById('s9').scrollIntoView(), document.querySelector('.place').textContent === '10/24')"
    )
    reading.segment(9).locator(".saved").click()
    before = top_of(page, "#s9")
    reading.button("open term").click()
    expect(page.locator(".one h1")).to_have_text("ledger")
    page.go_back()
    expect(reading.segment(9).locator(".saved")).to_be_in_viewport()
    reading.waits_for(f"Math.abs(document.getElementById('s9').getBoundingClientRect().top - {before}) < 3")
    expect(page.locator(".place")).to_have_text("10/24")


def test_the_focus_goes_into_the_room_and_its_name_is_told(opens: Opens, desk: Look) -> None:
    reading = opens(desk, query="?room=today")
    page, say = reading.page, reading.say
    assert page.evaluate("document.activeElement === document.body"), "a page that opens takes it from nobody"
    for room in ("issues", "vocabulary", "builders"):
        page.get_by_role("link", name=say[f"rooms.{room}"], exact=True).press("Enter")
        expect(page.get_by_role("main", name=say[f"rooms.{room}"])).to_be_focused()
        expect(page).to_have_title(f"{say[f'rooms.{room}']} · BuildSpeak")
    person = page.get_by_role("link", name=IDA)
    person.press("Enter")
    expect(page.locator("h1")).to_have_text(IDA)
    expect(page.locator("#main")).to_be_focused()
    page.locator(".piece a").first.press("Enter")
    expect(page.locator("#main.reading")).to_be_focused()
    expect(page).to_have_title(f"{page.locator('.reading h1').inner_text()} · BuildSpeak")
    page.keyboard.press("4")  # keys are heard there at once
    expect(page.locator(".reading")).to_have_attribute("data-mode", "english")
    page.go_back()
    expect(page.locator(".piece a").first).to_be_focused()
