"""What operators see of doubtful translations: a held piece, the day's doubts and costs, what corrections taught."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words
from bot.render.buttons.proofs import ForgetLesson, LetOut, LetOutWithout, ShowLessons
from bot.render.view import Key, View, cut, escape, row, rows, title
from bot.store.lessons import Lesson
from bot.store.proofs import Day
from content.checks.doubt import Doubt
from content.episode.episode import Episode

_SHOWN = 6
_QUOTE = 60
_WHAT = 120
_LESSONS = 12


def held_card(episode: Episode, doubts: Sequence[Doubt], mark: str, words: Words) -> View:
    """A piece that waits for a word, with what is doubtful in it."""
    say = words.proofs
    text = say.held.format(title=escape(title(episode.title)), doubts=doubts_lines(doubts, words))
    return View(text, rows(row(Key(say.let_out, LetOut(mark))), row(Key(say.let_out_without, LetOutWithout(mark)))))


def doubts_lines(doubts: Sequence[Doubt], words: Words) -> str:
    """What is doubtful in a piece, a line each, and how many more there are."""
    lines = [_line(doubt, words) for doubt in doubts[:_SHOWN]]
    if len(doubts) > _SHOWN:
        lines.append(words.proofs.more.format(n=len(doubts) - _SHOWN))
    return "\n".join(lines)


def released_card(episode: Episode, without: frozenset[int], words: Words) -> View:
    """A piece that is out, and what was left out of it."""
    say = words.proofs
    numbers = " · ".join(str(at + 1) for at in sorted(without))
    text = say.released_without if without else say.released
    return View(text.format(title=escape(title(episode.title)), numbers=numbers))


def proofs_lines(day: Day, spent: float, limit: float | None, words: Words) -> str:
    """The operator's lines: doubts of the day, the first of them, what the month cost."""
    say = words.proofs
    lines = [say.day.format(count=day.major + day.minor, major=day.major)] if day.major + day.minor else []
    lines += [f"· {escape(cut(each.title, 40))} · {_line(each.doubt, words)}" for each in day.remarks[:_SHOWN]]
    if limit is not None:
        lines.append(say.day_limit.format(spent=f"{spent:.2f}", limit=f"{limit:.2f}"))
    elif spent:
        lines.append(say.day_spent.format(spent=f"{spent:.2f}"))
    return "\n".join(lines)


def lessons_key(count: int, words: Words) -> Key | None:
    """The way to what corrections taught, where they taught something."""
    return Key(words.proofs.lessons_button.format(n=count), ShowLessons()) if count else None


def lessons_card(lessons: Sequence[Lesson], words: Words) -> View:
    """What corrections taught, the latest first, each with the way to take it back."""
    say = words.proofs
    if not lessons:
        return View(say.no_lessons)
    latest = list(reversed(lessons))[:_LESSONS]
    text = say.lessons.format(lines="\n".join(_lesson(lesson, words) for lesson in latest))
    keys = [_forget(lesson, words, stay=1) for lesson in latest]
    return View(text, rows(*(row(*keys[at : at + 2]) for at in range(0, len(keys), 2))))


def taught_card(text: str, lessons: Sequence[Lesson], words: Words) -> View:
    """What a correction did, what it taught, and the way to take that back."""
    if not lessons:
        return View(text)
    lines = "\n".join(_lesson(lesson, words) for lesson in lessons)
    keys = (row(_forget(lesson, words, stay=0)) for lesson in lessons)
    return View(f"{text}\n\n{words.proofs.taught.format(lines=lines)}", rows(*keys))


def spending_card(spent: float, limit: float, used: bool, words: Words) -> View:  # noqa: FBT001 - given by partial
    """Said once at four fifths of a month's limit, and once when it is used."""
    text = words.proofs.all_spent if used else words.proofs.nearly_spent
    return View(text.format(spent=f"{spent:.2f}", limit=f"{limit:.2f}"))


def _forget(lesson: Lesson, words: Words, *, stay: int) -> Key:
    return Key(words.proofs.forget.format(headword=lesson.taught.headword), ForgetLesson(lesson.id, stay))


def _line(doubt: Doubt, words: Words) -> str:
    if doubt.english and doubt.chinese:
        what = f"{cut(doubt.english, _QUOTE)} ↔ {cut(doubt.chinese, _QUOTE)}"
    else:
        what = cut(doubt.what, _WHAT)
    about = words.proofs.about[doubt.about]
    return words.proofs.place.format(number=doubt.position + 1, about=about, what=escape(what))


def _lesson(lesson: Lesson, words: Words) -> str:
    say = words.proofs.lesson if lesson.taught.instead_of else words.proofs.lesson_new
    return say.format(
        headword=escape(lesson.taught.headword),
        chinese=escape(lesson.taught.chinese),
        instead_of=escape(lesson.taught.instead_of),
    )
