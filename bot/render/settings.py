"""Settings: one message, the value on each button, the next push in the reader's own clock."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from bot.locales import WORDS, Words, plural
from bot.locales.zones import BUTTON_ZONES, zone_name
from bot.model.chat import Language, is_shared
from bot.model.subscription import DIGEST_SIZES, EmptyDay, Lead, Mode, Subscription, Translation
from bot.render.buttons.review_options import ReviewOptions
from bot.render.buttons.settings import (
    SetEmptyDay,
    SetLanguage,
    SetLead,
    SetReading,
    SetSilent,
    SetSize,
    SetTime,
    Settings,
    SetTranslation,
    SetZone,
    Times,
    Zones,
)
from bot.render.buttons.start import Subscribe
from bot.render.rhythm import rhythm_rows
from bot.render.view import Key, View, clock, moment, row, rows

T = TypeVar("T")

_TIMES = tuple(range(6 * 60, 24 * 60, 60))


def settings_card(
    subscription: Subscription, words: Words, *, next_push: datetime | None, paused: bool = False
) -> View:
    """Every setting on a button: those with two or three values turn on a tap, the others open a choice.

    Whoever is `paused`, or gets nothing at all, can resume from here.
    """
    say, now = words.delivery, subscription
    zone = zone_name(now.zone, words)
    size, mode = _after(DIGEST_SIZES, now.digest_size), _after(tuple(Translation), now.translation)
    return View(
        f"{words.settings}\n{_push(now, words, next_push)}",
        rows(
            row(Key(words.subscribe, Subscribe()) if paused or next_push is None else None),
            row(
                Key(words.time.format(time=clock(now.minute)), Times()),
                Key(words.zone.format(zone=zone), Zones()),
            ),
            *rhythm_rows(now, words),
            row(
                Key(words.size.format(value=plural(words.size_value, now.digest_size)), SetSize(size)),
                Key(words.translation.format(mode=words.translations[now.translation]), SetTranslation(mode)),
            ),
            row(
                Key(say.reading.format(mode=say.modes[now.mode]), SetReading(_after(tuple(Mode), now.mode))),
                Key(
                    say.empty.format(what=say.empty_days[now.empty_day]),
                    SetEmptyDay(_after(tuple(EmptyDay), now.empty_day)),
                ),
            ),
            row(
                Key(say.silent if now.silent else say.sounding, SetSilent(int(not now.silent))),
                Key(
                    words.language.format(language=WORDS[now.language].language_name),
                    SetLanguage(_after(tuple(Language), now.language)),
                ),
            ),
            row(
                Key(
                    words.issues.lead.format(kind=words.issues.leads[now.lead]),
                    SetLead(_after(tuple(Lead), now.lead)),
                ),
                Key(words.review.options, ReviewOptions()) if not is_shared(now.chat_id) else None,
            ),
        ),
    )


def _push(subscription: Subscription, words: Words, next_push: datetime | None) -> str:
    if next_push is None:
        return words.no_push
    return words.next_push.format(when=moment(next_push, subscription.zone, words))


def _after(values: tuple[T, ...], value: T) -> T:
    """The value after this one, the first after the last."""
    return values[(values.index(value) + 1) % len(values)]


def time_choice(subscription: Subscription, words: Words) -> View:
    """Full hours of the day, the present one marked."""
    keys = [Key(_marked(clock(minute), chosen=minute == subscription.minute), SetTime(minute)) for minute in _TIMES]
    return View(
        words.pick_time,
        (*(tuple(keys[i : i + 4]) for i in range(0, len(keys), 4)), row(Key(words.back, Settings()))),
    )


def zone_choice(subscription: Subscription, words: Words) -> View:
    """The zones that most readers live in, the present one marked; any other by name."""
    keys = [
        Key(_marked(zone_name(zone, words), chosen=zone == subscription.zone), SetZone(zone)) for zone in BUTTON_ZONES
    ]
    return View(
        words.pick_zone,
        (*(row(*keys[i : i + 2]) for i in range(0, len(keys), 2)), row(Key(words.back, Settings()))),
    )


def zone_matches(zones: tuple[str, ...], words: Words) -> View:
    """Several zones that a name may mean."""
    return View(words.zone_many, tuple(row(Key(zone, SetZone(zone))) for zone in zones))


def _marked(label: str, *, chosen: bool) -> str:
    return f"● {label}" if chosen else label
