"""The archive: a calendar of what came with what was read, and a search through titles and texts in both languages."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import ADA, ARTICLE, BEFORE, HEARD, IDA, PODCAST
from tests.kit.looks import Look


def test_the_calendar_has_every_issue_by_its_headline_and_says_what_was_read(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=issues")
    page, say = reading.page, reading.say
    today = datetime.now(UTC).date()
    days = page.locator(".day.issue")
    expect(days).to_have_count(2)
    assert sorted(days.all_inner_texts()) == sorted(str((today - timedelta(days=back)).day) for back in (1, 3))
    expect(page.locator(".month .piece .title")).to_have_text([PODCAST, BEFORE])
    expect(page.get_by_role("link", name=HEARD)).to_be_visible()  # what has no day is below
    page.get_by_role("link", name=re.compile(f"{PODCAST}$")).first.click()
    expect(page.locator(".piece .title")).to_contain_text([PODCAST, ARTICLE, IDA, ADA])
    page.get_by_role("link", name=ARTICLE).click()
    expect(page.locator(".reading h1")).to_have_text(ARTICLE)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
        page.evaluate("document.getElementById('end').scrollIntoView()")
    page.go_back()
    expect(page.locator(".piece", has_text=ARTICLE)).to_contain_text(f"☑ {say['read']}")
    page.go_back()
    expect(days).to_have_count(2)
    page.locator(".month .piece a", has_text=PODCAST).click()
    page.get_by_role("link", name=PODCAST).click()
    expect(page.locator(".reading h1")).to_have_text(PODCAST)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.url.endswith("/position")):
        page.evaluate("document.getElementById('end').scrollIntoView()")
    reading.goes("?room=issues")
    expect(page.locator(".day.issue.read")).to_have_count(1)
    expect(page.locator(".month .piece", has_text=PODCAST)).to_contain_text(f"☑ {say['read']}")


def test_titles_and_texts_are_found_in_both_languages_and_opened_where_they_stand(opens: Opens, look: Look) -> None:
    reading = opens(look, query="?room=issues")
    page = reading.page
    search, hits = page.get_by_role("searchbox"), page.locator(".hits .piece")
    search.fill("why queues")
    expect(hits.first.locator("mark")).to_have_text("Why Queues")
    search.fill("随处可见")
    expect(hits).to_have_count(1)
    expect(hits.locator("mark")).to_have_text("随处可见")
    search.fill("never touches anything")
    expect(hits.locator("mark")).to_have_text("never touches anything")
    hits.locator("a").click()
    expect(page.locator(".reading h1")).to_have_text(HEARD)
    expect(reading.segment(2).locator(".english")).to_be_in_viewport()
    assert reading.at() == 3
    page.go_back()
    search.fill("zzzz")
    expect(page.locator(".empty")).to_be_visible()
