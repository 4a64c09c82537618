"""Readers report what is badly translated; an operator corrects the file."""

from dataclasses import replace
from pathlib import Path

from bot.sandbox.reader import Reader
from content.files.check import read_entry
from content.files.markdown import write
from tests.kit.feed_server import sends
from tests.kit.story import Story, episode


async def test_a_reader_reports_and_an_operator_corrects_the_file(
    story: Story, operator: Reader, library: Path
) -> None:
    await sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    await story.taps(operator, "发布")
    reader = story.reader()
    await story.begins(reader)
    card = reader.received[-1]
    await story.taps(reader, "▶ 开始阅读", card)
    number = int(card.text.split("part ")[1].split()[0]) + 1
    await story.taps(reader, "⋯", card)
    tap = await story.taps(reader, "🚩", card)
    assert tap.answer is not None
    assert "谢谢" in tap.answer.text
    assert f"第 {number} 段" in operator.received[-1].text
    await story.taps(operator, "改译文")
    prompt = operator.received[-1]
    operator.reply(prompt, "这是编辑改好的译文，说的是 cache（缓存）。")
    await story.settle()
    assert operator.received[-1].text == f"已改好第 {number} 段，文件也更新了。"
    (path,) = library.glob("*.md")
    assert read_entry(path).episode.segments[number - 1].chinese == "这是编辑改好的译文，说的是 cache（缓存）。"
    await story.taps(reader, "返回", card)
    assert "编辑改好的译文" in card.text


async def test_a_report_can_be_taken_back_and_the_operators_hear_of_it(
    story: Story, operator: Reader, library: Path
) -> None:
    await sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    await story.taps(operator, "发布")
    reader = story.reader()
    await story.writes(reader, "/today")
    card = reader.received[-1]
    await story.taps(reader, "▶ 开始阅读", card)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "🚩 译文有误", card)
    await story.taps(reader, "🚩 收回反馈", card)
    assert operator.received[-1].text.startswith("🚩 读者收回了反馈：Sent by Hand")
    assert "🚩 译文有误" in [button.label for button in card.buttons]
