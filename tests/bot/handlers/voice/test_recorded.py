"""A sound is made once and kept where it can be: with Telegram, on the disk, or made anew."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app.clockwork import clear
from bot.model.chat import ChatId
from bot.model.voice import Listening
from content.voice import mp3
from tests.kit.clock import Clock
from tests.kit.heard import LONG, audio, reading, sounds
from tests.kit.story import Story, episode, segment
from tests.kit.tones import ToneEngine


async def test_it_is_recorded_once_and_goes_up_once_for_everyone(heard: Story, engine: ToneEngine) -> None:
    one, other = heard.reader(7), heard.reader(8)
    for reader in (one, other):
        card = await reading(heard, reader)
        await heard.taps(reader, "🔊", card)
    assert len(engine.said) == 1
    first, second = heard.world.calls_of("sendAudio")
    assert first.arguments["audio"] == "buildspeak.mp3"
    assert str(second.arguments["audio"]).startswith("sandbox-file-")
    assert audio(sounds(one)[0])["data"] == audio(sounds(other)[0])["data"]
    tap = await heard.taps(other, "🔊", other.received[-2])
    assert tap.answer is not None
    assert tap.answer.text == ""  # what is there is not announced


async def test_a_file_that_telegram_forgot_goes_up_again(heard: Story, engine: ToneEngine) -> None:
    one, other = heard.reader(7), heard.reader(8)
    await heard.taps(one, "🔊", await reading(heard, one))
    call = heard.world.calls_of("sendAudio")[-1]
    assert isinstance(call.answer, dict)
    heard.world.files.forget(call.answer["audio"]["file_id"])

    await heard.taps(other, "🔊", await reading(heard, other))

    assert len(sounds(other)) == 1
    assert len(engine.said) == 1
    assert heard.world.calls_of("sendAudio")[-1].arguments["audio"] == "buildspeak.mp3"
    third = heard.reader(9)
    await heard.taps(third, "🔊", await reading(heard, third))
    assert str(heard.world.calls_of("sendAudio")[-1].arguments["audio"]).startswith("sandbox-file-")


async def test_an_engine_that_is_paid_is_not_asked_for_a_sentence_twice(heard: Story, engine: ToneEngine) -> None:
    engine.bill = "0.10"
    await heard.publish(episode(segments=(LONG, *(segment(number) for number in range(1, 8)))))
    reader = heard.reader()
    await heard.taps(reader, "🔊", await reading(heard, reader))
    assert [line.text for line in engine.said] == [LONG.english]


async def test_what_left_the_disk_comes_back_from_telegram_and_not_from_the_engine(
    heard: Story, engine: ToneEngine, clock: Clock, tmp_path: Path
) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    clock.move(days=31)
    await clear(heard.desk)
    assert not list((tmp_path / "data" / "voices").rglob("*.mp3"))

    await heard.taps(reader, "◀", card)
    await heard.taps(reader, "🎧", card)

    assert [line.text for line in engine.said].count(segment(0).english) == 1
    assert heard.world.calls_of("getFile")
    clock.move(days=29)
    await heard.taps(reader, "🎧", card)
    clock.move(days=29)
    await clear(heard.desk)
    assert len(list((tmp_path / "data" / "voices").rglob("*.mp3"))) == 1, "the digest was heard since, its pieces not"


async def test_what_telegram_does_not_give_back_either_is_recorded_anew(
    heard: Story, engine: ToneEngine, clock: Clock
) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    answer = heard.world.calls_of("sendAudio")[-1].answer
    assert isinstance(answer, dict)
    clock.move(days=31)
    await clear(heard.desk)
    heard.world.files.forget(answer["audio"]["file_id"])

    other = heard.reader(8)
    await heard.taps(other, "🔊", await reading(heard, other))

    assert len(sounds(other)) == 1
    assert [line.text for line in engine.said] == [segment(0).english] * 2


async def test_two_who_wait_for_the_same_wait_for_one_recording(heard: Story, engine: ToneEngine) -> None:
    one, other = heard.reader(7), heard.reader(8)
    cards = [await reading(heard, one), await reading(heard, other)]
    engine.held = asyncio.Event()
    for reader, card in zip((one, other), cards, strict=True):
        reader.tap(card, "🔊")
        await heard.delivered()
    await asyncio.sleep(0.05)
    engine.held.set()
    await heard.desk.player.idle()
    assert len(engine.said) == 1
    assert len(sounds(one)) == len(sounds(other)) == 1


async def test_what_fails_is_said_told_to_the_operator_and_tried_again(heard: Story, engine: ToneEngine) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    engine.failing = 1

    await heard.taps(reader, "🔊", card)

    assert reader.received[-1].text == "没有录成，已经记下。请稍后再试。"
    assert "声音出错：the engine stopped in the middle" in (await heard.writes(reader, "/admin")).text
    await heard.taps(reader, "🔊", card)
    assert len(sounds(reader)) == 1
    assert "声音出错" not in (await heard.writes(reader, "/admin")).text


async def test_a_full_disk_is_told_of_and_heard_all_the_same(heard: Story, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "voices").write_text("in the way")
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    assert len(sounds(reader)) == 1
    assert "声音出错" in (await heard.writes(reader, "/admin")).text


async def test_a_thousand_words_are_heard_whole_after_their_beginning(heard: Story, engine: ToneEngine) -> None:
    """More than any card shows."""
    sentence = "We tried `retry()` 🎉 at https://example.org/a, and kept it."
    words = " ".join([sentence] * 100)
    wanted = heard.desk.voices.of_text(words, Listening(ChatId(7)))
    assert wanted is not None
    assert wanted.first is not None
    assert (await heard.desk.voices.pieces.piece(wanted.first, urgent=True))[0].duration < 2_000
    kept, data = await heard.desk.voices.pieces.piece(wanted, urgent=True)
    assert kept.duration == mp3.duration(data) > 60_000
    assert [words[each.start : each.end] for each in kept.sentences] == [sentence] * 100
    assert engine.said[0].text == f"{sentence} {sentence}"
