"""An episode's digest prepared beside its file, for readers of a bot that has nothing to speak with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from content.episode.digest import DEFAULT_SIZE, choose
from content.episode.episode import Episode
from content.voice.casting import cast
from content.voice.line import Line, NothingToSay, Voice
from content.voice.prepared import Prepared, write

Say = Callable[[Line], Awaitable[Voice]]


async def prepare(
    path: Path,
    episode: Episode,
    say: Say,
    *,
    engine: str,
    timbres: Sequence[str],
    size: int = DEFAULT_SIZE,
    tell: Callable[[str], None] = lambda _: None,
) -> Prepared:
    """Say the digest of `episode`, which the file `path` holds; raises VoiceError, OSError."""
    roles = cast(episode, timbres, timbres[0], {})
    said: list[tuple[Line, Voice]] = []
    positions = choose(episode, size)
    for number, position in enumerate(positions, 1):
        segment = episode.named[position]
        line = Line(segment.english, roles.get(segment.speaker, timbres[0]))
        try:
            said.append((line, await say(line)))
        except NothingToSay:
            continue
        tell(f"✓ {number}/{len(positions)} {line.timbre}, {said[-1][1].duration / 1000:.0f} s")
    return write(path, engine, 1.0, said)
