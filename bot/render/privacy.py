"""/privacy: what is kept of a reader, why, how long, who gets it, and who operates this."""

from __future__ import annotations

from bot.locales import Words
from bot.render.buttons.book import Export, Shape
from bot.render.view import Key, View, escape, row


def privacy_page(words: Words, *, operator: str | None) -> View:
    """The page; `operator` is how to reach whoever runs this bot, where they say it."""
    say = words.book
    who = say.operated_by.format(contact=escape(operator)) if operator else say.operated_by_nobody
    return View(f"{say.privacy}\n\n{who}", (row(Key(say.everything, Export(Shape.ALL))),))
