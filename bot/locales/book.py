"""What the bot says about the vocabulary as a file, and about forgetting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.book import Flaw

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookWords:
    """The words of one language."""

    export_title: str
    export_empty: str
    anki: str
    table: str
    terms_json: str
    everything: str
    privacy: str
    privacy_button: str
    operated_by: str
    operated_by_nobody: str
    exported: Forms
    import_how: str
    understood: Forms
    understood_have: Forms
    understood_known: Forms
    understood_follows: Forms
    bring_in: str
    leave_out: str
    import_left: str
    import_empty: str
    import_gone: str
    import_other: str
    imported: Forms
    imported_known: Forms
    imported_follows: Forms
    imported_nothing: str
    updated: Forms
    undo_import: str
    import_undone: str
    import_settled: str
    import_failed: str
    import_large: str
    import_unknown: str
    flaws: Mapping[Flaw, str]
    flaw_line: str
    flaw_path: str
    forget_title: str
    forget_export: str
    forget_do: str
    forget_keep: str
    forget_kept: str
    forget_old: str
    forgotten: str


ZH_BOOK = BookWords(
    export_title=(
        "<b>导出</b>\nAnki 包可以反复导入，只更新不重复；表格能用 Excel、Numbers 打开；"
        "生词 JSON 可以再导入，含复习记录、认识的词与关注；「全部」是这里留着的每一行。"
    ),
    export_empty="生词本还空着，没有可导出的。",
    anki="🗂 Anki",
    table="📊 表格",
    terms_json="🧾 生词 JSON",
    everything="📦 全部",
    privacy=(
        "<b>隐私</b>\n\n"
        "<b>留下什么</b>\n"
        "· 这个聊天的编号、语言、时区和其他设置；不留你的名字和号码\n"
        "· 你存的词：释义、备注、所在的句子，和复习记录；你说认识的词\n"
        "· 送过哪些篇、读到哪里、关注了谁；出错时记下的时间与原因\n"
        "· 刚收到、还没处理完的消息，一般几秒，处理完就删；位置只取时区，发来的词表读完不留\n"
        "· 阅读页开着时：钥匙的指纹，最多十二小时；页面存词的回执留一周，断网重发时不会做两次\n\n"
        "<b>做什么用</b>\n按时送来、接着读、安排复习。没有广告，没有别家的统计。\n\n"
        "<b>留多久</b>\n"
        "留到你不要为止：/forget 当场全部删除。单个删掉的词 30 天内可以恢复，导入 30 天内可以撤销，之后彻底清除。"
        "出错和改设置的记录留 90 天；更早送过的只记是哪一篇，好让它不再来第二次。"
        "运营者的备份里可能还有一阵子，恢复备份时删过的不会回来。\n\n"
        "<b>谁拿得到</b>\n"
        "消息经 Telegram 收发。翻译的服务只收到公开的文章；朗读的服务还会收到你要听的词和句子，但不知道是谁在听。"
        "你发来查的词在本机查，不外传，也不写进日志。"
    ),
    privacy_button="🔒 隐私",
    operated_by="<b>谁在运营</b>\n{contact}",
    operated_by_nobody="<b>谁在运营</b>\n运营者没有留下联系方式。",
    exported=("{n} 个词",),
    import_how=(
        "把文件发给我就行：之前导出的 JSON，或者一份词表（CSV、TSV、纯文本，每行：词、释义、例句）。"
        "先给你看读出了什么，点一下才存。已有的词不会被覆盖，只补上缺的。"
    ),
    understood=("<b>读出 {n} 个词</b>，还没有存。",),
    understood_have=("其中 {n} 个已在生词本里，只补上缺的。",),
    understood_known=("还有 {n} 个认识的词。",),
    understood_follows=("还有 {n} 位关注的 builder。",),
    bring_in="📥 存进生词本",
    leave_out="不存",
    import_left="好，什么都没有存。",
    import_empty="这个文件里没有词。",
    import_gone="文件已经不在聊天里了，请再发一次。",
    import_other="文件换过了，请再看一眼。",
    imported=("新增 {n} 个词",),
    imported_known=("记下 {n} 个认识的词",),
    imported_follows=("关注 {n} 位 builder",),
    imported_nothing="这些词都已经有了，没有要补的。",
    updated=("补全 {n} 个已有的词",),
    undo_import="↩ 撤销导入",
    import_undone="已撤销，生词本和导入前一样；这期间你自己写的、复习的都还在。",
    import_settled="这次导入已经撤销过，或者过了 30 天。",
    import_failed="这个文件读不出来。{what}。",
    import_large="文件太大了，最多 {mb} MB。",
    import_unknown="只认得导出的 JSON，或者 CSV、TSV、TXT 词表。",
    flaws={
        Flaw.NOT_TEXT: "不是 UTF-8 文本，请另存为 UTF-8",
        Flaw.NO_WORD: "第一列没有词",
        Flaw.NO_WORDS: "里面没有词",
        Flaw.MANY_WORDS: "超过 {most} 个词",
        Flaw.MANY_LINES: "超过 {most} 行",
        Flaw.LONG: "对词表来说太长了",
        Flaw.SIGNS: "含有不是文字的字符",
        Flaw.CELLS: "引号没有配对，分不清各列",
        Flaw.NOT_JSON: "不是完整的 JSON",
        Flaw.MANY_VALUES: "内容太多",
        Flaw.MANY_FIELDS: "字段太多",
        Flaw.MISSING: "缺了这一项",
        Flaw.STRANGE: "这一项不该出现",
        Flaw.BOUNDS: "太长，或者超出范围",
        Flaw.VALUE: "内容不对",
    },
    flaw_line="第 {line} 行：{what}",
    flaw_path="{path}：{what}",
    forget_title=(
        "<b>删除这里的一切</b>\n生词、语境、复习记录、设置、推送记录，全部彻底删除，不能恢复。要不要先导出一份？"
    ),
    forget_export="📦 先导出全部",
    forget_do="删除一切",
    forget_keep="留着",
    forget_kept="好，什么都没有动。",
    forget_old="这次确认已经过期，发 /forget 再来一次。",
    forgotten="已经全部删除。发 /start 可以重新开始。",
)

EN_BOOK = BookWords(
    export_title=(
        "<b>Export</b>\nThe Anki package can be imported again and again: it updates and never duplicates. The table "
        "opens in a spreadsheet. The terms' JSON can be imported here, with reviews, known words and whom you follow. "
        "Everything is each row that is kept of you."
    ),
    export_empty="Your vocabulary is still empty: there is nothing to export.",
    anki="🗂 Anki",
    table="📊 Table",
    terms_json="🧾 Terms (JSON)",
    everything="📦 Everything",
    privacy=(
        "<b>Privacy</b>\n\n"
        "<b>What is kept</b>\n"
        "· this chat's number, its language, zone and other settings; neither your name nor your phone\n"
        "· the terms you save: meanings, notes, their sentences, and your reviews; the words you know\n"
        "· what was delivered, how far you read, whom you follow; of errors their time and reason\n"
        "· a message just received, until it has been handled: seconds, as a rule; of a location only the zone, "
        "of a word list nothing once it is read\n"
        "· while the page is open: a fingerprint of its key, for twelve hours at most; receipts of what it saved, for "
        "a week, so that a phone that was out of reach does nothing twice\n\n"
        "<b>What for</b>\nTo deliver on time, to read on where you stopped, to plan reviews. No advertising, nobody "
        "else's statistics.\n\n"
        "<b>For how long</b>\n"
        "Until you say so: /forget deletes all of it at once. A single term that you delete can be restored for 30 "
        "days, an import be undone for as long; then either is gone for good. "
        "Notes of errors and of changed settings are kept for 90 days; of older "
        "deliveries only which piece it was, so that none comes twice. The operator's backups may have it for a while; "
        "restoring one does not bring back what was forgotten.\n\n"
        "<b>Who gets it</b>\n"
        "Messages go through Telegram. Services that translate get public texts only; one that speaks also gets the "
        "terms and sentences that you ask to hear, and not who asks. Words you look up are looked up here, sent "
        "nowhere and written to no log."
    ),
    privacy_button="🔒 Privacy",
    operated_by="<b>Who operates this</b>\n{contact}",
    operated_by_nobody="<b>Who operates this</b>\nThe operator has left no contact.",
    exported=("{n} term", "{n} terms"),
    import_how=(
        "Just send me the file: JSON that you exported before, or a word list (CSV, TSV or plain text, a line each: "
        "word, meaning, sentence). You see what I read in it before anything is saved. Terms that you have are never "
        "overwritten, only completed."
    ),
    understood=("<b>I read {n} word</b>; nothing is saved yet.", "<b>I read {n} words</b>; nothing is saved yet."),
    understood_have=(
        "{n} of them is in your vocabulary and would only be completed.",
        "{n} of them are in your vocabulary and would only be completed.",
    ),
    understood_known=("And {n} word that you know.", "And {n} words that you know."),
    understood_follows=("And {n} builder to follow.", "And {n} builders to follow."),
    bring_in="📥 Save them",
    leave_out="Leave it",
    import_left="Nothing has been saved.",
    import_empty="There are no words in this file.",
    import_gone="The file is no longer in the chat. Please send it once more.",
    import_other="The file has changed. Please look once more.",
    imported=("{n} term added", "{n} terms added"),
    imported_known=("{n} known word noted", "{n} known words noted"),
    imported_follows=("{n} builder followed", "{n} builders followed"),
    imported_nothing="You have all of these already; nothing was missing.",
    updated=("{n} existing term completed", "{n} existing terms completed"),
    undo_import="↩ Undo the import",
    import_undone="Undone: your vocabulary is as it was before. What you wrote and reviewed since is still there.",
    import_settled="This import has been undone already, or is older than 30 days.",
    import_failed="I cannot read this file: {what}.",
    import_large="The file is too large; {mb} MB at most.",
    import_unknown="I only know exported JSON, and word lists as CSV, TSV or TXT.",
    flaws={
        Flaw.NOT_TEXT: "not UTF-8 text; save it as UTF-8",
        Flaw.NO_WORD: "no word in the first column",
        Flaw.NO_WORDS: "no words in it",
        Flaw.MANY_WORDS: "more than {most} words",
        Flaw.MANY_LINES: "more than {most} lines",
        Flaw.LONG: "too long for a word list",
        Flaw.SIGNS: "characters that are no text",
        Flaw.CELLS: "a quotation mark does not close",
        Flaw.NOT_JSON: "not whole JSON",
        Flaw.MANY_VALUES: "too much in it",
        Flaw.MANY_FIELDS: "too many fields",
        Flaw.MISSING: "is missing",
        Flaw.STRANGE: "does not belong there",
        Flaw.BOUNDS: "too long, or out of bounds",
        Flaw.VALUE: "not what belongs there",
    },
    flaw_line="line {line}: {what}",
    flaw_path="{path}: {what}",
    forget_title=(
        "<b>Delete everything here</b>\nTerms, contexts, reviews, settings, deliveries: all deleted completely, for "
        "good. Would you like to export it first?"
    ),
    forget_export="📦 Export all first",
    forget_do="Delete everything",
    forget_keep="Keep it",
    forget_kept="Nothing has been touched.",
    forget_old="That was asked long ago. /forget asks once more.",
    forgotten="Everything is deleted. Send /start to begin anew.",
)
