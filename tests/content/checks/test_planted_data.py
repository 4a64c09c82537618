"""What the scores rest on: a planted error stands once, where it is said to; nothing is in two of the sets."""

from __future__ import annotations

import re
from collections import Counter

from tests.kit.planted import (
    Planted,
    Sound,
    fresh,
    fresh_sound,
    held_out,
    last_sound,
    later_sound,
    newest_sound,
    seen,
    sound,
)

SEEN, HELD_OUT, FRESH = seen(), held_out(), fresh()
SOUND, PLAIN = sound(), (*fresh_sound(), *later_sound(), *newest_sound(), *last_sound())
PLANTED = (*SEEN, *HELD_OUT, *FRESH)
BY_CATEGORY = {
    # category: (seen, held out)
    "number": (5, 3),
    "money": (3, 2),
    "date": (3, 2),
    "magnitude": (3, 2),
    "unit": (3, 2),
    "negation": (5, 3),
    "name": (3, 2),
    "address": (3, 2),
    "omission": (4, 2),
    "addition": (3, 2),
    "sense": (4, 2),
    "gloss": (9, 4),
    "leftover": (4, 2),
    "translationese": (3, 2),
    "direction": (3, 2),
    "modality": (3, 2),
    "speaker": (2, 1),
    "tense": (2, 1),
    "swap": (2, 2),
}
CHINESE = "[\u4e00-\u9fff]"
UNSPACED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")


def test_the_set_is_as_large_as_promised() -> None:
    assert len(SEEN) >= 56
    assert len(HELD_OUT) == 40
    assert len(SEEN) + len(HELD_OUT) >= 96
    assert len(FRESH) == 24
    assert len(SOUND) >= 120
    assert len(PLAIN) == 285


def test_both_halves_hold_every_category_in_like_shares() -> None:
    assert len(BY_CATEGORY) >= 14
    assert Counter(segment.category for segment in SEEN) == {name: n for name, (n, _) in BY_CATEGORY.items()}
    assert Counter(segment.category for segment in HELD_OUT) == {name: n for name, (_, n) in BY_CATEGORY.items()}


def test_no_segment_is_in_two_sets_or_twice_in_one() -> None:
    everything: tuple[Planted | Sound, ...] = (*PLANTED, *SOUND, *PLAIN)
    for texts in ([s.id for s in everything], [s.english for s in everything], [s.chinese for s in everything]):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_every_segment_has_both_languages() -> None:
    everything: tuple[Planted | Sound, ...] = (*PLANTED, *SOUND, *PLAIN)
    assert [s.id for s in everything if not re.search("[A-Za-z]", s.english) or s.english != s.english.strip()] == []
    assert [s.id for s in everything if not re.search(CHINESE, s.chinese) or s.chinese != s.chinese.strip()] == []


def test_a_planted_segment_is_as_long_as_a_real_one() -> None:
    assert [segment.id for segment in PLANTED if not 25 <= len(segment.english.split()) <= 110] == []


def test_the_error_stands_once_where_it_is_said_to_stand() -> None:
    inside = [segment for segment in PLANTED if segment.wrong]
    assert [segment.id for segment in inside if segment.chinese.count(segment.wrong) != 1] == []
    assert [segment.id for segment in inside if segment.mended() == segment.chinese] == []
    assert {segment.category for segment in inside if not segment.right} == {"addition", "leftover"}


def test_what_was_left_out_is_told_and_missing() -> None:
    left_out = [segment for segment in PLANTED if not segment.wrong]
    assert {segment.category for segment in left_out} == {"omission", "address"}
    assert [segment.id for segment in left_out if not segment.right or segment.right in segment.chinese] == []


def test_without_its_error_the_chinese_is_set_as_the_library_sets_it() -> None:
    chinese = {segment.id: segment.mended() or segment.chinese for segment in PLANTED}
    chinese |= {segment.id: segment.chinese for segment in (*SOUND, *PLAIN)}
    assert {name: UNSPACED.findall(text) for name, text in chinese.items() if UNSPACED.search(text)} == {}


def test_sound_chinese_is_calm_and_says_what_makes_it_hard() -> None:
    assert [segment.id for segment in (*SOUND, *PLAIN) if re.search("[!！]", segment.chinese)] == []
    assert [segment.id for segment in SOUND if not segment.trap] == []
