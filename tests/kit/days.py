"""Days of a reader who follows a daily show."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.reading.readers import Reader as Chatting
from bot.sandbox.reader import Reader
from tests.kit.crowd import TODAY
from tests.kit.story import Story, episode

DAYS = [TODAY + timedelta(days=n) for n in range(10)]


async def daily(story: Story, *commands: str) -> Reader:
    """A reader who had today's, with ten days of episodes to come; returns them after the commands."""
    await story.publish(*(episode(f"Day {n}", day=day) for n, day in enumerate(DAYS)))
    reader = story.reader()
    await story.begins(reader)
    for command in commands:
        await story.writes(reader, command)
    return reader


async def live(story: Story, **passed: float) -> None:
    """Let time pass with a tick every twenty minutes."""
    end = story.clock() + timedelta(**passed)
    while story.clock() < end:
        await story.tick(minutes=20)


def days_in(reader: Reader) -> list[str]:
    """The days whose cards the reader has, in the order in which they came."""
    lines = [line for message in reader.received for line in message.text.split("\n")]
    return [line for line in lines if line.startswith("Day ")]


async def set_up(story: Story, reader: Reader, **fields: Any) -> None:
    """Settings that a tap in a menu would make."""
    before = await story.subscription(reader)
    await story.desk.readers.save(Chatting(before), replace(before, **fields))
