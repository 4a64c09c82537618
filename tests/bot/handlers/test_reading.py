"""Reading: one message, edited in place: forward, back, anywhere in it, in the mode that the reader likes."""

import pytest

from bot.model.chat import ChatId
from content.episode.episode import Kind
from tests.kit.opened_card import EN, ZH, head, opened
from tests.kit.story import Story, episode


@pytest.mark.parametrize(
    ("language", "next_", "previous"), [(ZH, "下一段 ▶", "◀ 上一段"), (EN, "Next ▶", "◀ Previous")]
)
async def test_it_steps_forward_and_back_without_a_new_message(
    story: Story, language: str, next_: str, previous: str
) -> None:
    reader, card = await opened(story, language=language)
    first = card.content
    await story.taps(reader, next_)
    assert " · 2/8 · " in head(card)
    await story.taps(reader, previous)
    assert card.content == first
    assert len(reader.received) == 2


async def test_a_card_names_show_place_time_and_speaker(story: Story) -> None:
    _, card = await opened(story)
    assert head(card) == "The Test Bench · 1/8 · ▶ 00:00 · 说话人 1"
    links = [entity.url for entity in card.entities if entity.type == "text_link"]
    assert links == ["https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=0s"]


async def test_the_translation_is_covered_until_it_is_tapped(story: Story) -> None:
    _, card = await opened(story)
    kinds = [entity.type for entity in card.entities]
    assert "spoiler" in kinds
    assert "blockquote" in kinds


@pytest.mark.parametrize(
    ("label", "english", "chinese", "kind"),
    [
        ("遮住", True, True, "spoiler"),
        ("对照", True, True, "blockquote"),
        ("折叠", True, True, "expandable_blockquote"),
        ("仅英文", True, False, "bold"),
        ("仅中文", False, True, "bold"),
    ],
)
async def test_each_mode_shows_what_it_says_and_is_kept(
    story: Story, label: str, english: bool, chinese: bool, kind: str
) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "⋯")
    await story.taps(reader, label)
    for _ in range(2):
        assert ("We measured" in card.text, "我们先测了" in card.text) == (english, chinese)
        assert kind in [entity.type for entity in card.entities]
        await story.taps(reader, "下一段 ▶")
    await story.taps(reader, "⋯")
    assert f"● {label}" in [key for row in card.labels for key in row]
    before = head(card)
    await story.taps(reader, "↩ 返回")
    assert head(card) == before


async def test_the_jump_goes_to_any_segment_and_back(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "1/8")
    assert card.text == "跳到哪一段？现在是第 1 段，共 8 段。"
    assert card.labels[0] == ["●1", "2", "3", "4", "5", "6", "7", "8"]
    await story.taps(reader, "6")
    assert " · 6/8 · " in head(card)
    await story.taps(reader, "6/8")
    await story.taps(reader, "↩ 返回")
    assert " · 6/8 · " in head(card)


async def test_the_jump_of_a_long_reading_offers_its_neighbours_and_both_ends(story: Story) -> None:
    reader, card = await opened(story, length=140)
    await story.taps(reader, "⋯")
    await story.taps(reader, "📖 全文")
    await story.taps(reader, "/140")
    numbers = [int(key.strip("●")) for row in card.labels[:-1] for key in row]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, 140)
    assert len(numbers) <= 41
    here = int(next(key for row in card.labels for key in row if key.startswith("●")).strip("●"))
    assert {here - 1, here + 1} <= set(numbers) | {0}


async def test_the_whole_text_goes_on_from_where_the_digest_stood(story: Story) -> None:
    reader, card = await opened(story, length=30)
    for _ in range(3):
        await story.taps(reader, "下一段 ▶")
    text = card.text.split("\n\n")[1]
    await story.taps(reader, "⋯")
    assert "📖 全文" in card.labels[-2]
    await story.taps(reader, "📖 全文")
    assert card.text.split("\n\n")[1] == text
    assert "/30" in head(card)
    await story.taps(reader, "⋯")
    assert "📖 全文" not in [key for row in card.labels for key in row]


async def test_today_resumes_where_the_reader_stopped(story: Story) -> None:
    reader, card = await opened(story)
    for _ in range(4):
        await story.taps(reader, "下一段 ▶")
    again = await story.writes(reader, "/today")
    assert again is not card
    assert again.content == card.content
    await story.taps(reader, "◀ 上一段", again)
    await story.taps(reader, "5/8", card)
    await story.taps(reader, "1", card)
    await story.taps(reader, "◀ 封面", card)
    assert card.labels[0] == ["▶ 开始阅读"]


async def test_the_cover_offers_to_resume(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "下一段 ▶")
    archive = await story.writes(reader, "/archive")
    await story.taps(reader, "4", archive)
    await story.taps(reader, "1", archive)
    assert archive.labels[0] == ["▶ 继续 2/8"]
    await story.taps(reader, "▶ 继续 2/8", archive)
    assert archive.content == card.content


@pytest.mark.parametrize(
    ("kind", "zh", "en"), [(Kind.BLOG, "✍️ 文章", "✍️ Article"), (Kind.POSTS, "💬 帖子", "💬 Posts")]
)
async def test_every_kind_is_named_on_its_card(story: Story, kind: Kind, zh: str, en: str) -> None:
    await story.publish(episode(kind=kind))
    assert (await story.begins(story.reader(7, ZH))).text.startswith(zh)
    assert (await story.begins(story.reader(8, EN))).text.startswith(en)


async def test_next_reads_three_times(story: Story) -> None:
    """Who reads, the episode with its segment, what the chat has saved. It was four when the listing was read first."""
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    said: list[str] = []
    database = story.store.database
    database.near.set_trace_callback(said.append)
    try:
        tap = await story.taps(reader, "下一段 ▶")
    finally:
        database.near.set_trace_callback(None)
    assert tap.answer is not None
    reads = [sql for sql in said if sql.lstrip().startswith(("SELECT", "--"))]
    assert len(reads) == 3, reads
    place = await story.store.progress.place_in(ChatId(reader.chat.id), 1)
    assert place is not None
    assert place.index == 1
