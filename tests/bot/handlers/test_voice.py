"""Listening: the player under the card, the digest with times that seek, terms, settings; and what can go wrong."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.app.clockwork import clear
from bot.app.sound import Sound
from bot.library.studio import Studio
from bot.model.chat import ChatId
from bot.model.voice import ASKED_A_DAY, Listening
from bot.reading.pieces import Pieces
from bot.reading.shelf import Shelf
from bot.reading.sounds import Sounds
from bot.reading.voices import Voices
from bot.render.voice import cover_picture
from bot.sandbox.chat import Message
from bot.sandbox.faults import Refuse
from bot.sandbox.reader import Reader
from bot.sandbox.transport import deliver
from bot.sandbox.world import World
from content.episode.digest import DEFAULT_SIZE
from content.episode.episode import Episode, Kind, Segment
from content.files.library import write_episode
from content.voice import mp3, prepared
from content.voice.line import Line, Timing, Voice, VoiceError
from content.voice.sound import decode, encode, loudness
from tests.kit.clock import Clock
from tests.kit.story import Story, episode, segment
from tests.kit.tones import ToneEngine, hum


@asynccontextmanager
async def listening(
    url: str, clock: Clock, world: World, folder: Path, engine: ToneEngine | None
) -> AsyncIterator[Story]:
    (folder / "episodes").mkdir(exist_ok=True)
    settings: dict[str, Any] = {
        "data_dir": folder / "data",
        "episodes_dir": folder / "episodes",
        "bundled_episodes": False,
        "admin_ids": frozenset({7}),
    }
    async with Story(url, clock, world, settings, sound=Sound(engine)).bot() as story:
        yield story


@pytest.fixture
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture
async def heard(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path, engine: ToneEngine
) -> AsyncIterator[Story]:
    async with listening(sqlite_url, clock, world, tmp_path, engine) as story:
        await story.publish(episode())
        yield story


async def reading(story: Story, reader: Reader) -> Message:
    """The reader's card of the first segment."""
    await story.begins(reader)
    await story.taps(reader, "开始阅读")
    return reader.received[-1]


def audio(message: Message) -> dict[str, Any]:
    assert message.content.media is not None
    assert message.content.media.kind == "audio"
    return {"data": message.content.media.file.content, **dict(message.content.media.fields)}


def sounds(reader: Reader) -> list[Message]:
    return [each for each in reader.received if each.content.media and each.content.media.kind == "audio"]


async def test_the_segment_is_heard_silently_below_its_card(heard: Story, engine: ToneEngine) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)

    tap = await heard.taps(reader, "🔊", card)

    assert tap.answer is not None
    assert tap.answer.text.startswith("录音中，约 ")
    (player,) = sounds(reader)
    assert player.reply_to is card
    assert player.silent
    told = audio(player)
    assert told["performer"] == "Speaker 1"
    assert told["title"].startswith("1/8 · On Measuring")
    samples = decode(told["data"])
    assert abs(len(samples) / 24000 - told["duration"]) < 1
    assert loudness(samples) > -25
    assert [line.text for line in engine.said] == [segment(0).english]


async def test_the_page_turned_the_same_message_plays_what_is_there_now(heard: Story) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    (player,) = sounds(reader)
    first = audio(player)["data"]

    await heard.taps(reader, "下一段", card)
    assert audio(player)["data"] == first  # nothing is recorded that nobody asked for
    await heard.taps(reader, "🔊", card)

    assert sounds(reader) == [player]
    assert audio(player)["title"].startswith("2/8")
    await heard.taps(reader, "◀", card)  # what is there already follows the page
    assert audio(player)["title"].startswith("1/8")


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


LONG = Segment(
    english="We measured it first. " + "Then we changed one thing and looked at all of it again. " * 5,
    chinese="先测再改。",
)


async def test_of_a_long_segment_its_beginning_is_heard_until_the_whole_is_there(
    heard: Story, engine: ToneEngine
) -> None:
    await heard.publish(episode(segments=(LONG, *(segment(number) for number in range(1, 8)))))
    reader = heard.reader()
    await heard.taps(reader, "🔊", await reading(heard, reader))

    (player,) = sounds(reader)
    assert [line.text for line in engine.said] == [LONG.english[:78], LONG.english]
    assert LONG.english[:78].endswith("all of it again.")
    first, whole = heard.world.calls_of("sendAudio")[-1], heard.world.calls_of("editMessageMedia")[-1]
    assert int(str(first.arguments["duration"])) < int(audio(player)["duration"])
    assert whole.chat_id == 7

    other = heard.reader(8)
    await heard.taps(other, "🔊", await reading(heard, other))
    assert len(engine.said) == 2
    assert len(sounds(other)) == 1


