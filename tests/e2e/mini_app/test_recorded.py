"""Where the bot has a voice: words, sentences of cards and segments are recorded when they are asked for, and heard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.app.sound import Sound
from bot.model.chat import ChatId
from bot.model.review import Prompt, ReviewSettings
from tests.e2e.mini_app.conftest import Opens
from tests.kit.issues import PODCAST
from tests.kit.looks import Look
from tests.kit.mini_app import Reading
from tests.kit.reading_room import ReadingRoom, reading_room
from tests.kit.tones import ToneEngine

HEARD_OUT = """
  window.heardOut = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener("ended", () => heardOut.push(Math.round(this.duration * 1000)), { once: true });
    return play.call(this);
  };
"""
"""How long each sound was that came to its end."""
SENTENCE = "We measured the latency before we changed it."


@pytest.fixture(scope="module")
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, engine: ToneEngine) -> Iterator[ReadingRoom]:
    with reading_room(tmp_path_factory.mktemp("speaking"), sound=Sound(engine)) as opened:
        yield opened


def said(engine: ToneEngine, text: str) -> bool:
    return any(line.text == text for line in engine.said)


def hears_something_short(reading: Reading, times: int = 1) -> None:
    """A word or a sentence to its end, in the browser, not only asked for; a segment is longer."""
    reading.waits_for(f"heardOut.filter((long) => 50 < long && long < 1500).length === {times}")


def reviews(opens: Opens, look: Look, room: ReadingRoom, prompt: Prompt) -> Reading:
    """A reader with one term whose cards ask in this way."""
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    chat_id = ChatId(reader.chat.id)
    room.run(room.demo.store.review_settings.put(ReviewSettings(chat_id, prompt=prompt)))
    return opens(look, query="?room=review", reader=reader, scripts=(HEARD_OUT,))


def test_a_word_is_heard_from_the_server_and_what_was_heard_goes_on_after(
    opens: Opens, look: Look, engine: ToneEngine
) -> None:
    reading = opens(look, PODCAST, scripts=(HEARD_OUT,))
    page = reading.page
    reading.strict.forgiven.append("404")  # a sound that is not there yet is asked for first
    reading.button("listen").click()  # recorded now
    expect(page.locator(".english .spoken")).to_be_attached()
    expect(page.locator(".player .pause")).to_be_visible()
    reading.segment(0).locator(".gloss").click()
    expect(page.locator(".player .play")).to_be_attached()
    reading.entry.get_by_role("button", name=re.compile(reading.say["hear"])).first.click()
    hears_something_short(reading)
    assert said(engine, "latency")
    expect(page.locator(".player .play")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(".player .pause")).to_be_visible()


def test_a_card_is_asked_by_its_sound(opens: Opens, look: Look, room: ReadingRoom, engine: ToneEngine) -> None:
    reading = reviews(opens, look, room, Prompt.LISTEN)
    page = reading.page
    question = page.locator(".question")
    hear = question.get_by_role("button", name=re.compile(reading.say["hear"]))
    expect(hear).to_be_visible()
    expect(page.locator(".card")).not_to_contain_text("latency")
    expect(page.locator(".card")).not_to_contain_text("measured")
    hear.click()
    hears_something_short(reading)
    assert said(engine, SENTENCE)
    reading.button("answer").click()
    expect(question).to_have_text(SENTENCE)
    expect(question.locator("b")).to_have_text("latency")
    page.locator(".answer").get_by_role("button", name=re.compile(reading.say["hear"])).click()
    hears_something_short(reading, 2)


def test_a_card_is_asked_by_the_word_in_its_sentence(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reading = reviews(opens, look, room, Prompt.WORD)
    page = reading.page
    expect(page.locator(".question")).to_have_text(SENTENCE)
    expect(page.locator(".question b")).to_have_text("latency")
    expect(page.locator(".card")).not_to_contain_text("术语0")
    reading.button("answer").click()
    expect(page.locator(".answer")).to_contain_text("术语0")
    expect(page.locator(".answer .translation")).to_contain_text("latency（术语0）")


def test_the_sound_of_a_card_makes_what_is_read_aloud_wait(opens: Opens, look: Look, room: ReadingRoom) -> None:
    reader = room.reader(look.language)
    room.saves(reader, PODCAST, 0)
    reading = opens(look, PODCAST, reader=reader, scripts=(HEARD_OUT,))
    page = reading.page
    reading.strict.forgiven.append("404")
    page.evaluate("document.getElementById('end').scrollIntoView()")
    reading.button("review here").click()
    reading.button("answer").click()
    hear = page.locator("#end .answer").get_by_role("button", name=re.compile(reading.say["hear"]))
    expect(hear).to_be_visible()
    reading.segment(0).locator(".hear").click()
    expect(page.locator(".player .pause")).to_be_visible()
    hear.click()
    expect(page.locator(".player .play")).to_be_visible()
    hears_something_short(reading)
