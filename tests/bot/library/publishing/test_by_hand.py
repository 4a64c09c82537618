"""An operator publishes from the chat: previewed, published, discarded, withdrawn at a tap."""

from dataclasses import replace
from pathlib import Path

from bot.sandbox.reader import Reader
from content.files.markdown import write
from tests.kit.feed_server import FeedServer, sends
from tests.kit.story import Story, episode, segment


async def test_a_file_is_previewed_published_and_withdrawn_with_a_tap(
    story: Story, operator: Reader, library: Path
) -> None:
    draft = replace(episode("Sent by Hand"), draft=True)
    await sends(story, operator, "sent.md", write(draft).encode())
    preview = operator.received[-1]
    assert "Sent by Hand" in preview.text
    assert preview.labels == [["✅ 发布", "🗑 丢弃"]]
    assert not list(library.glob("*.md"))
    await story.taps(operator, "发布")
    assert preview.text == "已发布：Sent by Hand"
    assert [path.name for path in library.glob("*.md")] == ["2026-06-04-the-test-bench-sent-by-hand.md"]
    reader = story.reader()
    await story.begins(reader)
    assert "Sent by Hand" in reader.received[-1].text
    card = reader.received[-1]
    await story.taps(operator, "撤下", preview)
    assert preview.text.startswith("撤下 Sent by Hand？")
    assert preview.labels == [["🚫 撤下", "留着"]]
    await story.taps(operator, "留着", preview)
    assert list(library.glob("*.md"))
    await story.taps(operator, "撤下", preview)
    await story.taps(operator, "撤下", preview)
    tap = await story.taps(reader, "▶ 开始阅读", card)
    assert tap.answer is not None
    assert "撤下" in tap.answer.text
    assert not list(library.glob("*.md"))
    await story.taps(operator, "↺ 恢复", preview)
    assert preview.text == "已发布：Sent by Hand"
    await story.taps(reader, "▶ 开始阅读", card)
    assert "part" in card.text


async def test_doubts_of_a_piece_that_was_sent_stand_on_its_card_and_among_the_days_until_it_is_discarded(
    story: Story, operator: Reader
) -> None:
    wrong = replace(
        segment(0), english="The index has 175 billion entries by now.", chinese="索引里如今有 17.5 亿个条目。"
    )
    sent = replace(episode("Sent by Hand"), segments=(replace(wrong, glosses=()),))
    await sends(story, operator, "sent.md", write(sent).encode())
    preview = operator.received[-1]
    doubt = "第 1 段 · 数字：175 billion ↔ 17.5 亿"
    assert preview.text.endswith(f"译文存疑 1 处：\n{doubt}")
    told = await story.writes(operator, "/admin")
    assert "近一天存疑 1 处，其中要紧的 1 处" in told.text
    assert f"Sent by Hand · {doubt}" in told.text
    await story.taps(operator, "丢弃", preview)
    assert "近一天存疑" not in (await story.writes(operator, "/admin")).text


async def test_a_discarded_draft_is_gone_and_its_card_says_so(story: Story, operator: Reader, library: Path) -> None:
    await sends(story, operator, "sent.md", write(replace(episode("Not This"), draft=True)).encode())
    card = operator.received[-1]
    await story.taps(operator, "丢弃")
    assert card.text == "已丢弃。"
    assert not list(library.rglob("*.md"))


async def test_a_broken_file_is_named_by_its_line_and_a_word_list_still_is_one(story: Story, operator: Reader) -> None:
    await sends(story, operator, "broken.md", b"---\nkind: blog\n---\n\n## 1\n\nText\n")
    assert "没有发布" in operator.received[-1].text
    assert "broken.md 第 2 行：缺了 title：加一行 `title: …`" in operator.received[-1].text
    await sends(story, operator, "words.txt", "moat\t护城河\n".encode())
    assert operator.received[-1].text == "读出 1 个词，还没有存。\n\nmoat · 护城河"


async def test_while_a_link_is_fetched_the_operators_next_message_is_answered(
    story: Story, operator: Reader, feed: FeedServer
) -> None:
    """The feed's server takes an https:// greeting for no request, and waits for the rest of it."""
    operator.send("https://{}:{}/talk".format(*feed.address))
    operator.send("/help")
    await story.delivered()
    assert [said.text.split("\n")[0] for said in operator.received[-2:]] == ["收到，正在读。", "怎么用"]
    await story.desk.player.close(within=0)


async def test_a_link_that_cannot_be_fetched_is_told_in_the_operators_language(story: Story, operator: Reader) -> None:
    told = await story.writes(operator, "https://127.0.0.1:9/talk")
    assert told.text.startswith("没有发布：https://127.0.0.1/talk")
    assert told.text.endswith("：没有抓取：这是内网地址")


async def test_readers_have_no_hand_in_publishing(story: Story, operator: Reader, library: Path) -> None:
    await sends(story, operator, "sent.md", write(replace(episode("Sent by Hand"), draft=True)).encode())
    data = operator.received[-1].buttons[0].data
    assert data is not None
    reader = story.reader()
    await story.begins(reader)
    tap = reader.press(reader.received[-1], data)
    await story.settle()
    assert tap.answer is not None
    assert not list(library.glob("*.md"))
    await sends(story, reader, "mine.md", write(replace(episode("Mine"), draft=True)).encode())
    assert not list(library.rglob("*mine*"))
