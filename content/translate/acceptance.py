"""Whether an answer may stand as the translation of a segment, and if not what to tell the model.

The measures come from translations that people published: BuildSpeak's page and articles and this project's own
episodes, 390 segments, have at least 1.0 Chinese characters for each English word and 0.27 to 0.63 characters for each
English one. The limits leave room on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.episode.words import count_words, words
from content.text.prose import MOST_CHINESE, chinese_faults, clean, han, without_links
from content.text.punctuation import widen

FEW_WORDS = 3
"""Up to so many English words may stay as they are: a name, an interjection."""
_HAN_A_WORD = 0.25
_HAN_A_PLAIN_WORD = 0.6
"""A plain word begins in lower case: a list of names asks for no Chinese but between them."""
_LONGEST = 1.2
_SHORT = 60
"""Characters of English below which lengths say little."""

_PLAIN = re.compile(r"(?<![\w@#/.`-])[a-z]{2,}(?![\w/`]|\.\w)")
_LITERAL = re.compile(r"https?://[^\s\u2e80-\u9fff\uff00-\uffef]*[\w/#=-]|(?<![\w.])@\w+|`[^`\n]+`")
_ADDRESS = re.compile(
    r"(?:https?://|tg://|www\.)[^\s\u2e80-\u9fff\uff00-\uffef]*[\w/#=-]"
    r"|(?<![\w@./:-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,12}/[\w/#=?&.-]*"
    r"|(?<![\w@./:-])[a-z0-9-]{1,63}\.(?:com|net|org|io|ai|me|cn|ru|xyz|top|app|dev|info|link|site|co)(?![\w-])"
    r"|(?<![\w.])@\w{3,}",
    re.IGNORECASE | re.ASCII,
)
"""What Telegram makes a link of, whoever wrote it."""

_MOST = 4 * MOST_CHINESE
"""Characters that are looked at: of what is longer nothing could be shown."""

_TOO_LONG = "far longer than the English: translate this segment only, add nothing"
_FENCE = re.compile(r"```|~~~")
_JSON = re.compile(r"[\"']?\b(?:chinese|items|id)[\"']?\s*:\s*[\"'\[{\d]|[\"']\s*\}|^\s*[{\[]\s*[\"']")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3\u0400-\u04ff]")
_TRADITIONAL = re.compile("[們這個說會來時對學國應過還讓從開關問題點發為後裡麼與種實現樣將當]")
_MOST_TRADITIONAL = 4
_LIGHT_MARKUP = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def tidy(chinese: str, *, english: str) -> str:
    """An answer with full-width marks, single spaces and without emphasis that the English does not have."""
    if len(chinese) > _MOST:
        return chinese  # it is refused as it is
    text = clean(chinese)
    if "**" not in english:
        text = _LIGHT_MARKUP.sub(r"\1", text)
    return widen(text)


def faults_of(chinese: str, *, english: str) -> Iterator[str]:
    """Why `chinese` cannot be the translation of `english`, each in words that the model is told."""
    if not chinese:
        yield "the translation is empty"
        return
    if len(chinese) > _MOST:
        yield _TOO_LONG
        return
    if _fold(chinese) == _fold(english) and count_words(without_links(english)) > FEW_WORDS:
        yield "it repeats the English: translate it"
        return
    yield from _leftovers(chinese, english)
    yield from _language(chinese, english)
    if (wanted := english.count("\n") + 1) != (got := chinese.count("\n") + 1):
        yield f"{got} {'paragraph' if got == 1 else 'paragraphs'}, the English has {wanted}: keep its line breaks"
    if len(english) >= _SHORT and len(chinese) > _LONGEST * len(english):
        yield _TOO_LONG
    yield from strange_addresses(chinese, english=english)
    for literal in dict.fromkeys(_LITERAL.findall(english)):
        if literal not in chinese:
            yield "an address, @handle or piece of code of the English is missing: copy each exactly"
            break


def strange_addresses(chinese: str, *, english: str) -> Iterator[str]:
    """An article may ask the model for links of its own: whatever would be one must stand in the English.

    A name that ends like an address, Booking.com for *Booking dot com*, is known by its first part.
    """
    said = english.casefold()
    spoken = set(words(said))
    for address in _ADDRESS.findall(chinese):
        name = address.casefold()
        if name in said or ("/" not in name and "@" not in name and name.split(".")[0] in spoken):
            continue
        yield "an address or @handle that the English does not have: leave it out"
        return


def nothing_to_translate(english: str) -> bool:
    """Whether the text is only addresses, handles, numbers and signs, the same in Chinese."""
    return not any(map(str.isalpha, without_links(english)))


def _leftovers(chinese: str, english: str) -> Iterator[str]:
    if _FENCE.search(chinese) and not _FENCE.search(english):
        yield "a Markdown fence in the translation: give the plain text"
    elif _JSON.search(chinese) and not _JSON.search(english):
        yield "JSON in the translation: give the plain text"


def _language(chinese: str, english: str) -> Iterator[str]:
    spoken = without_links(english)
    words = count_words(spoken)
    characters = han(chinese)
    plain = len(_PLAIN.findall(spoken))
    least = max(_HAN_A_WORD * words, _HAN_A_PLAIN_WORD * plain) if words > FEW_WORDS and plain else 0
    if len(_OTHER_SCRIPT.findall(chinese)) > len(_OTHER_SCRIPT.findall(english)):
        yield "another language than Chinese: translate into simplified Chinese"
    elif characters < least:
        yield "too little Chinese for this English: translate all of it into Chinese, leave nothing out"
    elif not characters and words > FEW_WORDS:
        yield "no Chinese in the translation: translate the English"
    elif len(set(_TRADITIONAL.findall(chinese))) >= _MOST_TRADITIONAL:
        yield "traditional characters: write simplified Chinese"
    else:
        yield from chinese_faults(chinese)


def _fold(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()
