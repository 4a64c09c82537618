"""The website's dictionary answers where the episode and the glossary do not, with its sound, before the lexicon."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox.world import World
from bot.vocabulary.lexicon import open_lexicon
from content.episode.episode import Segment
from content.files.site_words import WORDS, read_words, write_words
from content.text.glosses import find_glosses
from tests.kit.clock import Clock
from tests.kit.story import Story, episode
from tests.kit.tiny import tiny_lexicon

SAID = {
    "saturation": {"key": "saturation", "ipa": "/ˌsætʃəˈɹeɪʃən/", "zh": "饱和；浸透"},
    "walrus": {"key": "walrus", "ipa": "/ˈwɔlɹəs/", "zh": "海象"},
    "leverage": {"key": "leverage", "ipa": "/ˈlɛvɹɪdʒ/", "zh": "杠杆；借力"},
}
ENGLISH = "A walrus has leverage over the fishmonger."
CHINESE = "海象对鱼贩有 leverage（筹码）。"


@pytest.fixture
async def told(sqlite_url: str, clock: Clock, world: World, tmp_path: Path) -> AsyncIterator[Story]:
    write_words(tmp_path / WORDS, read_words(SAID), "first")
    async with Story(sqlite_url, clock, world, settings={"episodes_dir": tmp_path}).bot() as running:
        first = Segment(english=ENGLISH, chinese=CHINESE, glosses=find_glosses(ENGLISH, CHINESE))
        whole = episode(length=3)
        await running.publish(replace(whole, segments=(first, *whole.segments[1:])))
        yield running


async def test_without_the_lexicon_look_up_is_no_dead_end(told: Story) -> None:
    answer = await told.writes(told.reader(), "walruses")
    assert answer.text.split("\n") == ["walrus  美 /ˈwɔlɹəs/", "海象"]
    await told.taps(told.reader(), "＋ 存入生词本")
    assert "walrus" in (await told.writes(told.reader(), "/vocab")).text


async def test_a_gloss_and_the_glossary_say_what_it_means_and_the_website_how_it_sounds(told: Story) -> None:
    reader = told.reader()
    await told.begins(reader)
    await told.taps(reader, "▶ 开始阅读")
    answer = await told.writes(reader, "leverage")
    assert answer.text.split("\n")[:4] == ["leverage  美 /ˈlɛvɹɪdʒ/", "文中：筹码", "杠杆", "以小博大"]


async def test_the_words_offered_without_a_lexicon_are_those_that_can_be_answered(told: Story) -> None:
    reader = told.reader()
    await told.begins(reader)
    await told.taps(reader, "▶ 开始阅读")
    await told.taps(reader, "🔎")
    assert reader.last.labels[0] == ["leverage", "walrus"]


async def test_beside_the_lexicon_it_says_the_meaning_and_the_lexicon_the_level(told: Story, tmp_path: Path) -> None:
    tiny_lexicon(tmp_path / "lexicon.db")
    lexicon = open_lexicon(tmp_path / "lexicon.db")
    told.app.bot_data["desk"] = replace(told.desk, lexicon=lexicon)
    answer = await told.writes(told.reader(), "saturation")
    assert answer.text.split("\n") == [
        "saturation  美 /ˌsætʃəˈɹeɪʃən/ 英 /ˌsætʃəˈreɪʃn/",
        "饱和",
        "浸透",
        "GRE",
    ]


async def test_a_new_dictionary_is_found_without_a_restart(told: Story, tmp_path: Path) -> None:
    assert "没查到" in (await told.writes(told.reader(), "fishmonger")).text
    more = {**SAID, "fishmonger": {"key": "fishmonger", "ipa": "", "zh": "鱼贩"}}
    write_words(tmp_path / WORDS, read_words(more), "second")
    assert (await told.writes(told.reader(), "fishmonger")).text == "fishmonger\n鱼贩"
