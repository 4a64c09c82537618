"""A reader with terms of which reviews are due."""

from bot.model.chat import ChatId
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode

CHAT = ChatId(7)


async def with_terms(story: Story, count: int = 3) -> Reader:
    """A reader who saved the terms of the first segments."""
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    for _ in range(count):
        await story.taps(reader, "①")
        await story.taps(reader, "下一段 ▶")
    return reader
