"""A reader with the settings before them."""

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode


async def open_settings(story: Story, language: str = "zh-hans") -> tuple[Reader, Message]:
    await story.publish(episode())
    reader = story.reader(language_code=language)
    await story.begins(reader)
    return reader, await story.writes(reader, "/settings")
