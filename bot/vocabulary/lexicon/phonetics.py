"""Pronunciations of the two sources in one notation: IPA as learners' dictionaries print it.

ipa-dict writes ɹ, ɫ and ɝ, and ə also where it is stressed; ECDICT mixes old and new British notation with marks in
ASCII, Cyrillic letters that look like IPA, and backslashes for ɜː.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_VOWELS = "aeiouæɑɒɔəɛɜɪʊʌʊyɝɚ"
_STRESSED = re.compile(rf"(?<=[ˈˌ])([^{_VOWELS}ˈˌ]*)([əɝ])")
_NUCLEUS = re.compile(rf"[{_VOWELS}]+")
_MARKS = "ˈˌ"

_BRITISH = (
    (re.compile(r"\\+[:ː]?"), "ɜː"),
    (re.compile("[әə@]"), "ə"),
    (re.compile("[єεɛ]"), "e"),
    (re.compile("[:：]"), "ː"),
    (re.compile("['´ˊ]"), "ˈ"),
    (re.compile("[.,]"), "ˌ"),
    (re.compile(r"[\^g]"), "ɡ"),
    (re.compile("[ɒɔ]ː"), "ɔː"),
    (re.compile("əː"), "ɜː"),
    (re.compile("ou|əu|oʊ"), "əʊ"),
    (re.compile("[ɔɒ]i"), "ɔɪ"),
    (re.compile("([ea])i(?!ː)"), "\\1ɪ"),
    (re.compile("ɔ(?![ːɪ])"), "ɒ"),
    (re.compile("i(?!ː)(?=.)"), "ɪ"),
    (re.compile("u(?!ː)"), "ʊ"),
    (re.compile("aː"), "ɑː"),
    (re.compile(r"[-\xa0 ]+"), " "),
)
_SOUND = re.compile(r"[abdefhijklmnoprstuvwzæðŋɑɒɔəɜɡɪʃʊʌʒθɚɝːˈˌ() ]+")


def american(variants: Sequence[str], uk: str) -> str:
    """One of ipa-dict's variants, `/ˈɫɛvɝɪdʒ/`, as ˈlevərɪdʒ.

    Of several the one most like the British, so that both sides of a card say the same word (read: riːd, not red).
    """
    spoken = [_american(variant.strip().strip("/")) for variant in variants if variant.strip()]
    if len(spoken) > 1 and uk:
        spoken.sort(key=lambda variant: -difflib.SequenceMatcher(None, variant, uk, autojunk=False).ratio())
    return spoken[0] if spoken else ""


def british(phonetic: str) -> str:
    """ECDICT's phonetic, `'levәridʒ`, as ˈlevərɪdʒ: its first variant, or nothing where it cannot be read."""
    text = re.split(r"[;；/]|[.,]\s|(?<=.) ?[（(][^()（）]* [^()（）]*[)）]", phonetic.strip().strip("[]"))[0].strip()
    for pattern, sound in _BRITISH:
        text = pattern.sub(sound, text)
    return text.strip() if _SOUND.fullmatch(text) else ""


def _american(text: str) -> str:
    text = _STRESSED.sub(lambda found: found[1] + {"ə": "ʌ", "ɝ": "ɜr"}[found[2]], text)
    text = re.sub("ɝ(?=r)|ɚ(?=r)", "ə", text.replace("ɹ", "r").replace("ɫ", "l").replace("g", "ɡ"))
    text = text.replace("ɝ", "ər").replace("ɚ", "ər").replace("ɛ", "e")
    return text.lstrip(_MARKS) if len(_NUCLEUS.findall(text)) == 1 else text
