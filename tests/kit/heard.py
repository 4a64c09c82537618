"""Readers who listen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app.sound import Sound
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.episode.episode import Segment
from tests.kit.clock import Clock
from tests.kit.story import Story
from tests.kit.tones import ToneEngine


@asynccontextmanager
async def listening(
    url: str, clock: Clock, world: World, folder: Path, engine: ToneEngine | None
) -> AsyncIterator[Story]:
    (folder / "episodes").mkdir(exist_ok=True)
    settings: dict[str, Any] = {
        "data_dir": folder / "data",
        "episodes_dir": folder / "episodes",
        "bundled_episodes": False,
        "admin_ids": frozenset({7}),
    }
    async with Story(url, clock, world, settings, sound=Sound(engine)).bot() as story:
        yield story


async def reading(story: Story, reader: Reader) -> Message:
    """The reader's card of the first segment."""
    await story.begins(reader)
    await story.taps(reader, "开始阅读")
    return reader.received[-1]


def audio(message: Message) -> dict[str, Any]:
    assert message.content.media is not None
    assert message.content.media.kind == "audio"
    return {"data": message.content.media.file.content, **dict(message.content.media.fields)}


def sounds(reader: Reader) -> list[Message]:
    return [each for each in reader.received if each.content.media and each.content.media.kind == "audio"]


LONG = Segment(
    english="We measured it first. " + "Then we changed one thing and looked at all of it again. " * 5,
    chinese="先测再改。",
)
