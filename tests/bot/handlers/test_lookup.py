"""A reader looks words up: by sending them, from a segment's words, from a suggestion; and keeps them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.chat import ChatId
from bot.render.buttons.lookup import LONGEST_CARRIED, Ask, Keep, KeepHere, LookUp, carried, read_carried
from bot.render.buttons.packing import check
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from bot.vocabulary.asking import chinese_asked, word_asked
from bot.vocabulary.lexicon import Lexicon, open_lexicon
from bot.vocabulary.lookup import MOST_CHARACTERS, MOST_WORDS, asked, pick, sounds
from content.episode.episode import Segment
from content.text.glossary import builder_glossary
from content.text.glosses import find_glosses
from tests.kit.clock import Clock
from tests.kit.story import Story, episode
from tests.kit.tiny import bake_tiny

ENGLISH = "We gave up leverage at saturation. The latency grew, and mice ran through the runway of ubiquitous words."
CHINESE = "饱和时我们放弃了 leverage（借力之处）。延迟变大了，老鼠穿过了无处不在的词语跑道。"


@pytest.fixture
async def told(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Story]:
    """The bot is up, with a lexicon of two dozen words."""
    bake_tiny(tmp_path / "lexicon.db")
    async with Story(sqlite_url, clock, world, lexicon=open_lexicon(tmp_path / "lexicon.db")).bot() as running:
        yield running


async def reading(story: Story) -> Reader:
    """A reader at the first segment of an episode that has our sentences in it."""
    whole = episode(length=5)
    first = Segment(english=ENGLISH, chinese=CHINESE, start=0, end=19, glosses=find_glosses(ENGLISH, CHINESE))
    await story.publish(replace(whole, segments=(first, *whole.segments[1:])))
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    return reader


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


@pytest.mark.parametrize(
    "text",
    [
        "😀",
        "a" * 4000,
        "word " * 800,
        "<b>word</b>",
        "&amp;",
        "http://example.com/a?b=c",
        "42",
        "/",
        "один",
        "one two three four five six",
        "日本 word 和 another",
    ],
)
async def test_what_is_no_english_word_is_answered_with_the_way_to_ask(told: Story, text: str) -> None:
    answer = await told.writes(told.reader(), text)
    assert answer.text.endswith("想查词，就发一个英文单词、五个词以内的短语，或者一个中文词。")


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


@given(st.text(max_size=300) | st.text("abc '’-+#.&/ ", max_size=70))
def test_any_text_is_a_word_or_it_is_not(text: str) -> None:
    found = asked(text)
    if found is not None:
        assert len(found) <= MOST_CHARACTERS
        assert len(found.split()) <= MOST_WORDS
        packed = carried(found)
        if packed is not None:
            assert len(packed) <= LONGEST_CARRIED
            assert len(Keep(packed).pack()) <= 64
            assert len(Ask(packed).pack()) <= 64
            assert asked(read_carried(packed)) is not None


@given(text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
async def test_any_text_is_answered(told: Story, text: str) -> None:
    if text.strip() and "\0" not in text:
        reader = told.reader()
        before = len(reader.received)
        told.clock.move(minutes=1)  # of a chat, thirty texts a minute are read
        await told.writes(reader, text)
        assert len(reader.received) > before


@given(st.text("abcdefghij klmnop'-éÉ", max_size=300))
async def test_the_words_offered_stand_where_their_buttons_say(text: str) -> None:
    segment = Segment(english=text, chinese="")
    for word in await pick(segment, Lexicon()):
        button = LookUp(2**31 - 1, 12, 999, word.start, len(word.text), check(word.text))
        assert len(button.pack()) <= 64
        assert text[word.start : word.start + len(word.text)] == word.text


async def test_the_sound_of_a_headword_is_the_glossarys_before_the_lexicons(tmp_path: Path) -> None:
    bake_tiny(tmp_path / "lexicon.db")
    lexicon = open_lexicon(tmp_path / "lexicon.db")
    spoken = next(entry for entry in builder_glossary().entries if entry.ipa)
    many = [f"nothing{number}" for number in range(600)]
    found = await sounds([*many, "ubiquitous", "could still be called", spoken.headword], lexicon)
    assert found == {"ubiquitous": "/juˈbɪkwɪtəs/", spoken.headword: f"/{spoken.ipa}/"}
    lexicon.close()


async def test_a_chinese_word_finds_the_english_in_what_is_read_first(told: Story) -> None:
    reader = await reading(told)
    answer = await told.writes(reader, "借力之处")
    assert answer.text == "借力之处 用英文说：\nleverage  借力之处"
    assert answer.labels == [["leverage"]]
    await told.taps(reader, "leverage", answer)
    assert answer.text.startswith("leverage  美 /")
    assert "文中：借力之处" in answer.text
    await told.taps(reader, "＋ 存入生词本", answer)
    for asked_for in ("leverage", "借力"):
        assert "leverage  借力之处" in (await told.writes(reader, f"/vocab {asked_for}")).text


ASKED = {
    "缓存": "缓存",
    "缓存怎么说": "缓存",
    "“缓存”用英语怎么说？": "缓存",
    "什么是缓存": "缓存",
    "缓存 英文": "缓存",
    "缓存的英文": "缓存",
    "解释器": "解释器",
    "怎么说": "怎么说",
    "cache是什么意思": "cache",
    "cache 是什么意思？": "cache",
    "what does cache mean": "cache",
    "what is a cache?": "cache",
    "meaning of cache": "cache",
    "cache in Chinese": "cache",
    "翻译 latency": "latency",
    "查一下latency": "latency",
    "latency 怎么读": "latency",
    "cache 缓存": "cache",
    "微调（fine-tuning）": "fine-tuning",
    "ｃａｃｈｅ": "cache",
    "“KV cache”": "KV cache",
    "define": "define",
    "C++": "C++",
}


@pytest.mark.parametrize(("text", "word"), ASKED.items(), ids=ASKED)
def test_a_word_is_asked_for_however_the_question_is_put(text: str, word: str) -> None:
    assert (word_asked(text) or chinese_asked(text)) == word


@pytest.mark.parametrize(
    "text", ["我今天学了 cache 和 latency", "<b>缓存", "The model is a loop that calls tools", "🕗", "cache" * 40]
)
def test_what_asks_for_no_one_word_is_none(text: str) -> None:
    assert word_asked(text) is None
    assert chinese_asked(text) is None


async def test_a_time_or_a_place_sent_as_it_is_said_is_offered_as_a_setting(told: Story) -> None:
    reader = await reading(told)
    asked_back = await told.writes(reader, "早上七点半")
    assert asked_back.text == "每天改到 07:30 送来？"
    await told.taps(reader, "07:30", asked_back)
    assert (await told.subscription(reader)).minute == 450
    asked_back = await told.writes(reader, "北京海淀")
    assert asked_back.text == "没查到 北京海淀。\n如果是地名，可以按那里的时间送来："
    await told.taps(reader, "🌏 上海", asked_back)
    assert (await told.subscription(reader)).zone == "Asia/Shanghai"
    for word in ("404", "noon"):
        assert "送来" not in (await told.writes(reader, word)).text


async def test_a_chinese_word_finds_the_glossary_and_the_dictionary_just_this_first(told: Story) -> None:
    reader = told.reader()
    cached = await told.writes(reader, "缓存")
    assert cached.text.split("\n")[1].startswith("cache  缓存")
    assert cached.labels[0][0] == "cache"
    assert "mouse  n. 老鼠，鼠标" in (await told.writes(reader, "「鼠标」。")).text
    assert (await told.writes(reader, "不存在的词")).text == "没查到 不存在的词。"
    assert (await told.writes(reader, "<b>缓存")).text.startswith("我没看懂")


async def test_just_the_chinese_word_comes_before_an_episodes_longer_one(told: Story) -> None:
    english, chinese = "A prompt cache helps.", "prompt cache（提示词缓存）有用。"
    inside = Segment(english=english, chinese=chinese, glosses=find_glosses(english, chinese))
    await told.publish(replace(episode(length=2), segments=(inside, *episode(length=2).segments[1:])))
    reader = told.reader()
    await told.writes(reader, "/start")
    answer = await told.writes(reader, "缓存")
    headwords = [line.split("  ")[0] for line in answer.text.split("\n")[1:]]
    assert headwords[0] == "cache"
    assert "prompt cache" in headwords
