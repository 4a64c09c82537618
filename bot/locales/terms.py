"""What the bot says about a saved term: its meaning and note, known or not, found or not."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.term import Sort

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWords:
    """The words of one language."""

    note: str
    no_meaning: str
    edit_meaning: str
    edit_note: str
    known: str
    unknown: str
    is_known: str
    known_card: str
    known_done: str
    unknown_done: str
    ask_meaning: str
    ask_note: str
    placeholder: str
    written: str
    too_long: str
    saved_here: str
    first_saved: str
    try_it: str
    not_here: str
    sorts: dict[Sort, str]
    found: Forms
    found_more: str
    found_none: str
    search_hint: str
    at_second: str


ZH_TERM = TermWords(
    note="📝 {note}",
    no_meaning="还没有释义",
    edit_meaning="✎ 释义",
    edit_note="📝 备注",
    known="🎓 已掌握",
    unknown="↺ 重新学",
    is_known="已掌握，不再复习",
    known_card="🎓 已掌握 <b>{headword}</b>，不再解释，也不再复习。",
    known_done="已掌握：{headword}",
    unknown_done="重新学：{headword}",
    ask_meaning="<b>{headword}</b> 是什么意思？回复这条消息写下来。",
    ask_note="给 <b>{headword}</b> 记点什么？回复这条消息写下来。",
    placeholder="写在这里",
    written="记下了",
    too_long="太长了，请写在 {most} 字以内。",
    saved_here="已存 <b>{headword}</b>",
    first_saved="✓ 已存 <b>{headword}</b>",
    try_it="🧠 试一下复习",
    not_here="这一段里没有找到「{text}」。请照原文回复一个词或短语。",
    sorts={Sort.NEWEST: "最新", Sort.DUE: "待复习", Sort.NAME: "A–Z"},
    found=("找到 {n} 个",),
    found_more="只列出前 {n} 个，再写具体一点就能找到其余的。",
    found_none="生词本里没有「{text}」。",
    search_hint="查找：/vocab 加一个词",
    at_second="▶ {time}",
)

EN_TERM = TermWords(
    note="📝 {note}",
    no_meaning="No meaning yet",
    edit_meaning="✎ Meaning",
    edit_note="📝 Note",
    known="🎓 Known",
    unknown="↺ Learn again",
    is_known="Known, out of review",
    known_card="🎓 You know <b>{headword}</b>: it is neither explained nor reviewed any more.",
    known_done="Known: {headword}",
    unknown_done="Back in review: {headword}",
    ask_meaning="What does <b>{headword}</b> mean? Reply to this message with it.",
    ask_note="What would you note about <b>{headword}</b>? Reply to this message with it.",
    placeholder="Write it here",
    written="Noted",
    too_long="That is too long. Please keep it within {most} characters.",
    saved_here="Saved <b>{headword}</b>",
    first_saved="✓ Saved <b>{headword}</b>",
    try_it="🧠 Try a review",
    not_here="I did not find “{text}” in this segment. Please reply with a word or phrase as it stands there.",
    sorts={Sort.NEWEST: "Newest", Sort.DUE: "Due", Sort.NAME: "A–Z"},
    found=("{n} found", "{n} found"),
    found_more="These are the first {n}; a longer word finds the others.",
    found_none="“{text}” is not in your vocabulary.",
    search_hint="Search: /vocab and a word",
    at_second="▶ {time}",
)
