"""/builders: who posted lately; one of them with what they posted; following."""

from datetime import date, timedelta

from bot.sandbox.reader import Reader
from tests.bot.handlers.test_issues import TODAY, issue, posts
from tests.kit.story import Story, episode


async def said(story: Story, reader: Reader, button: str) -> str:
    """What the answer to a tap says."""
    tap = await story.taps(reader, button)
    assert tap.answer is not None
    return tap.answer.text


async def test_who_posted_last_stands_first_and_opens_what_they_posted(story: Story) -> None:
    await story.publish(
        posts("ada", length=7, saying="Shipping today."),
        posts("ada", day=TODAY - timedelta(days=1), saying="Not yet."),
        posts("bo", day=TODAY - timedelta(days=2)),
        episode("A podcast"),
    )
    reader = story.reader()
    card = await story.writes(reader, "/builders")
    assert card.text == (
        "Builders · 最近发帖的在前\n\n"
        "1. Ada @ada · 6月4日 周四\nada builds things. And more.\n\n"
        "2. Bo @bo · 6月2日 周二\nbo builds things. And more."
    )
    await story.taps(reader, "1")
    lines = card.text.split("\n")
    assert lines[:2] == ["Ada @ada", "ada builds things. And more."]
    assert lines[3:5] == ["1. 6月4日 周四 06:00 · ♥ 120 · ↻ 7 · 💬 3 · 帖子 ↗", "Shipping today. Number 0."]
    assert card.labels == [["1", "2", "3", "4", "5"], ["＋ 关注", "▶"], ["主页 ↗", "↩ 返回"]]
    assert [button.url for button in card.buttons if button.url] == ["https://x.com/ada"]
    await story.taps(reader, "▶")
    assert card.labels[:2] == [["6", "7", "8"], ["◀", "＋ 关注"]]
    assert "Not yet." in card.text
    await story.taps(reader, "7")
    assert card.text.startswith("Ada · 7/7 · ")
    assert len(reader.received) == 1


async def test_a_builder_who_is_followed_stands_first_in_the_issue_until_no_longer(story: Story) -> None:
    await story.publish(*issue(builders=3))
    reader = story.reader()
    card = await story.writes(reader, "/builders")
    await story.taps(reader, "3")
    assert card.text.startswith("Builder2 @builder2")
    assert await said(story, reader, "＋ 关注") == "已关注 Builder2，之后排在前面。"
    assert "★ 已关注" in card.labels[1]
    await story.begins(reader)
    await story.taps(reader, "今日还有")
    assert "3. ★ Builder2 @builder2\n" in reader.last.text
    card = await story.writes(reader, "/builders")
    assert "3. ★ Builder2 @builder2" in card.text
    await story.taps(reader, "3")
    assert await said(story, reader, "★ 已关注") == "不再关注 Builder2。"
    assert "＋ 关注" in card.labels[1]


async def test_forgetting_takes_the_following_along(story: Story) -> None:
    await story.publish(posts("ada"))
    reader = story.reader()
    card = await story.writes(reader, "/builders")
    await story.taps(reader, "1")
    await story.taps(reader, "＋ 关注")
    await story.writes(reader, "/forget")
    await story.taps(reader, "删除", reader.last)
    card = await story.writes(reader, "/builders")
    assert "★" not in card.text


async def test_many_builders_are_paged(story: Story) -> None:
    await story.publish(*(posts(f"b{n:02d}", day=date(2026, 5, 1 + n)) for n in range(20)))
    reader = story.reader(language_code="en")
    card = await story.writes(reader, "/builders")
    assert card.text.count("@") == 16
    await story.taps(reader, "▶")
    assert card.labels == [["17", "18", "19", "20"], ["◀"]]


async def test_without_posts_it_says_so(story: Story) -> None:
    await story.publish(episode("A podcast"))
    assert (await story.writes(story.reader(), "/builders")).text == "还没有帖子。"
    assert (await story.writes(story.reader(8, "en"), "/builders")).text == "There are no posts yet."
