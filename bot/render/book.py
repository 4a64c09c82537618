"""Exporting and forgetting the vocabulary."""

from __future__ import annotations

from bot.locales import Words
from bot.render.buttons.book import Export, Forget, Keep, Shape
from bot.render.view import Key, View, row


def export_choice(words: Words) -> View:
    """The shapes a vocabulary can leave in."""
    say = words.book
    return View(
        say.export_title,
        (
            row(Key(say.anki, Export(Shape.ANKI)), Key(say.table, Export(Shape.TABLE))),
            row(Key(say.terms_json, Export(Shape.JSON)), Key(say.everything, Export(Shape.ALL))),
        ),
    )


def forget_question(stamp: int, words: Words) -> View:
    """Asked before everything is deleted; `stamp` is when, in minutes, so that the button does not work for ever."""
    say = words.book
    return View(
        say.forget_title,
        (
            row(Key(say.forget_export, Export(Shape.ALL))),
            row(Key(say.forget_do, Forget(stamp)), Key(say.forget_keep, Keep())),
        ),
    )
