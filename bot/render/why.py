"""/why: two lines on what came and what comes, and what stands in the way."""

from __future__ import annotations

from datetime import datetime

from bot.locales import Words
from bot.model import Delivery, Standing, Status, Subscription
from bot.render.view import View, cut, escape, moment
from bot.schedule import due, quiet_until

_TITLE = 80


def why_card(subscription: Subscription, words: Words, now: datetime, *, last: Delivery | None, title: str) -> View:
    """`title` is that of the last delivery's episode."""
    return View(f"{_last(subscription, words, last, title)}\n{_next(subscription, words, now, last)}")


def _last(subscription: Subscription, words: Words, last: Delivery | None, title: str) -> str:
    say = words.delivery
    if last is None or last.message_id is None:
        return say.why_none
    when = moment(last.updated_at, subscription.zone, words)
    return say.why_sent.format(when=when, title=escape(cut(title, _TITLE)))


def _next(subscription: Subscription, words: Words, now: datetime, last: Delivery | None) -> str:
    say = words.delivery

    def when(instant: datetime) -> str:
        return moment(instant, subscription.zone, words)

    match subscription.standing:
        case Standing.STOPPED:
            return say.why_stopped
        case Standing.GONE:
            return say.why_gone
        case Standing.ACTIVE:
            pass
    if subscription.paused_until is not None and subscription.paused_until > now:
        return say.why_paused.format(when=when(subscription.paused_until))
    if last is not None and last.status is Status.PENDING:
        return (say.why_retry if last.error else say.why_next).format(when=when(last.due_at))
    if last is not None and last.status is Status.UNKNOWN:
        return say.why_unknown
    if last is not None and last.status in (Status.REJECTED, Status.FAILED):
        return say.why_rejected
    if subscription.next_due_at is None:
        return say.why_never
    quiet = quiet_until(subscription, now)
    if quiet is not None and subscription.next_due_at <= quiet:
        return say.why_quiet.format(when=when(quiet))
    if due(subscription, now) is not None:  # it found nothing: the next instant is another look
        return say.why_waiting.format(when=when(subscription.next_due_at))
    return say.why_next.format(when=when(subscription.next_due_at))
