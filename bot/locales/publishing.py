"""What the bot says about what is published: to readers, and to the operators who publish."""

from __future__ import annotations

from dataclasses import dataclass

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingWords:
    """The words of one language."""

    post: str
    report: str
    reported: str
    unreport: str
    unreported: str
    report_taken_back: str
    report_card: str
    correct: str
    correct_prompt: str
    corrected: str
    correct_failed: str
    reading_source: str
    draft_card: str
    publish: str
    discard: str
    withdraw: str
    withdraw_ask: str
    keep_published: str
    restore: str
    restored: str
    not_kept: str
    published: str
    discarded: str
    withdrawn: str
    draft_gone: str
    not_published: str
    not_ours: str
    daily_done: str
    daily_nothing: str
    daily_stale: str
    problems: str
    faults_in_chinese: bool


ZH_PUBLISHING = PublishingWords(
    post="帖子 ↗",
    report="🚩 译文有误",
    reported="谢谢，已转给编辑。",
    unreport="🚩 收回反馈",
    unreported="已收回。",
    report_taken_back="🚩 读者收回了反馈：<b>{title}</b> · 第 {number} 段",
    report_card="🚩 <b>{title}</b> · 第 {number} 段\n\n{english}\n\n<blockquote>{chinese}</blockquote>",
    correct="✏️ 改译文",
    correct_prompt="回复这条消息，写下第 {number} 段的新译文。\n\n{english}",
    corrected="已改好第 {number} 段，文件也更新了。",
    correct_failed="没有改成：{why}",
    reading_source="收到，正在读。",
    draft_card="<b>待发布</b> · {kind}\n<b>{title}</b>\n{show} · {segments} 段 · {words} 词\n\n{english}",
    publish="✅ 发布",
    discard="🗑 丢弃",
    withdraw="🚫 撤下",
    withdraw_ask="撤下 <b>{title}</b>？读者就打不开它了，存过的词都留着；之后可以恢复。",
    keep_published="留着",
    restore="↺ 恢复",
    restored="已恢复：{title}",
    not_kept="这一篇恢复不了，文件已经不在了。",
    published="已发布：{title}",
    discarded="已丢弃。",
    withdrawn="已撤下：{title}",
    draft_gone="这份草稿已经处理过了。",
    not_published="没有发布：{why}",
    not_ours="这一篇是内置的，不在你的目录里，改不了。",
    daily_done="<b>今日发布</b>\n{lines}",
    daily_nothing="今天的源里没有新的内容。",
    daily_stale="源已经 {hours} 小时没有更新了。",
    problems="每日的源有问题：",
    faults_in_chinese=True,
)

EN_PUBLISHING = PublishingWords(
    post="Post ↗",
    report="🚩 Bad translation",
    reported="Thank you. An editor will look at it.",
    unreport="🚩 Take it back",
    unreported="The report is withdrawn.",
    report_taken_back="🚩 The reader took it back: <b>{title}</b> · segment {number}",
    report_card="🚩 <b>{title}</b> · segment {number}\n\n{english}\n\n<blockquote>{chinese}</blockquote>",
    correct="✏️ Correct it",
    correct_prompt="Reply to this message with the new translation of segment {number}.\n\n{english}",
    corrected="Segment {number} is corrected, and so is its file.",
    correct_failed="Not corrected: {why}",
    reading_source="Received; reading it now.",
    draft_card="<b>To publish</b> · {kind}\n<b>{title}</b>\n{show} · {segments} segments · {words} words\n\n{english}",
    publish="✅ Publish",
    discard="🗑 Discard",
    withdraw="🚫 Withdraw",
    withdraw_ask="Withdraw <b>{title}</b>? Nobody can open it then; saved terms stay. It can be restored.",
    keep_published="Keep it",
    restore="↺ Restore",
    restored="Restored: {title}",
    not_kept="It cannot be restored: its file is no longer there.",
    published="Published: {title}",
    discarded="Discarded.",
    withdrawn="Withdrawn: {title}",
    draft_gone="This draft has been dealt with already.",
    not_published="Not published: {why}",
    not_ours="This episode is bundled: its file is not in your folder and cannot be changed.",
    daily_done="<b>Published today</b>\n{lines}",
    daily_nothing="Nothing new in today's feed.",
    daily_stale="The feed has not changed for {hours} hours.",
    problems="Problems with the daily sources:",
    faults_in_chinese=False,
)
