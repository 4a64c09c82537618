"""A correction teaches the term base."""

import json
from dataclasses import replace

from bot.app.clockwork import daily
from content.files.markdown import write
from tests.kit.feed_server import FEED
from tests.kit.gate_desk import Desk
from tests.kit.story import episode, segment


async def test_a_correction_teaches_the_term_base_and_can_be_taken_back(desk: Desk) -> None:
    taught = replace(segment(1), english="The queue is full.", chinese="queue（排队）满了。")
    sent = replace(episode("Sent by Hand", segments=(taught, segment(2))), draft=True)
    desk.operator.send_file("sent.md", write(sent).encode())
    await desk.story.settle()
    await desk.story.taps(desk.operator, "发布")
    reader = desk.story.reader()
    await desk.story.writes(reader, "/today")
    card = reader.received[-1]
    await desk.story.taps(reader, "▶ 开始阅读", card)
    await desk.story.taps(reader, "⋯", card)
    await desk.story.taps(reader, "🚩", card)
    await desk.story.taps(desk.operator, "改译文")
    desk.operator.reply(desk.operator.received[-1], "queue（队列）满了。")
    await desk.story.settle()
    told = desk.operator.received[-1]
    assert "queue → 队列（原为 排队）" in told.text
    (lesson,) = await desk.story.desk.store.lessons.all()
    assert (lesson.taught.headword, lesson.taught.chinese) == ("queue", "队列")
    desk.feed.feed = FEED
    await daily(desk.story.desk)
    (translated,) = [asked for asked in desk.model.of("translate") if "queue hides" in str(asked.user["translate"])]
    assert "排队" in json.dumps(translated.user["base"]["queue"], ensure_ascii=False)
    admin = await desk.story.writes(desk.operator, "/admin")
    await desk.story.taps(desk.operator, "学到的术语 1", admin)
    listed = desk.operator.received[-1]
    assert "queue → 队列" in listed.text
    await desk.story.taps(desk.operator, "✕ queue", listed)
    assert listed.text == "还没有从订正里学到术语。"
    assert await desk.story.desk.store.lessons.all() == ()
    await desk.story.taps(desk.operator, "✕ queue", told)
    assert told.text == "这一篇已经处理过了。"
