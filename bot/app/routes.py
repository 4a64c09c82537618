"""Everything the bot answers to, on one screen: each command and each button with its handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.edge.incoming import Command, Tap
from bot.handlers import (
    admin,
    appointment,
    archive,
    book,
    bringing,
    builders,
    delivery,
    issues,
    known,
    lookup,
    privacy,
    proofs,
    publishing,
    reading,
    recap,
    review,
    rhythm,
    sayings,
    settings,
    start,
    stats,
    terms,
    vocabulary,
    voice,
)
from bot.handlers import review_options as options
from bot.handlers.desk import Desk
from bot.reading.readers import Reader
from bot.render.buttons import admin as admin_buttons
from bot.render.buttons import appointment as appointment_buttons
from bot.render.buttons import archive as archive_buttons
from bot.render.buttons import book as book_buttons
from bot.render.buttons import digest as digest_buttons
from bot.render.buttons import issues as issue_buttons
from bot.render.buttons import known as known_buttons
from bot.render.buttons import lookup as lookup_buttons
from bot.render.buttons import proofs as proof_buttons
from bot.render.buttons import publishing as publishing_buttons
from bot.render.buttons import reading as reading_buttons
from bot.render.buttons import review as review_buttons
from bot.render.buttons import review_options as review_options_buttons
from bot.render.buttons import rhythm as rhythm_buttons
from bot.render.buttons import sayings as saying_buttons
from bot.render.buttons import settings as settings_buttons
from bot.render.buttons import start as start_buttons
from bot.render.buttons import vocabulary as vocabulary_buttons
from bot.render.buttons import voice as voice_buttons
from bot.render.buttons.packing import Button, by_prefix

CommandHandler = Callable[[Command, Reader, Desk], Awaitable[None]]
TapHandler = Callable[[Tap[Any], Reader, Desk], Awaitable[None]]

COMMANDS: Mapping[str, CommandHandler] = {
    "start": start.start,
    "today": reading.today,
    "vocab": vocabulary.vocabulary,
    "review": review.review,
    "stats": stats.stats,
    "listen": voice.listen,
    "archive": archive.archive,
    "builders": builders.builders,
    "settings": settings.settings,
    "time": settings.time,
    "zone": settings.zone,
    "quiet": rhythm.type_quiet,
    "pause": rhythm.type_pause,
    "why": delivery.why,
    "export": book.export,
    "import": bringing.explain,
    "stop": start.stop,
    "forget": book.ask_forget,
    "privacy": privacy.privacy,
    "about": start.about,
    "help": start.show_help,
}

OPERATOR_COMMANDS: Mapping[str, CommandHandler] = {"admin": admin.admin}

IN_GROUPS = frozenset({"start", "stop", "settings", "time", "zone", "quiet", "pause", "why"})
"""Commands of groups and channels, for their administrators; reading and words are each reader's own, in private."""

