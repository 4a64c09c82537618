"""The end of a reading: what was saved, saving the rest, and where to go on."""

import pytest

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode


async def finished(
    story: Story, *, language: str = "zh-hans", save: int = 0, length: int = 12
) -> tuple[Reader, Message]:
    await story.publish(episode(length=length))
    reader = story.reader(language_code=language)
    card = await story.begins(reader)
    await story.taps(reader, card.labels[0][0])
    for number in range(8):
        if number < save:
            await story.taps(reader, "①")
        await story.taps(reader, card.labels[0][2])
    return reader, card


@pytest.mark.parametrize(
    ("language", "none", "rest"),
    [
        ("zh-hans", "读完了 · On Measuring\n\n这一篇里你还没有存词。", "＋ 存下其余 8 个"),
        ("en", "Done · On Measuring\n\nYou have not saved a term here yet.", "＋ Save the other 8"),
    ],
)
async def test_it_offers_what_was_not_saved(story: Story, language: str, none: str, rest: str) -> None:
    reader, card = await finished(story, language=language)
    assert card.text.startswith(none)
    assert card.labels[0] == [rest]
    tap = await story.taps(reader, rest)
    assert tap.answer is not None
    assert "8" in tap.answer.text
    assert card.labels[0][0][0] == "↩"
    page = await story.writes(reader, "/vocab")
    assert "8" in page.text.split("\n")[0]


async def test_it_names_what_was_saved_and_saves_only_the_rest(story: Story) -> None:
    reader, card = await finished(story, save=2)
    assert "这一篇里你存了 2 个词：\n" in card.text
    data = next(button.data for button in card.buttons if button.label == "＋ 存下其余 6 个")
    assert data is not None
    taps = [reader.press(card, data) for _ in range(2)]
    await story.settle()
    assert [tap.answer.text for tap in taps if tap.answer] == ["又存了 6 个词", ""]
    assert (await story.writes(reader, "/vocab")).text.startswith("生词本 · 8 个词")


async def test_it_leads_on_to_the_whole_the_words_the_start_and_the_cover(story: Story) -> None:
    reader, card = await finished(story, save=1)
    await story.taps(reader, "📒 生词本")
    assert card.text.startswith("生词本 · 1 个词")
    reader.press(card, "e:1:8")
    await story.settle()
    await story.taps(reader, "📖 全文")
    assert " · 1/12 · " in card.text
    reader.press(card, "e:1:8")
    await story.settle()
    await story.taps(reader, "↺ 再读一遍")
    assert " · 1/8 · " in card.text
    reader.press(card, "e:1:8")
    await story.settle()
    await story.taps(reader, "◀ 封面")
    assert card.labels[0] == ["↺ 再读一遍"]


async def test_the_whole_text_ends_in_a_recap_of_its_own(story: Story) -> None:
    reader, card = await finished(story)
    await story.taps(reader, "📖 全文")
    await story.taps(reader, "1/12")
    await story.taps(reader, "12")
    await story.taps(reader, "读完 ▶")
    assert card.labels[0] == ["＋ 存下其余 12 个"]
    assert "📖 全文" not in [label for row in card.labels for label in row]


async def test_a_finished_day_shows_its_cover_again(story: Story) -> None:
    reader, _ = await finished(story)
    card = await story.writes(reader, "/today")
    assert card.labels[0] == ["↺ 再读一遍"]
    assert not [label for row in card.labels for label in row if label.startswith(("⏰", "⏭"))]


async def test_many_saved_words_are_named_with_their_meanings_as_far_as_a_phone_shows_them(story: Story) -> None:
    reader, card = await finished(story, length=40)
    await story.taps(reader, "📖 全文")
    reader.press(card, "e:1:0")
    await story.settle()
    await story.taps(reader, "＋ 存下其余 40 个")
    assert "你存了 40 个词：" in card.text
    assert "\n…\n" in card.text
    assert card.text.count("  术语") == 8
