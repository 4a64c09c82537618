"""A page begins with its first screen: it is read before the rest is there, and stays where it stood when that does."""

from playwright.sync_api import Browser, Page, Route, expect

from tests.kit.browser import Strict
from tests.kit.mini_app import PHONE, address_of

AT = 6
SETTLED = "new Promise((go) => { let n = 8; const turn = () => (n-- ? requestAnimationFrame(turn) : go()); turn() })"


def test_the_first_screen_is_read_before_the_rest_and_stays_where_it_stood(browser: Browser, page: Page) -> None:
    place, _, told = address_of(page, "小林", "zh").partition("#")
    place = place.partition("&at=")[0]
    strict = Strict(browser, newcomer=True, locale="zh-CN", **PHONE)
    opened, held = strict.page, list[Route]()
    opened.route("**/api/v1/episodes/*?revision=*", lambda route: held.append(route))
    opened.goto(f"{place}&at={AT}#{told}")
    here = opened.locator(f"#s{AT}")
    expect(here.locator(".english")).to_be_in_viewport()
    expect(opened.locator(".place")).to_have_text(f"{AT + 1}/{_length(opened)}")
    expect(opened.locator("#s0")).to_have_count(0)
    expect(opened.locator("#end")).to_have_count(0)
    opened.evaluate(SETTLED)
    before = here.bounding_box()
    while not held:
        opened.wait_for_timeout(20)
    held[0].continue_()
    expect(opened.locator("#s0")).to_be_attached()
    expect(opened.locator("[aria-busy]")).to_have_count(0)
    opened.evaluate(SETTLED)
    after = here.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 2
    expect(here.locator(".english")).to_be_in_viewport()
    strict.close()


def _length(opened: Page) -> int:
    return int(opened.locator(".place").inner_text().partition("/")[2])