async def test_an_engine_that_is_paid_is_not_asked_for_a_sentence_twice(heard: Story, engine: ToneEngine) -> None:
    engine.bill = "0.10"
    await heard.publish(episode(segments=(LONG, *(segment(number) for number in range(1, 8)))))
    reader = heard.reader()
    await heard.taps(reader, "🔊", await reading(heard, reader))
    assert [line.text for line in engine.said] == [LONG.english]


@pytest.mark.parametrize("said", ["MEDIA_INVALID", "message can't be edited", "MESSAGE_ID_INVALID", "canceled by new"])
async def test_a_player_that_takes_no_other_piece_gives_way_to_a_new_one(heard: Story, said: str) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    await heard.taps(reader, "下一段 ▶", card)
    heard.world.faults.next(Refuse(400, f"Bad Request: {said}"), method="editMessageMedia")
    await heard.taps(reader, "🔊", card)
    assert audio(sounds(reader)[-1])["title"].startswith("2/8 · ")
    assert heard.world.faults.left == []


@pytest.mark.parametrize("said", ["wrong file identifier/HTTP URL specified", "FILE_REFERENCE_EXPIRED"])
async def test_a_sound_that_telegram_has_forgotten_goes_up_again(heard: Story, said: str) -> None:
    await heard.taps(heard.reader(7), "🔊", await reading(heard, heard.reader(7)))
    other = heard.reader(8)
    card = await reading(heard, other)
    heard.world.faults.next(Refuse(400, f"Bad Request: {said}"), method="sendAudio")
    await heard.taps(other, "🔊", card)
    (player,) = sounds(other)
    assert audio(player)["title"].startswith("1/8 · ")


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


async def test_a_player_that_was_deleted_is_sent_anew(heard: Story) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    (player,) = sounds(reader)
    heard.world.delete(player)
    await heard.taps(reader, "🔊", card)
    (again,) = sounds(reader)
    assert again is not player
    listening = await heard.store.voices.listening(ChatId(7))
    assert listening.player == again.id


async def test_another_card_gets_the_player_and_the_old_one_goes(heard: Story) -> None:
    reader = heard.reader()
    first = await reading(heard, reader)
    await heard.taps(reader, "🔊", first)
    (old,) = sounds(reader)
    second = await heard.writes(reader, "/today")
    await heard.taps(reader, "▶", second)
    await heard.taps(reader, "🔊", second)
    (player,) = sounds(reader)
    assert player is not old
    assert old.deleted
    assert player.reply_to is second


async def test_only_what_was_asked_for_last_is_played(heard: Story, engine: ToneEngine) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    engine.held = asyncio.Event()
    reader.tap(card, "🔊")
    await deliver(heard.world, heard.app)
    reader.tap(card, "下一段")
    await deliver(heard.world, heard.app)
    await heard.desk.reply.edits.idle()
    reader.tap(card, "🔊")
    await deliver(heard.world, heard.app)
    await asyncio.sleep(0.05)
    engine.held.set()
    await heard.settle()
    await heard.desk.player.idle()
    (player,) = sounds(reader)
    assert audio(player)["title"].startswith("2/8")


async def test_two_who_wait_for_the_same_wait_for_one_recording(heard: Story, engine: ToneEngine) -> None:
    one, other = heard.reader(7), heard.reader(8)
    cards = [await reading(heard, one), await reading(heard, other)]
    engine.held = asyncio.Event()
    for reader, card in zip((one, other), cards, strict=True):
        reader.tap(card, "🔊")
        await deliver(heard.world, heard.app)
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


