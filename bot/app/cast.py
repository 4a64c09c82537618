"""Who plays in the demo: two readers, a group and a channel, and who looks after them."""

from __future__ import annotations

from bot.sandbox.chat import ChatType
from bot.sandbox.world import World

CHINESE_READER, ENGLISH_READER, GROUP, CHANNEL = 700100, 700200, -700300, -1001000700400


def populate(world: World) -> None:
    """Bring them into the world; the Chinese reader operates the bot."""
    chinese = world.reader(CHINESE_READER, language_code="zh-hans", name="小林", username="xiaolin")
    english = world.reader(ENGLISH_READER, language_code="en", name="Emma", username="emma")
    world.group(GROUP, title="读书小组 Reading Circle", members=[english], admins=[chinese])
    world.group(
        CHANNEL, title="每日一篇 Daily Read", kind=ChatType.CHANNEL, admins=[chinese], bot_status="administrator"
    )
