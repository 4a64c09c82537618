"""What is held: a piece that we translated and that is doubtful waits for a word, and not for ever.

It goes out as it is when an operator says so, or without the Chinese that is doubtful, said as such in its place.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from content.checks.withheld import WITHHELD
from content.episode.digest import feature
from content.episode.episode import Episode
from content.files.check import publishable, read_entry
from content.files.library import write_episode


def release(path: Path, library: Path, without: Collection[int] = ()) -> Path:
    """Bring the held piece at `path` into the library, `without` the Chinese of segments; raises ContentError.

    The held file stays where Chinese is left out: it is the only place that has it.
    """
    episode = publishable(read_entry(path).episode, path.name)
    published = write_episode(feature(withheld(episode, without)), library)
    if not without:
        path.unlink(missing_ok=True)
    return published


def withheld(episode: Episode, positions: Collection[int]) -> Episode:
    """`episode` with a word in place of the Chinese at `positions`."""
    segments = (
        replace(segment, chinese=WITHHELD, glosses=(), note=None) if at in positions else segment
        for at, segment in enumerate(episode.segments)
    )
    return replace(episode, segments=tuple(segments))
