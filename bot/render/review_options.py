"""The settings of reviewing: one message, the value on each button."""

from __future__ import annotations

from bot.locales import Words
from bot.model.review import Prompt, ReviewSettings
from bot.render.buttons.packing import Button
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


def options_card(now: ReviewSettings, words: Words, *, hears: bool = False) -> View:
    """Every setting on a button, turned by a tap; the reminder opens a choice of hours (›)."""

    def turns(button: Button) -> Key:
        return Key(named(type(button), now, words), button)

    prompts = [each for each in Prompt if hears or each is not Prompt.LISTEN]
    prompt = prompts[(prompts.index(now.prompt) + 1) % len(prompts)] if now.prompt in prompts else prompts[0]
    return View(
        words.review.options_title,
        (
            row(turns(SetGrades(int(not now.four_grades))), turns(SetPrompt(prompt))),
            row(
                turns(SetNewPerDay(_after(NEW_PER_DAY, now.new_per_day))),
                turns(SetDuePerDay(_after(DUE_PER_DAY, now.due_per_day))),
            ),
            row(Key(f"{named(Reminders, now, words)} ›", Reminders())),
            row(Key(words.back, Settings())),
        ),
    )


def named(setting: type[Button], now: ReviewSettings, words: Words) -> str:
    """A setting with the value that it has now, as its button and the toast after a change say it."""
    say = words.review
    said: dict[type[Button], str] = {
        SetGrades: say.four_grades if now.four_grades else say.two_grades,
        SetPrompt: say.prompts[now.prompt],
        SetNewPerDay: say.new_per_day.format(n=now.new_per_day),
        SetDuePerDay: say.due_per_day.format(n=now.due_per_day),
    }
    remind = say.no_reminder if now.reminder is None else say.reminder.format(time=clock(now.reminder))
    return said.get(setting, remind)


def reminder_choice(now: ReviewSettings, threshold: int, words: Words) -> View:
    """The hours of the day, and none; what holds is marked."""
    keys = [Key(("● " if minute == now.reminder else "") + clock(minute), SetReminder(minute)) for minute in _HOURS]
    none = ("● " if now.reminder is None else "") + words.review.reminder_off
    return View(
        words.review.pick_reminder.format(n=threshold),
        (
            *(tuple(keys[at : at + 4]) for at in range(0, len(keys), 4)),
            row(Key(none, NoReminder()), Key(words.back, ReviewOptions())),
        ),
    )


def _after(values: tuple[int, ...], value: int) -> int:
    """The next larger value on offer, the smallest after the largest."""
    return next((one for one in values if one > value), values[0])
