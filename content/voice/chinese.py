"""Chinese as it is said aloud: a link is named and not spelt out, emoji and marks of code are passed over."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+", re.IGNORECASE)
_MUTE = re.compile(r"[`*\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]+")
_WORD = re.compile(r"[^\W_]")


def read_aloud_chinese(text: str) -> str:
    """`text` as an engine is to say it; empty where there is no word in it."""
    said = _MUTE.sub("", _LINK.sub("链接", text)).strip()
    return said if _WORD.search(said.replace("链接", "")) else ""
