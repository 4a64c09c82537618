"""The greeting, and the pages that say what the bot is and does."""

from __future__ import annotations

from importlib.metadata import version

from bot.locales import WORDS, Words
from bot.locales.zones import zone_name
from bot.model.chat import Language
from bot.model.subscription import Subscription
from bot.render.buttons.settings import Settings, Times, Zones
from bot.render.buttons.start import Greet, Subscribe
from bot.render.view import Key, View, clock, row


def greeting(subscription: Subscription, words: Words, *, returning: bool) -> View:
    """Two lines of welcome, and the guessed time, zone and language, each changed by a tap."""
    zone = zone_name(subscription.zone, words)
    time = clock(subscription.minute)
    welcome = words.welcome_back if returning else words.greeting
    other = Language.EN if subscription.language is Language.ZH else Language.ZH
    return View(
        f"{welcome}\n\n{words.greeting_settings.format(time=time, zone=zone)}",
        (
            row(Key(words.time.format(time=time), Times()), Key(words.zone.format(zone=zone), Zones())),
            row(Key(words.language.format(language=WORDS[other].language_name), Greet(other, int(returning)))),
        ),
    )


def help_page(words: Words) -> View:
    """How it works, and every command with a line."""
    return View(words.help.format(commands="\n".join(f"/{name} {what}" for name, what in words.commands.items())))


def about_page(words: Words, *, lexicon: bool = False) -> View:
    """What this is, and whose dictionary it looks words up in where there is one."""
    about = words.about.format(version=version("buildspeak"))
    return View(f"{about}\n\n{words.lookup.credits}" if lexicon else about)


def stopped(words: Words) -> View:
    """Deliveries have stopped; the way back."""
    return View(words.stopped, (row(Key(words.subscribe, Subscribe())),))


def subscribed(text: str, words: Words) -> View:
    """Deliveries are on again; where they are set."""
    return View(text, (row(Key(words.settings_button, Settings())),))
