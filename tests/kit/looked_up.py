"""A reader at a segment whose words are looked up."""

from dataclasses import replace

from bot.sandbox.reader import Reader
from content.episode.episode import Segment
from content.text.glosses import find_glosses
from tests.kit.story import Story, episode

ENGLISH = "We gave up leverage at saturation. The latency grew, and mice ran through the runway of ubiquitous words."


CHINESE = "饱和时我们放弃了 leverage（借力之处）。延迟变大了，老鼠穿过了无处不在的词语跑道。"


async def reading(story: Story) -> Reader:
    """A reader at the first segment of an episode that has our sentences in it."""
    whole = episode(length=5)
    first = Segment(english=ENGLISH, chinese=CHINESE, start=0, end=19, glosses=find_glosses(ENGLISH, CHINESE))
    await story.publish(replace(whole, segments=(first, *whole.segments[1:])))
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    return reader
