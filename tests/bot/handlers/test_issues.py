"""A day's issue: the podcast leads, and what it displaced is a tap away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.reader import Reader
from content.episode.episode import Episode, Kind, Segment
from tests.kit.story import Story, episode, segment

TODAY = date(2026, 6, 4)
OLD = date(2026, 5, 2)


def posts(builder: str, *, day: date = TODAY, saying: str = "It works.", length: int = 1, **fields: Any) -> Episode:
    segments = tuple(
        Segment(
            english=f"{saying}\nNumber {n}.",
            chinese="能用。",
            url=f"https://x.com/{builder}/status/{n}",
            likes=120,
            reposts=7,
            replies=3,
            posted_at=datetime(2026, 6, 3, 22, n, tzinfo=UTC),
        )
        for n in range(length)
    )
    given: dict[str, Any] = {
        "kind": Kind.POSTS,
        "show": builder.title(),
        "handle": builder,
        "bio": f"{builder} builds things.\nAnd more.",
        "url": f"https://x.com/{builder}",
        "segments": segments,
        "issue": day,
    }
    return episode(f"{builder.title()} · @{builder} · {day}", day=day, **(given | fields))


def issue(day: date = TODAY, *, builders: int = 3) -> list[Episode]:
    podcast: dict[str, Any] = {"title_zh": "谈测量", "lead_in": "把延迟拆开看，才知道该先动哪里。"}
    return [
        episode(f"On Measuring {day}", day=OLD, issue=day, **podcast),
        episode(
            f"Why Queues Fill {day}",
            day=day,
            issue=day,
            kind=Kind.BLOG,
            show="Workshop",
            url="https://example.org/queues",
            length=2,
        ),
        *(posts(f"builder{n}", day=day) for n in range(builders)),
    ]


async def test_the_podcast_is_pushed_though_its_posts_are_younger_and_posts_and_blog_are_two_taps_away(
    story: Story,
) -> None:
    await story.publish(*issue(builders=15))
    reader = story.reader()
    await story.begins(reader)
    card = reader.last
    assert card.text == (
        "🎙 播客 · 6月4日 周四\n"
        "On Measuring 2026-06-04\n"
        "谈测量\n"
        "The Test Bench · 精选 8 段 · 约 1 分钟 · 全文 12 段 4 分钟\n"
        "出处：youtube.com/watch?v=abc\n"
        "\n"
        "为什么读它：把延迟拆开看，才知道该先动哪里。"
    )
    assert card.labels[1] == ["今日还有：1 篇文章 · 15 位 builder"]
    await story.taps(reader, "今日还有")
    lines = card.text.split("\n")
    assert lines[0] == "6月4日 周四 · 17 篇"
    assert lines[2:6] == [
        "🎙 播客",
        "1. On Measuring 2026-06-04",
        "谈测量",
        "The Test Bench · 全文 12 段 4 分钟",
    ]
    assert lines[7:12] == ["✍️ 文章", "2. Why Queues Fill 2026-06-04", "Workshop · 全文 2 段 1 分钟", "", "💬 Builders"]
    assert lines[12:14] == ["3. Builder14 @builder14", "It works."]
    assert [len(row) for row in card.labels] == [8, 8, 1, 1]
    await story.taps(reader, "2")
    assert "Why Queues Fill" in card.text
    for button in ("今日还有", "3"):
        await story.taps(reader, button)
    assert card.text.split("\n")[1:4] == [
        "Builder14 · @builder14 · 2026-06-04",
        "Builder14 @builder14 · 全文 1 段 1 分钟",
        "builder14 builds things. And more.",
    ]
    await story.taps(reader, "👤 builder")
    assert card.text.startswith("Builder14 @builder14\n")
    assert len(reader.received) == 2


async def test_the_next_day_brings_the_next_lead_and_a_day_without_an_issue_what_is_left(story: Story) -> None:
    await story.publish(*issue(), *issue(TODAY + timedelta(days=1)))
    reader = story.reader()
    await story.begins(reader)
    for _ in range(2):
        await story.tick(days=1)
    titles = [message.text.split("\n")[1] for message in reader.received[1:]]
    assert titles == ["On Measuring 2026-06-04", "On Measuring 2026-06-05", "Why Queues Fill 2026-06-05"]


async def test_a_serial_reader_gets_the_lead_in_parts(story: Story) -> None:
    await story.publish(*issue())
    reader = story.reader()
    await story.writes(reader, "/settings")
    await story.taps(reader, "读法 · 精选")
    await story.begins(reader)
    await story.tick(days=1)
    cards = [message.text for message in reader.received if "连载" in message.text]
    assert ["On Measuring" in card for card in cards] == [True]
    assert "第 9–12 段" in cards[0]


async def test_a_reader_may_prefer_articles(story: Story) -> None:
    await story.publish(*issue())
    reader = story.reader()
    await story.writes(reader, "/settings")
    for label in ("头条 · 默认", "头条 · 播客", "头条 · 文章"):
        assert label in [each for row in reader.last.labels for each in row]
        if label != "头条 · 文章":
            await story.taps(reader, label)
    await story.begins(reader)
    assert "Why Queues Fill" in reader.last.text


async def test_a_post_says_when_it_was_posted_and_what_readers_made_of_it(story: Story) -> None:
    await story.publish(posts("ida", length=2))
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    assert reader.last.text.split("\n")[0] == "Ida · 1/2 · 6月4日 周四 06:00 · ♥ 120 · ↻ 7 · 💬 3 · 帖子 ↗"
    links = [entity.url for entity in reader.last.entities if entity.url]
    assert links == ["https://x.com/ida", "https://x.com/ida/status/0"]


@pytest.mark.parametrize(("note", "alert"), [("别译成“队列满了”，这里是积压。", True), ("很长。" * 90, False)])
async def test_a_translators_note_is_a_tap_away(story: Story, note: str, alert: bool) -> None:
    noted = Segment(english="The queue fills.", chinese="队列在积压。", note=note)
    await story.publish(episode(segments=(noted, segment(1))))
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    card, before = reader.last, reader.last.text
    tap = await story.taps(reader, "💡", card)
    assert tap.answer is not None
    assert (tap.answer.text, tap.answer.alert) == ((note, True) if alert else ("", False))
    assert card.text == before
    assert (reader.last.text == f"💡 译者手记\n{note}") is not alert
    await story.taps(reader, "下一段 ▶", card)
    assert "💡" not in [label for row in card.labels for label in row]


async def test_the_sources_of_an_evergreen_piece_can_be_opened(story: Story) -> None:
    sources = ("https://www.sec.gov/files/34-70694.pdf", "https://example.org/toggles")
    await story.publish(episode("Knight", day=None, url=None, sources=sources))
    reader = story.reader(language_code="en")
    await story.begins(reader)
    card = reader.last
    assert "Source: sec.gov/files/34-70694.pdf and others, 2 in all" in card.text
    await story.taps(reader, "📎 Sources")
    assert card.text == "Sources · Knight\nThe Test Bench\n\n1. sec.gov/files/34-70694.pdf\n2. example.org/toggles"
    assert [entity.url for entity in card.entities if entity.url] == list(sources)
    await story.taps(reader, "↩ Back")
    await story.taps(reader, "▶ Start reading")
    for button in ("⋯", "📎 Sources"):
        await story.taps(reader, button, card)
    assert card.text.startswith("Sources · Knight\n")


async def test_the_button_of_earlier_versions_opens_the_issue(story: Story) -> None:
    await story.publish(*issue())
    reader = story.reader()
    card = await story.begins(reader)
    reader.press(card, "ps:1")
    await story.settle()
    assert card.text.startswith("6月4日 周四 · 5 篇")


async def test_an_issue_dated_in_the_future_is_not_served_and_the_operator_hears_of_it(story: Story) -> None:
    later = TODAY + timedelta(days=30)
    await story.publish(*issue(TODAY + timedelta(days=1)), *issue(later))
    story.app.bot_data["desk"] = replace(story.desk, admin_ids=frozenset({9}))
    admin = await story.writes(story.reader(9), "/admin")
    assert "最新一篇：6月5日 周五\n" in admin.text
    assert "⚠️ 7月4日 周六：5 篇，日期还没到，到那天再送。" in admin.text
    reader = story.reader()
    await story.begins(reader)
    for _ in range(3):
        await story.tick(days=1)
    assert "2026-07-04" not in "".join(message.text for message in reader.received)
    await story.tick(days=27)
    assert "On Measuring 2026-07-04" in reader.last.text


async def test_two_issues_of_one_day_push_one_lead_and_nothing_twice(story: Story) -> None:
    first = issue()
    await story.publish(*first)
    reader = story.reader()
    await story.begins(reader)
    later = episode("A Later Podcast", day=TODAY, issue=TODAY)
    await story.publish(*first, later)
    await story.tick(minutes=20)
    for _ in range(6):
        await story.tick(days=1)
    titles = [message.text.split("\n")[1] for message in reader.received[1:]]
    assert titles[:3] == ["On Measuring 2026-06-04", "A Later Podcast", "Why Queues Fill 2026-06-04"]
    assert len(set(titles)) == len(titles)


async def test_in_english_the_rest_of_the_day_fits_its_button(story: Story) -> None:
    await story.publish(*issue(builders=15), episode("Another", day=TODAY))
    reader: Reader = story.reader(language_code="en")
    await story.begins(reader)
    assert reader.last.labels[1] == ["Also today: 17 more pieces"]
    await story.taps(reader, "Also today")
    assert "🎙 Podcasts" in reader.last.text
