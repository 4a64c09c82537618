"""A term, its sentence and a dictation are heard where the reader learns them, and leave with a deck."""

from __future__ import annotations

import io
import json
import zipfile

from content.voice import mp3
from tests.kit.clock import Clock
from tests.kit.heard import audio, reading, sounds
from tests.kit.story import Story
from tests.kit.tones import ToneEngine


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
