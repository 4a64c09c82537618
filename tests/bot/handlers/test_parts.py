"""A card fits a phone: three rows at most, and a long segment comes in parts; what was sent before still means it."""

from pathlib import Path

import pytest

from bot.app.place import BUNDLED_EPISODES
from bot.render.buttons.packing import check
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from content.episode.episode import Segment
from content.text.glosses import find_glosses
from content.text.parts import LINES, lines, part_at, part_of, parts_of
from tests.kit.bundled import bundled_entry, bundled_library
from tests.kit.story import Story, episode, segment

ENGLISH = [
    "The agent reads the whole transcript before every single call that it makes to the model behind it.",
    "It has no memory of its own, so whatever is not in the transcript has never happened as far as it can tell.",
    "A harness is the loop around it: it runs the tools, appends what they return, and asks once more what to do.",
    "When the loop is short, a mistake costs a second; when it is long, the mistake has been built upon for an hour.",
    "So the people who build harnesses spend their days on what the model sees, and hardly any on what it says.",
    "An eval is how they find out whether the last change helped, and most of the changes that felt good did not.",
]
CHINESE = [
    "智能体每次调用模型之前，都会把整份 transcript（对话记录）从头读一遍。",
    "它自己没有记忆，凡是记录里没有的事，在它看来就从没发生过。",
    "harness（运行框架）就是它外面的那层循环：执行工具，把结果接在后面，再问一次接下来做什么。",
    "循环短的时候，一个错误只花一秒；循环一长，错误之上已经盖了一小时的楼。",
    "所以做框架的人，时间都花在模型看见什么上，几乎不花在它说了什么上。",
    "eval（评测）告诉他们上一次改动有没有用，而多数感觉不错的改动其实没有。",
]


def long_segment() -> Segment:
    english, chinese = " ".join(ENGLISH), "".join(CHINESE)
    return Segment(english=english, chinese=chinese, glosses=find_glosses(english, chinese), featured=True)


async def opened(story: Story) -> tuple[Reader, Message]:
    """Today's card open at a short segment, with a long one after it and a short one behind that."""
    segments = (segment(0, featured=True), long_segment(), segment(2, featured=True))
    await story.publish(episode(segments=segments))
    reader = story.reader()
    card = await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读", card)
    return reader, card


def shown(card: Message) -> list[str]:
    """Which of the long segment's sentences a card shows, by their first words."""
    plain = card.text.replace("①", "").replace("②", "").replace("③", "")
    return [sentence for sentence in ENGLISH if sentence in plain]


async def test_a_long_segment_is_read_in_parts_forward_and_back(story: Story) -> None:
    reader, card = await opened(story)
    texts, seen = [], []
    for number in range(1, len(parts_of(long_segment())) + 1):
        await story.taps(reader, "下一段 ▶", card)
        assert f"2/3（{number}/{len(parts_of(long_segment()))}）" in card.text
        assert card.labels[0][1] == "2/3"
        assert len(card.labels) <= 3
        texts.append(card.text)
        seen += shown(card)
    assert len(texts) > 1
    assert seen == ENGLISH
    await story.taps(reader, "下一段 ▶", card)
    assert "3/3 · " not in texts
    assert card.text.split("\n")[0].endswith("3/3")
    for text in reversed(texts):  # back over its end, not to its beginning
        await story.taps(reader, "◀ 上一段", card)
        assert card.text == text
    await story.taps(reader, "◀ 上一段", card)
    assert card.text.split("\n")[0].endswith("1/3")


async def test_a_term_of_any_part_is_saved_from_it_and_taken_back_in_its_place(story: Story) -> None:
    reader, card = await opened(story)
    while not any("eval" in label for row in card.labels for label in row):
        await story.taps(reader, "下一段 ▶", card)
    before = (card.text, card.labels)
    tap = await story.taps(reader, "eval", card)
    assert tap.answer is not None
    assert tap.answer.text == "已存：eval · 评测"
    assert card.text == before[0]
    assert "✓ eval" in card.labels[1]
    await story.taps(reader, "✓ eval", card)
    assert (card.text, card.labels) == before


