"""What is no speech in a transcript: sounds in brackets, brackets without a partner, entities."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

_SOUNDS = (
    r"music|applause|laugh(?:s|ing|ter)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|cheer(?:s|ing)|sighs?|coughs?|silence|pause|"
    r"clapping|crosstalk|cross talk|inaudible|unintelligible|indistinct|blank_audio|background noise|noise|foreign|"
    r"intro|outro|theme|jingle|beep(?:s|ing)?|snorts?|gasps?|sniffs?|clears throat"
)
_SOUND = re.compile(
    rf"\[[^\[\]\n]{{0,30}}\b(?:{_SOUNDS})\b[^\[\]\n]{{0,30}}\]"
    rf"|\((?:[a-z]+ ){{0,2}}(?:{_SOUNDS})(?: (?:plays|playing|continues|stops|fades))?\)"
    r"|\[[_♪♫ ]*\]|\( *\)|[♪♫]+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|\d{1,2})){0,3}): +(?=\S)")


def spoken(text: str) -> str:
    """`text` with its entities resolved and without sounds; what was said stays, fillers included."""
    return _paired(_SOUND.sub(" ", html.unescape(text)))


def labels(texts: Iterable[str]) -> frozenset[str]:
    """The names that begin more than one of `texts` with a colon after them: the speakers."""
    counts = Counter(match["label"] for text in texts if (match := _LABEL.match(text)))
    return frozenset(label for label, count in counts.items() if count > 1)


def split_label(text: str, known: frozenset[str]) -> tuple[str | None, str]:
    """The speaker that begins `text`, if it is one of `known`, and the rest."""
    match = _LABEL.match(text)
    return (match["label"], text[match.end() :]) if match and match["label"] in known else (None, text)


def _paired(text: str) -> str:
    """`text` without square brackets that have no partner."""
    opened: list[int] = []
    strays: set[int] = set()
    for match in re.finditer(r"[\[\]]", text):
        if match.group() == "[":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            strays.add(match.start())
    strays.update(opened)
    return "".join(letter for at, letter in enumerate(text) if at not in strays) if strays else text
