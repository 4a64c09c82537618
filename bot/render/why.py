"""/why: two lines on what came and what comes, and what stands in the way."""

from __future__ import annotations

from datetime import datetime

from bot.locales import Words
from bot.model.delivery import Delivery, Status
from bot.model.schedule import FOREVER, due, local_date, quiet_until
from bot.model.subscription import Standing, Subscription
from bot.render.view import View, cut, escape, moment

_TITLE = 80


def why_card(
    subscription: Subscription,
    words: Words,
    now: datetime,
    *,
    sent_at: datetime | None,
    title: str,
    newest: Delivery | None,
) -> View:
    """What was sent last, when and of what title; `newest` is the ledger's newest row, sent or not."""
    say = words.delivery
    last = say.why_none
    if sent_at is not None:
        when = moment(sent_at, subscription.zone, words)
        last = say.why_sent.format(when=when, title=escape(cut(title, _TITLE)))
    return View(f"{last}\n{_next(subscription, words, now, newest)}")


def _next(subscription: Subscription, words: Words, now: datetime, newest: Delivery | None) -> str:
    """The first thing that stands in the way, or else what comes next."""
    say = words.delivery

    def when(instant: datetime) -> str:
        return moment(instant, subscription.zone, words)

    if subscription.standing is not Standing.ACTIVE:
        return say.why_stopped if subscription.standing is Standing.STOPPED else say.why_gone
    if subscription.paused_until is not None and subscription.paused_until > now:
        until = subscription.paused_until
        return say.why_paused_open if until == FOREVER else say.why_paused.format(when=when(until))
    if newest is not None and newest.status is Status.PENDING:
        quiet = quiet_until(subscription, now)
        if quiet is not None and newest.due_at <= quiet:
            return say.why_quiet.format(when=when(quiet))
        return (say.why_retry if newest.error else say.why_next).format(when=when(newest.due_at))
    if subscription.next_due_at is None:
        return say.why_never
    quiet = quiet_until(subscription, now)
    if quiet is not None and subscription.next_due_at <= quiet:
        return say.why_quiet.format(when=when(quiet))
    if due(subscription, now) is not None:  # it found nothing: the next instant is another look
        return say.why_waiting.format(when=when(subscription.next_due_at))
    return _of_today(subscription, words, now, newest) + say.why_next.format(when=when(subscription.next_due_at))


def _of_today(subscription: Subscription, words: Words, now: datetime, newest: Delivery | None) -> str:
    """What went wrong with today's, if anything did."""
    if newest is None or newest.local_date != local_date(subscription.zone, now):
        return ""
    match newest.status:
        case Status.UNKNOWN:
            return words.delivery.why_unknown
        case Status.REJECTED | Status.FAILED:
            return words.delivery.why_rejected
    return ""
