"""What the bot says reads the way an editor left it: one word for one thing, one sign for one thing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from bot.locales import WORDS, Words
from bot.locales.zones import BUTTON_ZONES
from bot.model.chat import ChatId, Language
from bot.model.known import ReaderLevel
from bot.model.subscription import DIGEST_SIZES, EmptyDay, Lead, Mode, Translation
from bot.render.settings import settings_card
from tests.kit.clock import START
from tests.kit.made import subscription

LEFT = [
    "动手的人",
    "随处",
    "遮罩",
    "短文",
    "博客",
    "原帖",
    "常读",
    "往期",
    "这一期",
    "每期",
    "安静",
    "积压的",
    "真正删除",
    "已会",
]
"""Chinese that an editor replaced."""
LEFT_EN = ["doubles", "filled up", "Taken back", "Of the same day", "I did not get", "American sounds", "your words"]


def said(words: Any) -> Iterator[str]:
    """Every text of one language."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        yield from said(tuple(words.values()))
    elif isinstance(words, tuple):
        for each in words:
            yield from said(each)
    elif is_dataclass(words):
        for each in fields(words):
            yield from said(getattr(words, each.name))


@pytest.fixture(params=list(Language))
def words(request: pytest.FixtureRequest) -> Words:
    return WORDS[request.param]


def test_what_the_editor_replaced_is_nowhere_said() -> None:
    assert [text for text in said(WORDS[Language.ZH]) for old in LEFT if old in text] == []
    assert [text for text in said(WORDS[Language.EN]) for old in LEFT_EN if old in text] == []


def test_no_full_stop_stands_behind_a_command_where_it_would_wrap_alone(words: Words) -> None:
    assert [text for text in said(words) if re.search(r"/[a-z]+[。.](\s|$)", text)] == []


def test_nothing_is_shouted(words: Words) -> None:
    assert [text for text in said(words) if "!" in text or "！" in text] == []


def test_chinese_takes_full_width_colons_and_spaced_units() -> None:
    chinese = [text for text in said(WORDS[Language.ZH]) if re.search("[\u4e00-\u9fff]", text)]
    assert [text for text in chinese if re.search("[\u4e00-\u9fff]:", text)] == []
    assert WORDS[Language.ZH].review.minutes.format(n=10) == "10 分钟"


def test_one_sign_stands_for_one_thing(words: Words) -> None:
    """📖 is the whole text and nothing else; ↩ goes back or undoes, and never takes a piece from its readers.

    ✓ is what was saved, ☑ what was read.
    """
    assert [text for text in said(words) if "☑" in text] == [words.issues.calendar_how]
    saved = {words.term.first_saved, words.lookup.take_back, words.sayings.kept}
    assert {text for text in said(words) if "✓" in text} == saved
    assert [text for text in said(words) if "📖" in text] == [words.read_whole]
    assert "↩" not in words.publishing.withdraw


@pytest.mark.parametrize("language", list(Language))
def test_no_label_of_the_settings_is_cut_whatever_is_set(language: Language) -> None:
    base = replace(subscription(ChatId(7)), language=language)
    values: dict[str, Iterable[Any]] = {
        "zone": BUTTON_ZONES,
        "digest_size": DIGEST_SIZES,
        "translation": Translation,
        "mode": Mode,
        "empty_day": EmptyDay,
        "lead": Lead,
        "level": ReaderLevel,
        "silent": (True, False),
        "days": range(1, 128),
    }
    for given in (replace(base, **{name: value}) for name, each in values.items() for value in each):
        card = settings_card(given, WORDS[language], next_push=START, hears=True, levels=True)
        assert [key.label for keys in card.rows for key in keys if "…" in key.label] == [], given
