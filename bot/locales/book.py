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
    everything: str
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
        "<b>导出生词本</b>\nAnki 包可以反复导入，只更新不重复；表格能用 Excel、Numbers 打开；"
        "JSON 存着全部，含复习记录和关注的 builder。"
    ),
    export_empty="生词本还空着，没有可导出的。",
    anki="🗂 Anki",
    table="📊 表格",
    everything="📦 全部（JSON）",
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
        "<b>Export your vocabulary</b>\nThe Anki package can be imported again and again: it updates and never "
        "duplicates. The table opens in a spreadsheet. JSON has everything: reviews, and whom you follow."
    ),
    export_empty="Your vocabulary is still empty: there is nothing to export.",
    anki="🗂 Anki",
    table="📊 Table",
    everything="📦 All (JSON)",
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
