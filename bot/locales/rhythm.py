"""What the bot says about when and how a digest comes, and when it rests."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.subscription import EmptyDay, Mode

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmWords:
    """The words of one language."""

    days: str
    every_day: str
    weekdays_only: str
    weekends_only: str
    pick_days: str
    short_weekdays: Forms
    quiet: str
    quiet_off: str
    pick_quiet: str
    quiet_set: str
    quiet_none: str
    quiet_unclear: str
    pause: str
    paused: str
    paused_open: str
    pick_pause: str
    pause_days: Forms
    pause_open: str
    pause_unclear: str
    resume: str
    reading: str
    modes: dict[Mode, str]
    empty: str
    empty_days: dict[EmptyDay, str]
    sounding: str
    silent: str


ZH_RHYTHM = RhythmWords(
    days="📅 {days}",
    every_day="每天",
    weekdays_only="工作日",
    weekends_only="周末",
    pick_days="哪几天送来？",
    short_weekdays=("一", "二", "三", "四", "五", "六", "日"),
    quiet="🌙 {hours}",
    quiet_off="不设免打扰",
    pick_quiet="免打扰时段里不主动发消息，只回应你的点按。也可以发 /quiet 22:30-07:00。",
    quiet_set="好，免打扰时段 {hours}。",
    quiet_none="好，不设免打扰时段。",
    quiet_unclear="没看懂。请写成 /quiet 22:30-07:00，或 /quiet off。",
    pause="⏸ 暂停",
    paused="⏸ 暂停到 {when}。期间的内容不会积压。",
    paused_open="⏸ 已暂停，等你恢复。期间的内容不会积压。",
    pick_pause="暂停多久？也可以发 /pause 2026-12-31。",
    pause_days=("{n} 天",),
    pause_open="直到我恢复",
    pause_unclear="没看懂。请写成 /pause 12-31 或 /pause 下周一，或只发 /pause 来选。",
    resume="▶ 恢复推送",
    reading="读法 · {mode}",
    modes={Mode.DIGEST: "精选", Mode.SERIAL: "连载"},
    empty="无新篇时 · {what}",
    empty_days={EmptyDay.EVERGREEN: "经典", EmptyDay.SERIAL: "续读", EmptyDay.NOTHING: "不送"},
    sounding="🔔 有提示音",
    silent="🔕 静音",
)

EN_RHYTHM = RhythmWords(
    days="📅 {days}",
    every_day="every day",
    weekdays_only="Mon–Fri",
    weekends_only="weekends",
    pick_days="On which days should it come?",
    short_weekdays=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    quiet="🌙 {hours}",
    quiet_off="quiet: off",
    pick_quiet="In quiet hours nothing comes unasked; your taps are answered. You can also send /quiet 22:30-07:00.",
    quiet_set="Done: quiet hours {hours}.",
    quiet_none="Done: no quiet hours.",
    quiet_unclear="I couldn't read that. Please write /quiet 22:30-07:00, or /quiet off.",
    pause="⏸ Pause",
    paused="⏸ Paused until {when}. Nothing piles up meanwhile.",
    paused_open="⏸ Paused until you resume. Nothing piles up meanwhile.",
    pick_pause="For how long? You can also send /pause 2026-12-31.",
    pause_days=("{n} day", "{n} days"),
    pause_open="Until I resume",
    pause_unclear="I couldn't read that. Please write /pause 2026-12-31 or /pause 3 days, or /pause to choose.",
    resume="▶ Resume",
    reading="Reading: {mode}",
    modes={Mode.DIGEST: "digest", Mode.SERIAL: "serial"},
    empty="No news: {what}",
    empty_days={EmptyDay.EVERGREEN: "evergreen", EmptyDay.SERIAL: "read on", EmptyDay.NOTHING: "nothing"},
    sounding="🔔 Sound",
    silent="🔕 Silent",
)
