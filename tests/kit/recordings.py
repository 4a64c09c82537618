"""A podcast made for the tests: a dialogue of hums with silence, hiss and music, and the truth about its times."""

from __future__ import annotations

import math
import random
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.voice.sound import RATE


@dataclass(frozen=True)
class Spoken:
    """A segment's true times in seconds, and its transcript."""

    since: float
    until: float
    text: str

    @property
    def timecodes(self) -> tuple[int, int]:
        """As transcripts have them: whole seconds, cut down."""
        return int(self.since), int(self.until)


def dialogue(minutes: float, seed: int = 7) -> tuple[array[int], list[Spoken]]:
    """Samples at RATE and the segments spoken in them; music at the start, in the middle and at the end."""
    chance = random.Random(seed)
    syllables = {pitch: [_syllable(pitch, ms) for ms in (110, 160, 210)] for pitch in (150.0, 230.0)}
    hiss = _hiss(chance, 400)
    samples: array[int] = array("h")
    segments: list[Spoken] = []
    samples.extend(_music(12_000))
    samples.extend(hiss * 4)
    music_at = minutes * 30
    while len(samples) / RATE < minutes * 60 - 25:
        pitch = (150.0, 230.0)[len(segments) % 2]
        since = len(samples) / RATE
        sentences = chance.randint(2, 5)
        for sentence in range(sentences):
            if sentence:
                samples.extend(hiss[: RATE * chance.randint(220, 380) // 1000])
            for _ in range(chance.randint(8, 24)):
                samples.extend(chance.choice(syllables[pitch]))
                samples.extend(hiss[: RATE * chance.randint(15, 55) // 1000])
        segments.append(Spoken(since, len(samples) / RATE, " ".join(f"Sentence number {n}." for n in range(sentences))))
        samples.extend((hiss * 3)[: RATE * chance.randint(600, 1100) // 1000])
        if music_at and len(samples) / RATE > music_at:
            samples.extend(_music(6_000))
            samples.extend(hiss * 2)
            music_at = 0
    samples.extend(_music(8_000))
    return samples, segments


def write(samples: array[int], path: Path) -> Path:
    """An mp3 of 64 kbit/s with Xing's header, or an m4a, by the path's ending."""
    import av

    codec, container_format = ("libmp3lame", "mp3") if path.suffix == ".mp3" else ("aac", "ipod")
    container: Any
    with av.open(str(path), "w", format=container_format) as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        stream.bit_rate = 64_000
        fifo_size = 1152 if codec == "libmp3lame" else 1024
        kind = "s16p" if codec == "libmp3lame" else "fltp"
        resampler = av.AudioResampler(format=kind, layout="mono", rate=RATE, frame_size=fifo_size)
        for at in range(0, len(samples), RATE):
            part = samples[at : at + RATE]
            frame = av.AudioFrame(format="s16", layout="mono", samples=len(part))
            frame.sample_rate, frame.pts = RATE, at
            plane: Any = frame.planes[0]
            raw = part.tobytes()
            plane.update(raw + bytes(plane.buffer_size - len(raw)))
            for resampled in resampler.resample(frame):
                container.mux(stream.encode(resampled))
        for resampled in resampler.resample(None):
            container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return path


def _syllable(pitch: float, milliseconds: int) -> array[int]:
    count = RATE * milliseconds // 1000
    return array(
        "h",
        (
            round(
                9000
                * min(1, at / 240, (count - at) / 240)
                * (math.sin(2 * math.pi * pitch * at / RATE) + 0.5 * math.sin(6 * math.pi * pitch * at / RATE))
            )
            for at in range(count)
        ),
    )


def _hiss(chance: random.Random, milliseconds: int) -> array[int]:
    return array("h", (chance.randint(-60, 60) for _ in range(RATE * milliseconds // 1000)))


def _music(milliseconds: int) -> array[int]:
    bar = array(
        "h",
        (
            round(2500 * sum(math.sin(2 * math.pi * pitch * at / RATE) for pitch in (220, 275, 330)))
            for at in range(RATE // 2)
        ),
    )
    return bar * (milliseconds // 500)
