"""The end of a piece: saved terms, the rest, a review right there, and what comes next."""

import re

from playwright.sync_api import expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import ADA, ARTICLE, HEARD
from tests.kit.looks import Look


def test_the_end_offers_the_rest_and_a_review_right_there(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    page, say = reading.page, reading.say
    reading.saves(0, "agents")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    end = page.locator("#end")
    expect(end.locator(".terms li")).to_have_count(1)
    expect(end.locator(".terms")).to_contain_text("智能体")
    reading.button("review here").click()
    expect(end.locator(".question .gap")).to_be_visible()
    expect(end.locator(".asked")).to_have_text("智能体")
    reading.button("answer").click()
    expect(end.locator(".answer")).to_contain_text("智能体")
    expect(end.locator(".answer .translation")).to_contain_text("agent（智能体）")
    end.get_by_role("button", name=re.compile(say["good"])).click()
    expect(end.locator(".card h2")).to_have_text(say["done"])
    reading.button("undo").click()
    expect(end.locator(".question .gap")).to_be_visible()
    rest = reading.button("rest", exact=False)
    left = int(re.sub(r"\D", "", rest.inner_text()))
    rest.click()
    expect(end.locator(".terms li")).to_have_count(1 + left)
    expect(rest).to_have_count(0)


def test_the_end_leads_to_the_next_piece_of_the_issue(opens: Opens, look: Look) -> None:
    reading = opens(look, ARTICLE)
    page = reading.page
    page.evaluate("document.getElementById('end').scrollIntoView()")
    page.locator(".next-piece a").click()
    expect(page.locator(".reading h1")).not_to_have_text(ARTICLE)
    expect(page.locator(".reading h1")).to_contain_text(re.compile("Ida Holm|" + ADA))
    expect(page.locator(".place")).to_have_text(re.compile("^1/"))
