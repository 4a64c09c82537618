"""Samples to MP3 and files to samples, through PyAV: the extra `voice` brings it.

16 bits, mono. MP3 at 32 kbit/s and 24 kHz, since every Chromium plays it, without a bit reservoir (see `mp3`).
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content.voice.line import VoiceError

RATE = 24_000
BIT_RATE = 32_000
DELAY = round(1105 / RATE * 1000)
"""Milliseconds by which LAME's encoder and a decoder together put everything later."""


def encode(samples: array[int], rate: int = RATE) -> bytes:
    """MP3 of 16-bit samples."""
    av = _av()
    target = io.BytesIO()
    options = {"id3v2_version": "0", "write_xing": "0"}
    with av.open(target, "w", format="mp3", options=options) as container:
        stream = container.add_stream("libmp3lame", rate=rate, layout="mono", options={"reservoir": "0"})
        stream.bit_rate = BIT_RATE
        size = 4800
        for at in range(0, len(samples), size):
            part = samples[at : at + size]
            frame = av.AudioFrame(format="s16p", layout="mono", samples=len(part))
            frame.sample_rate, frame.pts = rate, at
            raw = part.tobytes()
            plane = frame.planes[0]
            plane.update(raw + bytes(plane.buffer_size - len(raw)))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def decode(source: bytes | Path, *, rate: int = RATE) -> array[int]:
    """All the samples of a file; raises VoiceError where it is no sound."""
    samples: array[int] = array("h")
    for part in read(source, rate=rate):
        samples.extend(part)
    return samples


def read(source: bytes | Path, *, since: float = 0.0, rate: int = RATE) -> Iterator[array[int]]:
    """Samples from `since` (seconds) on, as they are decoded; raises VoiceError.

    A source that is cut off ends where it ends.
    """
    av = _av()
    try:
        with av.open(io.BytesIO(source) if isinstance(source, bytes) else str(source)) as container:
            stream = next((each for each in container.streams if each.type == "audio"), None)
            if stream is None:
                raise VoiceError("there is no sound in the file")
            yield from _samples(av, container, stream, since, rate)
    except av.FFmpegError as error:
        raise VoiceError(f"not a sound that can be read: {error.strerror}") from None


def _samples(av: Any, container: Any, stream: Any, since: float, rate: int) -> Iterator[array[int]]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    begins = float((stream.start_time or 0) * stream.time_base)
    if since > 1:
        container.seek(int((since - 0.5 + begins) / stream.time_base), stream=stream)
    skip: int | None = None
    frames = container.decode(stream)
    while True:
        try:
            frame = next(frames)
        except (StopIteration, av.error.EOFError):
            return
        except av.error.InvalidDataError:
            if skip is None:
                raise
            return  # cut off: what came before is sound
        if skip is None:
            at = float(frame.pts * stream.time_base) - begins if frame.pts is not None else 0.0
            skip = max(0, round((since - at) * rate))
        for resampled in resampler.resample(frame):
            part = array("h", bytes(resampled.planes[0])[: resampled.samples * 2])
            if skip >= len(part):
                skip -= len(part)
                continue
            yield part[skip:]
            skip = 0


def _av() -> Any:
    try:
        import av
    except ImportError:
        raise VoiceError("PyAV is not installed: pip install 'buildspeak[voice]'") from None
    return av
