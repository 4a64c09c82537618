"""Terms: saved with a tap, taken back with another, kept with their sentence."""

import asyncio

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from content.episode.episode import Gloss, Segment
from tests.kit.story import Story, episode


def talk(english: str, chinese: str, *headwords: str) -> Segment:
    glosses = tuple(Gloss(word, f"义{word}", _span(english, word)) for word in headwords)
    return Segment(english=english, chinese=chinese, glosses=glosses, featured=True)


def _span(english: str, word: str) -> tuple[int, int] | None:
    at = english.find(word)
    return (at, at + len(word)) if at >= 0 else None


async def opened(story: Story, *segments: Segment, language: str = "zh-hans") -> tuple[Reader, Message]:
    await story.publish(episode(segments=segments))
    reader = story.reader(language_code=language)
    card = await story.begins(reader)
    await story.taps(reader, card.labels[0][0])
    return reader, card


def toast(tap: object) -> str:
    answer = getattr(tap, "answer", None)
    assert answer is not None
    assert not answer.alert
    return str(answer.text)


async def test_a_tap_saves_and_a_second_takes_back(story: Story) -> None:
    reader, card = await opened(story, talk("A cache is fast. A queue waits.", "缓存快。队列等。", "cache", "queue"))
    assert card.labels[1] == ["① cache", "② queue"]
    assert "cache①" in card.text
    assert toast(await story.taps(reader, "① cache")) == "已存：cache · 义cache"
    assert card.labels[1] == ["✓ cache", "② queue"]
    assert toast(await story.taps(reader, "✓ cache")) == "已取消：cache"
    assert card.labels[1] == ["① cache", "② queue"]
    assert [said.text for said in reader.received[2:]] == ["✓ 已存 cache"]


async def test_the_same_in_english(story: Story) -> None:
    reader, _ = await opened(story, talk("A cache is fast.", "缓存快。", "cache"), language="en")
    assert toast(await story.taps(reader, "① cache")) == "Saved: cache · 义cache"
    assert toast(await story.taps(reader, "✓ cache")) == "Removed: cache"


async def test_a_word_met_again_elsewhere_gets_the_new_sentence_too(story: Story) -> None:
    first, second = (
        talk("A cache is fast.", "缓存快。", "cache"),
        talk("Copies grow stale. A Cache lies.", "缓存骗人。", "Cache"),
    )
    reader, card = await opened(story, first, second)
    await story.taps(reader, "① cache")
    await story.taps(reader, "下一段 ▶")
    assert card.labels[1] == ["＋ Cache", "🎓 认识"]
    assert toast(await story.taps(reader, "＋ Cache")) == "又见 Cache，已添上这一句"
    assert card.labels[1] == ["✓ Cache", "🎓 认识"]
    vocabulary = await story.writes(reader, "/vocab")
    assert vocabulary.text.startswith("生词本 · 1 个词")
    assert "A Cache lies." in vocabulary.text
    await story.taps(reader, "1")
    assert "A Cache lies." in vocabulary.text
    assert "A cache is fast." in vocabulary.text
    assert [row[0] for row in vocabulary.labels[:2]] == ["↗ 回到原段 1", "↗ 回到原段 2"]
    await story.taps(reader, "✓ Cache", card)
    assert card.labels[1] == ["＋ Cache", "🎓 认识"]
    await story.taps(reader, "↩ 返回", vocabulary)
    assert "A cache is fast." in vocabulary.text


async def test_a_double_tap_saves_and_takes_back_and_leaves_the_card_true(story: Story) -> None:
    reader, card = await opened(story, talk("A cache is fast.", "缓存快。", "cache"))
    data = card.buttons[3].data
    assert data is not None
    taps = [reader.press(card, data) for _ in range(3)]
    await story.settle()
    assert [toast(tap) for tap in taps] == ["已存：cache · 义cache", "已取消：cache", "已存：cache · 义cache"]
    assert card.labels[1] == ["✓ cache", "🎓 认识"]


