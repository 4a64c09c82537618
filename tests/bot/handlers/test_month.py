"""A reader's month under a moved clock: saving, reviewing daily, ten days away, coming back."""

from bot.model.chat import ChatId
from bot.model.review_day import review_day
from bot.model.term import TERMS_PAGE
from bot.reading.ahead import waiting
from bot.sandbox.reader import Reader
from tests.kit.bundled import bundled_by_hash
from tests.kit.story import Story

CHAT = ChatId(7)
SAVED = 60


async def save_terms(story: Story, reader: Reader, count: int) -> int:
    """Save what the whole of an episode offers, until `count` terms are in the vocabulary; returns how many are."""
    card = await story.writes(reader, "/today")
    while await story.store.terms.count(CHAT) < count:
        if card.labels[0][0] == "▶ 开始阅读" or card.labels[0][0].startswith(("▶ 继续", "↺")):
            await story.taps(reader, "📖 全文")
        offers = [button.data for button in card.buttons if button.data and button.data.startswith("g:")]
        labels = [button.label for button in card.buttons if button.data in offers]
        for data, label in zip(offers, labels, strict=True):
            if label[0] in "①②③" and await story.store.terms.count(CHAT) < count:
                reader.press(card, data)
                await story.settle()
        if "读完 ▶" in [button.label for button in card.buttons]:
            break
        await story.taps(reader, "下一段 ▶")
    return await story.store.terms.count(CHAT)


async def review_all(story: Story, reader: Reader) -> int:
    """Review until the summary; every seventh card is forgotten once. Returns the number of ratings."""
    card = await story.writes(reader, "/review")
    given = 0
    while card.text.startswith("复习 ·"):
        await story.taps(reader, "看答案", card)
        given += 1
        await story.taps(reader, "😵 忘了" if given % 7 == 3 else "🙂 记得", card)
        assert given < 200, "a review ends"
    if given:
        assert card.text.startswith("今天复习完了")
    return given


async def announced(story: Story) -> int:
    """How many cards wait, as counted for the day's card and for the button of /vocab."""
    return await waiting(story.store, await story.subscription(story.reader()), story.clock())


async def test_a_month_of_reviews_loses_no_card_and_a_break_brings_no_avalanche(story: Story) -> None:
    await story.store.episodes.sync(bundled_by_hash())
    reader = story.reader()
    await story.begins(reader)
    total, ratings, days = 0, 0, []
    for day in range(30):
        await story.tick(days=1)
        if total < SAVED:
            total = await save_terms(story, reader, min(SAVED, total + 12))
        if 14 <= day < 24:
            continue
        wait = await announced(story)
        card = await story.writes(reader, "/vocab")
        assert any(label in (f"🧠 复习 {wait}", "🧠 复习") for row in card.labels for label in row)
        started = await story.writes(reader, "/review")
        if wait:
            assert started.text.startswith(f"复习 · 1/{wait}\n")
        given = await review_all(story, reader)
        assert await announced(story) == 0
        assert given <= 50 + 10
        days.append(wait)
        ratings += given
    assert total == SAVED
    assert max(days) <= 50
    assert days[14] > 0, "what came due during the break waits"
    now = story.clock()
    today = review_day("Asia/Shanghai", now)
    figures = await story.store.reviews.figures(CHAT)
    assert (figures.terms, figures.fresh) == (SAVED, 0), "every term was introduced"
    assert await story.store.reviews.count_since(CHAT, now.replace(year=2025)) == ratings
    dues = await story.store.reviews.dues(CHAT, now.replace(year=now.year + 5))
    assert len(dues) == SAVED, "no card is lost"
    assert all(due >= today.closes for due in dues), "nothing is left over"
    seen: set[int] = set()
    for page in range(SAVED // TERMS_PAGE):
        terms, count = await story.store.terms.page(CHAT, page)
        seen |= {term.id for term in terms}
        assert count == SAVED
    assert len(seen) == SAVED


async def test_a_long_break_is_spread_over_days_within_the_cap(story: Story) -> None:
    await story.store.episodes.sync(bundled_by_hash())
    reader = story.reader()
    await story.begins(reader)
    for _ in range(6):
        await save_terms(story, reader, SAVED)
        await story.tick(days=1)
    settings = await story.store.review_settings.get(CHAT)
    await story.store.review_settings.put(type(settings)(CHAT, new_per_day=40, due_per_day=20))
    for _ in range(2):
        await review_all(story, reader)
        await story.tick(days=1)
    await story.tick(days=90)
    figures = await story.store.reviews.figures(CHAT)
    learnt = figures.terms - figures.fresh
    assert learnt > 40
    loads = []
    while wait := await announced(story):
        loads.append(wait)
        card = await story.writes(reader, "/review")
        assert card.text.startswith(f"复习 · 1/{wait}\n")
        await review_all(story, reader)
        if len(loads) == 1:
            assert "积着" in reader.last.text
        await story.tick(days=1)
        if len(loads) > 3:
            break
    assert max(loads) <= 20 + 40
    assert len(loads) >= 3
