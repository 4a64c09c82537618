"""What a reader knows is not explained to them: a word at a tap, as easily taken back."""

from dataclasses import replace

from bot.locales import WORDS
from bot.model.chat import ChatId, Language
from bot.model.reading import WHOLE, Passage
from bot.model.subscription import Translation
from bot.render.buttons.known import KnowGloss
from bot.render.segment import segment_card
from tests.kit.bundled import bundled_library
from tests.kit.cards import listed
from tests.kit.known_words import labels, opened
from tests.kit.story import Story, episode


async def test_a_known_word_is_not_offered_explained_or_underlined_and_comes_back(story: Story) -> None:
    reader, card = await opened(story)
    before = (card.text, card.labels)
    assert labels(card)[3:6] == ["① leverage", "② saturation", "③ latency"]
    await story.taps(reader, "⋯", card)
    assert card.text == before[0]
    tap = await story.taps(reader, "🎓 认识 leverage", card)
    assert tap.answer is not None
    assert tap.answer.text == "记下了，认识 leverage，以后不再解释。"
    assert labels(card)[3:7] == ["① satura…", "② latency", "③ runway", "↺ levera…"]
    assert "leverage。latency（延迟）" in card.text
    assert "借力之处" not in card.text
    await story.taps(reader, "🔎", card)
    await story.taps(reader, "↩ 回到本段", card)
    await story.taps(reader, "⋯", card)
    assert "借力之处" not in card.text
    tap = await story.taps(reader, "↺ leverage", card)
    assert tap.answer is not None
    assert tap.answer.text == "好，leverage 还会再解释。"
    assert (card.text, card.labels) == before


async def test_one_tap_on_the_card_knows_a_word_and_another_takes_it_back(story: Story) -> None:
    reader, card = await opened(story)
    assert card.labels[2] == ["🎓①", "🎓②", "🎓③", "🔎", "⋯"]
    await story.taps(reader, "🎓①", card)
    assert card.labels[1:] == [
        ["① satura…", "② latency", "③ runway", "↺ levera…"],
        ["🎓①", "🎓②", "🎓③", "🔎", "⋯"],
    ]
    tap = await story.taps(reader, "🎓②", card)
    assert tap.answer is not None
    assert tap.answer.text == "记下了，认识 latency，以后不再解释。"
    assert card.labels[1][-1] == "↺ latency"
    assert "（延迟）" not in card.text
    await story.taps(reader, "↺ latency", card)
    assert "（延迟）" in card.text
    assert card.labels[1] == ["① saturation", "② latency", "③ runway"]


async def test_a_term_alone_is_known_by_the_key_beside_it_also_when_it_is_saved(story: Story) -> None:
    await story.publish(episode(length=3))
    reader = story.reader()
    card = await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读", card)
    assert card.labels[1:] == [["① latency", "🎓 认识"], ["🔎", "⋯"]]
    await story.taps(reader, "① latency", card)
    assert card.labels[1] == ["✓ latency", "🎓 认识"]
    await story.taps(reader, "🎓 认识", card)
    assert card.labels[1:] == [["↺ latency"], ["🔎", "⋯"]]
    await story.taps(reader, "↺ latency", card)
    assert card.labels[1] == ["✓ latency", "🎓 认识"]


def test_every_term_of_the_library_is_known_at_one_tap_on_a_card_of_three_rows() -> None:
    """Also where the text fills the phone: 28 cards used to have it under ⋯ only."""
    seen = 0
    for entry in bundled_library().entries:
        listing = listed(entry.episode)
        for index, segment in enumerate(entry.episode.segments):
            whole = Passage(listing, segment, WHOLE, index)
            for passage in (replace(whole, part=part) for part in range(whole.parts)):
                card = segment_card(passage, WORDS[Language.ZH], translation=Translation.HIDDEN, saved={}, hears=True)
                buttons = [key.button for row in card.rows for key in row]
                known = [button.gloss for button in buttons if isinstance(button, KnowGloss)]
                assert known == [place for place, _ in passage.offers]
                assert len(card.rows) <= 3
                seen += 1
    assert seen > 800


