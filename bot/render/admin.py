"""The operator's card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.buttons import Preview, ResendParked
from bot.locales import Words
from bot.model import Standing, Status
from bot.render.view import Key, View, day, moment, row, rows


def admin_card(
    words: Words,
    *,
    zone: str,
    last_sent: datetime | None,
    counts: Mapping[Status, int],
    unknown: int,
    refusals: int,
    standings: Mapping[Standing, int],
    newest: date | None,
    today: date,
) -> View:
    """Deliveries by status, chats by standing, the age of the newest episode; `unknown` of any age can be resent."""
    say = words.delivery
    text = say.admin.format(
        last=moment(last_sent, zone, words) if last_sent else say.admin_never,
        refusals=refusals,
        active=standings.get(Standing.ACTIVE, 0),
        stopped=standings.get(Standing.STOPPED, 0),
        left=standings.get(Standing.GONE, 0),
        newest=f"{day(newest, words, today=today)} (-{(today - newest).days}d)" if newest else say.admin_never,
        **{status.value: counts.get(status, 0) for status in Status},
    )
    return View(
        text,
        rows(
            row(Key(say.admin_resend.format(n=unknown), ResendParked()) if unknown else None),
            row(Key(say.admin_preview, Preview())),
        ),
    )
