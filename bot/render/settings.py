"""Settings: one message, the value on each button, the next push in the reader's own clock."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import SetLanguage, SetSize, SetTime, Settings, SetTranslation, SetZone, Subscribe, Times, Zones
from bot.locales import WORDS, Words, plural
from bot.model import DIGEST_SIZES, Language, Subscription, Translation
from bot.render.view import Key, View, clock, moment, row, rows
from bot.zones import BUTTON_ZONES, zone_name

_TIMES = tuple(range(6 * 60, 24 * 60, 60))


def settings_card(subscription: Subscription, words: Words, *, next_push: datetime | None) -> View:
    """Every setting on a button: those with two or three values turn on a tap, the others open a choice."""
    if next_push is None:
        push = words.no_push
    else:
        push = words.next_push.format(when=moment(next_push, subscription.zone, words))
    sizes, modes, languages = DIGEST_SIZES, tuple(Translation), tuple(Language)
    size = sizes[(sizes.index(subscription.digest_size) + 1) % len(sizes)]
    mode = modes[(modes.index(subscription.translation) + 1) % len(modes)]
    language = languages[(languages.index(subscription.language) + 1) % len(languages)]
    shown = words.translations[subscription.translation]
    value = plural(words.size_value, subscription.digest_size)
    return View(
        f"{words.settings}\n{push}",
        rows(
            row(Key(words.subscribe, Subscribe()) if next_push is None else None),
            row(
                Key(words.time.format(time=clock(subscription.minute)), Times()),
                Key(words.zone.format(zone=zone_name(subscription.zone, words)), Zones()),
            ),
            row(
                Key(words.size.format(value=value), SetSize(size)),
                Key(words.translation.format(mode=shown), SetTranslation(mode)),
            ),
            row(Key(words.language.format(language=WORDS[subscription.language].language_name), SetLanguage(language))),
        ),
    )


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
        (*(row(*keys[i : i + 3]) for i in range(0, len(keys), 3)), row(Key(words.back, Settings()))),
    )


def zone_matches(zones: tuple[str, ...], words: Words) -> View:
    """Several zones that a name may mean."""
    return View(words.zone_many, tuple(row(Key(zone, SetZone(zone))) for zone in zones))


def _marked(label: str, *, chosen: bool) -> str:
    return f"● {label}" if chosen else label