async def test_the_digest_is_one_piece_with_a_time_for_every_segment(heard: Story) -> None:
    reader = heard.reader()
    await heard.begins(reader)
    cover = reader.received[-1]

    tap = await heard.taps(reader, "🎧 听", cover)

    assert tap.answer is not None
    assert tap.answer.text == "录音中，约 1 分钟，录好就发来"
    (message,) = sounds(reader)
    told = audio(message)
    assert (told["title"], told["performer"]) == ("On Measuring", "The Test Bench")
    assert message.reply_to is cover
    assert heard.world.calls_of("sendAudio")[-1].arguments["thumbnail"]
    with Image.open(io.BytesIO(cover_picture("On Measuring"))) as picture:
        assert (picture.format, picture.width <= 320, picture.height <= 320) == ("JPEG", True, True)
    lines = message.text.splitlines()
    assert lines[0] == "On Measuring"
    assert len(lines) == 9
    assert lines[1].startswith("0:00 This is part")
    samples = decode(told["data"])
    for line in lines[1:]:
        minutes, _, seconds = line.split(" ")[0].partition(":")
        at = (60 * int(minutes) + int(seconds) + 1) * 24000
        assert loudness(samples[at : at + 4800]) > -30
    assert told["duration"] == round(len(samples) / 24000)


async def test_listen_brings_the_digest_and_says_so_where_there_is_none(heard: Story) -> None:
    reader = heard.reader()
    await heard.writes(reader, "/help")
    assert (await heard.writes(reader, "/listen")).text.startswith("还没有可听的一篇")
    await heard.begins(reader)
    await heard.writes(reader, "/listen")
    assert len(sounds(reader)) == 1


async def test_english_then_chinese_where_there_is_a_voice_for_it(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    engine = ToneEngine(chinese=("zh_one",))
    async with listening(sqlite_url, clock, world, tmp_path, engine) as story:
        await story.publish(episode())
        reader = story.reader()
        await story.begins(reader)
        cover = reader.received[-1]
        await story.writes(reader, "/settings")
        await story.taps(reader, "🗣 朗读")
        await story.taps(reader, "英中对听 · 关")
        await story.taps(reader, "🎧 听", cover)
        said = [(line.language, line.timbre) for line in engine.said]
        assert said.count(("zh", "zh_one")) == 8
        assert [language for language, _ in said] == ["en", "zh"] * 8


async def test_a_translation_with_nothing_to_say_leaves_the_rest_of_the_digest_to_be_heard(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    engine = ToneEngine(chinese=("zh_one",), mute="🎉")
    async with listening(sqlite_url, clock, world, tmp_path, engine) as story:
        parts = tuple(replace(segment(n), chinese="🎉" if n == 1 else segment(n).chinese) for n in range(3))
        await story.publish(episode(segments=parts))
        reader = story.reader()
        await story.begins(reader)
        cover = reader.received[-1]
        await story.writes(reader, "/settings")
        await story.taps(reader, "🗣 朗读")
        await story.taps(reader, "英中对听 · 关")
        await story.taps(reader, "🎧 听", cover)
        assert len(sounds(reader)) == 1
        assert len(engine.said) == 6


async def test_without_a_chinese_voice_the_choice_is_not_offered(heard: Story) -> None:
    reader = heard.reader()
    await heard.begins(reader)
    await heard.writes(reader, "/settings")
    await heard.taps(reader, "🗣 朗读")
    assert "英中对听" not in str(reader.received[-1].labels)


async def test_voice_and_speed_count_from_the_next_on(heard: Story, engine: ToneEngine) -> None:
    await heard.publish(replace(episode(), segments=tuple(replace(segment(n), speaker=None) for n in range(12))))
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.writes(reader, "/settings")
    await heard.taps(reader, "🗣 朗读")
    await heard.taps(reader, "🗣 默认声音")
    await heard.taps(reader, "🗣 美音 Low")
    await heard.taps(reader, "语速 1.0×")
    assert "🗣 英音 High" in str(reader.received[-1].labels)
    assert "语速 0.8×" in str(reader.received[-1].labels)
    await heard.taps(reader, "🔊", card)
    assert (engine.said[-1].timbre, engine.said[-1].speed) == ("bf_high", 0.8)


async def test_speakers_keep_their_voices_in_the_next_episode_of_their_show(heard: Story, engine: ToneEngine) -> None:
    def spoken_by(title: str, *names: str) -> Episode:
        parts = tuple(replace(segment(n), speaker=names[n % len(names)], start=None, end=None) for n in range(6))
        return replace(episode(title), segments=parts)

    await heard.publish(spoken_by("One", "Ann", "Bob"))
    reader = heard.reader()
    await heard.begins(reader)
    await heard.taps(reader, "🎧 听")
    first = {line.text: line.timbre for line in engine.said}
    ann, bob = first[segment(0).english], first[segment(1).english]
    assert ann != bob
    engine.said.clear()
    await heard.publish(spoken_by("One", "Ann", "Bob"), spoken_by("Two", "Cleo", "Bob", "Ann"))
    listing = await heard.store.episodes.by_key(spoken_by("Two", "Cleo").key)
    assert listing is not None
    segments = await heard.store.episodes.segments(listing.id)
    found = await heard.desk.voices.digest(
        listing, list(enumerate(segments)), await heard.store.voices.listening(ChatId(7))
    )
    assert found is not None
    await heard.desk.voices.pieces.piece(found[0], urgent=True)
    roles = {each.speaker: line.timbre for each in segments for line in engine.said if line.text == each.english}
    assert (roles["Bob"], roles["Ann"]) == (bob, ann)
    assert roles["Cleo"] not in (ann, bob)


async def test_read_aloud_follows_every_page_and_is_off_at_first(heard: Story) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "下一段", card)
    assert sounds(reader) == []
    await heard.writes(reader, "/settings")
    await heard.taps(reader, "🗣 朗读")
    await heard.taps(reader, "自动朗读 · 关")
    await heard.taps(reader, "下一段", card)
    await heard.taps(reader, "下一段", card)
    (player,) = sounds(reader)
    assert audio(player)["title"].startswith("4/8")


async def test_a_term_is_heard_in_the_vocabulary_after_a_look_up_and_in_review(
    heard: Story, engine: ToneEngine, clock: Clock
) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "① latency", card)
    await heard.writes(reader, "/vocab")
    await heard.taps(reader, "1")
    await heard.taps(reader, "♪ 发音")
    assert engine.said[-1].text == "latency"
    assert audio(sounds(reader)[-1])["title"] == "latency"

    await heard.writes(reader, "latency")
    looked = [m for m in reader.received if any("♪" in label for row in m.labels for label in row)][-1]
    await heard.taps(reader, "♪", looked)

    clock.move(days=1)
    await heard.writes(reader, "/review")
    review = [m for m in reader.received if any("看答案" in label for row in m.labels for label in row)][-1]
    await heard.taps(reader, "看答案", review)
    await heard.taps(reader, "🔊", review)
    assert engine.said[-1].text == "We measured the latency before we changed it."


