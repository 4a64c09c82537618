"""What the bot says about what a reader knows already."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.known import ReaderLevel

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """The words of one language."""

    sign: str
    know: str
    know_this: str
    unknow_this: str
    known: str
    unknown: str
    known_card: str
    unknown_card: str
    look: str
    listed: Forms
    list_title: str
    list_how: str
    list_none: str
    level: str
    levels: dict[ReaderLevel, str]
    pick_level: str
    ask_level: str
    ask_key: str


ZH_KNOWN = KnownWords(
    sign="🎓",
    know="🎓 认识",
    know_this="🎓 认识 {headword}",
    unknow_this="↺ {headword}",
    known="记下了，认识 {headword}，以后不再解释。",
    unknown="好，{headword} 还会再解释。",
    known_card="🎓 认识 <b>{headword}</b>，以后不再解释。",
    unknown_card="<b>{headword}</b> 还会再解释。",
    look="🔎 {headword}",
    listed=("🎓 认识的 {n}",),
    list_title="<b>认识的词</b> · {count}",
    list_how="这些词不再解释、不再提示。点编号，让它重新出现。",
    list_none="<b>认识的词</b>还空着。点词旁边的 🎓，或查词时点「🎓 认识」。",
    level="📶 {level}",
    levels={
        ReaderLevel.UNASKED: "水平未选",
        ReaderLevel.OFF: "水平未选",
        ReaderLevel.CET4: "四级",
        ReaderLevel.CET6: "六级",
        ReaderLevel.GRADUATE: "考研",
        ReaderLevel.TOEFL: "托福",
        ReaderLevel.IELTS: "雅思",
        ReaderLevel.GRE: "GRE",
        ReaderLevel.TOP_3000: "常用 3000 词",
        ReaderLevel.TOP_8000: "常用 8000 词",
    },
    pick_level="你大概认识哪些词？选一个最接近的，按钮就先给更难的词。哪个都不选也行。",
    ask_level="有一件事只问这一次：你大概是什么水平？选了之后，按钮先给更难的词。",
    ask_key="📶 选水平",
)

EN_KNOWN = KnownWords(
    sign="🎓",
    know="🎓 I know it",
    know_this="🎓 I know {headword}",
    unknow_this="↺ {headword}",
    known="Noted: you know {headword}. It is not explained any more.",
    unknown="{headword} will be explained again.",
    known_card="🎓 You know <b>{headword}</b>: it is not explained any more.",
    unknown_card="<b>{headword}</b> will be explained again.",
    look="🔎 {headword}",
    listed=("🎓 Known: {n}", "🎓 Known: {n}"),
    list_title="<b>Known words</b> · {count}",
    list_how="These are not explained or offered any more. Tap a number to have one back.",
    list_none="<b>Known words</b>: none yet. Tap 🎓 beside a term or when you look a word up.",
    level="📶 {level}",
    levels={
        ReaderLevel.UNASKED: "level not set",
        ReaderLevel.OFF: "level not set",
        ReaderLevel.CET4: "CET-4",
        ReaderLevel.CET6: "CET-6",
        ReaderLevel.GRADUATE: "graduate exam",
        ReaderLevel.TOEFL: "TOEFL",
        ReaderLevel.IELTS: "IELTS",
        ReaderLevel.GRE: "GRE",
        ReaderLevel.TOP_3000: "top 3,000",
        ReaderLevel.TOP_8000: "top 8,000",
    },
    pick_level="Which words do you know, roughly? Harder ones then come first on the buttons. You need not choose.",
    ask_level="Asked only this once: what is your level, roughly? Harder words then come first on the buttons.",
    ask_key="📶 Choose a level",
)
