"""A name as its letters sound: for what nobody knows, on a machine without espeak-ng."""

from __future__ import annotations

VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ")
"""The letters of misaki's phonemes that are vowels."""

_SOUNDS = {
    **{"sh": "ʃ", "ch": "ʧ", "th": "θ", "ph": "f", "ck": "k", "ng": "ŋ", "qu": "kw", "oo": "u", "ee": "i", "ea": "i"},
    **{"ai": "A", "ay": "A", "oa": "O", "ou": "W", "ow": "O", "oi": "Y", "oy": "Y", "au": "ɔ", "aw": "ɔ", "ew": "u"},
    **{"a": "æ", "b": "b", "c": "k", "d": "d", "e": "ɛ", "f": "f", "g": "ɡ", "h": "h", "i": "ɪ", "j": "ʤ", "k": "k"},
    **{"l": "l", "m": "m", "n": "n", "o": "ɑ", "p": "p", "q": "k", "r": "ɹ", "s": "s", "t": "t", "u": "ʌ", "v": "v"},
    **{"w": "w", "x": "ks", "y": "i", "z": "z"},
}


def by_letters(word: str) -> str:
    """Its phonemes, the first vowel stressed."""
    sounds, at, key = [], 0, word.casefold()
    while at < len(key):
        for size in (2, 1):
            if (sound := _SOUNDS.get(key[at : at + size])) is not None:
                sounds.append(sound)
                break
        at += size
    spelt = "".join(sounds)
    first = next((index for index, sound in enumerate(spelt) if sound in VOWELS), None)
    return spelt if first is None else f"{spelt[:first]}ˈ{spelt[first:]}"
