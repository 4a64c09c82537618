"""Settings: one message, the value on each button, the next push in the reader's own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.locales import Words, plural
from bot.locales.zones import BUTTON_ZONES, zone_name
from bot.model.chat import Language, is_shared
from bot.model.subscription import DIGEST_SIZES, EmptyDay, Lead, Mode, Subscription, Translation
from bot.render.buttons.known import Levels
from bot.render.buttons.packing import Button
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
from bot.render.buttons.voice import ListeningOptions
from bot.render.rhythm import rhythm_rows
from bot.render.view import Key, View, clock, moment, opens, row, rows

T = TypeVar("T")

_TIMES = tuple(range(6 * 60, 24 * 60, 60))
_SETTINGS = Settings()


def settings_card(
    subscription: Subscription,
    words: Words,
    *,
    next_push: datetime | None,
    paused: bool = False,
    hears: bool = False,
    levels: bool = False,
) -> View:
    """Every setting on a button: those with two or three values turn on a tap, the others open a choice (›).

    Whoever is `paused`, or gets nothing at all, can resume from here, and cannot pause once more.
    """
    now, shared = subscription, is_shared(subscription.chat_id)
    stopped = paused or next_push is None

    def turns(button: Button) -> Key:
        return Key(named(type(button), now, words), button)

    def leads(button: Button) -> Key:
        return Key(opens(named(type(button), now, words)), button)

    return View(
        f"{words.settings}\n{_push(now, words, next_push)}\n<i>{words.settings_how}</i>",
        rows(
            row(Key(words.subscribe, Subscribe()) if stopped else None),
            row(leads(Times()), leads(Zones())),
            *rhythm_rows(now, words, pausing=not stopped),
            row(
                turns(SetSize(_after(DIGEST_SIZES, now.digest_size))),
                turns(SetTranslation(_after(tuple(Translation), now.translation))) if not shared else None,
            ),
            row(
                turns(SetReading(_after(tuple(Mode), now.mode))),
                turns(SetEmptyDay(_after(tuple(EmptyDay), now.empty_day))),
            ),
            row(turns(SetSilent(int(not now.silent))), turns(SetLead(_after(tuple(Lead), now.lead)))),
            row(
                Key(f"{words.review.options} ›", ReviewOptions()) if not shared else None,
                Key(f"{words.voice.options} ›", ListeningOptions()) if hears and not shared else None,
            ),
            row(
                Key(f"{words.known.level.format(level=words.known.levels[now.level])} ›", Levels()) if levels else None
            ),
            row(turns(SetLanguage(_after(tuple(Language), now.language)))),
        ),
    )


def named(setting: type[Button], now: Subscription, words: Words) -> str:
    """A setting with the value that it has now, as its button and the toast after a change say it."""
    say = words.rhythm
    if setting in (Times, SetTime):
        return words.time.format(time=clock(now.minute))
    if setting in (Zones, SetZone):
        return words.zone.format(zone=zone_name(now.zone, words))
    said: dict[type[Button], str] = {
        SetSize: words.size.format(value=plural(words.size_value, now.digest_size)),
        SetTranslation: words.translation.format(mode=words.translations[now.translation]),
        SetReading: say.reading.format(mode=say.modes[now.mode]),
        SetEmptyDay: say.empty.format(what=say.empty_days[now.empty_day]),
        SetSilent: say.silent if now.silent else say.sounding,
        SetLead: words.issues.lead.format(kind=words.issues.leads[now.lead]),
        SetLanguage: words.language.format(language=words.language_name),
    }
    return said[setting]


def _push(subscription: Subscription, words: Words, next_push: datetime | None) -> str:
    if next_push is None:
        return words.no_push
    return words.next_push.format(when=moment(next_push, subscription.zone, words))


def _after(values: tuple[T, ...], value: T) -> T:
    """The value after this one, the first after the last."""
    return values[(values.index(value) + 1) % len(values)]


def time_choice(
    subscription: Subscription,
    words: Words,
    *,
    sets: Callable[[int], Button] = SetTime,
    back: Button = _SETTINGS,
) -> View:
    """Full hours of the day, the present one marked; `sets` makes the button of a minute."""
    keys = [Key(_marked(clock(minute), chosen=minute == subscription.minute), sets(minute)) for minute in _TIMES]
    return View(
        words.pick_time,
        (*(tuple(keys[i : i + 4]) for i in range(0, len(keys), 4)), row(Key(words.back, back))),
    )


def zone_choice(
    subscription: Subscription,
    words: Words,
    *,
    sets: Callable[[str], Button] = SetZone,
    back: Button = _SETTINGS,
) -> View:
    """The zones that most readers live in, the present one marked; any other by name."""
    keys = [Key(_marked(zone_name(zone, words), chosen=zone == subscription.zone), sets(zone)) for zone in BUTTON_ZONES]
    return View(
        words.pick_zone,
        (*(row(*keys[i : i + 2]) for i in range(0, len(keys), 2)), row(Key(words.back, back))),
    )


def zone_matches(zones: tuple[str, ...], words: Words) -> View:
    """Several zones that a name may mean."""
    return View(words.zone_many, tuple(row(Key(zone_name(zone, words), SetZone(zone))) for zone in zones))


def time_offer(minute: int, words: Words) -> View:
    """Whether a time that was sent is when the digest is to come."""
    time = clock(minute)
    return View(words.time_offer.format(time=time), (row(Key(words.time.format(time=time), SetTime(minute))),))


def zone_offer(text: str, zones: tuple[str, ...], words: Words) -> View:
    """Whether a place that was sent as a word is where the reader lives; `text` says that it is no word."""
    keys = (row(Key(words.zone.format(zone=zone_name(zone, words)), SetZone(zone))) for zone in zones)
    return View(f"{text}\n{words.zone_offer}", tuple(keys))


def _marked(label: str, *, chosen: bool) -> str:
    return f"● {label}" if chosen else label
