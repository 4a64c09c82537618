"""What the bot says to operators about translations that are doubtful, what they cost, and what corrections taught."""

from __future__ import annotations

from dataclasses import dataclass

from content.checks.doubt import About

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofWords:
    """The words of one language; `about` names what a doubt is about."""

    about: dict[About, str]
    held: str
    place: str
    more: str
    draft: str
    let_out: str
    let_out_without: str
    released: str
    released_without: str
    gone: str
    not_released: str
    day: str
    day_spent: str
    day_limit: str
    lessons_button: str
    lessons: str
    no_lessons: str
    lesson: str
    lesson_new: str
    taught: str
    forget: str
    forgotten: str
    nearly_spent: str
    all_spent: str


ZH_PROOFS = ProofWords(
    about={
        About.NUMBER: "数字",
        About.BOUND: "上下限",
        About.UNIT: "单位",
        About.DATE: "时间",
        About.NEGATION: "否定",
        About.DIRECTION: "方向",
        About.MODALITY: "语气",
        About.TENSE: "时态",
        About.PERSON: "人称",
        About.ORDER: "主客",
        About.NAME: "名字",
        About.ADDRESS: "地址",
        About.OMISSION: "漏译",
        About.ADDITION: "增译",
        About.SENSE: "词义",
        About.TERM: "术语",
        About.GLOSS: "注释",
        About.LEFTOVER: "残留",
        About.STYLE: "行文",
        About.ACCURACY: "误译",
    },
    held="⏸ <b>暂缓发布</b>：{title}\n译文有几处拿不准。六小时内没有答复，就先隐去这几段中文发布。\n\n{doubts}",
    place="第 {number} 段 · {about}：{what}",
    more="……还有 {n} 处",
    draft="译文存疑 {count} 处：",
    let_out="照样发布",
    let_out_without="隐去存疑段落",
    released="已发布：{title}",
    released_without="已发布：{title}\n第 {numbers} 段的中文存疑，先隐去了。",
    gone="这一篇已经处理过了。",
    not_released="没有发布：{why}",
    day="<b>译文</b> · 近一天存疑 {count} 处，其中要紧的 {major} 处",
    day_spent="本月花费 {spent}",
    day_limit="本月花费 {spent}，上限 {limit}",
    lessons_button="学到的术语 {n}",
    lessons="<b>从订正里学到的术语</b>\n以后都这样译；点一下，就不再这样译。\n\n{lines}",
    no_lessons="还没有从订正里学到术语。",
    lesson="{headword} → {chinese}（原为 {instead_of}）",
    lesson_new="{headword} → {chinese}",
    taught="以后的译文也会这样翻译：\n{lines}",
    forget="✕ {headword}",
    forgotten="以后不再这样译：{headword}",
    nearly_spent="本月的翻译花费 {spent}，已过上限 {limit} 的八成。",
    all_spent="本月的翻译花费已到上限 {limit}。到下个月之前，只用缓存里有的译文。",
)

EN_PROOFS = ProofWords(
    about={about: about.value for about in About},
    held="⏸ <b>Held</b>: {title}\nSome of its translation is doubtful. Unanswered for six hours, it goes out without "
    "the Chinese of these segments.\n\n{doubts}",
    place="Segment {number} · {about}: {what}",
    more="… and {n} more",
    draft="Doubts about the translation: {count}",
    let_out="Publish as it is",
    let_out_without="Publish without it",
    released="Published: {title}",
    released_without="Published: {title}\nThe Chinese of segment {numbers} is doubtful and left out for now.",
    gone="This piece has been dealt with already.",
    not_released="Not published: {why}",
    day="<b>Translations</b> · doubts of the last day: {count}, {major} of them major",
    day_spent="Spent this month: {spent}",
    day_limit="Spent this month: {spent} of {limit}",
    lessons_button="Learned terms {n}",
    lessons="<b>Terms learned from corrections</b>\nTranslations to come follow them; a tap ends that.\n\n{lines}",
    no_lessons="No terms learned from corrections yet.",
    lesson="{headword} → {chinese} (was {instead_of})",
    lesson_new="{headword} → {chinese}",
    taught="Translations to come will say so, too:\n{lines}",
    forget="✕ {headword}",
    forgotten="No longer followed: {headword}",
    nearly_spent="Translating has cost {spent} this month: more than four fifths of the limit of {limit}.",
    all_spent="Translating has reached the month's limit of {limit}. Until next month only what is cached is used.",
)
