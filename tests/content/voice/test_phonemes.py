"""One word, one string of sounds: from the lists, from endings, taken apart, or guessed, and soon."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.voice.phonemes import Pronunciation
from content.voice.spoken import spoken

GOLD = {
    "retry": "ɹˌitɹˈI",
    "queue": "kjˈu",
    "data": "dˈATə",
    "set": "sˈɛt",
    "cache": "kˈæʃ",
    "use": {"DEFAULT": "jˈuz", "NOUN": "jˈus"},
    "train": "tɹˈAn",
    "apple": "ˈæpᵊl",
    "plan": "plˈæn",
    **{letter: f"ˈ{letter.lower()}" for letter in "GPT"},
    "four": "fˈɔɹ",
    "O": "ˈO",
}


@pytest.fixture
def said(tmp_path: Path) -> Pronunciation:
    for accent in ("us", "gb"):
        (tmp_path / f"{accent}_gold.json").write_text(json.dumps(GOLD))
        (tmp_path / f"{accent}_silver.json").write_text("{}")
    return Pronunciation(tmp_path, british=False)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("retry", ["ɹˌitɹˈI"]),
        ("queues", ["kjˈuz"]),
        ("caches", ["kˈæʃᵻz"]),
        ("retried", ["ɹˌitɹˈId"]),
        ("planned", ["plˈænd"]),
        ("training", ["tɹˈAnɪŋ"]),
        ("dataset", ["dˈATəsˌɛt"]),
        ("pretrain", ["pɹˌitɹˈAn"]),
        ("GPT-4o", ["ˌɡˌpˈt fˈɔɹ ˈO".replace("ɡ", "g")]),
        ("the queue", ["ðə", "kjˈu"]),
        ("the apple", ["ði", "ˈæpᵊl"]),
        ("the use", ["ðə", "jˈus"]),
        ("to use", ["tə", "jˈuz"]),
        ("queue, retry.", ["kjˈu,", "ɹˌitɹˈI."]),
    ],
)
def test_words_sound(said: Pronunciation, text: str, sounds: list[str]) -> None:
    assert said.of(spoken(text)) == sounds


@pytest.mark.parametrize("text", ["É", "W", "Qdrant", "zzzz", "naïve", "x'", "ÆØÅ", "OK", "WWWWW", "Ł", "a" * 300])
def test_whatever_is_written_sounds_somehow_and_soon(said: Pronunciation, text: str) -> None:
    assert all(isinstance(each, str) for each in said.of(spoken(text)))
