"""Listening: what is recorded with its sentences and words, the browser's own voice where nothing is, and tunnels."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.mini_app.conftest import Opens
from tests.kit.browser_voice import END, FAIL, VOICE, WORD
from tests.kit.issues import HEARD, PODCAST
from tests.kit.looks import Look
from tests.kit.mini_app import Reading
from tests.kit.reading_room import ReadingRoom

MARKED = "() => [...(CSS.highlights.get('word') ?? [])].map(range => range.toString()).join()"
QUICK = "if (location.protocol.startsWith('http')) localStorage.speed ??= '1.5'"
SEEN = "(({ y, bottom }) => y >= 0 && bottom <= innerHeight)(document.querySelector('.spoken').getBoundingClientRect())"
LOCK_SCREEN = """
  window.acts = {};
  const kept = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
  navigator.mediaSession.setActionHandler = (name, act) => {
    acts[name] = act;
    kept(name, act);
  };
"""
"""What the page gives to the lock screen, to press it."""
KEPT = """async () => {
  const urls = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);
  const shell = await urls("shell");
  const made = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = await Promise.all((await caches.keys()).filter((name) => name.startsWith("reader-")).map(urls));
  return (
    shell.some((url) => url.endsWith("/app/")) &&
    made.every((url) => !url.includes("/app/assets/") || shell.includes(url)) &&
    shell.filter((url) => url.includes("/audio/")).length >= 8 &&
    own.some((each) => each.length > 2)
  );
}"""
"""The page, all that it is made of, the episode and its sounds are on the device."""
FOLLOWED = """() => {
  window.heard = [];
  const look = () => {
    const sentence = document.querySelector(".english .spoken")?.dataset.sentence;
    const word = [...(CSS.highlights.get("word") ?? [])][0]?.startOffset;
    if (word !== undefined) heard.push([Number(sentence), word]);
    requestAnimationFrame(look);
  };
  look();
}"""
"""Every sentence and word that is marked, frame by frame."""


def speaks(reading: Reading, segment: int, sentence: int) -> None:
    expect(reading.segment(segment).locator(f".english [data-sentence='{sentence}']")).to_have_class(
        re.compile("spoken")
    )


def test_it_is_heard_with_sentence_and_word_paused_and_resumed_where_it_was(opens: Opens, desk: Look) -> None:
    reading = opens(desk, HEARD)
    page, say = reading.page, reading.say
    page.keyboard.press(" ")
    speaks(reading, 0, 0)
    expect(reading.segment(0).locator(".chinese .spoken")).to_be_attached()
    reading.waits_for(f"({MARKED})() !== ''")
    page.keyboard.press(" ")
    expect(page.locator(".player .play")).to_be_visible()
    stopped = page.evaluate(MARKED)
    page.wait_for_timeout(250)
    assert page.evaluate(MARKED) == stopped
    page.keyboard.press("ArrowRight")  # pointed at while it is silent, and played from
    speaks(reading, 0, 1)
    page.keyboard.press(" ")
    expect(page.locator(".player .pause")).to_be_visible()
    speaks(reading, 0, 1)
    page.keyboard.press("ArrowLeft")
    speaks(reading, 0, 0)
    reading.button("next").click()
    speaks(reading, 0, 1)
    reading.taps(0, 2)
    speaks(reading, 0, 2)
    reading.segment(0).locator(".gloss").first.click()  # a look at a word stops it, and it goes on after
    expect(page.locator(".player .play")).to_be_visible()
    reading.asks(0, "famous")  # and at another
    page.keyboard.press("Escape")
    expect(page.locator(".player .pause")).to_be_visible()
    reading.button("close player").click()
    expect(page.locator(".spoken")).to_have_count(0)
    reading.segment(1).get_by_role("button", name=re.compile(f"^{say['listen']}")).click()
    speaks(reading, 1, 0)


def test_a_sentence_is_repeated_until_that_is_enough(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD, scripts=(QUICK,))
    page = reading.page
    reading.segment(1).locator(".hear").click()
    speaks(reading, 1, 0)
    reading.button("repeat").click()
    expect(reading.button("repeat")).to_have_attribute("aria-pressed", "true")
    reading.taps(1, 2)
    speaks(reading, 1, 2)
    page.evaluate(FOLLOWED)
    reading.waits_for("heard.some(([, word], at) => at && word < heard[at - 1][1])")  # once more from its first word
    assert {sentence for sentence, _ in page.evaluate("heard")} == {2}
    reading.button("repeat").click()
    speaks(reading, 1, 3)


def test_the_lock_screen_shows_what_is_heard_and_does_as_the_page(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD, scripts=(LOCK_SCREEN,))
    page = reading.page
    reading.segment(0).locator(".hear").click()
    speaks(reading, 0, 0)
    shown = page.evaluate("[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]")
    assert shown == [HEARD, "The Green Room (written interview)"]
    expect(page.locator(".player .pause")).to_be_visible()
    reading.waits_for("navigator.mediaSession.playbackState === 'playing'")
    page.evaluate("acts.nexttrack()")
    speaks(reading, 0, 1)
    page.evaluate("acts.pause()")
    expect(page.locator(".player .play")).to_be_visible()
    reading.waits_for("navigator.mediaSession.playbackState === 'paused'")
    page.evaluate("acts.previoustrack()")
    speaks(reading, 0, 0)
    page.evaluate("acts.play()")
    expect(page.locator(".player .pause")).to_be_visible()
    page.evaluate("acts.stop()")
    expect(page.locator(".player")).to_have_count(0)
    reading.waits_for("navigator.mediaSession.playbackState === 'none'")


def test_speed_is_chosen_and_remembered(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD)
    page = reading.page
    reading.segment(0).locator(".hear").click()
    speed = reading.button("speed", exact=False)
    expect(speed).to_have_text("1×")
    speed.click()
    expect(speed).to_have_text("1.15×")
    page.reload()
    reading.segment(0).locator(".hear").click()
    expect(speed).to_have_text("1.15×")


def test_the_page_comes_along_with_what_is_heard_and_with_steps(opens: Opens, look: Look) -> None:
    reading = opens(look, HEARD, reduced_motion="reduce")
    page = reading.page
    reading.segment(0).locator(".hear").click()
    speaks(reading, 0, 0)
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    speaks(reading, 1, 5)
    expect(page.locator(".english .spoken")).to_be_in_viewport(ratio=0.9)


def test_a_reader_who_scrolls_is_left_alone_until_they_rest(opens: Opens, look: Look) -> None:
    reading = opens(look, PODCAST, scripts=(VOICE,), reduced_motion="reduce")
    page = reading.page
    reading.button("listen").click()
    speaks(reading, 0, 0)
    away = "scrollTo(0, 1500); dispatchEvent(new WheelEvent('wheel')); const before = scrollY;"
    assert page.evaluate(f"(() => {{ {away} saying.onend(); return scrollY - before }})()") == 0
    speaks(reading, 0, 1)
    reading.waits_for(f"saying.onend() || ({SEEN})")
    expect(page.locator(".english .spoken")).to_be_in_viewport(ratio=0.9)


def test_where_nothing_is_recorded_the_browser_reads_aloud(opens: Opens, look: Look) -> None:
    reading = opens(look, PODCAST, scripts=(VOICE,))
    page = reading.page
    reading.button("listen").click()
    expect(page.locator(".player .hint")).to_have_text(reading.say["browser"])
    speaks(reading, 0, 0)
    expect(reading.segment(0).locator(".chinese .spoken")).to_be_attached()
    page.evaluate(WORD, [5, 2])
    assert page.evaluate(MARKED) == "is"
    reading.button("pause").click()
    assert page.evaluate("saying") is None
    reading.button("play").click()
    assert page.evaluate("said") == ["This is part 0 of the talk.", "is part 0 of the talk."]
    page.evaluate(END)
    speaks(reading, 0, 1)
    reading.button("speed", exact=False).click()
    assert page.evaluate("saying.rate") == 1.15
    reading.button("repeat").click()
    page.evaluate(END)
    speaks(reading, 0, 1)
    reading.button("repeat").click()
    for _ in range(8):
        page.evaluate(END)
    speaks(reading, 3, 0)
    expect(page.locator(".english .spoken")).to_be_in_viewport(ratio=0.9)
    page.evaluate(FAIL)
    expect(page.locator(".notice")).to_have_text(reading.say["failed"])
    speaks(reading, 3, 0)
    expect(page.locator(".player .play")).to_be_visible()


def test_a_word_is_said_by_the_browser_and_what_was_heard_goes_on_after(opens: Opens, look: Look) -> None:
    reading = opens(look, PODCAST, scripts=(VOICE,))
    page = reading.page
    reading.button("listen").click()
    speaks(reading, 0, 0)
    mark = reading.segment(0).locator(".gloss")
    mark.click()
    expect(page.locator(".player .play")).to_be_attached()
    reading.entry.get_by_role("button", name=re.compile(reading.say["hear"])).first.click()
    assert page.evaluate("said").pop() == "latency"
    page.keyboard.press("Escape")
    expect(page.locator(".player .pause")).to_be_visible()
    assert page.evaluate("said").pop() == "This is part 0 of the talk."


def test_a_tunnel_costs_nothing(browser: Browser, room: ReadingRoom, look: Look) -> None:
    address = look.worn(room.address(room.reader(look.language)))
    reading = Reading(browser, address, f"?room=episode&episode={room.listing(HEARD).id}", look=look)
    page = reading.page
    reading.segment(0).locator(".hear").click()
    speaks(reading, 0, 0)
    reading.waits_for(KEPT)
    page.context.set_offline(True)
    page.reload()
    expect(reading.segment(0).locator(".english")).to_be_visible()
    expect(page.locator(".notice.away")).to_be_visible()
    reading.segment(1).locator(".hear").click()
    reading.waits_for(f"({MARKED})() !== ''")
    reading.button("close player").click()
    reading.asks(0, "agents").locator(".save").click()
    expect(reading.segment(0).locator(".saved")).to_have_count(1)
    page.context.set_offline(False)
    reading.waits_for("JSON.parse(localStorage.outbox ?? '[]').length === 0")
    page.reload()
    expect(reading.segment(0).locator(".saved")).to_have_count(1)
    reading.strict.close(errors_expected=True)
