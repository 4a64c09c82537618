"""What a message asks to have looked up, however it is put: 缓存怎么说, cache 是什么意思, what does cache mean."""

from __future__ import annotations

import re
import unicodedata

from bot.vocabulary.lookup import QUOTES_AND_ENDS, asked, asked_in_chinese

_LONGEST = 120
_BEFORE = re.compile(
    r"(?:请问|帮我|麻烦)?\s*(?:什么是|什么叫|(?:翻译|查|解释)一下|(?:翻译|查|解释)(?=\s*[A-Za-z\"“「(]))\s*"
    r"|(?:define|translate|(?:the )?meaning of|what(?:'s| is| are| does)(?: an?| the)?) ",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:是?什么意思|的意思(?:是什么)?|是什么|(?:的|用)?(?:英文|英语)(?:怎么说|怎么讲|是什么|叫什么)"
    r"|(?:的| )(?:英文|英语|中文)|怎么(?:说|讲|读|念|翻译|翻)| means?| in (?:chinese|english))$",
    re.IGNORECASE,
)
_AROUND = r"[\u3400-\u9fff\s(),、。:;\"]*"
_MIXED = re.compile(rf"{_AROUND}(?P<latin>[A-Za-z](?:[\w'.+#&/ -]*[A-Za-z0-9+#])?){_AROUND}", re.ASCII)


def word_asked(text: str) -> str | None:
    """The English word or phrase that a message asks for; of one that mixes both languages the English in it."""
    plain = _bare(text)
    found = asked(plain)
    if found is None and (mixed := _MIXED.fullmatch(plain)):
        found = asked(mixed["latin"])
    return found


def chinese_asked(text: str) -> str | None:
    """The Chinese word that a message asks the English of."""
    return asked_in_chinese(_bare(text))


def _bare(text: str) -> str:
    """Without the question around it; a question that is about nothing is itself the word."""
    if len(text) > _LONGEST:
        return text
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split()).strip(QUOTES_AND_ENDS)
    before = _BEFORE.match(plain)
    bare = _AFTER.sub("", plain[before.end() :] if before else plain).strip(QUOTES_AND_ENDS)
    return bare or plain
