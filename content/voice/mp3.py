"""MP3 as frames: measured, joined and cut without decoding, so that prepared files need no library.

What this project encodes has no bit reservoir: every frame stands for itself, and may be cut before.
ISO/IEC 11172-3 and 13818-3, Layer III.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

_BITRATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG-1
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LEAST_FRAMES = 3
"""Fewer in a row may be chance in data that is no MP3."""


class NotMp3(ValueError):
    """The data is no MP3, or is cut within its first frames."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame lies, how many samples it holds at which rate."""

    offset: int
    size: int
    samples: int
    rate: int


def frames(data: bytes) -> list[Frame]:
    """The whole frames of `data`, tags left out; raises NotMp3."""
    return _whole(list(_frames(data)))


def duration(data: bytes) -> int:
    """Milliseconds; raises NotMp3."""
    return round(sum(1000 * frame.samples / frame.rate for frame in frames(data)))


def joined(parts: Iterable[bytes], *, pause: int = 0) -> bytes:
    """One after the other with `pause` milliseconds between them; raises NotMp3."""
    whole = bytearray()
    for part in parts:
        found = frames(part)
        if whole and pause:
            whole += silence(part, pause)
        for frame in found:
            whole += part[frame.offset : frame.offset + frame.size]
    return bytes(whole)


def silence(like: bytes, milliseconds: int) -> bytes:
    """So much silence in frames such as `like` has; raises NotMp3."""
    first = _whole(list(islice(_frames(like), _LEAST_FRAMES)))[0]
    header = bytearray(like[first.offset : first.offset + 4])
    header[1] |= 1  # no checksum
    header[2] &= ~2 & 0xFF  # no padding
    size = _size(bytes(header))
    if size is None:
        raise NotMp3("no MP3")
    count = max(1, round(milliseconds * first.rate / 1000 / first.samples))
    return (bytes(header) + bytes(size.size - 4)) * count


def cut(data: bytes, since: int, until: int) -> bytes:
    """The frames that begin within [since, until) milliseconds; raises NotMp3."""
    piece = bytearray()
    at = 0.0
    for frame in frames(data):
        if since <= at + 1 and at < until - 1:
            piece += data[frame.offset : frame.offset + frame.size]
        at += 1000 * frame.samples / frame.rate
    return bytes(piece)


def _whole(found: list[Frame]) -> list[Frame]:
    if len(found) < _LEAST_FRAMES:
        raise NotMp3("no MP3")
    return found


def _frames(data: bytes) -> Iterator[Frame]:
    at = 0
    if data[:3] == b"ID3" and len(data) > 10:
        at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    lost = 0
    while at + 4 <= len(data):
        frame = _size(data[at : at + 4])
        if frame is None or at + frame.size > len(data):
            at, lost = at + 1, lost + 1
            if lost > 65_536:
                return
            continue
        follows = at + frame.size
        if lost and follows + 4 <= len(data) and _size(data[follows : follows + 4]) is None:
            at, lost = at + 1, lost + 1  # a header by chance
            continue
        lost = 0
        if not _is_information(data, at, min(48, frame.size)):
            yield Frame(at, frame.size, frame.samples, frame.rate)
        at = follows


def _is_information(data: bytes, at: int, size: int) -> bool:
    """Whether a frame only tells of the file (Xing's and LAME's tag): it would be heard as silence."""
    return data.find(b"Xing", at + 4, at + size) >= 0 or data.find(b"Info", at + 4, at + size) >= 0


@lru_cache(256)
def _size(header: bytes) -> Frame | None:
    if header[0] != 0xFF or header[1] & 0xE6 != 0xE2:  # Layer III
        return None
    version, bitrate, rate, padding = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return None
    first = version == 3
    samples, hertz = 1152 if first else 576, _RATES[version][rate]
    size = samples // 8 * _BITRATES[first][bitrate] * 1000 // hertz + padding
    return Frame(0, size, samples, hertz)
