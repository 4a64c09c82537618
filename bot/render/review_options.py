"""The settings of reviewing: one message, the value on each button."""

from __future__ import annotations

from bot.locales import Words
from bot.model.review import Prompt, ReviewSettings
from bot.render.buttons.review_options import (
    NoReminder,
    Reminders,
    ReviewOptions,
    SetDuePerDay,
    SetGrades,
    SetNewPerDay,
    SetPrompt,
    SetReminder,
)
from bot.render.buttons.settings import Settings
from bot.render.view import Key, View, clock, row

NEW_PER_DAY = (0, 5, 10, 20, 40)
DUE_PER_DAY = (20, 40, 80, 200)
_HOURS = tuple(range(7 * 60, 23 * 60, 60))


def options_card(now: ReviewSettings, words: Words) -> View:
    """Every setting on a button, turned by a tap; the reminder opens a choice of hours."""
    say = words.review
    prompt = Prompt.WORD if now.prompt is Prompt.BLANK else Prompt.BLANK
    remind = say.no_reminder if now.reminder is None else say.reminder.format(time=clock(now.reminder))
    return View(
        say.options_title,
        (
            row(
                Key(say.four_grades if now.four_grades else say.two_grades, SetGrades(int(not now.four_grades))),
                Key(say.prompts[now.prompt], SetPrompt(prompt)),
            ),
            row(
                Key(say.new_per_day.format(n=now.new_per_day), SetNewPerDay(_after(NEW_PER_DAY, now.new_per_day))),
                Key(say.due_per_day.format(n=now.due_per_day), SetDuePerDay(_after(DUE_PER_DAY, now.due_per_day))),
            ),
            row(Key(remind, Reminders())),
            row(Key(words.back, Settings())),
        ),
    )


def reminder_choice(now: ReviewSettings, threshold: int, words: Words) -> View:
    """The hours of the day, and none."""
    keys = [Key(("● " if minute == now.reminder else "") + clock(minute), SetReminder(minute)) for minute in _HOURS]
    return View(
        words.review.pick_reminder.format(n=threshold),
        (
            *(tuple(keys[at : at + 4]) for at in range(0, len(keys), 4)),
            row(Key(words.review.reminder_off, NoReminder()), Key(words.back, ReviewOptions())),
        ),
    )


def _after(values: tuple[int, ...], value: int) -> int:
    """The next larger value on offer, the smallest after the largest."""
    return next((one for one in values if one > value), values[0])
