"""Builders: who they are, all they posted, followed, and read aloud one piece after another."""

from playwright.sync_api import expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.browser_voice import END, VOICE
from tests.kit.issues import ADA, IDA, POSTS
from tests.kit.looks import Look


def test_a_builder_has_a_bio_and_all_their_posts_and_is_followed(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=builders")
    page = reading.page
    expect(page.locator(".piece", has_text=ADA)).to_contain_text("tests everything twice")
    page.get_by_role("link", name=IDA).click()
    expect(page.locator("h1")).to_have_text(IDA)
    expect(page.locator(".room")).to_contain_text("builds caches @slowserver")
    expect(page.locator(".room")).to_contain_text("@idaholm")
    expect(page.locator(".piece")).to_have_count(30)
    reading.button("older").click()
    expect(page.locator(".piece")).to_have_count(POSTS)
    expect(reading.button("older")).to_have_count(0)
    reading.button("follow").click()
    expect(reading.button("following", exact=False)).to_be_visible()
    page.reload()
    reading.button("following", exact=False).click()
    expect(reading.button("follow")).to_be_visible()
    page.locator(".piece a").nth(3).click()
    expect(reading.segment(3).locator(".english")).to_be_in_viewport()
    expect(reading.segment(3).locator(".english")).to_contain_text("Note 3:")


def test_all_of_a_builder_is_heard_one_piece_after_another(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=builders", scripts=(VOICE,))
    page = reading.page
    page.get_by_role("link", name=IDA).click()
    reading.button("play all").click()
    expect(page.locator(".english .spoken")).to_contain_text("Note 0:")
    for first, length in ((20, 20), (34, 14)):  # the last piece is behind the first thirty posts
        for _ in range(length):
            page.evaluate(END)
        expect(page.locator(".english .spoken")).to_contain_text(f"Note {first}:")
        expect(reading.segment(0)).to_contain_text(f"Note {first}:")
    for _ in range(POSTS - 34):
        page.evaluate(END)
    expect(page.locator(".player")).to_have_count(0)  # and that was all
    page.go_back()
    expect(page.locator(".reading h1")).to_be_visible()
    expect(reading.segment(0)).to_contain_text("Note 20:")
    expect(page.locator(".player")).to_have_count(0)  # who comes back is not read to
