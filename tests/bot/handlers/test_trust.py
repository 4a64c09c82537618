"""What the bot says is so, and what it did can be undone."""

from bot.model.chat import ChatId
from bot.model.review import Rating
from bot.model.term import Field
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode

CHAT = ChatId(7)


async def reading(story: Story, *, save: int = 0) -> tuple[Reader, Message]:
    """A reader at a segment, having saved the first terms."""
    await story.publish(episode())
    reader = story.reader()
    card = await story.writes(reader, "/today")
    await story.taps(reader, "▶ 开始阅读")
    for _ in range(save):
        await story.taps(reader, "①", card)
        await story.taps(reader, "下一段 ▶", card)
    return reader, card


async def rates(story: Story, reader: Reader, card: Message, grade: str) -> str:
    await story.taps(reader, "看答案", card)
    tap = await story.taps(reader, grade, card)
    assert tap.answer is not None
    return tap.answer.text


async def test_the_day_is_not_done_while_terms_saved_since_wait(story: Story) -> None:
    reader, card = await reading(story, save=1)
    review = await story.writes(reader, "/review")
    await story.taps(reader, "①", card)
    await story.taps(reader, "下一段 ▶", card)
    await story.taps(reader, "①", card)
    await rates(story, reader, review, "🙂 记得")
    assert review.text.startswith("这一轮完了 · 今天还有 2 张\n1 张 · 记得 1")
    assert "明天" not in review.text
    await story.taps(reader, "继续 ▶", review)
    assert review.text.startswith("复习 · 1/2\n")
    for _ in range(2):
        await rates(story, reader, review, "🙂 记得")
    assert review.text.startswith("今天复习完了\n2 张 · 记得 2")


async def test_the_total_of_a_session_stands_and_a_failed_card_comes_after_the_others(story: Story) -> None:
    reader, _ = await reading(story, save=3)
    review = await story.writes(reader, "/review")
    assert await rates(story, reader, review, "😵 忘了") == "😵 忘了 · 看完其余 2 张再来"
    heads = [review.text.splitlines()[0]]
    for _ in range(2):
        await rates(story, reader, review, "🙂 记得")
        heads.append(review.text.splitlines()[0])
    assert heads == ["复习 · 2/3", "复习 · 3/3", "复习 · 1/3 · 再来一遍，还有 1 张"]
    assert await rates(story, reader, review, "😵 忘了") == "😵 忘了 · 只剩这一张，现在再来一遍"
    assert review.text.startswith("复习 · 1/3 · 再来一遍，还有 1 张\n")


async def test_a_term_taken_back_and_saved_again_is_all_there(story: Story) -> None:
    reader, card = await reading(story)
    await story.taps(reader, "①", card)
    (term,), _ = await story.store.terms.page(CHAT, 0)
    await story.store.terms.write(CHAT, term.id, Field.MEANING, "我的说法")
    await story.store.terms.write(CHAT, term.id, Field.NOTE, "面试考过")
    review = await story.writes(reader, "/review")
    await rates(story, reader, review, "🙂 记得")
    before, memory = await story.store.terms.get(CHAT, term.id), await story.store.reviews.card(CHAT, term.id)
    await story.taps(reader, "✓", card)
    story.clock.move(hours=20)
    assert (await story.store.terms.page(CHAT, 0))[1] == 0
    await story.taps(reader, "①", card)
    assert await story.store.terms.get(CHAT, term.id) == before
    assert await story.store.reviews.card(CHAT, term.id) == memory
    assert [entry.rating for entry in await story.store.reviews.of_term(CHAT, term.id)] == [Rating.GOOD]


async def test_a_meaning_mended_in_a_review_leads_back_to_that_card(story: Story) -> None:
    reader, _ = await reading(story, save=2)
    review = await story.writes(reader, "/review")
    await story.taps(reader, "看答案", review)
    await story.taps(reader, "✎ 改释义", review)
    reader.reply(reader.received[-1], "我的说法")
    await story.settle()
    again = reader.received[-1]
    assert again.text.startswith("复习 · 1/2\n")
    assert "我的说法" in again.text
    await story.taps(reader, "🙂 记得", again)
    assert again.text.startswith("复习 · 2/2\n")


async def test_back_at_a_segment_its_number_is_the_one_it_was_read_under_and_the_term_a_tap_away(story: Story) -> None:
    reader, card = await reading(story)
    await story.taps(reader, "下一段 ▶", card)
    await story.taps(reader, "下一段 ▶", card)
    assert "· 3/8 ·" in card.text
    await story.taps(reader, "①", card)
    await story.writes(reader, "/vocab")
    await story.taps(reader, "1")
    headword = reader.received[-1].text.splitlines()[0]
    await story.taps(reader, "↗ 回到原段")
    opened = reader.received[-1]
    assert "· 3/8 ·" in opened.text
    await story.taps(reader, f"↩ {headword}", opened)
    assert opened.text.startswith(headword)


async def test_the_rest_that_was_saved_with_a_tap_is_taken_back_with_a_tap(story: Story) -> None:
    reader, card = await reading(story, save=2)
    for _ in range(6):
        await story.taps(reader, card.labels[0][2], card)
    await story.taps(reader, "＋ 存下其余 6 个", card)
    tap = await story.taps(reader, "↩ 撤销刚存的", card)
    assert tap.answer is not None
    assert tap.answer.text == "撤销了 6 个词"
    assert "这一篇里你存了 2 个词" in card.text
    assert (await story.store.terms.page(CHAT, 0))[1] == 2


async def test_an_apology_is_in_the_chats_language_whatever_the_app_speaks(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader(language_code="en")
    await story.writes(reader, "/settings")
    await story.taps(reader, "🌐 Language: English")
    await story.store.database.close()
    reader.send("/vocab")
    await story.settle()
    assert reader.last.text == "出了点问题，已经记下。请稍后再试。"
