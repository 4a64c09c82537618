"""Everything the bot answers to, on one screen: each command and each button with its handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.edge.incoming import Command, Tap
from bot.handlers import (
    admin,
    archive,
    book,
    delivery,
    lookup,
    publishing,
    reading,
    recap,
    review,
    rhythm,
    settings,
    start,
    stats,
    terms,
    vocabulary,
)
from bot.handlers import review_options as options
from bot.handlers.desk import Desk
from bot.render.buttons import book as book_buttons
from bot.render.buttons import lookup as lookup_buttons
from bot.render.buttons import publishing as publishing_buttons
from bot.render.buttons import reading as buttons
from bot.render.buttons import review as review_buttons
from bot.render.buttons import settings as settings_buttons
from bot.render.buttons.packing import Button

CommandHandler = Callable[[Command, Desk], Awaitable[None]]
TapHandler = Callable[[Tap[Any], Desk], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": start.start,
    "today": reading.today,
    "vocab": vocabulary.vocabulary,
    "review": review.review,
    "stats": stats.stats,
    "archive": archive.archive,
    "builders": archive.builders,
    "settings": settings.settings,
    "time": settings.time,
    "zone": settings.zone,
    "quiet": rhythm.type_quiet,
    "pause": rhythm.type_pause,
    "why": delivery.why,
    "export": book.export,
    "import": book.explain_import,
    "stop": start.stop,
    "forget": book.ask_forget,
    "about": start.about,
    "help": start.show_help,
}

OPERATOR_COMMANDS: Mapping[str, CommandHandler] = {"admin": admin.admin}

IN_GROUPS = frozenset({"start", "stop", "settings", "time", "zone", "quiet", "pause", "why"})
"""Commands of groups and channels, for their administrators; reading and words are each reader's own, in private."""

TAPS: Mapping[type[Button], TapHandler] = {
    buttons.Cover: reading.cover,
    buttons.Read: reading.read,
    buttons.Jump: reading.jump,
    buttons.Whole: reading.whole,
    buttons.Modes: reading.modes,
    buttons.SetMode: reading.set_mode,
    buttons.Recap: recap.show_recap,
    buttons.SaveRest: recap.save_rest,
    buttons.Save: terms.save,
    lookup_buttons.Words: lookup.choose,
    lookup_buttons.LookUp: lookup.look,
    lookup_buttons.KeepHere: lookup.keep_here,
    lookup_buttons.Ask: lookup.ask_instead,
    lookup_buttons.Keep: lookup.keep,
    buttons.Vocabulary: vocabulary.turn,
    buttons.OpenTerm: vocabulary.open_term,
    buttons.DeleteTerm: vocabulary.delete,
    buttons.RestoreTerm: vocabulary.restore,
    buttons.SetKnown: vocabulary.set_known,
    buttons.AskMeaning: terms.ask_meaning,
    buttons.AskNote: terms.ask_note,
    buttons.OpenContext: vocabulary.open_context,
    review_buttons.Review: review.go_on,
    review_buttons.Answer: review.show_answer,
    review_buttons.Grade: review.grade,
    review_buttons.UndoReview: review.undo,
    review_buttons.PutOffCard: review.put_off,
    review_buttons.DropCard: review.drop,
    review_buttons.RestoreCard: review.restore,
    review_buttons.Stats: stats.show_stats,
    review_buttons.ReviewOptions: options.show,
    review_buttons.SetGrades: options.set_grades,
    review_buttons.SetPrompt: options.set_prompt,
    review_buttons.SetNewPerDay: options.set_new_per_day,
    review_buttons.SetDuePerDay: options.set_due_per_day,
    review_buttons.Reminders: options.reminders,
    review_buttons.SetReminder: options.set_reminder,
    review_buttons.NoReminder: options.no_reminder,
    buttons.Archive: archive.months,
    buttons.ArchiveMonth: archive.month,
    settings_buttons.Settings: settings.back,
    settings_buttons.Times: settings.times,
    settings_buttons.SetTime: settings.set_time,
    settings_buttons.Zones: settings.zones,
    settings_buttons.SetZone: settings.set_zone,
    settings_buttons.SetSize: settings.set_size,
    settings_buttons.SetTranslation: settings.set_translation,
    settings_buttons.SetLanguage: settings.set_language,
    settings_buttons.SetReading: settings.set_reading,
    settings_buttons.SetEmptyDay: settings.set_empty_day,
    settings_buttons.SetSilent: settings.set_silent,
    settings_buttons.Days: rhythm.days,
    settings_buttons.SetDays: rhythm.set_days,
    settings_buttons.Quiet: rhythm.quiet,
    settings_buttons.SetQuiet: rhythm.set_quiet,
    settings_buttons.Pauses: rhythm.pauses,
    settings_buttons.Pause: rhythm.pause,
    buttons.Later: delivery.later,
    buttons.PutOff: delivery.put_off,
    buttons.Skip: delivery.skip,
    buttons.Unskip: delivery.unskip,
    buttons.Missed: delivery.missed,
    publishing_buttons.Siblings: archive.siblings,
    publishing_buttons.Report: publishing.report,
    book_buttons.Export: book.send_file,
    book_buttons.Forget: book.forget,
    book_buttons.Keep: book.keep,
    settings_buttons.Greet: start.greet,
    settings_buttons.Subscribe: start.subscribe,
}

OPERATOR_TAPS: Mapping[type[Button], TapHandler] = {
    buttons.ResendParked: admin.resend,
    buttons.Preview: admin.preview,
    publishing_buttons.Correct: publishing.ask_correction,
    publishing_buttons.PublishDraft: publishing.publish,
    publishing_buttons.Discard: publishing.discard,
    publishing_buttons.Withdraw: publishing.withdraw,
}
