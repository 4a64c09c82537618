"""The digest as one piece with times that seek; English, then Chinese where there is a voice for it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bot.render.voice import cover_picture
from bot.sandbox.world import World
from content.voice.sound import decode
from tests.kit.clock import Clock
from tests.kit.heard import audio, listening, sounds
from tests.kit.loudness import loudness
from tests.kit.story import Story, episode, segment
from tests.kit.tones import ToneEngine


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