async def test_a_saved_word_that_is_known_leaves_review_and_is_underlined_no_more(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "① leverage", card)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "🎓 认识 leverage", card)
    assert "underline" not in [entity.type for entity in card.entities]
    term = await story.store.terms.find(ChatId(reader.chat.id), "leverage")
    assert term is not None
    assert term.known
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "↺ leverage", card)
    assert "✓ leverage" in labels(card)


async def test_a_known_word_in_the_plural_is_the_same_word_everywhere(story: Story) -> None:
    reader, card = await opened(story)
    answer = await story.writes(reader, "latencies")
    await story.taps(reader, "🎓 认识", answer)
    assert answer.text == "🎓 认识 latency，以后不再解释。"
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "↩ 返回", card)
    assert "（延迟）" not in card.text
    await story.taps(reader, "↩ 撤销", answer)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "↩ 返回", card)
    assert "（延迟）" in card.text


async def test_a_word_looked_up_in_the_card_is_known_there_and_the_way_back_stays(story: Story) -> None:
    reader, card = await opened(story)
    text = card.text
    await story.taps(reader, "🔎", card)
    await story.taps(reader, "saturation", card)
    await story.taps(reader, "🎓 认识", card)
    assert card.text == "🎓 认识 saturation，以后不再解释。"
    assert card.labels == [["↩ 撤销", "↩ 回到本段"]]
    await story.taps(reader, "↩ 撤销", card)
    await story.taps(reader, "↩ 回到本段", card)
    assert card.text == text


async def test_known_words_are_listed_on_request_and_taken_back_there(story: Story) -> None:
    reader, card = await opened(story)
    for headword in ("leverage", "saturation"):
        await story.taps(reader, "⋯", card)
        await story.taps(reader, f"🎓 认识 {headword}", card)
    page = await story.writes(reader, "/vocab")
    await story.taps(reader, "🎓 认识的 2", page)
    assert page.text.split("\n") == [
        "认识的词 · 2 个词",
        "这些词不再解释、不再提示。点编号，让它重新出现。",
        "1. saturation  饱和",
        "2. leverage  借力之处",
    ]
    await story.taps(reader, "2", page)
    assert "leverage" not in page.text
    await story.taps(reader, "↩ 撤销", page)
    assert "leverage" in page.text
    await story.taps(reader, "1", page)
    await story.taps(reader, "1", page)
    assert page.text.startswith("认识的词还空着。")
    await story.taps(reader, "📒 生词本", page)
    assert "🎓 认识的" not in "".join(labels(page))


async def test_the_end_of_a_reading_offers_what_its_cards_did_and_nothing_known(story: Story) -> None:
    reader, card = await opened(story)
    for headword in ("leverage", "saturation", "latency"):
        await story.taps(reader, "⋯", card)
        await story.taps(reader, f"🎓 认识 {headword}", card)
    reader.press(card, "e:1:8")
    await story.settle()
    await story.taps(reader, "＋ 存下其余 4 个", card)
    page = await story.writes(reader, "/vocab")
    assert {"runway", "mice"} <= {line.split("  ")[0].split(" ")[-1] for line in page.text.split("\n") if "  " in line}
    assert "leverage" not in page.text


async def test_saving_a_word_means_it_is_not_known(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "🎓 认识 leverage", card)
    answer = await story.writes(reader, "leverage")
    assert "↺ leverage" in labels(answer)
    await story.taps(reader, "＋ 存入生词本", answer)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "↩ 返回", card)
    assert "✓ leverage" in labels(card)


async def test_forgetting_a_chat_forgets_what_it_knows(story: Story) -> None:
    reader, card = await opened(story)
    await story.taps(reader, "⋯", card)
    await story.taps(reader, "🎓 认识 leverage", card)
    chat = ChatId(reader.chat.id)
    assert await story.store.known.count(chat) == 1
    await story.store.chats.forget(chat, story.clock())
    assert await story.store.known.count(chat) == 0
