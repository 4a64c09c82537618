"""Sound on the page: really decoded by the browser, sought, exchanged."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.app.cast import CHINESE_READER
from bot.sandbox.files import Upload
from content.voice import mp3
from content.voice.sound import encode
from tests.kit.screen import Screen
from tests.kit.stage import Stage
from tests.kit.tones import hum


def newest(page: Page) -> Locator:
    return page.locator("article.message").last


def test_music_is_heard_as_long_and_as_loud_as_it_is(alone: Page, bare: Stage) -> None:
    sound = mp3.joined([encode(hum(440, 3000)), encode(hum(440, 3000))], pause=1000)
    bare.call(
        "sendAudio",
        chat_id=CHINESE_READER,
        audio=Upload("digest.mp3", "audio/mpeg", sound),
        duration=7,
        title="Retries",
        performer="BuildSpeak",
        caption="0:00 one\n0:04 two\n1:02:31 never",
    )
    expect(newest(alone)).to_contain_text("Retries")
    heard = alone.evaluate(
        """async () => {
            const file = [...document.querySelectorAll(".voice")].at(-1).audio.src;
            const data = await (await fetch(file)).arrayBuffer();
            const sound = await new OfflineAudioContext(1, 24000, 24000).decodeAudioData(data);
            const level = (from, to) => {
                const part = sound.getChannelData(0).slice(from * sound.sampleRate, to * sound.sampleRate);
                return Math.sqrt(part.reduce((sum, each) => sum + each * each, 0) / part.length);
            };
            return { seconds: sound.duration, first: level(0.2, 2.8), pause: level(3.2, 3.9), second: level(4.3, 6.8) };
        }"""
    )
    assert heard["seconds"] == pytest.approx(mp3.duration(sound) / 1000, abs=0.1)
    assert heard["first"] == pytest.approx(0.3 / 2**0.5, rel=0.1)
    assert heard["second"] == pytest.approx(0.3 / 2**0.5, rel=0.1)
    assert heard["pause"] < 0.001


def test_a_time_in_its_caption_seeks_and_plays_from_there(alone: Page, bare: Stage) -> None:
    sound = mp3.joined([encode(hum(440, 4000)), encode(hum(440, 4000))])
    bare.call(
        "sendAudio",
        chat_id=CHINESE_READER,
        audio=Upload("digest.mp3", "audio/mpeg", sound),
        duration=8,
        caption="0:00 one\n0:04 two",
    )
    message = newest(alone)
    message.get_by_role("button", name="从这里播放 0:04").click()
    expect(message.get_by_role("button", name="暂停")).to_be_visible()
    at = message.locator(".voice").evaluate("player => player.audio.currentTime")
    assert 4 <= at < 6
    message.get_by_role("button", name="倍速 1×").click()
    assert message.locator(".voice").evaluate("player => player.audio.playbackRate") == 1.25
    message.get_by_role("slider").press("ArrowRight")
    alone.locator("#log").press(" ")
    expect(message.get_by_role("button", name="播放", exact=True)).to_be_visible()


def test_an_exchange_stops_what_plays_and_shows_what_is_new(alone: Page, bare: Stage) -> None:
    one, two = encode(hum(300, 4000)), encode(hum(600, 2000))
    sent = bare.call(
        "sendAudio", chat_id=CHINESE_READER, audio=Upload("a.mp3", "audio/mpeg", one), duration=4, title="one"
    )
    alone.locator("#log").press(" ")
    expect(newest(alone).get_by_role("button", name="暂停")).to_be_visible()
    bare.call(
        "editMessageMedia",
        chat_id=CHINESE_READER,
        message_id=sent["message_id"],
        media={"type": "audio", "media": "attach://b", "title": "two", "duration": 2},
        b=Upload("b.mp3", "audio/mpeg", two),
    )
    expect(newest(alone)).to_contain_text("two")
    expect(newest(alone).locator(".time")).to_have_text("0:02")
    expect(newest(alone).get_by_role("button", name="播放", exact=True)).to_be_visible()


def turn_until(screen: Screen, page: Page, key: str, seen: str) -> None:
    """Turn the card with a key until it shows something; a long segment has several pages."""
    for _ in range(8):
        before = screen.card.inner_text()
        if seen in before:
            return
        page.locator("#log").press(key)
        for _ in range(200):
            if screen.card.inner_text() != before:
                break
            page.wait_for_timeout(50)
    expect(screen.card).to_contain_text(seen)


def test_the_first_piece_speaks_without_any_set_up(page: Page) -> None:
    screen = Screen(page).open("Emma")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(screen.card).to_contain_text("1/8")
    screen.tap("🔊")
    sound = page.locator(".voice").last
    expect(sound).to_be_visible()
    expect(sound).to_contain_text("1/8")
    seconds, level = decoded(page)
    assert 10 < seconds < 90
    assert 0.03 < level < 0.3
    turn_until(screen, page, "ArrowRight", "2/8")
    expect(page.locator(".voice").last).to_contain_text("2/8")
    assert page.locator(".voice").count() == 1
    page.locator("#log").press(" ")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page.locator(".voice .time").last).to_have_text("0:01")
    page.locator("#log").press(" ")

    turn_until(screen, page, "ArrowLeft", "🎧 Listen")
    screen.tap("🎧 Listen")
    expect(page.locator(".seeks")).to_have_count(8)
    seconds, level = decoded(page)
    assert 150 < seconds < 500
    assert 0.03 < level < 0.3
    page.locator(".seeks").nth(2).click()
    wanted = page.locator(".seeks").nth(2).inner_text().split(":")
    at = page.locator(".voice").last.evaluate("player => player.audio.currentTime")
    assert abs(at - (60 * int(wanted[0]) + int(wanted[1]))) < 3


def decoded(page: Page) -> tuple[float, float]:
    """Seconds and root mean square of the newest sound, as the browser decodes it."""
    found = page.evaluate(
        """async () => {
            const data = await (await fetch([...document.querySelectorAll(".voice")].at(-1).audio.src)).arrayBuffer();
            const sound = await new OfflineAudioContext(1, 24000, 24000).decodeAudioData(data);
            const part = sound.getChannelData(0);
            return [sound.duration, Math.sqrt(part.reduce((sum, each) => sum + each * each, 0) / part.length)];
        }"""
    )
    return float(found[0]), float(found[1])
