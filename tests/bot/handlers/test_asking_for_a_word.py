"""How a reader asks for a word: in a question, in Chinese, as any text at all; and what is no word."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.render.buttons.lookup import LONGEST_CARRIED, Ask, Keep, carried, read_carried
from bot.vocabulary.asking import chinese_asked, word_asked
from bot.vocabulary.lookup import MOST_CHARACTERS, MOST_WORDS, asked
from content.episode.episode import Segment
from content.text.glosses import find_glosses
from tests.kit.looked_up import reading
from tests.kit.story import Story, episode


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
