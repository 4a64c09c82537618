"""A reader's level is asked once; words within it are offered last and are not explained."""

import pytest

from bot.model.known import ReaderLevel
from bot.vocabulary.level import within
from bot.vocabulary.lexicon.entry import Entry, Level
from content.episode.episode import Segment
from content.text.glosses import find_glosses
from tests.kit.known_words import labels, opened
from tests.kit.story import Story, episode


async def test_without_a_lexicon_nobody_is_asked_for_a_level(story: Story) -> None:
    reader, _ = await opened(story)
    settings = await story.writes(reader, "/settings")
    assert not [label for label in labels(settings) if label.startswith("📶")]


async def test_a_level_is_asked_once_at_the_end_of_a_second_reading(told: Story) -> None:
    await told.publish(*(episode(f"Number {n}", length=3) for n in range(3)))
    reader = told.reader()
    card = await told.begins(reader)
    asked = []
    for number in (1, 2, 3):
        reader.press(card, f"e:{number}:0")
        await told.settle()
        asked.append("📶 选水平" in labels(card))
    assert asked == [False, True, False]
    assert (await told.subscription(reader)).level is ReaderLevel.OFF


async def test_with_a_level_harder_words_are_offered_first(told: Story) -> None:
    reader, card = await opened(told)
    settings = await told.writes(reader, "/settings")
    await told.taps(reader, "📶 水平未选 ›", settings)
    tap = await told.taps(reader, "六级", settings)
    assert tap.answer is not None
    assert tap.answer.text == "📶 六级"
    assert "● 六级" in labels(settings)
    await told.taps(reader, "⋯", card)
    await told.taps(reader, "↩ 返回", card)
    offered = labels(card)[3:6]
    assert "saturation" in "".join(offered)
    assert "mice" not in "".join(offered)
    await told.taps(reader, "● 六级", settings)
    assert (await told.subscription(reader)).level is ReaderLevel.OFF


async def test_what_is_looked_up_leaves_out_known_words_and_those_within_the_level(told: Story) -> None:
    english, chinese = (
        "Ubiquitous mice ran over the runway at saturation.",
        "饱和时，到处都是老鼠在 runway（跑道）上跑。",
    )
    only = Segment(english, chinese, glosses=find_glosses(english, chinese), featured=True)
    await told.publish(episode(segments=(only,)))
    reader = told.reader()
    card = await told.writes(reader, "/start")

    async def offered() -> list[str]:
        await told.taps(reader, "🔎", card)
        words = labels(card)[:-1]
        await told.taps(reader, "↩ 回到本段", card)
        return words

    assert await offered() == ["saturation", "Ubiquitous", "runway", "mice", "ran"]
    await told.taps(reader, "🎓 认识", await told.writes(reader, "mouse"))
    assert await offered() == ["saturation", "Ubiquitous", "runway", "ran"]
    settings = await told.writes(reader, "/settings")
    await told.taps(reader, "📶 水平未选 ›", settings)
    await told.taps(reader, "GRE", settings)
    assert await offered() == ["runway"]  # which the segment explains


@pytest.mark.parametrize(
    ("levels", "rank", "level", "expected"),
    [
        ((Level.CET4,), None, ReaderLevel.CET6, True),
        ((Level.GRE,), None, ReaderLevel.CET6, False),
        ((Level.GRE, Level.CET6), None, ReaderLevel.CET6, True),
        ((), 2999, ReaderLevel.TOP_3000, True),
        ((), 3001, ReaderLevel.TOP_3000, False),
        ((), None, ReaderLevel.TOP_8000, False),
        ((Level.MIDDLE_SCHOOL,), 1, ReaderLevel.OFF, False),
        ((Level.MIDDLE_SCHOOL,), 1, ReaderLevel.UNASKED, False),
    ],
)
def test_a_level_takes_its_own_list_and_easier_ones(
    levels: tuple[Level, ...], rank: int | None, level: ReaderLevel, expected: bool
) -> None:
    assert within(Entry("word", "", "", ("词",), levels, rank), level) is expected
