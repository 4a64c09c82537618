"""The player below the card: one message that follows it, silent, and never late."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.model.chat import ChatId
from bot.sandbox.faults import Refuse
from content.episode.episode import Kind, Segment
from content.voice.sound import decode
from tests.kit.heard import LONG, audio, reading, sounds
from tests.kit.loudness import loudness
from tests.kit.story import Story, episode, segment
from tests.kit.tones import ToneEngine


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
    await heard.delivered()
    reader.tap(card, "下一段")
    await heard.delivered()
    await heard.desk.reply.edits.idle()
    reader.tap(card, "🔊")
    await heard.delivered()
    await asyncio.sleep(0.05)
    engine.held.set()
    await heard.settle()
    await heard.desk.player.idle()
    (player,) = sounds(reader)
    assert audio(player)["title"].startswith("2/8")


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