TAPS: Mapping[type[Button], TapHandler] = {
    digest_buttons.Cover: reading.open_cover,
    reading_buttons.Read: reading.read,
    reading_buttons.Jump: reading.jump,
    reading_buttons.Whole: reading.whole,
    reading_buttons.ReadPart: reading.read_part,
    reading_buttons.Modes: reading.more,
    reading_buttons.More: reading.more,
    reading_buttons.SetMode: reading.set_mode,
    reading_buttons.SetModeHere: reading.set_mode,
    reading_buttons.ShowNote: reading.note,
    reading_buttons.Recap: recap.show_recap,
    reading_buttons.SaveRest: recap.save_rest,
    reading_buttons.UnsaveRest: recap.unsave_rest,
    reading_buttons.Save: terms.save,
    lookup_buttons.Words: lookup.choose,
    lookup_buttons.PartWords: lookup.choose_of_part,
    lookup_buttons.LookUp: lookup.look,
    lookup_buttons.KeepHere: lookup.keep_here,
    lookup_buttons.Ask: lookup.ask_instead,
    lookup_buttons.Keep: lookup.keep,
    known_buttons.KnowGloss: known.know_gloss,
    known_buttons.KnowHere: known.know_here,
    known_buttons.KnowWord: known.know_word,
    known_buttons.KnownList: known.turn,
    known_buttons.SetWordKnown: known.set_word_known,
    known_buttons.Levels: known.levels,
    known_buttons.SetLevel: known.set_level,
    vocabulary_buttons.Vocabulary: vocabulary.turn,
    vocabulary_buttons.OpenTerm: vocabulary.open_term,
    vocabulary_buttons.DeleteTerm: vocabulary.delete,
    vocabulary_buttons.RestoreTerm: vocabulary.restore,
    vocabulary_buttons.SetKnown: vocabulary.set_known,
    vocabulary_buttons.AskMeaning: terms.ask_meaning,
    vocabulary_buttons.AskInReview: terms.ask_in_review,
    vocabulary_buttons.AskNote: terms.ask_note,
    vocabulary_buttons.OpenContext: vocabulary.open_context,
    review_buttons.Review: review.go_on,
    review_buttons.Answer: review.show_answer,
    review_buttons.Grade: review.grade,
    review_buttons.UndoReview: review.undo,
    review_buttons.PutOffCard: review.put_off,
    review_buttons.DropCard: review.drop,
    review_buttons.RestoreCard: review.restore,
    review_buttons.KnowCard: review.know,
    review_buttons.Stats: stats.show_stats,
    review_options_buttons.ReviewOptions: options.show,
    review_options_buttons.SetGrades: options.set_grades,
    review_options_buttons.SetPrompt: options.set_prompt,
    review_options_buttons.SetNewPerDay: options.set_new_per_day,
    review_options_buttons.SetDuePerDay: options.set_due_per_day,
    review_options_buttons.Reminders: options.reminders,
    review_options_buttons.SetReminder: options.set_reminder,
    review_options_buttons.NoReminder: options.no_reminder,
    archive_buttons.Archive: archive.newest,
    archive_buttons.Months: archive.months,
    archive_buttons.ArchiveMonth: archive.month,
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
    settings_buttons.SetLead: settings.set_lead,
    settings_buttons.SetSilent: settings.set_silent,
    rhythm_buttons.Days: rhythm.days,
    rhythm_buttons.SetDays: rhythm.set_days,
    rhythm_buttons.Quiet: rhythm.quiet,
    rhythm_buttons.SetQuiet: rhythm.set_quiet,
    rhythm_buttons.Pauses: rhythm.pauses,
    rhythm_buttons.Pause: rhythm.pause,
    digest_buttons.Later: delivery.later,
    digest_buttons.PutOff: delivery.put_off,
    digest_buttons.Skip: delivery.skip,
    digest_buttons.Unskip: delivery.unskip,
    digest_buttons.Missed: delivery.missed,
    saying_buttons.Sayings: sayings.show,
    saying_buttons.KeepSaying: sayings.keep,
    publishing_buttons.Siblings: issues.siblings,
    issue_buttons.Issue: issues.issue,
    issue_buttons.Day: issues.day,
    issue_buttons.Sources: issues.sources,
    issue_buttons.Builders: builders.turn,
    issue_buttons.OpenBuilder: builders.open_builder,
    issue_buttons.Follow: builders.follow,
    publishing_buttons.Report: publishing.report,
    publishing_buttons.ReportHere: publishing.report_here,
    publishing_buttons.ReportPart: publishing.report_here,
    publishing_buttons.Unreport: publishing.unreport,
    publishing_buttons.UnreportPart: publishing.unreport,
    book_buttons.Export: book.send_file,
    book_buttons.Forget: book.forget,
    book_buttons.Keep: book.keep,
    book_buttons.BringIn: bringing.bring_in,
    book_buttons.LeaveOut: bringing.leave_out,
    book_buttons.UndoImport: bringing.undo,
    voice_buttons.Hear: voice.hear,
    voice_buttons.HearDigest: voice.hear_digest,
    voice_buttons.HearTerm: voice.hear_term,
    voice_buttons.HearWord: voice.hear_word,
    voice_buttons.HearSentence: voice.hear_sentence,
    voice_buttons.ListeningOptions: voice.options,
    voice_buttons.SetTimbre: voice.set_timbre,
    voice_buttons.SetSpeed: voice.set_speed,
    voice_buttons.SetAloud: voice.set_aloud,
    voice_buttons.SetBoth: voice.set_both,
    voice_buttons.SetReviewSound: voice.set_review,
    appointment_buttons.Adjust: appointment.adjust,
    appointment_buttons.Return: appointment.go_back,
    appointment_buttons.PickTime: appointment.pick_time,
    appointment_buttons.TakeTime: appointment.take_time,
    appointment_buttons.PickZone: appointment.pick_zone,
    appointment_buttons.TakeZone: appointment.take_zone,
    start_buttons.Greet: start.greet,
    start_buttons.Subscribe: start.subscribe,
    start_buttons.Privacy: privacy.show_privacy,
}

OPERATOR_TAPS: Mapping[type[Button], TapHandler] = {
    admin_buttons.ResendParked: admin.resend,
    admin_buttons.Preview: admin.preview,
    publishing_buttons.Correct: publishing.ask_correction,
    publishing_buttons.PublishDraft: publishing.publish,
    publishing_buttons.Discard: publishing.discard,
    publishing_buttons.Withdraw: publishing.ask_withdraw,
    publishing_buttons.DoWithdraw: publishing.withdraw,
    publishing_buttons.KeepPublished: publishing.keep_published,
    publishing_buttons.RestorePiece: publishing.restore,
    proof_buttons.LetOut: proofs.let_out,
    proof_buttons.LetOutWithout: proofs.let_out_without,
    proof_buttons.ShowLessons: proofs.show_lessons,
    proof_buttons.ForgetLesson: proofs.forget_lesson,
}

BUTTONS = by_prefix(*TAPS, *OPERATOR_TAPS)
"""Every button that a message may carry."""
