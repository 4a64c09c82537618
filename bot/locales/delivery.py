"""What the bot says about what it delivers: put off, missed, why it came or not."""

from __future__ import annotations

from dataclasses import dataclass

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryWords:
    """The words of one language."""

    part_of: str
    part_of_one: str
    read_in_private: str
    later: str
    skip: str
    pick_later: str
    in_an_hour: str
    this_evening: str
    tomorrow: str
    comes_again: str
    read_now: str
    skipped: str
    too_late: str
    never_sent: str
    missed: Forms
    missed_title: str
    missed_none: str

    why_sent: str
    why_none: str
    why_next: str
    why_stopped: str
    why_gone: str
    why_paused: str
    why_paused_open: str
    why_quiet: str
    why_waiting: str
    why_retry: str
    why_unknown: str
    why_rejected: str
    why_never: str

    admin: str
    admin_never: str
    admin_age: Forms
    admin_resend: str
    admin_resent: Forms
    admin_preview: str
    admin_nothing: str
    doubts: Forms
    unreadable: Forms

    admins_only: str
    group_started: str


ZH_DELIVERY = DeliveryWords(
    part_of="连载 第 {first}–{last} 段",
    part_of_one="连载 第 {first} 段",
    read_in_private="▶ 在私聊里读",
    later="⏰ 晚点",
    skip="⏭ 跳过",
    pick_later="什么时候再送来？",
    in_an_hour="一小时后",
    this_evening="今晚 20:00",
    tomorrow="明天",
    comes_again="⏰ {when} 再送来：{title}",
    read_now="▶ 现在就读",
    skipped="⏭ 已跳过：{title}",
    too_late="这一篇已经换了安排，请发 /today 看今天的。",
    never_sent="这一篇不是推送来的，没有可跳过的。",
    missed=("还错过了 {n} 篇",),
    missed_title="<b>错过的</b>",
    missed_none="没有错过别的，都在归档里。",
    why_sent="上一篇：{when}，{title}。",
    why_none="还没有送过。",
    why_next="下一篇：{when}。",
    why_stopped="推送已停，发 /start 恢复。",
    why_gone="之前发不到你这里，推送停了。发 /start 恢复。",
    why_paused="推送暂停到 {when}。",
    why_paused_open="推送已暂停，发 /start 恢复。",
    why_quiet="现在是免打扰时段，{when} 之后再送。",
    why_waiting="暂时没有新内容，{when} 再看一次。",
    why_retry="这一篇没发成，{when} 再试。",
    why_unknown="今天这一篇可能没有送到，随后补上。",
    why_rejected="今天这一篇发不出来，已经记下。",
    why_never="还没有选送达的日子，请到 /settings 里选。",
    admin=(
        "<b>推送</b>\n上次巡查：{tick}\n上次送出：{last}\n24 小时：送出 {sent}，待发 {pending}，发送中 {sending}，"
        "重试过 {retried}，存疑 {unknown}，被拒 {rejected}，失败 {failed}，已离开 {gone}，跳过 {skipped}，"
        "已过期 {expired}\n限流 429：{refusals} 次（启动以来）\n"
        "订阅：在读 {active}，停 {stopped}，离开 {left}\n最新一篇：{newest}"
    ),
    admin_never="还没有",
    admin_age=("{n} 天前",),
    admin_resend="↻ 重发存疑的 {n} 条",
    admin_resent=("已排队重发 {n} 条",),
    admin_preview="👁 预览明天",
    admin_nothing="明天没有可送的。",
    unreadable=(
        "{n} 个聊天的设置读不出来，它们的推送先等着。\n"
        "别人不受影响。多半是程序退回了旧版本，装回原来的新版本就好；每小时会再试。",
    ),
    doubts=(
        "Telegram 有一阵没有应答，{n} 份精选可能没送到。\n"
        "读者点一下或发条消息就会收到；想现在都送就重发，个别人可能收到两次。",
    ),
    admins_only="只有管理员可以改这里的设置。",
    group_started="好，每天 {time} 把当天的一篇送到这里。每个人点开后在自己的私聊里读，生词也存在各自的生词本。",
)

EN_DELIVERY = DeliveryWords(
    part_of="Serial: segments {first}–{last}",
    part_of_one="Serial: segment {first}",
    read_in_private="▶ Read in private",
    later="⏰ Later",
    skip="⏭ Skip",
    pick_later="When should it come again?",
    in_an_hour="In an hour",
    this_evening="Today 20:00",
    tomorrow="Tomorrow",
    comes_again="⏰ Comes again {when}: {title}",
    read_now="▶ Read now",
    skipped="⏭ Skipped: {title}",
    too_late="This episode has been rescheduled since. Send /today for today's.",
    never_sent="This episode was not delivered to you, so there is nothing to skip.",
    missed=("{n} more missed", "{n} more missed"),
    missed_title="<b>Missed</b>",
    missed_none="Nothing else was missed. It is all in the archive.",
    why_sent="Last: {when}, {title}.",
    why_none="Nothing has been sent yet.",
    why_next="Next: {when}.",
    why_stopped="Deliveries are stopped. Send /start to resume.",
    why_gone="Messages did not reach you, so deliveries stopped. Send /start to resume.",
    why_paused="Deliveries are paused until {when}.",
    why_paused_open="Deliveries are paused. Send /start to resume.",
    why_quiet="These are your quiet hours; it comes after {when}.",
    why_waiting="Nothing new yet; next check {when}.",
    why_retry="Sending failed; the next try is {when}.",
    why_unknown="Today's may not have arrived: it follows.",
    why_rejected="Today's could not be sent and has been noted.",
    why_never="No delivery days chosen; pick some in /settings",
    admin=(
        "<b>Deliveries</b>\nLast run: {tick}\nLast sent: {last}\n24 hours: sent {sent}, pending {pending}, "
        "sending {sending}, retried {retried}, unknown {unknown}, rejected {rejected}, failed {failed}, gone {gone}, "
        "skipped {skipped}, expired {expired}\n"
        "429s since the start: {refusals}\nChats: active {active}, stopped {stopped}, gone {left}\nNewest: {newest}"
    ),
    admin_never="never",
    admin_age=("{n} day ago", "{n} days ago"),
    admin_resend="↻ Resend {n} unknown",
    admin_resent=("{n} queued again", "{n} queued again"),
    admin_preview="👁 Preview tomorrow",
    admin_nothing="Nothing to send tomorrow.",
    unreadable=(
        "The settings of {n} chat cannot be read, so its digest waits.\n"
        "Nobody else is affected. An older version may have been installed: the one that wrote them reads them. It is "
        "tried again every hour.",
        "The settings of {n} chats cannot be read, so their digests wait.\n"
        "Nobody else is affected. An older version may have been installed: the one that wrote them reads them. It is "
        "tried again every hour.",
    ),
    doubts=(
        "Telegram did not answer for a while: {n} digest may not have arrived.\n"
        "Its reader gets it when they next tap or write. Resend brings it now; they may get it twice.",
        "Telegram did not answer for a while: {n} digests may not have arrived.\n"
        "Their readers get them when they next tap or write. Resend brings them now; some may get theirs twice.",
    ),
    admins_only="Only administrators can change this here.",
    group_started=(
        "Done: daily at {time} the day's episode comes here. Everyone reads it in their own private chat, and terms go "
        "to their own vocabulary."
    ),
)
