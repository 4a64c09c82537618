"""The buttons of a segment's card and of the end of a reading."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.subscription import Translation
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Read(Button, prefix="r"):
    """The index-th segment of a reading."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class ReadPart(Button, prefix="rp"):
    """A part of a long segment, the last one for a number past the end."""

    episode: int
    size: int
    index: int
    part: int


@dataclass(frozen=True)
class Jump(Button, prefix="j"):
    """The grid of a reading's segments, around an index."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Whole(Button, prefix="w"):
    """The whole episode, from where the digest stood."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Recap(Button, prefix="e"):
    """The end of a reading: what was saved, and what to do next."""

    episode: int
    size: int


@dataclass(frozen=True)
class SaveRest(Button, prefix="er"):
    """Save every term that the reading offered and that is not saved yet."""

    episode: int
    size: int


@dataclass(frozen=True)
class UnsaveRest(Button, prefix="eu"):
    """Take back what one tap saved from an episode: what came after one id of the chat, up to another."""

    episode: int
    size: int
    after: int
    last: int


@dataclass(frozen=True)
class Save(Button, prefix="g"):
    """Save a gloss of the segment shown, or take it back. `check` is `check(headword)`."""

    episode: int
    size: int
    index: int
    gloss: int
    check: str


@dataclass(frozen=True)
class Modes(Button, prefix="m"):
    """What else can be done with a segment, under its card: how it is shown, the whole text, sources, a report."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class More(Button, prefix="o"):
    """The same under a part of a segment."""

    episode: int
    size: int
    index: int
    part: int


@dataclass(frozen=True)
class SetMode(Button, prefix="mt"):
    """Show translations this way from now on."""

    episode: int
    size: int
    index: int
    translation: Translation


@dataclass(frozen=True)
class SetModeHere(Button, prefix="mp"):
    """The same from a part of a segment, which is shown again."""

    episode: int
    size: int
    index: int
    part: int
    translation: Translation


@dataclass(frozen=True)
class ShowNote(Button, prefix="n"):
    """The translator's note of the segment shown."""

    episode: int
    size: int
    index: int
