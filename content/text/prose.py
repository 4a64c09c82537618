"""What a text must be before it may reach a reader, for files written by hand and for imported ones alike.

The limits leave a segment room in one Telegram message (4096 UTF-16 units) whatever the mode: at most 3000
for both texts, the rest for show, position, speaker, time and numbers of terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from content.episode.words import count_words

AIMED_WORDS = 75
"""English words that a segment has at most where a text can be divided freely: what a phone shows above the buttons."""
MOST_WORDS = 220
MOST_ENGLISH = 1800
"""UTF-16 units, as Telegram counts."""
MOST_CHINESE = 1200
MOST_UNTRANSLATED = 12
"""Words that a translation may have without any Chinese: a name, a command, an exclamation."""
MOST_TITLE = 300
MOST_NAME = 100
"""UTF-16 units of a show or a speaker."""
MOST_LEAD_IN = 120
MOST_BIO = 300
MOST_NOTE = 200
"""UTF-16 units of a translator's note: what an answer to a tap can show."""

_SPACE = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff]"
)
_ODD_SPACE = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE = re.compile(r"[\u2e80-\u2fff\u3000-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]")
_WIDE_MARK = re.compile(r"[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_LITERAL = re.compile(r"https?://[^\s\u2e80-\u9fff\uff00-\uffef]+|(?<![\w.])@\w+")


def clean(text: str) -> str:
    """`text` in NFC without invisible characters, with single spaces and without empty paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACE.sub(" ", _INVISIBLE.sub("", text))
    paragraphs = (unicodedata.normalize("NFC", line.strip()) for line in text.split("\n"))
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def clean_line(text: str) -> str:
    """`text` as one line, for titles and names."""
    return " ".join(clean(text).split("\n"))


def join_lines(left: str, right: str) -> str:
    """Two pieces of one paragraph: with a space between them unless the script has none there."""
    if not left or not right:
        return left + right
    before, after = left[-1], right[0]
    if _WIDE_MARK.match(before) or _WIDE_MARK.match(after) or (_WIDE.match(before) and _WIDE.match(after)):
        return left + right
    return f"{left} {right}"


def units(text: str) -> int:
    """The length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def han(text: str) -> int:
    """How many Chinese characters `text` has."""
    return len(_HAN.findall(text))


def han_places(text: str) -> list[int]:
    """Where they stand."""
    return [match.start() for match in _HAN.finditer(text)]


def without_links(text: str) -> str:
    """`text` without addresses and @handles, which are the same in every language."""
    return _LITERAL.sub(" ", text)


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Offset and name of each character that no reader can see."""
    for match in sorted((*_INVISIBLE.finditer(text), *_ODD_SPACE.finditer(text)), key=lambda m: m.start()):
        yield match.start(), f"U+{ord(match.group()):04X}"


def english_faults(english: str) -> Iterator[str]:
    """What is wrong with a segment's English, each with its mend."""
    if not english:
        yield "no English text: write it between the heading and the translation"
        return
    if han(english) > len(_LETTER.findall(english)):
        yield "Chinese where the English is expected: write the Chinese as a quote, with `> ` before it"
    if (words := count_words(english)) > MOST_WORDS:
        yield f"{words} English words, at most {MOST_WORDS} fit one message: divide the segment"
    elif (length := units(english)) > MOST_ENGLISH:
        yield f"{length} characters of English, at most {MOST_ENGLISH} fit one message: divide the segment"


def chinese_faults(chinese: str) -> Iterator[str]:
    """What is wrong with a segment's translation, each with its mend."""
    if not chinese:
        yield "no translation: write it under the English as a quote, with `> ` before each line"
        return
    if not han(chinese) and count_words(without_links(chinese)) > MOST_UNTRANSLATED:
        yield "no Chinese in the translation: translate the English"
    if (length := units(chinese)) > MOST_CHINESE:
        yield f"{length} characters of Chinese, at most {MOST_CHINESE} fit one message: divide the segment"


def note_faults(note: str) -> Iterator[str]:
    """What is wrong with a translator's note, each with its mend."""
    if not note:
        yield "an empty note: write it after `> 💡 `, or delete the line"
    elif not han(note):
        yield "a note without Chinese: write it for a reader of Chinese"
    if (length := units(note)) > MOST_NOTE:
        yield f"a note of {length} characters, at most {MOST_NOTE} are allowed: say it shorter"
