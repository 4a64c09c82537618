"""The operator's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.locales import Words, plural
from bot.locales.faults import told
from bot.model.delivery import Status
from bot.model.subscription import Standing
from bot.render.buttons.admin import Preview, ResendParked
from bot.render.proofs import lessons_key
from bot.render.view import Key, View, cut, day, escape, moment, row, rows

_EARLY_SHOWN = 5
_PROBLEMS_SHOWN = 5
_PROBLEM = 240
"""Columns of a line about a daily source."""
_NAMED = 20


def admin_card(
    words: Words,
    *,
    zone: str,
    last_tick: datetime | None,
    last_sent: datetime | None,
    retried: int,
    counts: Mapping[Status, int],
    unknown: int,
    refusals: int,
    standings: Mapping[Standing, int],
    newest: date | None,
    early: Mapping[date, int],
    problems: Sequence[str],
    today: date,
    voice: str = "",
    proofs: str = "",
    lessons: int = 0,
) -> View:
    """Deliveries by status, chats by standing, the age of the newest issue; `unknown` rows can be resent.

    `early` counts the pieces of issues that are dated in the future, `problems` is what the latest look at the daily
    sources found wrong.
    """
    say = words.delivery
    text = say.admin.format(
        tick=moment(last_tick, zone, words) if last_tick else say.admin_never,
        retried=retried,
        last=moment(last_sent, zone, words) if last_sent else say.admin_never,
        refusals=refusals,
        active=standings.get(Standing.ACTIVE, 0),
        stopped=standings.get(Standing.STOPPED, 0),
        left=standings.get(Standing.GONE, 0),
        newest=_aged(newest, words, today) if newest else say.admin_never,
        **{status.value: counts.get(status, 0) for status in Status},
    )
    waits = [
        words.issues.early.format(date=day(of, words, today=today), pieces=plural(words.episodes, count))
        for of, count in early.items()
    ]
    wrong = [f"⚠️ {escape(cut(told(line, words.publishing), _PROBLEM))}" for line in problems[:_PROBLEMS_SHOWN]]
    if len(problems) > _PROBLEMS_SHOWN:
        wrong.append(f"… +{len(problems) - _PROBLEMS_SHOWN}")
    if wrong:
        wrong.insert(0, words.publishing.problems)
    return View(
        "\n".join([text, *filter(None, [voice, proofs]), *waits[:_EARLY_SHOWN], *wrong]),
        rows(
            row(Key(say.admin_resend.format(n=unknown), ResendParked()) if unknown else None),
            row(Key(say.admin_preview, Preview())),
            row(lessons_key(lessons, words)),
        ),
    )


def doubts_card(unknown: int, words: Words) -> View:
    """What an operator can do about digests that may not have arrived."""
    say = words.delivery
    keys = row(Key(say.admin_resend.format(n=unknown), ResendParked()))
    return View(plural(say.doubts, unknown), rows(keys))


def unreadable_card(chats: Sequence[int], words: Words) -> View:
    """Whose digest waits for an operator to mend their row."""
    named = ", ".join(str(chat) for chat in chats[:_NAMED])
    if len(chats) > _NAMED:
        named += " …"
    return View(f"{plural(words.delivery.unreadable, len(chats))}\n{named}")


def _aged(of: date, words: Words, today: date) -> str:
    """A date, with its age once it is not today's."""
    age = (today - of).days
    named = day(of, words, today=today)
    return f"{named} · {plural(words.delivery.admin_age, age)}" if age > 0 else named