async def test_the_sentence_is_heard_with_the_answer_where_the_reader_wants_it(
    heard: Story, engine: ToneEngine
) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "① latency", card)
    await heard.writes(reader, "/settings")
    await heard.taps(reader, "🗣 朗读")
    await heard.taps(reader, "复习听句子 · 关")
    await heard.writes(reader, "/review")
    assert engine.said == []
    await heard.taps(reader, "看答案")
    assert [line.text for line in engine.said] == ["We measured the latency before we changed it."]


async def test_dictation_shows_no_sentence_before_the_answer(heard: Story, engine: ToneEngine) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "① latency", card)
    await heard.writes(reader, "/settings")
    await heard.taps(reader, "🧠")
    await heard.taps(reader, "题面：句子挖空")
    await heard.taps(reader, "题面：看词想义")
    question = await heard.writes(reader, "/review")
    assert "听句子" in question.text
    assert "measured" not in question.text
    await heard.taps(reader, "🔊 听句子", question)
    assert engine.said[-1].text == "We measured the latency before we changed it."


async def test_a_segment_with_only_a_link_offers_nothing_to_hear(heard: Story) -> None:
    only = (Segment("https://example.org/a-long-address 🎉", "链接"), segment(1))
    await heard.publish(replace(episode(), kind=Kind.BLOG, segments=only))
    reader = heard.reader()
    card = await reading(heard, reader)
    assert "🔊" not in str(card.labels)
    await heard.taps(reader, "下一段", card)
    assert "🔊" in str(card.labels)


async def test_forgetting_takes_the_player_along(heard: Story) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "🔊", card)
    await heard.store.chats.forget(ChatId(7), heard.clock())
    listening = await heard.store.voices.listening(ChatId(7))
    assert (listening.player, listening.card) == (None, None)


