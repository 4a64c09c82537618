"""Reviewing in the chat: the card, its answer, the grades, undo, and what a second tap must not do."""

from bot.model.chat import ChatId
from bot.model.review import Rating
from bot.render.buttons.review import Grade
from bot.sandbox.chat import Message
from tests.kit.reviewing import CHAT, with_terms
from tests.kit.story import Story


async def reviews(story: Story) -> list[Rating]:
    session = await story.store.reviews.session(CHAT)
    assert session is not None
    return [entry.rating for entry in await story.store.reviews.of_session(CHAT, session.id)]


def grade_data(card: Message, grade: str = "🙂 记得") -> str:
    data = next(button.data for button in card.buttons if button.label.startswith(grade))
    assert data is not None
    return data


async def test_a_term_is_asked_in_its_sentence_with_a_blank_and_answered_with_all_that_is_kept(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    assert card.text.startswith("复习 · 1/3\n")
    assert "We measured the ＿＿＿＿ before we changed it." in card.text
    assert "术语" in card.text
    assert "latency" not in card.text
    await story.taps(reader, "看答案")
    assert "latency" in card.text
    assert "The Test Bench" in card.text
    assert [label.split(" · ")[0] for label in card.labels[0]] == ["😵 忘了", "🙂 记得"]
    assert card.labels[0][0].endswith("10 分钟")
    tap = await story.taps(reader, "🙂 记得")
    assert tap.answer is not None
    assert tap.answer.text == "🙂 记得 · 2 天后再来"
    assert card.text.startswith("复习 · 2/3\n")


async def test_a_review_ends_with_a_summary_and_its_last_rating_can_still_be_taken_back(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    for grade in ("🙂 记得", "😵 忘了", "🙂 记得", "🙂 记得"):
        await story.taps(reader, "看答案")
        await story.taps(reader, grade)
    assert card.text.startswith("今天复习完了\n3 张 · 记得 2\n忘过的：")
    before = await reviews(story)
    await story.taps(reader, "↩ 撤销")
    assert card.text.startswith("复习 · 2/3 · 再来一遍，还有 1 张\n")
    assert await reviews(story) == before[:-1]
    for _ in range(3):
        await story.taps(reader, "↩ 撤销")
    assert card.text.startswith("复习 · 1/3\n")
    assert await reviews(story) == []
    assert "↩ 撤销" not in [button.label for button in card.buttons]


async def test_a_grade_counts_once_however_often_and_late_it_is_tapped(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    await story.taps(reader, "看答案")
    good, again = grade_data(card), grade_data(card, "😵 忘了")
    reader.press(card, good)
    reader.press(card, again)
    reader.press(card, good)
    await story.settle()
    assert await reviews(story) == [Rating.GOOD]
    await story.taps(reader, "↩ 撤销")
    reader.press(card, good)
    await story.settle()
    assert await reviews(story) == [], "a tap from before the undo"
    assert card.text.startswith("复习 · 1/3\n")
    await story.taps(reader, "看答案")
    await story.taps(reader, "🙂 记得")
    await story.taps(reader, "看答案")
    reader.press(card, grade_data(card))
    reader.press(card, good)
    await story.settle()
    assert await reviews(story) == [Rating.GOOD, Rating.GOOD]


async def test_two_devices_review_one_session(story: Story) -> None:
    reader = await with_terms(story)
    phone = await story.writes(reader, "/review")
    await story.taps(reader, "看答案", phone)
    laptop = await story.writes(reader, "/review")
    assert laptop.text.startswith("复习 · 1/3\n")
    await story.taps(reader, "看答案", laptop)
    await story.taps(reader, "🙂 记得", laptop)
    tap = await story.taps(reader, "😵 忘了", phone)
    assert tap.answer is not None
    assert tap.answer.text == "这一张已经记过了"
    assert phone.text.startswith("复习 · 2/3\n")
    assert await reviews(story) == [Rating.GOOD]


async def test_a_review_is_left_resumed_and_outlives_a_restart(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    await story.taps(reader, "看答案")
    data = grade_data(card)
    await story.taps(reader, "🙂 记得")
    await story.taps(reader, "看答案")
    async with Story(story.url, story.clock, story.world).bot() as restarted:
        reader.press(card, data)
        await restarted.settle()
        assert card.text.startswith("复习 · 2/3\n")
        assert await reviews(restarted) == [Rating.GOOD]
        resumed = await restarted.writes(reader, "/review")
        assert resumed.text.startswith("复习 · 2/3\n")
        await restarted.taps(reader, "看答案")
        await restarted.taps(reader, "🙂 记得")
        assert resumed.text.startswith("复习 · 3/3\n")


async def test_cards_are_put_off_deleted_and_edited_in_the_middle_of_a_review(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    await story.taps(reader, "⏭ 明天", card)
    assert card.text.startswith("复习 · 2/3\n")
    await story.taps(reader, "看答案", card)
    await story.taps(reader, "🗑 删除", card)
    await story.taps(reader, "↩ 撤销", card)
    assert card.text.startswith("复习 · 2/3\n")
    await story.taps(reader, "看答案", card)
    await story.taps(reader, "✎ 改释义", card)
    question = reader.received[-1]
    assert "cache" in question.text
    reader.reply(question, "缓存")
    await story.settle()
    assert "缓存" in reader.received[-1].text
    await story.taps(reader, "🗑 删除", card)
    await story.taps(reader, "继续 ▶", card)
    assert card.text.startswith("复习 · 3/3\n")
    story.clock.move(days=1)
    tomorrow = await story.writes(reader, "/review")
    assert tomorrow.text.startswith("复习 · 1/2\n")


async def test_a_term_that_is_known_leaves_the_review_at_a_tap_and_comes_back_at_another(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    await story.taps(reader, "看答案", card)
    await story.taps(reader, "🎓 已掌握", card)
    assert card.text == "🎓 已掌握 latency，不再解释，也不再复习。"
    await story.taps(reader, "↩ 撤销", card)
    assert card.text.startswith("复习 · 1/3\n")
    await story.taps(reader, "看答案", card)
    assert "latency" in card.text
    await story.taps(reader, "🎓 已掌握", card)
    await story.taps(reader, "继续 ▶", card)
    await story.taps(reader, "看答案", card)
    assert "cache" in card.text
    known = await story.store.terms.find(ChatId(7), "latency")
    assert known is not None
    assert known.known
    assert await reviews(story) == []


async def test_four_grades_and_the_word_in_its_sentence_are_settings(story: Story) -> None:
    reader = await with_terms(story)
    settings = await story.writes(reader, "/settings")
    await story.taps(reader, "🧠 复习设置")
    await story.taps(reader, "评分：两档")
    await story.taps(reader, "题面：句子挖空")
    assert [label for row in settings.labels for label in row][:2] == ["评分：四档", "题面：看词想义"]
    card = await story.writes(reader, "/review")
    assert "We measured the latency before" in card.text
    assert "术语" not in card.text
    await story.taps(reader, "看答案")
    assert [len(labels) for labels in card.labels[:2]] == [2, 2]
    await story.taps(reader, "😕 模糊")
    assert await reviews(story) == [Rating.HARD]


async def test_a_forged_grade_of_a_term_that_is_not_asked_rates_nothing(story: Story) -> None:
    reader = await with_terms(story)
    card = await story.writes(reader, "/review")
    session = await story.store.reviews.session(CHAT)
    assert session is not None
    for term in (*session.queue[1:], 10**6):
        reader.press(card, Grade(term, session.turn, Rating.EASY).pack())
    await story.settle()
    assert await reviews(story) == []
