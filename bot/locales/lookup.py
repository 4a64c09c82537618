"""What the bot says when a word is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.vocabulary.lexicon import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupWords:
    """The words of one language."""

    pick: str
    title: str
    nothing_to_pick: str
    other_words: str
    to_segment: str
    us: str
    uk: str
    here: str
    levels: dict[Level, str]
    bands: tuple[tuple[int, str], ...]
    rare: str
    last_met: str
    save: str
    add_sentence: str
    take_back: str
    in_vocabulary: str
    not_found: str
    in_english: str
    no_lexicon: str
    meant: str
    not_a_word: str
    credits: str


ZH_LOOKUP = LookupWords(
    pick="🔎",
    title="查哪个词？",
    nothing_to_pick="这一段没有要查的词。",
    other_words="↩ 换个词",
    to_segment="↩ 回到本段",
    us="美",
    uk="英",
    here="文中：{meaning}",
    levels={
        Level.MIDDLE_SCHOOL: "中考",
        Level.HIGH_SCHOOL: "高考",
        Level.CET4: "四级",
        Level.CET6: "六级",
        Level.GRADUATE: "考研",
        Level.TOEFL: "托福",
        Level.IELTS: "雅思",
        Level.GRE: "GRE",
    },
    bands=((3000, "最常用的 3000 词"), (8000, "常用词"), (20000, "不太常用")),
    rare="少见",
    last_met="上次遇见 · {source}",
    save="＋ 存入生词本",
    add_sentence="＋ 添上这一句",
    take_back="✓ 已存 · 点此撤销",
    in_vocabulary="📒 已在生词本",
    in_english="<b>{word}</b> 用英文说：",
    not_found="没查到 <b>{word}</b>。",
    no_lexicon="大词典还没装上，眼下只查得到正在读的这一篇和术语表里的词。",
    meant="你要找的是不是：",
    not_a_word="想查词，就发一个英文单词、五个词以内的短语，或者一个中文词。",
    credits="英汉释义取自 ECDICT，美式音标取自 ipa-dict，均为 MIT 许可；术语表由本项目编写。",
)

EN_LOOKUP = LookupWords(
    pick="🔎",
    title="Which word?",
    nothing_to_pick="There is no word to look up here.",
    other_words="↩ Other words",
    to_segment="↩ To the segment",
    us="US",
    uk="UK",
    here="Here: {meaning}",
    levels={
        Level.MIDDLE_SCHOOL: "middle school",
        Level.HIGH_SCHOOL: "high school",
        Level.CET4: "CET-4",
        Level.CET6: "CET-6",
        Level.GRADUATE: "graduate exam",
        Level.TOEFL: "TOEFL",
        Level.IELTS: "IELTS",
        Level.GRE: "GRE",
    },
    bands=((3000, "among the 3,000 most frequent"), (8000, "frequent"), (20000, "less frequent")),
    rare="rare",
    last_met="Last met · {source}",
    save="＋ Save to vocabulary",
    add_sentence="＋ Add this sentence",
    take_back="✓ Saved · tap to undo",
    in_vocabulary="📒 In your vocabulary",
    in_english="<b>{word}</b> in English:",
    not_found="I did not find <b>{word}</b>.",
    no_lexicon="The large dictionary is not installed: I know the words of this episode and of the glossary.",
    meant="Did you mean:",
    not_a_word="To look a word up, send it in English or Chinese, or a phrase of up to five words.",
    credits=(
        "Meanings are from ECDICT, American pronunciations from ipa-dict, both MIT; the glossary is this project's own."
    ),
)
