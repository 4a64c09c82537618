"""A reader at a card with four words that builders know."""

from dataclasses import replace

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from content.episode.episode import Segment
from content.text.glosses import find_glosses
from tests.kit.story import Story, episode

ENGLISH = "We gave up leverage at saturation. The latency grew, and the runway shrank while mice ran through it."


CHINESE = (
    "saturation（饱和）时我们放弃了 leverage（借力之处）。"
    "latency（延迟）变大，runway（跑道）变短，mice（老鼠）跑了过去。"
)


async def opened(story: Story) -> tuple[Reader, Message]:
    whole = episode(length=3)
    first = Segment(ENGLISH, CHINESE, glosses=find_glosses(ENGLISH, CHINESE), featured=True)
    await story.publish(replace(whole, segments=(first, *whole.segments[1:])))
    reader = story.reader()
    card = await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读", card)
    return reader, card


def labels(card: Message) -> list[str]:
    return [label for row in card.labels for label in row]
