"""What the bot says around the sayings of a week."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingWords:
    """The words of one language."""

    title: str
    where: str
    avoid: str
    keep: str
    kept: str
    gone: str


ZH_SAYINGS = SayingWords(
    title="🗣 说给老外听",
    where="说给老外听",
    avoid="⚠️ 易错：{avoid}",
    keep="＋ 存 {headword}",
    kept="✓ {headword}",
    gone="这一周的内容已经换了，请从周六的卡片重新打开。",
)

EN_SAYINGS = SayingWords(
    title="🗣 Say it in English",
    where="Say it in English",
    avoid="⚠️ Tempting, but wrong: {avoid}",
    keep="＋ Save {headword}",
    kept="✓ {headword}",
    gone="That week has changed. Open it again from a Saturday card.",
)
