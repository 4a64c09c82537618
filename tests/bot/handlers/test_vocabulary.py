"""/vocab: eight a page, each with its sentence, the way back, delete with undo."""

from datetime import date

import pytest

from bot.app.clockwork import tidy
from bot.model.chat import ChatId
from bot.model.term import Context
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode


async def holding(story: Story, count: int, language: str = "zh-hans") -> tuple[Reader, Message]:
    """A reader with so many words, newest `word N`, and their vocabulary open."""
    await story.publish(episode())
    reader = story.reader(language_code=language)
    await story.begins(reader)
    for number in range(1, count + 1):
        await keep(story, reader, f"word {number}", number % 12)
    return reader, await story.writes(reader, "/vocab")


async def keep(story: Story, reader: Reader, headword: str, position: int = 0, sentence: str = "") -> None:
    story.clock.move(seconds=1)
    place = Context(
        id=0,
        term_id=0,
        episode_id=1,
        position=position,
        sentence=sentence or f"This is part {position} of the talk.",
        translation=f"这是第 {position} 部分。",
        show="The Test Bench",
        date=date(2026, 6, 4),
        created_at=story.clock(),
    )
    await story.store.terms.save(ChatId(reader.chat.id), headword, "释义", place.created_at, place)


async def test_an_empty_one_says_how_to_fill_it(story: Story) -> None:
    _, vocabulary = await holding(story, 0)
    assert vocabulary.text == "生词本还空着。读一段时点下面的词，就会存到这里，连同它所在的句子。"
    assert not vocabulary.keyboard


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "生词本 · 9 个词"), ("en", "Vocabulary · 9 terms")])
async def test_five_a_page_newest_first_and_round_again(story: Story, language: str, title: str) -> None:
    reader, page = await holding(story, 9, language)
    assert page.text.startswith(f"{title}\n\n1. word 9  释义\nThis is part 9 of the talk.")
    assert page.text.count("释义") == 5
    assert page.labels[:2] == [["1", "2", "3", "4", "5"], ["◀", "1/2", "▶"]]
    await story.taps(reader, "▶")
    assert "9. word 1  释义" in page.text
    assert page.labels[:2] == [["6", "7", "8", "9"], ["◀", "2/2", "▶"]]
    await story.taps(reader, "▶")
    assert "1. word 9" in page.text
    await story.taps(reader, "◀")
    assert "9. word 1" in page.text
    assert len(reader.received) == 3


async def test_a_number_opens_the_term_and_back_leads_to_its_page(story: Story) -> None:
    reader, page = await holding(story, 9)
    await story.taps(reader, "▶")
    await story.taps(reader, "9")
    assert page.text.split("\n")[:2] == ["word 1", "释义"]
    assert "The Test Bench · 6月4日 周四" in page.text
    await story.taps(reader, "↩ 返回")
    assert page.labels[1] == ["◀", "2/2", "▶"]


async def test_the_way_back_opens_the_segment_in_a_message_of_its_own(story: Story) -> None:
    reader, page = await holding(story, 3)
    await story.taps(reader, "1")
    before = page.content
    await story.taps(reader, "↗ 回到原段")
    assert page.content == before
    assert reader.last is not page
    assert " · 3/8 · " in reader.last.text
    assert reader.last.silent


async def test_a_deleted_term_comes_back_with_undo(story: Story) -> None:
    reader, page = await holding(story, 2)
    await story.taps(reader, "1")
    shown = page.content
    await story.taps(reader, "🗑 删除")
    assert page.text == "已删除 word 2。"
    tap = await story.taps(reader, "↩ 撤销")
    assert tap.answer is not None
    assert tap.answer.text == "已恢复：word 2"
    assert page.content == shown
    await story.taps(reader, "🗑 删除")
    await story.taps(reader, "↩ 返回")
    assert page.text.startswith("生词本 · 1 个词")


async def test_the_last_of_a_page_gone_the_page_before_is_shown(story: Story) -> None:
    reader, page = await holding(story, 6)
    await story.taps(reader, "▶")
    await story.taps(reader, "6")
    await story.taps(reader, "🗑 删除")
    await story.taps(reader, "↩ 返回")
    assert page.text.startswith("生词本 · 5 个词\n\n1. word 6")
    assert not any("◀" in row for row in page.labels)


async def test_buttons_of_a_term_long_gone_say_so_and_show_the_list(story: Story) -> None:
    reader, page = await holding(story, 2)
    await story.taps(reader, "1")
    await story.taps(reader, "🗑 删除")
    await story.store.terms.purge(story.clock.now.replace(year=2027))
    tap = await story.taps(reader, "↩ 撤销")
    assert tap.answer is not None
    assert tap.answer.text == "这个词已经不在生词本里了。"
    assert page.text.startswith("生词本 · 1 个词")


async def test_a_deletion_can_be_undone_for_a_month_and_is_then_real(story: Story) -> None:
    reader, page = await holding(story, 2)
    await story.taps(reader, "1")
    await story.taps(reader, "🗑 删除")
    story.clock.move(days=29)
    await tidy(story.desk)
    await story.taps(reader, "↩ 撤销")
    assert page.text.startswith("word 2")
    await story.taps(reader, "🗑 删除")
    story.clock.move(days=31)
    await tidy(story.desk)
    tap = await story.taps(reader, "↩ 撤销")
    assert tap.answer is not None
    assert tap.answer.text == "这个词已经不在生词本里了。"


async def test_delete_tapped_twice_is_one_deletion(story: Story) -> None:
    reader, page = await holding(story, 2)
    await story.taps(reader, "1")
    data = next(button.data for button in page.buttons if button.label == "🗑 删除")
    assert data is not None
    for _ in range(2):
        reader.press(page, data)
    await story.settle()
    assert page.text == "已删除 word 2。"
    await story.taps(reader, "↩ 撤销")
    assert page.text.startswith("word 2")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_each_of_three_contexts_has_a_button_that_tells_which(story: Story, language: str) -> None:
    reader, page = await holding(story, 0, language)
    for position in range(4):
        await keep(story, reader, "cache", position)
    page = await story.writes(reader, "/vocab")
    await story.taps(reader, "1")
    assert [row[0][-2:] for row in page.labels[:3]] == [" 1", " 2", " 3"]
    assert not any("…" in label for row in page.labels for label in row)
    assert "part 3" in page.text
    assert "part 0" not in page.text


async def test_long_sentences_of_three_contexts_fit_one_message(story: Story) -> None:
    reader, _ = await holding(story, 0)
    for position in range(3):
        await keep(story, reader, "cache", position, f"{position} " + "word & " * 250)
    page = await story.writes(reader, "/vocab")
    await story.taps(reader, "1")
    assert page.text.startswith("cache\n")
