"""A reader looks words up: by sending them, from a segment's words, from a suggestion; and keeps them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.chat import ChatId
from bot.render.buttons.lookup import Ask, Keep, KeepHere, LookUp
from bot.render.buttons.packing import check
from bot.vocabulary.lexicon import Lexicon, open_lexicon
from bot.vocabulary.lookup import pick, sounds
from content.episode.episode import Segment
from content.text.glossary import builder_glossary
from tests.kit.looked_up import ENGLISH, reading
from tests.kit.story import Story, episode
from tests.kit.tiny import tiny_lexicon


async def test_a_word_that_is_sent_is_answered_with_sounds_meanings_and_level(told: Story) -> None:
    answer = await told.writes(told.reader(), "saturation")
    assert answer.text.split("\n") == [
        "saturation  英 /ˌsætʃəˈreɪʃn/",
        "n. 饱和（状态），浸透；彰度",
        "GRE",
    ]
    assert answer.labels == [["＋ 存入生词本"], ["🎓 认识"]]


async def test_a_builders_word_means_what_builders_mean(told: Story) -> None:
    assert "大语言模型" in (await told.writes(told.reader(), "LLM")).text
    runway = await told.writes(told.reader(), "runways")
    assert "资金跑道（现金还能撑多久）" in runway.text
    assert "英 /ˈrʌnweɪ/" in runway.text
    assert "河床" not in runway.text


async def test_in_an_episode_its_own_gloss_comes_first_with_the_sentence_it_stands_in(told: Story) -> None:
    reader = await reading(told)
    answer = await told.writes(reader, "Leveraged")
    lines = answer.text.split("\n")
    assert lines[0].startswith("leverage  美 /ˈlevərɪdʒ/ ")
    assert lines[1] == "文中：借力之处"
    assert "We gave up leverage at saturation." in answer.text
    await told.taps(reader, "＋ 存入生词本")
    term = await told.store.terms.find(ChatId(reader.chat.id), "leverage")
    assert term is not None
    assert term.meaning == "借力之处"
    assert term.contexts[0].sentence == "We gave up leverage at saturation."
    assert term.contexts[0].translation == "饱和时我们放弃了 leverage（借力之处）。"


async def test_a_sent_word_is_saved_without_a_sentence_and_taken_back(told: Story) -> None:
    reader = told.reader()
    answer = await told.writes(reader, "mice")
    tap = await told.taps(reader, "＋ 存入生词本")
    assert tap.answer is not None
    assert tap.answer.text == "已存：mouse · n. 老鼠，鼠标"
    assert answer.labels == [["✓ 已存 · 点此撤销"], ["🎓 认识"]]
    assert "mouse" in (await told.writes(reader, "/vocab")).text
    await told.taps(reader, "✓ 已存 · 点此撤销", answer)
    assert answer.labels == [["＋ 存入生词本"], ["🎓 认识"]]
    assert await told.store.terms.find(ChatId(reader.chat.id), "mouse") is None


async def test_the_words_of_a_segment_are_offered_rarest_first_and_lead_back(told: Story) -> None:
    reader = await reading(told)
    card = reader.received[-1]
    before = (card.text, card.labels)
    await told.taps(reader, "🔎")
    offered = [label for row in card.labels[:-1] for label in row]
    assert card.text == before[0]
    assert offered[:5] == ["latency", "saturation", "ubiquitous", "leverage", "runway"]
    assert "mice" in offered
    assert not {"the", "gave", "through", "words"} & set(offered)
    await told.taps(reader, "ubiquitous")
    assert card.text.startswith("ubiquitous  美 /juˈbɪkwɪtəs/ 英 /juːˈbɪkwɪtəs/\nadj. 无所不在的，普遍存在的\nGRE\n")
    await told.taps(reader, "↩ 换个词")
    await told.taps(reader, "saturation")
    await told.taps(reader, "↩ 回到本段")
    assert (card.text, card.labels) == before
    assert len(reader.received) == 2


async def test_a_word_saved_from_a_segment_keeps_its_sentence_and_the_way_back(told: Story) -> None:
    reader = await reading(told)
    card = reader.received[-1]
    await told.taps(reader, "🔎")
    await told.taps(reader, "ubiquitous")
    await told.taps(reader, "＋ 存入生词本")
    assert card.labels[0] == ["✓ 已存 · 点此撤销"]
    assert card.labels[-1] == ["↩ 换个词", "↩ 回到本段"]
    term = await told.store.terms.find(ChatId(reader.chat.id), "ubiquitous")
    assert term is not None
    assert term.contexts[0].sentence.startswith("The latency grew")
    assert term.contexts[0].translation == "延迟变大了，老鼠穿过了无处不在的词语跑道。"
    await told.taps(reader, "✓ 已存 · 点此撤销")
    assert await told.store.terms.find(ChatId(reader.chat.id), "ubiquitous") is None
    assert card.labels[0] == ["＋ 存入生词本"]


async def test_a_saved_word_shows_where_it_was_met_last(told: Story) -> None:
    reader = await reading(told)
    await told.taps(reader, "🔎")
    await told.taps(reader, "ubiquitous")
    await told.taps(reader, "＋ 存入生词本")
    await told.publish()
    answer = await told.writes(reader, "ubiquitous")
    assert "上次遇见 · The Test Bench · 6月4日 周四\nThe latency grew" in answer.text
    assert answer.labels == [["📒 已在生词本"], ["🎓 认识"]]
    await told.taps(reader, "📒 已在生词本")
    assert answer.text.startswith("ubiquitous")


async def test_what_is_not_found_is_said_kindly_with_what_may_have_been_meant(told: Story) -> None:
    reader = told.reader()
    answer = await told.writes(reader, "ubiquitious")
    assert answer.text == "没查到 ubiquitious。\n你要找的是不是："
    assert answer.labels == [["ubiquitous"]]
    await told.taps(reader, "ubiquitous")
    assert answer.text.startswith("ubiquitous  美")
    assert (await told.writes(reader, "qqqqqqqq")).text == "没查到 qqqqqqqq。"


async def test_without_a_lexicon_the_glossary_and_the_episode_still_answer(story: Story) -> None:
    reader = await reading(story)
    card = reader.received[-1]
    assert "文中：借力之处" in (await story.writes(reader, "leverage")).text
    assert "智能体" in (await story.writes(reader, "agents")).text
    missing = await story.writes(reader, "ubiquitous")
    assert missing.text.startswith("没查到 ubiquitous。\n大词典还没装上")
    await story.taps(reader, "🔎", card)
    offered = [label for row in card.labels[:-1] for label in row]
    assert "leverage" in offered
    assert not {"saturation", "ubiquitous"} & set(offered), "nothing has an entry for them"
    await story.taps(reader, "leverage", card)
    assert card.text.startswith("leverage\n文中：借力之处")


async def test_markup_in_a_word_is_only_text(told: Story) -> None:
    assert (await told.writes(told.reader(), "AT&T&lt")).text.startswith("没查到 AT&T&lt。")


async def test_a_button_of_an_edited_or_withdrawn_episode_says_so(told: Story) -> None:
    reader = await reading(told)
    card = reader.received[-1]
    await told.taps(reader, "🔎")
    data = next(button.data for button in card.buttons if button.label == "ubiquitous")
    assert data is not None
    await told.publish(episode(length=5))
    tap = reader.press(card, data)
    await told.settle()
    assert tap.answer is not None
    assert tap.answer.text == "这一段刚刚更新过，请再点一次。"
    await told.publish()
    tap = reader.press(card, data)
    await told.settle()
    assert tap.answer is not None
    assert "撤下" in tap.answer.text


@pytest.mark.parametrize(
    "button",
    [
        LookUp(1, 8, 0, 2**31 - 1, 2**31 - 1, "0000"),
        LookUp(1, 8, 99, 0, 60, check("")),
        KeepHere(1, 8, 0, 0, 0, check(""), 7),
        KeepHere(1, 8, 0, 0, 2**31 - 1, check(ENGLISH), 1),
        Ask("__"),
        Keep("zz_top"),
        Keep("<b>&"),
    ],
)
async def test_forged_buttons_harm_nobody(told: Story, button: LookUp | KeepHere | Ask | Keep) -> None:
    reader = await reading(told)
    tap = reader.press(reader.received[-1], button.pack())
    await told.settle()
    assert tap.answer is not None
    assert (await told.store.terms.page(ChatId(reader.chat.id), 0))[1] == 0


@given(st.text("abcdefghij klmnop'-éÉ", max_size=300))
async def test_the_words_offered_stand_where_their_buttons_say(text: str) -> None:
    segment = Segment(english=text, chinese="")
    for word in await pick(segment, Lexicon()):
        button = LookUp(2**31 - 1, 12, 999, word.start, len(word.text), check(word.text))
        assert len(button.pack()) <= 64
        assert text[word.start : word.start + len(word.text)] == word.text


async def test_the_sound_of_a_headword_is_the_glossarys_before_the_lexicons(tmp_path: Path) -> None:
    tiny_lexicon(tmp_path / "lexicon.db")
    lexicon = open_lexicon(tmp_path / "lexicon.db")
    spoken = next(entry for entry in builder_glossary().entries if entry.ipa)
    many = [f"nothing{number}" for number in range(600)]
    found = await sounds([*many, "ubiquitous", "could still be called", spoken.headword], lexicon)
    assert found == {"ubiquitous": "/juˈbɪkwɪtəs/", spoken.headword: f"/{spoken.ipa}/"}
    lexicon.close()
