"""/stats: how reviewing is going, in figures and a picture."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.model.memory import RETENTION
from bot.model.review import Rating
from bot.model.review_day import ReviewDay, review_day
from bot.reading.ahead import waiting
from bot.reading.readers import Reader
from bot.render.buttons.review import Stats
from bot.render.stats import stats_card
from bot.render.view import View

DAYS_AHEAD = 28
WEEKS_BACK = 8
_DAY, _WEEK, _MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=30)


async def stats(command: Command, reader: Reader, desk: Desk) -> None:
    """The figures, in a new message."""
    await _send(reader, desk)


async def show_stats(tap: Tap[Stats], reader: Reader, desk: Desk) -> None:
    """The figures, below."""
    await desk.reply.answer(tap)
    await _send(reader, desk)


async def _send(reader: Reader, desk: Desk) -> None:
    chat_id, now = reader.chat_id, desk.clock()
    figures = await desk.store.reviews.figures(chat_id)
    if figures.terms == figures.fresh:
        await desk.reply.send(chat_id, View(reader.words.review.stats_none))
        return
    day = review_day(reader.subscription.zone, now)
    dues = await desk.store.reviews.dues(chat_id, day.closes + (DAYS_AHEAD - 1) * _DAY)
    given = await desk.store.reviews.ratings(chat_id, now - WEEKS_BACK * _WEEK)
    month = [rating for at, rating in given if at > now - _MONTH]
    today = await waiting(desk.store, reader.subscription, now)
    days = ahead(dues, day, today)
    from bot.render.chart import chart  # and Pillow with it: a bot does without until somebody looks

    picture = await asyncio.to_thread(chart, days, retention(given, now), RETENTION)
    caption = stats_card(
        figures,
        reader.words,
        reviews=await desk.store.reviews.count_since(chat_id, now - _MONTH),
        retention=_share(month),
        today=today,
        week=sum(days[:7]),
    )
    await desk.reply.picture(chat_id, picture, caption)


def ahead(dues: tuple[datetime, ...], day: ReviewDay, today: int) -> tuple[int, ...]:
    """Cards a day from today on, as they are due now; `today` are those of today, within its caps."""
    counts = [today, *[0] * (DAYS_AHEAD - 1)]
    for due in dues:
        if due >= day.closes:
            counts[1 + (due - day.closes) // _DAY] += 1
    return tuple(counts)


def retention(given: tuple[tuple[datetime, Rating], ...], now: datetime) -> tuple[float | None, ...]:
    """The share of remembered cards a week, oldest first; None for a week without ratings."""
    weeks: list[list[Rating]] = [[] for _ in range(WEEKS_BACK)]
    for at, rating in given:
        weeks[max(0, WEEKS_BACK - 1 - (now - at) // _WEEK)].append(rating)
    return tuple(_share(week) for week in weeks)


def _share(ratings: list[Rating]) -> float | None:
    if not ratings:
        return None
    return sum(rating is not Rating.AGAIN for rating in ratings) / len(ratings)
