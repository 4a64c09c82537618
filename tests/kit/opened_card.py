"""A reader at the first segment of a digest."""

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode

ZH, EN = "zh-hans", "en"


async def opened(story: Story, *, language: str = ZH, length: int = 20) -> tuple[Reader, Message]:
    """A reader with today's card open at its first segment."""
    await story.publish(episode(length=length))
    reader = story.reader(language_code=language)
    card = await story.begins(reader)
    await story.taps(reader, card.labels[0][0])
    return reader, card


def head(card: Message) -> str:
    return card.text.split("\n")[0]
