"""What is made before anybody asks, and how much is made for who does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.library.studio import Studio
from bot.model.chat import ChatId
from bot.model.voice import ASKED_A_DAY, Listening
from bot.reading.pieces import Pieces
from bot.reading.shelf import Shelf
from bot.reading.sounds import Sounds
from bot.reading.voices import Voices
from content.episode.digest import DEFAULT_SIZE
from content.voice import mp3
from tests.kit.clock import Clock
from tests.kit.heard import reading
from tests.kit.story import Story, episode
from tests.kit.tones import ToneEngine


async def test_what_is_made_ahead_waits_for_room_and_a_reader_does_not(
    heard: Story, engine: ToneEngine, clock: Clock, tmp_path: Path
) -> None:
    def with_room(spare: int) -> Voices:
        pieces = Pieces(heard.store, clock, Shelf(tmp_path / "full", spare=spare))
        return Voices(heard.store, pieces, Sounds(()), engine=engine)

    full = with_room(10**18)
    studio = Studio(heard.store, full, clock)
    await studio.ahead()
    assert engine.said == []
    assert full.pieces.trouble.startswith("No space left on device")
    line = full.of_text("Words.", Listening(ChatId(7)))
    assert line is not None
    assert mp3.duration((await full.pieces.piece(line, urgent=True))[1]) > 50
    assert list((tmp_path / "full").rglob("*.mp3")) == []
    clock.move(minutes=16)
    await Studio(heard.store, with_room(0), clock).ahead()
    assert len(engine.said) == 9


async def test_twenty_recordings_a_day_and_what_is_there_without_end(heard: Story, clock: Clock) -> None:
    await heard.publish(episode(length=ASKED_A_DAY + 2))
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "⋯", card)
    await heard.taps(reader, "全文", card)
    for _ in range(ASKED_A_DAY):
        await heard.taps(reader, "🔊", card)
        await heard.taps(reader, "下一段", card)
    tap = await heard.taps(reader, "🔊", card)
    assert tap.answer is not None
    assert tap.answer.text.startswith("今天现录的已经够多了")
    assert tap.answer.alert
    await heard.taps(reader, "上一段", card)
    tap = await heard.taps(reader, "🔊", card)
    assert tap.answer is not None
    assert tap.answer.text == ""
    clock.move(days=1)
    await heard.taps(reader, "下一段", card)
    tap = await heard.taps(reader, "🔊", card)
    assert tap.answer is not None
    assert tap.answer.text.startswith("录音中")


async def test_an_edited_segment_is_recorded_again_and_nothing_else(heard: Story, engine: ToneEngine) -> None:
    reader = heard.reader()
    await heard.begins(reader)
    await heard.taps(reader, "🎧 听")
    before = len(engine.said)
    parts = list(episode().segments)
    listing = await heard.store.episodes.by_key(episode().key)
    assert listing is not None
    edited = listing.positions(DEFAULT_SIZE)[1]
    changed = parts[edited].english.replace("looked again", "looked once more")
    parts[edited] = replace(parts[edited], english=changed)
    await heard.publish(replace(episode(), segments=tuple(parts)))
    await heard.taps(reader, "🎧 听", next(m for m in reader.received if "🎧" in str(m.labels)))
    assert [line.text for line in engine.said[before:]] == [changed]


async def test_the_newest_digest_is_there_before_anybody_asks(heard: Story, engine: ToneEngine) -> None:
    await heard.desk.studio.ahead()
    assert len(engine.said) == 8
    await heard.desk.studio.ahead()
    assert len(engine.said) == 8
    reader = heard.reader()
    await heard.begins(reader)
    tap = await heard.taps(reader, "🎧 听")
    assert tap.answer is not None
    assert tap.answer.text == ""
    assert len(engine.said) == 8


async def test_rendering_ahead_rests_after_a_failure_and_goes_on_where_it_stopped(
    heard: Story, engine: ToneEngine, clock: Clock
) -> None:
    engine.failing = 1
    await heard.desk.studio.ahead()
    assert len(engine.said) == 1
    await heard.desk.studio.ahead()
    assert len(engine.said) == 1
    clock.move(minutes=16)
    await heard.desk.studio.ahead()
    assert len(engine.said) == 9


async def test_old_issues_wait_until_somebody_asks(heard: Story, engine: ToneEngine, clock: Clock) -> None:
    clock.move(days=5)
    await heard.desk.studio.ahead()
    assert engine.said == []
    assert heard.desk.clock() - clock() < timedelta(seconds=1)
