"""The greeting, and the pages that say what the bot is and does."""

from __future__ import annotations

from datetime import date, datetime
from importlib.metadata import version

from bot.locales import Words
from bot.locales.zones import zone_name
from bot.model.chat import Language
from bot.model.schedule import local_date, local_minute
from bot.model.subscription import Subscription
from bot.render.buttons.appointment import Adjust, PickTime, PickZone, Return
from bot.render.buttons.settings import Settings
from bot.render.buttons.start import Greet, Privacy, Subscribe
from bot.render.view import Key, View, clock, day, opens, row, rows

_WEBSITE = "https://github.com/ryderme/buildspeak"
"""The website whose issues the bot brings, with its sources."""


def greeting(
    subscription: Subscription,
    words: Words,
    *,
    returning: bool,
    following: datetime | None,
    today: date,
    in_doubt: bool,
) -> View:
    """Two lines: what this is, and when the next digest comes. Its language is a tap away where it is `in_doubt`."""
    welcome = words.welcome_back if returning else words.greeting
    return View(
        f"{welcome}\n{_following(following, subscription, words, today)}",
        rows(
            row(Key(words.settings_button, Adjust(f"h{int(returning)}")), Key(words.book.privacy_button, Privacy())),
            row(_language(subscription, words, returning=returning) if in_doubt else None),
        ),
    )


def adjusting(subscription: Subscription, at: str, words: Words) -> View:
    """Time, zone and language of a greeting, each changed by a tap that leads back to it."""
    time = words.time.format(time=clock(subscription.minute))
    zone = words.zone.format(zone=zone_name(subscription.zone, words))
    return View(
        words.settings,
        (
            row(Key(opens(time), PickTime(at)), Key(opens(zone), PickZone(at))),
            row(_language(subscription, words, returning=at.endswith("1"))),
            row(Key(words.all_settings, Settings()), Key(words.back, Return(at))),
        ),
    )


def _language(subscription: Subscription, words: Words, *, returning: bool) -> Key:
    other = Language.EN if subscription.language is Language.ZH else Language.ZH
    return Key(words.language.format(language=words.language_name), Greet(other, int(returning)))


def _following(following: datetime | None, subscription: Subscription, words: Words, today: date) -> str:
    """See you tomorrow at 08:00; on whatever day it is for those who chose some."""
    if following is None:
        return words.no_push
    on, time = local_date(subscription.zone, following), clock(local_minute(subscription.zone, following))
    if (on - today).days in (0, 1):
        return (words.see_you_today if on == today else words.see_you).format(time=time)
    return words.see_you_on.format(day=day(on, words, today=today), time=time)


def help_page(words: Words) -> View:
    """How it works, and every command with a line."""
    return View(words.help.format(commands="\n".join(f"/{name} {what}" for name, what in words.commands.items())))


def about_page(words: Words, *, lexicon: bool = False, source_url: str | None = None) -> View:
    """What this is, and whose dictionary it looks words up in where there is one.

    `source_url` is where the operator keeps the code that runs here.
    """
    about = words.about.format(version=version("buildspeak"))
    text = f"{about}\n\n{words.lookup.credits}" if lexicon else about
    code = Key(words.source_code, url=source_url) if source_url else None
    return View(text, (row(code, Key(words.website, url=_WEBSITE)), row(Key(words.book.privacy_button, Privacy()))))


def stopped(words: Words) -> View:
    """Deliveries have stopped; the way back."""
    return View(words.stopped, (row(Key(words.subscribe, Subscribe())),))


def subscribed(text: str, words: Words) -> View:
    """Deliveries are on again; where they are set."""
    return View(text, (row(Key(words.settings_button, Settings())),))
