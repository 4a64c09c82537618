"""The greeting as one reader sees it: when the next digest comes, and the language where it is in doubt."""

from __future__ import annotations

from datetime import datetime

from bot.model.chat import Language
from bot.model.schedule import next_due_after
from bot.reading.readers import Reader
from bot.render.start import greeting
from bot.render.view import View


def greeting_of(reader: Reader, now: datetime, *, returning: bool) -> View:
    """Two lines. Today's digest comes with them: the next one is after it.

    Only an app that speaks Chinese leaves no doubt about the language: many who read Chinese keep theirs in English.
    """
    today = reader.today(now)
    return greeting(
        reader.subscription,
        reader.words,
        returning=returning,
        following=next_due_after(reader.subscription, today, now),
        today=today,
        in_doubt=reader.client is not Language.ZH,
    )
