"""A podcast as long as one likes."""

from dataclasses import replace

from content.episode.episode import Episode, Segment
from tests.kit.bundled import bundled_library
from tests.kit.story import episode


def podcast(words: int) -> Episode:
    """Of the bundled library's own sentences, since what repeats itself is compressed too well."""
    segments: list[Segment] = []
    for found in (entry.episode for entry in bundled_library().entries):
        segments += found.named
        if sum(segment.words for segment in segments) >= words:
            break
    timed = (replace(segment, start=20 * n, end=20 * n + 19) for n, segment in enumerate(segments))
    return episode(segments=tuple(timed))
