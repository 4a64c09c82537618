"""Terms between reviews: met again in a card, written in a reply, edited, noted, known, counted."""

from datetime import date

from tests.kit.reviewing import CHAT, with_terms
from tests.kit.story import Story, episode


async def test_the_days_card_says_how_many_wait_and_which_of_ones_terms_come_up(story: Story) -> None:
    await with_terms(story)
    reader = story.reader()
    await story.publish(episode(), episode("Again", day=date(2026, 6, 5)))
    await story.tick(days=1)
    card = reader.last
    assert "🧠 待复习 3 · 🔁 这篇里有你存过" in card.text
    await story.taps(reader, "🧠 复习 3")
    assert reader.last.text.startswith("复习 · 1/3\n")


async def test_a_saved_term_met_elsewhere_is_underlined_and_said(story: Story) -> None:
    await story.publish(episode(), episode("Again", day=None))
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    card = reader.last
    await story.taps(reader, "①")
    assert "又见" not in card.text
    listing = (await story.store.issues.evergreens([CHAT])).get(CHAT)
    assert listing is not None
    reader.press(card, f"r:{listing.id}:0:0")
    await story.settle()
    assert "又见 latency" in card.text
    assert any(entity.type == "underline" for entity in card.entities)


async def test_a_reply_to_a_card_saves_a_phrase_of_it_and_asks_for_its_meaning(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    card = reader.last
    reader.reply(card, "looked again")
    await story.settle()
    saved, question = reader.received[-2:]
    assert saved.text.startswith("已存 looked again\n")
    assert "Then we looked again." in saved.text
    assert question.text.startswith("looked again 是什么意思")
    reader.reply(question, "又看了一遍")
    await story.settle()
    assert "记下了" in reader.last.text
    assert "又看了一遍" in reader.last.text
    reader.reply(card, "Latencies")
    await story.settle()
    assert "术语0" in reader.last.text, "a gloss of the segment brings its meaning"
    reader.reply(card, "nowhere to be found")
    await story.settle()
    assert "没有找到" in reader.last.text


async def test_a_term_is_edited_noted_known_and_found_again(story: Story) -> None:
    reader = await with_terms(story)
    await story.writes(reader, "/vocab laten")
    await story.taps(reader, "1")
    card = reader.last
    assert any(button.url and button.url.endswith("t=0s") for button in card.buttons)
    await story.taps(reader, "📝 备注")
    reader.reply(reader.last, "每秒处理多少")
    await story.settle()
    assert "📝 每秒处理多少" in reader.last.text
    await story.taps(reader, "🎓 已掌握", card)
    assert "已掌握，不再复习" in card.text
    review = await story.writes(reader, "/review")
    assert review.text.startswith("复习 · 1/2\n")
    listed = await story.writes(reader, "/vocab")
    assert "latency 🎓" in listed.text
    assert "没有" in (await story.writes(reader, "/vocab 100%")).text


async def test_statistics_are_figures_and_a_picture(story: Story) -> None:
    reader = await with_terms(story)
    assert "没有什么可统计" in (await story.writes(reader, "/stats")).text
    await story.writes(reader, "/review")
    await story.taps(reader, "看答案")
    await story.taps(reader, "🙂 记得")
    picture = await story.writes(reader, "/stats")
    assert picture.content.media is not None
    assert "生词 3 · 还没学 2" in picture.text
    assert "今天还有 2 张" in picture.text
    for label in [label for row in picture.labels for label in row]:  # no text can take a picture's place
        before = len(reader.received)
        await story.taps(reader, label, picture)
        assert len(reader.received) == before + 1, label
        assert reader.last.text != picture.text
