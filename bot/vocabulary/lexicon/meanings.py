"""ECDICT's translations, cleaned: a line a part of speech, in full-width punctuation, without what no reader needs.

A translation is lines parted by a literal backslash-n. A line may begin with a part of speech (`vt.`) or a field of
knowledge (`[医]`); `[网络]` lines are unchecked finds from the web.
"""

from __future__ import annotations

import re

MOST_LINES = 5
_SAID = re.compile(r"[，；、：\s]+|[（〔][^）〕]*[）〕]")
_KEPT_FIELDS = ("计", "电", "经", "法", "数", "财", "商", "统计", "口", "俚", "美", "英")
_LINE = re.compile(r"(?:\\r)?\\n|\r?\n")
_FIELD = re.compile(r"^\[([^\]]{1,8})\]\s*")
_PART = re.compile(r"^(n|a|adj|adv|ad|v|vt|vi|prep|pron|conj|int|interj|num|art|aux|abbr|pl|pref|suf|phr)\.\s*")
_PARTS = {"a": "adj", "ad": "adv", "interj": "int", "phr": ""}
_CJK = "\u3400-\u9fff"
_NEAR = f"{_CJK}（）〔〕《》…"
_STOPS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "，": "，", "；": "；", "：": "：", "、": "、"}


def clean_meaning(translation: str) -> tuple[str, ...]:
    """The lines worth showing, at most five: general ones first, a special field only where it is ours or alone."""
    general, special, web = [], [], []
    for raw in _LINE.split(translation):
        field, line = _line(raw)
        if not re.search(f"[{_CJK}]", line):
            continue
        if field == "网络":
            web.append(line)
        elif field and field not in _KEPT_FIELDS:
            special.append(f"〔{field}〕{line}")
        else:
            general.append(f"〔{field}〕{line}" if field else line)
    return tuple(dict.fromkeys(general or special or web))[:MOST_LINES]


def means(word: str, meaning: str) -> bool:
    """Whether a Chinese word is one of the things that a meaning says, and not only a part of one."""
    return word in _SAID.split(meaning)


def _line(raw: str) -> tuple[str, str]:
    """A line's field of knowledge, if it has one, and its text."""
    text, field = raw.strip().strip('"'), ""
    if found := _FIELD.match(text):
        field, text = found[1].strip(), text[found.end() :]
    part = ""
    if found := _PART.match(text):
        name = _PARTS.get(found[1], found[1])
        part, text = f"{name}. " if name else "", text[found.end() :]
    return field, part + _punctuate(text)


def _punctuate(text: str) -> str:
    """Full-width punctuation beside Chinese, a thin hand with everything else."""
    text = re.sub(r"\.{2,}|…+|。{3,}", "……", text)
    text = re.sub(r"[(（]\s*", "（", re.sub(r"\s*[)）]", "）", text))
    text = re.sub(r"\[(.{1,12}?)\]", r"〔\1〕", re.sub(r"<(.{1,12}?)>", r"〔\1〕", text))
    text = re.sub(rf"(?<=[{_NEAR}])\s*([,;:?!])\s*|\s*([,;:?!，；：、])\s*(?=[{_NEAR}])", _stop, text)
    text = re.sub(rf"([a-zA-Z])(?=[{_CJK}])|([{_CJK}])(?=[a-zA-Z])", lambda m: f"{m[0]} ", text)
    text = re.sub("(?<=〕) ", "", text)
    return re.sub(r"\s{2,}", " ", text).strip(" ,;，；")


def _stop(found: re.Match[str]) -> str:
    return _STOPS[found[1] or found[2]]