async def test_a_report_from_a_later_part_stays_at_that_part(story: Story) -> None:
    reader, card = await opened(story)
    while not any("eval" in label for row in card.labels for label in row):
        await story.taps(reader, "下一段 ▶", card)
    text = card.text
    await story.taps(reader, "⋯", card)
    for button in ("🚩 译文有误", "🚩 收回反馈"):
        await story.taps(reader, button, card)
        assert card.text == text
    await story.taps(reader, "↩ 返回", card)
    assert card.text == text


async def test_buttons_of_before_parts_open_and_save_what_they_meant(story: Story) -> None:
    reader, card = await opened(story)
    glosses = long_segment().glosses
    place = next(index for index, gloss in enumerate(glosses) if gloss.headword == "eval")
    reader.press(card, "r:1:8:1")
    await story.settle()
    assert "2/3（1/" in card.text
    assert shown(card)[0] == ENGLISH[0]
    tap = reader.press(card, f"g:1:8:1:{place}:{check('eval')}")
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text == "已存：eval · 评测"
    assert ENGLISH[-1] in shown(card)
    vocabulary = await story.writes(reader, "/vocab")
    assert "eval  评测" in vocabulary.text
    await story.taps(reader, "1", vocabulary)
    assert ENGLISH[-1] in vocabulary.text
    await story.taps(reader, "↗ 回到原段", vocabulary)
    assert ENGLISH[-1] in shown(reader.last)
    for data in ("m:1:8:1", "k:1:8:1"):
        reader.press(card, data)
        await story.settle()
        assert shown(card)[0] == ENGLISH[0]


async def test_what_is_done_with_a_part_leads_back_to_it(story: Story) -> None:
    reader, card = await opened(story)
    for _ in range(2):
        await story.taps(reader, "下一段 ▶", card)
    before = (card.text, card.labels)
    await story.taps(reader, "⋯", card)
    assert card.text == before[0]
    await story.taps(reader, "↩ 返回", card)
    assert (card.text, card.labels) == before
    await story.taps(reader, "🔎", card)
    offered = [label for row in card.labels[:-1] for label in row]
    assert all(label in before[0] for label in offered)
    await story.taps(reader, offered[0], card)
    await story.taps(reader, "↩ 换个词", card)
    assert [label for row in card.labels[:-1] for label in row] == offered
    await story.taps(reader, "↩ 回到本段", card)
    assert (card.text, card.labels) == before
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "对照", card)
    assert shown(card) == [sentence for sentence in ENGLISH if sentence in before[0].replace("①", "")]


async def test_the_end_of_a_reading_offers_the_terms_of_every_part(story: Story) -> None:
    reader, card = await opened(story)
    reader.press(card, "e:1:8")
    await story.settle()
    assert card.labels[0] == ["＋ 存下其余 5 个"]  # one each of the short ones, three of the long


@pytest.mark.parametrize("path", sorted(BUNDLED_EPISODES.glob("*.md")), ids=lambda path: path.stem[:24])
def test_parts_are_the_whole_segment_in_order(path: Path) -> None:
    for whole in bundled_entry(path.stem).episode.segments:
        parts = parts_of(whole)
        for language in ("english", "chinese"):
            text = "".join(getattr(part.segment, language) for part in parts)
            assert "".join(text.split()) == "".join(getattr(whole, language).split())
        assert sorted(place for part in parts for place in part.glosses) == list(range(len(whole.glosses)))
        for number, part in enumerate(parts):
            assert whole.english[part.start :].startswith(part.segment.english)
            assert part_at(whole, part.start) == number
            for place, gloss in zip(part.glosses, part.segment.glosses, strict=True):
                assert part_of(whole, place) == number
                assert gloss.headword == whole.glosses[place].headword
                if gloss.span is not None:
                    assert whole.glosses[place].span == tuple(part.start + at for at in gloss.span)


def test_nine_of_ten_bundled_cards_fit_a_phone() -> None:
    every = [segment for entry in bundled_library().entries for segment in entry.episode.segments]
    fitting = [
        segment
        for segment in every
        if all(lines(part.segment.english, part.segment.chinese) <= LINES for part in parts_of(segment))
    ]
    assert len(every) > 400
    assert len(fitting) >= 0.9 * len(every)
