"""说给老外听: on Saturdays, and only then, the card has a second entry; what it teaches is kept like any term."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bot.model.chat import ChatId
from bot.reading.sayings import headword
from bot.render.buttons.sayings import KeepSaying, Sayings
from bot.sandbox.reader import Reader
from bot.vocabulary.headwords import occurrences
from content.files.sayings import Saying, bundled_sayings, of_week
from tests.kit.story import Story, episode

SATURDAY = datetime(2026, 6, 6, 1, tzinfo=UTC)
WEEK = of_week(bundled_sayings(), SATURDAY.date())
ENTRY = "🗣 说给老外听"


def entries(reader: Reader) -> list[str]:
    """The labels of the newest message that open sayings."""
    return [button.label for button in reader.received[-1].buttons if "🗣" in button.label]


async def on_saturday(story: Story, language_code: str = "zh-hans") -> Reader:
    """A reader whose card of Saturday is open."""
    story.clock.now = SATURDAY
    await story.publish(episode())
    reader = story.reader(language_code=language_code)
    await story.begins(reader)
    return reader


async def test_only_saturdays_card_has_the_entry(story: Story) -> None:
    await story.publish(*(episode(f"Day {n}", day=date(2026, 6, 4 + n)) for n in range(5)))
    reader = story.reader()
    await story.begins(reader)
    offered = {}
    for _ in range(4):
        await story.tick(days=1)
        offered[story.clock().date().isoformat()] = entries(reader)
    assert offered == {"2026-06-05": [], "2026-06-06": [ENTRY], "2026-06-07": [], "2026-06-08": []}


async def test_five_terms_are_turned_in_the_card_and_lead_back_to_it(story: Story) -> None:
    reader = await on_saturday(story)
    card = reader.received[-1]
    before = (card.text, card.labels)
    await story.taps(reader, ENTRY)
    seen = [card.text]
    for saying in WEEK[1:]:
        await story.taps(reader, saying.zh, card)
        seen.append(card.text)
    for number, (text, saying) in enumerate(zip(seen, WEEK, strict=True), start=1):
        assert text.startswith(f"🗣 说给老外听 · {number}/5\n\n{saying.zh}\n{saying.english}\n\n{saying.example}\n")
        assert f"⚠️ 易错：{saying.avoid}" in text
    await story.taps(reader, "↩ 返回", card)
    assert (card.text, card.labels) == before
    assert reader.received[-1] is card


async def test_a_saying_is_saved_with_its_example_reviewed_and_taken_back(story: Story) -> None:
    reader, saying = await on_saturday(story), WEEK[0]
    card, said = reader.received[-1], headword(WEEK[0])
    await story.taps(reader, ENTRY)
    tap = await story.taps(reader, "＋ 存", card)
    assert tap.answer is not None
    assert tap.answer.text == f"已存：{said} · {saying.zh}"
    assert card.labels[0] == [f"✓ {said}"]
    term = await story.store.terms.find(ChatId(7), said)
    assert term is not None
    (met,) = term.contexts
    assert (met.sentence, met.translation, met.show) == (saying.example, saying.example_zh, "说给老外听")
    question = await story.writes(reader, "/review")
    assert saying.zh in question.text
    assert not occurrences(said, question.text)
    await story.taps(reader, f"✓ {said}", card)
    assert await story.store.terms.find(ChatId(7), said) is None
    await story.taps(reader, "＋ 存", card)
    again = await story.store.terms.find(ChatId(7), said)
    assert again is not None
    assert [context.sentence for context in again.contexts] == [saying.example]


async def test_a_term_that_was_met_elsewhere_keeps_that_place(story: Story) -> None:
    reader, saying = await on_saturday(story), WEEK[0]
    card, said = reader.received[-1], headword(WEEK[0])
    await story.store.terms.save(ChatId(7), said, "别处的释义", SATURDAY)
    await story.taps(reader, ENTRY)
    await story.taps(reader, "＋ 存", card)
    term = await story.store.terms.find(ChatId(7), said)
    assert term is not None
    assert (term.meaning, [met.sentence for met in term.contexts]) == ("别处的释义", [saying.example])


async def test_in_english_the_frame_is_english(story: Story) -> None:
    reader = await on_saturday(story, "en")
    card = reader.received[-1]
    await story.taps(reader, "🗣 Say it in English")
    assert card.text.startswith("🗣 Say it in English · 1/5")
    assert card.labels[0] == [f"＋ Save {headword(WEEK[0])}"[:36]]
    assert card.labels[-1] == ["↩ Back"]


async def test_an_evergreen_card_on_an_empty_saturday_has_it_too(story: Story) -> None:
    await story.publish(episode(), *(episode(f"Evergreen {n}", day=None) for n in range(4)))
    reader = story.reader()
    await story.begins(reader)
    await story.tick(days=1)
    await story.tick(days=1)
    assert "Evergreen" in reader.received[-1].text
    assert entries(reader) == [ENTRY]


@pytest.mark.parametrize(
    "data",
    [
        Sayings(0, 0, 1, 8).pack(),
        Sayings(2**31 - 1, 0, 1, 8).pack(),
        Sayings(SATURDAY.toordinal(), 5, 1, 8).pack(),
        KeepSaying(SATURDAY.toordinal(), 9, 1, 8, "0000").pack(),
    ],
)
async def test_a_button_of_no_week_is_answered(story: Story, data: str) -> None:
    reader = await on_saturday(story)
    card, before = reader.received[-1], reader.received[-1].text
    tap = reader.press(card, data)
    await story.settle()
    assert tap.answer is not None
    assert "重新打开" in (tap.answer.text or "")
    assert card.text == before


def each() -> Iterator[Saying]:
    for week in bundled_sayings():
        yield from week


def test_what_is_saved_stands_in_the_example_so_that_it_can_be_asked() -> None:
    assert [saying.zh for saying in each() if not occurrences(headword(saying), saying.example)] == []
    assert [headword(saying) for saying in each() if re.search(r"[();…]", headword(saying))] == []