async def test_only_the_sentence_around_a_word_is_kept(story: Story) -> None:
    english = "We begin. The cache holds v1.2 of it. We end."
    reader, _ = await opened(story, talk(english, "开始。这里有 cache（义cache）。结束。", "cache"))
    await story.taps(reader, "① cache")
    await story.writes(reader, "/vocab")
    await story.taps(reader, "1")
    assert "The cache holds v1.2 of it." in reader.last.text
    assert "We begin" not in reader.last.text
    assert "这里有 cache（义cache）。" in reader.last.text
    assert "结束" not in reader.last.text


async def test_three_terms_at_most_are_offered_on_one_row_and_long_ones_are_cut(story: Story) -> None:
    english = "An exponential backoff, a thundering herd, a cap, and full jitter."
    words = ("exponential backoff", "thundering herd", "cap", "full jitter")
    _, card = await opened(story, talk(english, "很多词。", *words))
    assert card.labels[1:] == [
        ["① exponenti…", "② thunderin…", "③ full jitt…"],
        ["🎓①", "🎓②", "🎓③", "🔎", "⋯"],
    ]


async def test_a_segment_without_terms_has_no_row_for_them(story: Story) -> None:
    _, card = await opened(story, talk("Plain.", "白。"))
    assert card.labels == [["◀ 封面", "1/1", "读完 ▶"], ["🔎", "⋯"]]


async def test_readers_words_are_their_own(story: Story) -> None:
    reader, card = await opened(story, talk("A cache is fast.", "缓存快。", "cache"))
    other = story.reader(8)
    theirs = await story.begins(other)
    await story.taps(other, "▶ 开始阅读")
    await story.taps(other, "① cache")
    assert "还空着" in (await story.writes(reader, "/vocab")).text
    assert card.labels[1] == ["① cache", "🎓 认识"]
    mine = reader.last
    for data in ("vt:1:0:newest", "vd:1:0:newest", "vu:1:0:newest", "vc:2"):
        tap = reader.press(mine, data)
        await story.settle()
        assert tap.answer is not None
        assert tap.answer.text == "这个词已经不在生词本里了。"
    assert "1 个词" in (await story.writes(other, "/vocab")).text
    assert theirs.labels[1] == ["✓ cache", "🎓 认识"]


async def test_what_was_saved_stays_as_it_was_seen_when_the_episode_changes_or_goes(story: Story) -> None:
    reader, _ = await opened(story, talk("A cache is fast.", "缓存快。", "cache"))
    await story.taps(reader, "① cache")
    await story.publish(episode(segments=(talk("Another text altogether.", "别的。", "text"),)))
    assert "A cache is fast." in (await story.writes(reader, "/vocab")).text
    await story.publish()
    vocabulary = await story.writes(reader, "/vocab")
    assert "A cache is fast." in vocabulary.text
    await story.taps(reader, "1")
    tap = await story.taps(reader, "↗ 回到原段")
    assert tap.answer is not None
    assert tap.answer.alert
    assert "已经撤下" in tap.answer.text


async def test_the_way_back_finds_a_sentence_that_an_edit_has_moved(story: Story) -> None:
    kept = talk("A cache is fast.", "缓存快。", "cache")
    reader, _ = await opened(story, kept)
    await story.taps(reader, "① cache")
    await story.publish(episode(segments=(talk("New opening.", "新的开头。"), talk("More.", "更多。"), kept)))
    await story.writes(reader, "/vocab")
    await story.taps(reader, "1")
    await story.taps(reader, "↗ 回到原段")
    assert " · 3/3" in reader.last.text.split("\n")[0]
    assert "A cache① is fast." in reader.last.text


async def test_readers_who_tap_at_the_same_time_all_get_their_words(story: Story) -> None:
    await story.publish(episode(segments=(talk("A cache is fast.", "缓存快。", "cache"),)))
    readers = [story.reader(number) for number in range(100, 120)]
    for reader in readers:
        await story.begins(reader)
        await story.taps(reader, "▶ 开始阅读")
    for reader in readers:
        reader.tap(reader.received[1], "① cache")
    await asyncio.gather(*(story.settle() for _ in range(4)))
    for reader in readers:
        assert reader.received[1].labels[1] == ["✓ cache", "🎓 认识"]
