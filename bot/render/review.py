"""Reviewing: a card before and after its answer, the end of a session, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from bot.locales import Words, plural
from bot.model.review import Prompt, Rating, Standing
from bot.model.term import Context, Term
from bot.render.buttons.review import (
    Answer,
    DropCard,
    Grade,
    KnowCard,
    PutOffCard,
    RestoreCard,
    Review,
    Stats,
    UndoReview,
)
from bot.render.buttons.vocabulary import AskInReview, Vocabulary
from bot.render.buttons.voice import HearSentence
from bot.render.view import Key, View, bold, cut, day, escape, moment, row, rows
from bot.vocabulary.headwords import occurrences

_BLANK = "＿＿＿＿"
"""As wide for every term: its length tells nothing."""

_SENTENCE = 700
_MEANING = 300
_TWO = (Rating.AGAIN, Rating.GOOD)
_HEADWORDS = 12


def question(term: Term, standing: Standing, prompt: Prompt, words: Words, *, today: date, hears: bool = False) -> View:
    """The sentence with the term blanked and the meaning asked from, or the term in its sentence.

    A term without a sentence is asked by its meaning alone, one without a meaning by itself.
    """
    context = term.contexts[0] if term.contexts else None
    blanked = _marked(term.headword, context.sentence, _blank) if context else None
    meaning = _marked(term.headword, term.meaning, _blank) or escape(cut(term.meaning, _MEANING))
    lines = [_head(standing, words)]
    if prompt is Prompt.LISTEN and hears:
        lines += [words.voice.by_ear, f"<i>{meaning}</i>"]
    elif prompt is not Prompt.WORD and term.meaning and (blanked or context is None):
        lines += [blanked or "", f"<i>{meaning}</i>"]
    else:
        lines += [bold(cut(term.headword, 120)), _sentence(term, context)]
    if context:
        lines.append(escape(_source(context, words, today)))
    return View(
        "\n\n".join(line for line in lines if line),
        rows(
            row(
                Key(words.voice.hear_sentence, HearSentence(term.id)) if prompt is Prompt.LISTEN and hears else None,
                Key(words.review.answer, Answer(term.id, standing.turn)),
            ),
            row(_undo(standing, words), Key(words.review.put_off, PutOffCard(term.id))),
        ),
    )


def answer(
    term: Term,
    standing: Standing,
    intervals: Mapping[Rating, timedelta],
    words: Words,
    *,
    today: date,
    four: bool,
    hears: bool = False,
) -> View:
    """The term with everything kept about it; each grade says when the card would return."""
    say, context = words.review, term.contexts[0] if term.contexts else None
    lines = [_head(standing, words), f"{bold(cut(term.headword, 120))}  {_meaning(term, words)}"]
    if term.note:
        lines.append(escape(words.term.note.format(note=cut(term.note, _MEANING))))
    if context:
        lines.append(_sentence(term, context))
        lines.append(f"<blockquote>{escape(cut(context.translation, _SENTENCE))}</blockquote>")
        lines.append(escape(_source(context, words, today)))
    grades = [
        Key(f"{say.grades[rating]} · {interval(intervals[rating], words)}", Grade(term.id, standing.turn, rating))
        for rating in (tuple(Rating) if four else _TWO)
    ]
    return View(
        "\n\n".join(line for line in lines if line),
        rows(
            *(row(*grades[at : at + 2]) for at in range(0, len(grades), 2)),
            row(
                _undo(standing, words),
                Key(say.put_off, PutOffCard(term.id)),
                Key(words.term.known, KnowCard(term.id, 1)),
            ),
            row(
                Key(words.voice.hear, HearSentence(term.id)) if hears else None,
                Key(say.edit, AskInReview(term.id)),
                Key(words.delete, DropCard(term.id)),
            ),
        ),
    )


def summary(
    reviewed: int,
    forgotten: tuple[str, ...],
    words: Words,
    *,
    undo: int | None,
    tomorrow: int,
    overdue: int,
    waiting: int = 0,
    reading: Key | None = None,
) -> View:
    """The end of a session: how many cards, which were forgotten on the way, and what comes tomorrow.

    The day is done only where nothing is `waiting`: terms may have been saved since the session began. `reading` leads
    back to what is being read.
    """
    say = words.review
    lines = [
        plural(say.round_done, waiting) if waiting else say.done,
        say.done_figures.format(cards=reviewed, remembered=reviewed - len(forgotten)),
    ]
    if forgotten:
        shown = " · ".join(escape(cut(headword, 60)) for headword in forgotten[:_HEADWORDS])
        lines.append(say.done_forgotten.format(headwords=shown + (" …" if len(forgotten) > _HEADWORDS else "")))
    if tomorrow and not waiting:
        lines.append(say.tomorrow.format(n=tomorrow))
    if overdue:
        lines.append(plural(say.overdue, overdue))
    return View(
        "\n".join(lines),
        rows(
            row(Key(say.go_on.format(n=waiting), Review(1)) if waiting else None),
            row(Key(say.undo, UndoReview(undo)) if undo else None, reading),
            row(Key(words.vocabulary, Vocabulary(0)), Key(say.stats, Stats())),
        ),
    )


def nothing_due(words: Words, *, any_terms: bool, next_due: datetime | None, zone: str) -> View:
    """There is nothing to review now, and when there will be."""
    say = words.review
    if not any_terms:
        return View(say.nothing_yet)
    lines = [say.nothing]
    if next_due is not None:
        lines.append(say.next_due.format(when=moment(next_due, zone, words)))
    return View("\n".join(lines), (row(Key(words.vocabulary, Vocabulary(0)), Key(say.stats, Stats())),))


def dropped_card(term: Term, words: Words) -> View:
    """A term deleted in the middle of a review: the way back, and on."""
    return View(
        words.deleted.format(headword=escape(cut(term.headword, 60))),
        (row(Key(words.undo, RestoreCard(term.id)), Key(words.review.go_on, Review(1))),),
    )


def known_in_review(term: Term, words: Words) -> View:
    """A term that was known in the middle of a review: the way back, and on."""
    text = words.term.known_card.format(headword=escape(cut(term.headword, 60)))
    return View(text, (row(Key(words.undo, KnowCard(term.id, 0)), Key(words.review.go_on, Review(1))),))


def reminder(waiting: int, words: Words) -> View:
    """The one message a day that says that cards are waiting."""
    return View(plural(words.review.remind, waiting), (row(Key(words.review.review.format(n=waiting), Review())),))


def interval(time: timedelta, words: Words) -> str:
    """How long until a card returns, in the largest unit that says enough."""
    say, minutes = words.review, round(time / timedelta(minutes=1))
    if minutes < 60:
        return say.minutes.format(n=minutes)
    if time < timedelta(days=1):
        return say.hours.format(n=round(minutes / 60))
    if time.days < 60:
        return say.days.format(n=time.days)
    if time.days < 700:
        return say.months.format(n=round(time.days / 30.4))
    return say.years.format(n=round(time.days / 365, 1)).replace(".0", "")


def _head(standing: Standing, words: Words) -> str:
    title = words.review.title.format(number=standing.number, total=standing.total)
    return f"{title} · {plural(words.review.once_more, standing.again)}" if standing.again else title


def _undo(standing: Standing, words: Words) -> Key | None:
    return Key(words.review.undo, UndoReview(standing.undo)) if standing.undo else None


def _meaning(term: Term, words: Words) -> str:
    return escape(cut(term.meaning, _MEANING)) if term.meaning else f"<i>{words.term.no_meaning}</i>"


def _sentence(term: Term, context: Context | None) -> str:
    """The sentence with the term underlined."""
    if context is None:
        return ""
    return _marked(term.headword, context.sentence, _underlined) or escape(cut(context.sentence, _SENTENCE))


def _blank(_: str) -> str:
    return _BLANK


def _underlined(text: str) -> str:
    return f"<u>{escape(text)}</u>"


def _marked(headword: str, text: str, mark: Callable[[str], str]) -> str | None:
    """A text, escaped, with every form of the headword marked; None where it does not stand in it."""
    text, done, pieces = cut(text, _SENTENCE), 0, []
    for start, end in occurrences(headword, text):
        pieces += [escape(text[done:start]), mark(text[start:end])]
        done = end
    return "".join([*pieces, escape(text[done:])]) if pieces else None


def _source(context: Context, words: Words, today: date) -> str:
    if context.date is None:
        return context.show
    return words.met_in.format(show=context.show, date=day(context.date, words, today=today))
