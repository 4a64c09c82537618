"""A podcast made for the tests: a dialogue of hums with silence, hiss and music, and the truth about its times.

A host gives it, well or badly.
"""

from __future__ import annotations

import asyncio
import math
import random
import re
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


class Host:
    """A loopback server for one file: with ranges or without, slow, or breaking off after so many bytes."""

    def __init__(
        self, data: bytes, *, ranges: bool = True, breaks: int = 0, pause: float = 0.0, kind: str = "audio/mpeg"
    ):
        self.data, self.ranges, self.breaks, self.pause, self.kind = data, ranges, breaks, pause, kind
        self.asked: list[str] = []
        self.claims: int | None = None
        self.leads_to = ""
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/talk.mp3"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if self.leads_to:
            writer.write(f"HTTP/1.1 302 Found\r\nLocation: {self.leads_to}\r\nContent-Length: 0\r\n\r\n".encode())
            return writer.close()
        found = re.search(r"[Rr]ange: bytes=(\d+)-", head)
        self.asked.append(found[1] if found else "")
        at = int(found[1]) if found and self.ranges else 0
        body = self.data[at:]
        lines = ["HTTP/1.1 206 Partial Content" if at else "HTTP/1.1 200 OK", "Connection: close", 'ETag: "one"']
        lines += [f"Content-Type: {self.kind}", f"Content-Length: {self.claims or len(body)}"]
        lines += [f"Content-Range: bytes {at}-{len(self.data) - 1}/{len(self.data)}"] if at else []
        try:
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n")
            sends = body[: self.breaks] if self.breaks and len(self.asked) < 3 else body
            for start in range(0, len(sends), 65_536):
                writer.write(sends[start : start + 65_536])
                await writer.drain()
                await asyncio.sleep(self.pause)
        except OSError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def hosted(host: Host) -> AsyncIterator[Host]:
    listening = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    host.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield host


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
