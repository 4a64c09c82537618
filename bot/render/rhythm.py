"""When deliveries come and when they rest: days of the week, quiet hours, pauses."""

from __future__ import annotations

from bot.locales import Words, plural
from bot.model.subscription import EVERY_DAY, Subscription
from bot.render.buttons.rhythm import Days, Pause, Pauses, Quiet, SetDays, SetQuiet
from bot.render.buttons.settings import Settings
from bot.render.buttons.start import Subscribe
from bot.render.view import Key, Row, View, clock, moment, row

WORKDAYS = 0b0011111
WEEKEND = 0b1100000
_PAUSES = (3, 7)
_QUIET = ((22, 7), (22, 8), (23, 7), (23, 8), (0, 8), (12, 14))


def days_name(days: int, words: Words) -> str:
    """Days of the week in a word, or as a list."""
    say = words.rhythm
    named = {EVERY_DAY: say.every_day, WORKDAYS: say.weekdays_only, WEEKEND: say.weekends_only}
    listed = [name for bit, name in enumerate(say.short_weekdays) if days >> bit & 1]
    return named.get(days) or " ".join(listed) or "—"


def hours_name(start: int | None, end: int | None, words: Words) -> str:
    """Quiet hours, or that there are none."""
    if start is None or end is None or start == end:
        return words.rhythm.quiet_off
    return f"{clock(start)}–{clock(end)}"


def rhythm_rows(subscription: Subscription, words: Words, *, pausing: bool = True) -> tuple[Row, ...]:
    """What stands in the settings message for this noun; `pausing` where there is something to pause."""
    say = words.rhythm
    hours = hours_name(subscription.quiet_from, subscription.quiet_to, words)
    return (
        row(Key(f"{say.days.format(days=days_name(subscription.days, words))} ›", Days())),
        row(Key(f"{say.quiet.format(hours=hours)} ›", Quiet()), Key(f"{say.pause} ›", Pauses()) if pausing else None),
    )


def days_choice(subscription: Subscription, words: Words) -> View:
    """A switch a day, and the usual sets."""
    say, days = words.rhythm, subscription.days
    switches = tuple(
        Key(("● " if days >> bit & 1 else "") + name, SetDays(days ^ 1 << bit))
        for bit, name in enumerate(say.short_weekdays)
    )
    sets = ((EVERY_DAY, say.every_day), (WORKDAYS, say.weekdays_only), (WEEKEND, say.weekends_only))
    return View(
        say.pick_days,
        (
            switches[:4],
            switches[4:],
            row(*(Key(("● " if days == bits else "") + name, SetDays(bits)) for bits, name in sets)),
            row(Key(words.back, Settings())),
        ),
    )


def quiet_choice(subscription: Subscription, words: Words) -> View:
    """Usual hours, and none."""
    chosen = (subscription.quiet_from, subscription.quiet_to)
    keys = []
    for start, end in ((start * 60, end * 60) for start, end in _QUIET):
        mark = "● " if chosen == (start, end) else ""
        keys.append(Key(mark + hours_name(start, end, words), SetQuiet(start, end)))
    off = Key(("● " if chosen == (None, None) else "") + words.rhythm.quiet_off, SetQuiet(0, 0))
    return View(
        words.rhythm.pick_quiet,
        (*(row(*keys[i : i + 2]) for i in range(0, len(keys), 2)), row(off), row(Key(words.back, Settings()))),
    )


def quiet_told(subscription: Subscription, words: Words) -> View:
    """What quiet hours were typed."""
    if subscription.quiet_from is None:
        return View(words.rhythm.quiet_none)
    hours = hours_name(subscription.quiet_from, subscription.quiet_to, words)
    return View(words.rhythm.quiet_set.format(hours=hours))


def pause_choice(words: Words) -> View:
    """For how long."""
    keys = [Key(plural(words.rhythm.pause_days, days), Pause(days)) for days in _PAUSES]
    return View(
        words.rhythm.pick_pause,
        (row(*keys), row(Key(words.rhythm.pause_open, Pause(0))), row(Key(words.back, Settings()))),
    )


def paused_card(subscription: Subscription, words: Words, *, until_resumed: bool) -> View:
    """Until when, and the way back before that."""
    if until_resumed or subscription.paused_until is None:
        text = words.rhythm.paused_open
    else:
        text = words.rhythm.paused.format(when=moment(subscription.paused_until, subscription.zone, words))
    return View(text, (row(Key(words.rhythm.resume, Subscribe()), Key(words.back, Settings())),))
