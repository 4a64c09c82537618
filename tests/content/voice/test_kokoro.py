"""Kokoro itself, where `buildspeak voice` brought it and the extra is installed; test_booth is its twin on hums."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from content.voice.engines import why_no_kokoro
from content.voice.line import Line, NothingToSay, Stopped, VoiceError
from content.voice.sound import RATE, decode, encode
from tests.kit.loudness import loudness

FOLDER = Path(os.environ.get("DATA_DIR") or "data") / "voice"
WHY = why_no_kokoro(FOLDER)
pytestmark = pytest.mark.skipif(WHY is not None, reason=f"Kokoro cannot speak here: {WHY}")


@pytest.mark.parametrize("timbre", ["af_heart", "bf_emma"])
def test_every_word_has_its_time_and_the_sound_is_as_loud_as_every_other(timbre: str) -> None:
    from content.voice.kokoro import Kokoro

    text = "GPT-4o costs $1.2B, and p99 fell. Qdrant's vLLM café retried."
    samples, sentences, words = Kokoro(FOLDER).say(Line(text, timbre))
    assert [text[each.start : each.end] for each in sentences] == [text[:33], text[34:]]
    assert len(words) == 10
    assert all(one.until <= other.since + 1 for one, other in pairwise(words))
    assert words[-1].until <= 1000 * len(samples) / RATE + 60
    assert loudness(samples) == pytest.approx(-20, abs=1.5)
    assert len(decode(encode(samples))) >= len(samples)


def test_a_sentence_longer_than_the_model_takes_is_said_whole() -> None:
    from content.voice.kokoro import Kokoro

    text = "We retried the queue, " * 40 + "and stopped."
    _, sentences, words = Kokoro(FOLDER).say(Line(text, "af_heart"))
    assert len(sentences) == 1
    assert len(words) == 4 * 40 + 2


class NoNumbers:
    """A session that gives what is no number, or nothing."""

    def __init__(self, audio: object) -> None:
        self.audio = audio

    def run(self, outputs: None, inputs: dict[str, Any], options: object) -> tuple[object, object]:
        import numpy

        del outputs, options
        return numpy.array(self.audio, dtype=numpy.float32), numpy.ones(inputs["tokens"].shape[1], dtype=numpy.int64)


@pytest.mark.parametrize("audio", [[0.1, float("nan"), 0.1], [float("inf")] * 600, []])
def test_numbers_that_are_none_are_no_sound(audio: list[float]) -> None:
    from content.voice.kokoro import Kokoro

    kokoro = Kokoro(FOLDER)
    kokoro._session = NoNumbers(audio)
    with pytest.raises(VoiceError, match="numbers that are none"):
        kokoro.say(Line("Words.", "af_heart"))


def test_it_stops_in_the_middle_of_a_sentence_and_says_the_next() -> None:
    from content.voice.kokoro import Kokoro

    kokoro = Kokoro(FOLDER)
    kokoro.begin()
    stops = Timer(0.3, kokoro.stop)
    stops.start()
    with pytest.raises(Stopped):
        kokoro.say(Line("We retried the queue, " * 60, "af_heart"))
    stops.join()
    kokoro.begin()
    assert kokoro.say(Line("Words.", "af_heart"))[2]


def test_emoji_alone_are_nothing_to_say() -> None:
    from content.voice.kokoro import Kokoro

    with pytest.raises(NothingToSay):
        Kokoro(FOLDER).say(Line("🎉", "af_heart"))
