"""English words as the phonemes that Kokoro was trained with, one word to one string.

Pronunciations are those of misaki's lists (Apache-2.0), American and British, read as data. What they lack is taken
apart (endings, compounds), then asked of espeak-ng where that is installed: run as a process, never linked.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from content.text.inflection import unowned, without
from content.voice.espeak import Espeak
from content.voice.letters import VOWELS, by_letters
from content.voice.spoken import Said

_BEFORE_VERB = re.compile(r"(?:to|will|ca?n|could|should|would|may|might|must|i|you|we|they|not|cannot|let's|\w+n't)")
_BEFORE_NOUN = re.compile(r"(?:the|an?|this|that|these|my|your|its|his|her|their|our|of|each|every|no)")


class Pronunciation:
    """How words are pronounced in one accent. `folder` holds misaki's lists: us_gold.json, us_silver.json, or gb_."""

    def __init__(self, folder: Path, *, british: bool) -> None:
        self._british = british
        accent = "gb" if british else "us"
        self._words: dict[str, str | Mapping[str, str | None]] = {}
        for quality in ("silver", "gold"):
            self._words |= json.loads((folder / f"{accent}_{quality}.json").read_text(encoding="utf-8"))
        self._espeak = Espeak(british=british)
        self._guessed: dict[str, str] = {}

    def of(self, sentence: Sequence[Said]) -> list[str]:
        """Phonemes of each thing said, its words apart by a space, its mark at the end."""
        words = [word for said in sentence for word in said.words]
        pronounced: list[str] = []
        at = 0
        for said in sentence:
            sounds = []
            for word in said.words:
                before = words[at - 1].casefold() if at else ""
                after = words[at + 1] if at + 1 < len(words) else None
                sounds.append(self._word(word, before, after))
                at += 1
            pronounced.append(_one_name(said.words, sounds) + said.pause)
        return pronounced

    def _word(self, word: str, before: str, after: str | None) -> str:
        """One word in its place."""
        key = word.casefold()
        vowel_follows = after is not None and self.lookup(after).lstrip("ˈˌ")[:1] in VOWELS
        if word == "a":
            return "ɐ"
        if key == "an":
            return "ɐn"
        if word == "I":
            return "ˌI"
        if key == "the":
            return "ði" if vowel_follows else "ðə"
        if key == "to":
            return "tu" if after is None else "tʊ" if vowel_follows else "tə"
        return self.lookup(word, before=before, last=after is None)

    def lookup(self, word: str, *, before: str = "", last: bool = False) -> str:
        """A word by itself: listed, derived, taken apart, or guessed; café as cafe where nobody knows it better."""
        if not word.isascii() and word not in self._words:
            plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
            return self.lookup(plain, before=before, last=last) if plain else ""
        listed = self._listed(word, before=before, last=last)
        if listed is not None:
            return listed
        derived = self._derived(word, before)
        return derived if derived is not None else self._guess(word)

    def _listed(self, word: str, *, before: str = "", last: bool = False) -> str | None:
        if len(word) == 1 and word.isupper():
            return _text(self._words.get(word))
        for key in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
            found = self._words.get(key)
            if isinstance(found, str):
                return found
            if found is not None:
                tag = "None" if last and "None" in found else _part_of_speech(before)
                return found.get(tag) or found.get("DEFAULT")
        return None

    def _derived(self, word: str, before: str) -> str | None:
        """With an ending: retries', capped, batching, retryable, unbatched; then compounds such as dataset."""
        key = word.lower().replace("’", "'")
        if key.endswith("'s") or key.endswith("s'"):
            stem = word[:-2] if key.endswith("'s") else word[:-1]
            if key.endswith("s'"):
                return self.lookup(stem)
            return self._with_s(self.lookup(stem))
        for ending, join in (("s", self._with_s), ("ed", self._with_ed), ("ing", self._with_ing)):
            if key.endswith(ending) and not key.endswith("ss") and len(key) > len(ending) + 2:
                for stem in without(key, ending):
                    if (sounds := self._listed(stem, before=before)) is not None:
                        return join(sounds)
        for ending, sounds in (
            ("able", "əbᵊl"),
            ("less", "ləs"),
            ("ness", "nəs"),
            ("ly", "li"),
            ("er", "əɹ"),
            ("ish", "ɪʃ"),
        ):
            if key.endswith(ending):
                for stem in without(key, ending):
                    if (found := self._listed(stem)) is not None:
                        return found + (sounds if not self._british or ending != "er" else "ə")
        for at in range(len(key) - 3, 2, -1):
            head, tail = self._listed(key[:at]), self._listed(key[at:])
            if head is None and key[:at] in _PREFIXES:
                head = _PREFIXES[key[:at]]
            if head is not None and tail is not None:
                return head + tail.replace("ˈ", "ˌ") if "ˈ" in head else head + tail
        return None

    def _with_s(self, sounds: str) -> str:
        if sounds[-1:] in "ptkfθ" and sounds:
            return sounds + "s"
        if sounds[-1:] in "szʃʒʧʤ" and sounds:
            return sounds + ("ɪz" if self._british else "ᵻz")
        return sounds + "z"

    def _with_ed(self, sounds: str) -> str:
        if sounds[-1:] in "td" and sounds:
            return sounds + ("ɪd" if self._british else "ᵻd")
        return sounds + ("t" if sounds[-1:] in "pkfθʃsʧ" else "d")

    def _with_ing(self, sounds: str) -> str:
        return sounds + "ɪŋ"

    def _guess(self, word: str) -> str:
        if word.isupper() and 1 < len(word) <= 5:
            return "".join(self.lookup(letter) for letter in word if letter.isalpha())
        if word not in self._guessed:
            self._guessed[word] = self._espeak.ask(word) or by_letters(word)
        return self._guessed[word]


_PREFIXES = {"pre": "pɹˌi", "re": "ɹˌi", "un": "ˌʌn", "non": "nˌɑn", "multi": "mˌʌlti", "auto": "ˌɔTO", "de": "dˌi"}


def _part_of_speech(before: str) -> str:
    """What the word after this one is, as misaki's lists tag it."""
    if _BEFORE_VERB.fullmatch(before):
        return "VERB"
    return "NOUN" if _BEFORE_NOUN.fullmatch(before) else "DEFAULT"


def _one_name(words: Sequence[str], sounds: Sequence[str]) -> str:
    """Letters that are said one by one are one name: its last letter is the stressed one."""
    said: list[str] = []
    for at, (word, sound) in enumerate(zip(words, sounds, strict=True)):
        letter = _is_letter(word)
        if letter and at and _is_letter(words[at - 1]):
            said[-1] = said[-1].replace("ˈ", "ˌ") + sound
        else:
            said.append(sound)
    return " ".join(said).replace("ɾ", "T")


def _is_letter(word: str) -> bool:
    bare = unowned(word)
    return bare.isupper() and len(bare) == 1 and word != "I"


def _text(found: str | Mapping[str, str | None] | None) -> str | None:
    return found if isinstance(found, str) or found is None else found.get("DEFAULT")
