"""Whose voice it is: the reader's choice, the speaker's, the original's, what is prepared, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.sound import Sound
from bot.model.chat import ChatId
from bot.sandbox.world import World
from content.episode.episode import Episode
from content.files.library import write_episode
from content.voice import mp3, prepared
from content.voice.line import Line, Timing, Voice, VoiceError
from content.voice.sound import encode
from tests.kit.clock import Clock
from tests.kit.heard import audio, listening, reading, sounds
from tests.kit.story import Story, episode, segment
from tests.kit.tones import ToneEngine, hum


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
