"""What the bot says about issues, builders and where a piece comes from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.subscription import Lead
from content.episode.episode import Kind

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWords:
    """The words of one language."""

    why_read: str
    source: str
    source_and_more: str
    sources: str
    sources_title: str

    today_more: str
    that_day_more: str
    some: dict[Kind, Forms]
    all_more: Forms
    headings: dict[Kind, str]
    evergreen_title: str
    to_calendar: str
    none_that_day: str

    calendar_how: str
    all_months: str

    builder: str
    builders: str
    builders_none: str
    builder_page: str
    follow: str
    unfollow: str
    followed: str
    unfollowed: str

    reposts: str
    replies: str
    note: str
    note_title: str
    no_note: str

    lead: str
    leads: dict[Lead, str]
    early: str


ZH_ISSUES = IssueWords(
    why_read="为什么读它：{lead_in}",
    source="出处：{source}",
    source_and_more="出处：{source} 等 {n} 处",
    sources="📎 出处",
    sources_title="<b>出处</b> · {title}",
    today_more="今日还有：{pieces}",
    that_day_more="同日还有：{pieces}",
    some={Kind.PODCAST: ("{n} 篇播客",), Kind.BLOG: ("{n} 篇文章",), Kind.POSTS: ("{n} 位 builder",)},
    all_more=("{n} 篇",),
    headings={Kind.PODCAST: "🎙 播客", Kind.BLOG: "✍️ 文章", Kind.POSTS: "💬 Builders"},
    evergreen_title="放在一起读",
    to_calendar="📅 这个月",
    none_that_day="这一天没有内容。",
    calendar_how="点一天，看那天的内容；☑ 是读过的。",
    all_months="全部月份",
    builder="👤 builder",
    builders="<b>Builders</b> · 最近发帖的在前",
    builders_none="还没有帖子。",
    builder_page="主页 ↗",
    follow="＋ 关注",
    unfollow="★ 已关注",
    followed="已关注 {builder}，之后排在前面。",
    unfollowed="不再关注 {builder}。",
    reposts="↻ {n}",
    replies="💬 {n}",
    note="💡",
    note_title="<b>💡 译者手记</b>",
    no_note="这一段没有译者手记。",
    lead="头条 · {kind}",
    leads={Lead.ANY: "默认", Lead.PODCAST: "播客", Lead.BLOG: "文章", Lead.POSTS: "帖子"},
    early="⚠️ {date}：{pieces}，日期还没到，到那天再送。",
)

EN_ISSUES = IssueWords(
    why_read="Why read it: {lead_in}",
    source="Source: {source}",
    source_and_more="Source: {source} and others, {n} in all",
    sources="📎 Sources",
    sources_title="<b>Sources</b> · {title}",
    today_more="Also today: {pieces}",
    that_day_more="Same day: {pieces}",
    some={
        Kind.PODCAST: ("{n} podcast", "{n} podcasts"),
        Kind.BLOG: ("{n} article", "{n} articles"),
        Kind.POSTS: ("{n} builder", "{n} builders"),
    },
    all_more=("{n} more piece", "{n} more pieces"),
    headings={Kind.PODCAST: "🎙 Podcasts", Kind.BLOG: "✍️ Articles", Kind.POSTS: "💬 Builders"},
    evergreen_title="To be read together",
    to_calendar="📅 The month",
    none_that_day="There is nothing of this day.",
    calendar_how="Tap a day to see what it brought; ☑ marks what you read.",
    all_months="All months",
    builder="👤 Builder",
    builders="<b>Builders</b> · latest posts first",
    builders_none="There are no posts yet.",
    builder_page="Their page ↗",
    follow="＋ Follow",
    unfollow="★ Following",
    followed="Following {builder}: listed first from now on.",
    unfollowed="No longer following {builder}.",
    reposts="↻ {n}",
    replies="💬 {n}",
    note="💡",
    note_title="<b>💡 Translator's note</b>",
    no_note="This segment has no translator's note.",
    lead="Lead: {kind}",
    leads={Lead.ANY: "default", Lead.PODCAST: "podcast", Lead.BLOG: "article", Lead.POSTS: "posts"},
    early="⚠️ {date}: {pieces}, dated in the future; they wait for that day.",
)
