"""What the bot says about the vocabulary as a file, and about forgetting it."""

from __future__ import annotations

from dataclasses import dataclass

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
    imported: Forms
    updated: Forms
    import_failed: str
    import_large: str
    import_unknown: str
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
        "生词 JSON 可以再导入，含复习记录与关注；「全部」是这里留着的每一行。"
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
        "· 你存的词：释义、备注、所在的句子，和复习记录\n"
        "· 送过哪些篇、读到哪里、关注了谁；出错时记下的时间与原因\n"
        "· 刚收到、还没处理完的消息，一般几秒，处理完就删\n\n"
        "<b>做什么用</b>\n按时送来、接着读、安排复习。没有广告，没有别家的统计。\n\n"
        "<b>留多久</b>\n"
        "留到你不要为止：/forget 当场全部删除。单个删掉的词 30 天内可以恢复，之后彻底清除。"
        "出错和改设置的记录留 90 天；更早送过的只记是哪一篇，好让它不再来第二次。"
        "运营者的备份里可能还有一阵子，恢复备份时删过的不会回来。\n\n"
        "<b>谁拿得到</b>\n"
        "消息经 Telegram 收发。翻译的服务只收到公开的文章；朗读的服务还会收到你要听的词和句子，不知道是谁要听。"
        "你发来查的词在本机查，不外传，也不写进日志。"
    ),
    privacy_button="🔒 隐私",
    operated_by="<b>谁在运营</b>\n{contact}",
    operated_by_nobody="<b>谁在运营</b>\n运营者没有留下联系方式。",
    exported=("{n} 个词",),
    import_how=(
        "把文件发给我就行：之前导出的 JSON，或者一份词表（CSV、TSV、纯文本，每行：词、释义、例句）。"
        "已有的词不会被覆盖，只补上缺的。"
    ),
    imported=("新增 {n} 个词",),
    updated=("补全 {n} 个已有的词",),
    import_failed="这个文件读不出来。{where}",
    import_large="文件太大了，最多 {mb} MB。",
    import_unknown="只认得导出的 JSON，或者 CSV、TSV、TXT 词表。",
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
        "opens in a spreadsheet. The terms' JSON can be imported here, with reviews and whom you follow. Everything is "
        "each row that is kept of you."
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
        "· the terms you save: meanings, notes, their sentences, and your reviews\n"
        "· what was delivered, how far you read, whom you follow; of errors their time and reason\n"
        "· a message just received, until it has been handled: seconds, as a rule\n\n"
        "<b>What for</b>\nTo deliver on time, to read on where you stopped, to plan reviews. No advertising, nobody "
        "else's statistics.\n\n"
        "<b>For how long</b>\n"
        "Until you say so: /forget deletes all of it at once. A single term that you delete can be restored for 30 "
        "days and is then gone for good. Notes of errors and of changed settings are kept for 90 days; of older "
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
        "word, meaning, sentence). Terms that you have are never overwritten, only completed."
    ),
    imported=("{n} term added", "{n} terms added"),
    updated=("{n} existing term completed", "{n} existing terms completed"),
    import_failed="I cannot read this file. {where}",
    import_large="The file is too large; {mb} MB at most.",
    import_unknown="I only know exported JSON, and word lists as CSV, TSV or TXT.",
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