async def test_without_any_source_there_is_no_button_and_the_operator_reads_why(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    async with listening(sqlite_url, clock, world, tmp_path, None) as story:
        await story.publish(episode())
        reader = story.reader()
        await story.begins(reader)
        assert "🎧" not in str(reader.received[-1].labels)
        await story.taps(reader, "开始阅读")
        assert "🔊" not in str(reader.received[-1].labels)
        assert "🗣" not in str((await story.writes(reader, "/settings")).labels)
        told = (await story.writes(reader, "/admin")).text
        assert "不显示朗读按钮" in told
        assert "buildspeak voice" in told


async def test_what_is_prepared_is_heard_without_any_engine(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "episodes"
    folder.mkdir()
    piece = replace(episode(), segments=tuple(replace(segment(n), featured=n < 2) for n in range(9)))
    path = write_episode(piece, folder)
    lines = [Line(segment(n).english, "af_low") for n in (0, 1)]
    said = [(line, await ToneEngine().say(line)) for line in lines]
    prepared.write(path, "tones-1", 1.0, said)
    async with listening(sqlite_url, clock, world, tmp_path, None) as story:
        await story.publish(piece)
        reader = story.reader()
        card = await reading(story, reader)
        tap = await story.taps(reader, "🔊", card)
        assert tap.answer is not None
        assert tap.answer.text == ""
        (player,) = sounds(reader)
        assert audio(player)["data"] == said[0][1].data
        await story.taps(reader, "① latency", card)
        await story.writes(reader, "/vocab")
        await story.taps(reader, "1")
        await story.taps(reader, "♪ 发音")
        assert 0 < mp3.duration(audio(sounds(reader)[-1])["data"]) < mp3.duration(audio(player)["data"])
        assert "只有随篇备好的" in (await story.writes(reader, "/admin")).text


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


async def test_an_exported_deck_carries_the_term_and_its_sentence(heard: Story) -> None:
    reader = heard.reader()
    card = await reading(heard, reader)
    await heard.taps(reader, "① latency", card)
    await heard.writes(reader, "/export")
    await heard.taps(reader, "Anki")
    media = reader.received[-1].content.media
    assert media is not None
    with zipfile.ZipFile(io.BytesIO(media.file.content)) as package:
        names = json.loads(package.read("media"))
        sounds_of = {name: package.read(number) for number, name in names.items()}
    assert len(sounds_of) == 2
    assert all(name.startswith("buildspeak-") and mp3.duration(data) > 80 for name, data in sounds_of.items())


class Cutter:
    """Stands where the process is that cuts; the sound of a recording is one hum."""

    def __init__(self, failing: bool = False) -> None:
        self.cuts: list[tuple[str, float, float]] = []
        self.failing = failing

    async def cut(self, path: Path, since: float, until: float, text: str, *, urgent: bool = False) -> Voice:
        del urgent
        self.cuts.append((path.name, since, until))
        if self.failing:
            raise VoiceError("not a sound that can be read")
        data = encode(hum(200, 800))
        return Voice(data, mp3.duration(data), (Timing(0, len(text), 0, mp3.duration(data)),))


@pytest.mark.parametrize("failing", [False, True])
async def test_the_original_recording_comes_first_is_named_and_where_it_fails_an_engine_says_it(
    sqlite_url: str, clock: Clock, world: World, tmp_path: Path, engine: ToneEngine, failing: bool
) -> None:
    (tmp_path / "episodes").mkdir()
    piece = replace(episode(), audio="talk.mp3")
    write_episode(piece, tmp_path / "episodes")
    settings = {
        "data_dir": tmp_path / "data",
        "episodes_dir": tmp_path / "episodes",
        "bundled_episodes": False,
        "original_audio": True,
    }
    cutter = Cutter(failing)
    async with Story(sqlite_url, clock, world, settings, sound=Sound(engine, cutter)).bot() as story:
        await story.publish(piece)
        reader = story.reader()
        card = await reading(story, reader)
        await story.taps(reader, "🔊", card)
        assert cutter.cuts == [("talk.mp3", 0, 19)]
        if failing:
            assert sounds(reader) == []
            await story.taps(reader, "🔊", card)
            assert [line.text for line in engine.said] == [segment(0).english]
        else:
            assert audio(sounds(reader)[0])["performer"] == "Speaker 1 · 原声"
            assert engine.said == []


async def test_an_operator_reads_what_speech_cost_this_month(heard: Story, engine: ToneEngine) -> None:
    engine.bill = "12,345 / 500,000 · 0.19"
    reader = heard.reader()
    assert "本月朗读字符：12,345 / 500,000 · 0.19" in (await heard.writes(reader, "/admin")).text
