"""What a reader knows already: the list of words, what stands where one was just known, the choice of a level."""

from __future__ import annotations

from bot.locales import Words, plural
from bot.model.known import KNOWN_PAGE, KnownWord, ReaderLevel
from bot.model.reading import Passage
from bot.render.buttons.known import KnowGloss, KnowHere, KnownList, KnowWord, SetLevel, SetWordKnown
from bot.render.buttons.lookup import Ask, KeepHere, carried
from bot.render.buttons.packing import Button, check
from bot.render.buttons.settings import Settings
from bot.render.buttons.vocabulary import Vocabulary
from bot.render.passage import MARKS
from bot.render.view import Key, Row, View, bold, cut, escape, row, rows, wrapped

_HEADWORD = 60
_MEANING = 80
_MOST_GLOSSES = 4


def gloss_rows(passage: Passage, words: Words) -> tuple[Row, ...]:
    """Under a segment: a key for each term that is offered, to know it, and for each that is known, to take it back."""
    here, segment = (passage.listing.id, passage.size, passage.index), passage.segment
    offers = [(place, gloss.headword, 1) for place, gloss in passage.offers]
    known = [(place, segment.glosses[place].headword, 0) for place in passage.known_here]
    keys = [
        Key(
            (words.known.know_this if know else words.known.unknow_this).format(headword=headword),
            KnowGloss(*here, place, check(headword), know),
        )
        for place, headword, know in (*offers, *known)[:_MOST_GLOSSES]
    ]
    return wrapped(*keys)


def know_keys(passage: Passage, words: Words) -> tuple[Key, ...]:
    """A key for each term that is offered, to know it at one tap: of several each says which it is by number alone."""
    here, offers = (passage.listing.id, passage.size, passage.index), passage.offers
    labels = [words.known.know] if len(offers) == 1 else [f"{words.known.sign}{mark}" for mark in MARKS]
    return tuple(
        Key(label, KnowGloss(*here, place, check(gloss.headword), 1))
        for label, (place, gloss) in zip(labels, offers, strict=False)
    )


def unknow_key(passage: Passage, gloss: int, words: Words) -> Key:
    """Takes back that a gloss was just known."""
    here, headword = (passage.listing.id, passage.size, passage.index), passage.segment.glosses[gloss].headword
    return Key(words.known.unknow_this.format(headword=headword), KnowGloss(*here, gloss, check(headword), 0))


def known_card(headword: str, words: Words, *, known: bool, other: Button, back: Key | None = None) -> View:
    """What stands in place of a word that was just known, or no longer: `other` takes it back."""
    text = (words.known.known_card if known else words.known.unknown_card).format(
        headword=escape(cut(headword, _HEADWORD))
    )
    return View(text, rows(row(Key(words.undo, other), back or _look(headword, words))))


def know_key(headword: str, words: Words, *, spot: KeepHere | None, knows: bool) -> Key | None:
    """Knows a word that was looked up, in the message of its segment or in one of its own, or takes that back."""
    packed = carried(headword)
    button: KnowHere | KnowWord | None = None
    if spot is not None:
        place = (spot.episode, spot.size, spot.index, spot.at, spot.length, spot.check)
        button = KnowHere(*place, int(not knows))
    elif packed:
        button = KnowWord(packed, int(not knows))
    label = words.known.unknow_this.format(headword=headword) if knows else words.known.know
    return Key(label, button) if button else None


def known_list(found: tuple[KnownWord, ...], total: int, page: int, words: Words, *, undo: int | None = None) -> View:
    """The known words; a number takes one back, and `undo` is the word for which that was just done."""
    say, first = words.known, page * KNOWN_PAGE + 1
    back = Key(words.vocabulary, Vocabulary(0))
    again = Key(words.undo, SetWordKnown(page, undo, 1)) if undo is not None else None
    if not total:
        return View(say.list_none, rows(row(again, back)))
    lines = [say.list_title.format(count=plural(words.terms, total)), say.list_how]
    for number, word in enumerate(found, first):
        lines.append(f"{number}. {bold(cut(word.headword, _HEADWORD))}  {escape(cut(word.meaning, _MEANING))}".rstrip())
    numbers = tuple(Key(str(number), SetWordKnown(page, word.id, 0)) for number, word in enumerate(found, first))
    pages = -(-total // KNOWN_PAGE)
    turn = (
        row(
            Key("◀", KnownList((page - 1) % pages)),
            Key(words.page.format(page=page + 1, pages=pages), KnownList(page)),
            Key("▶", KnownList((page + 1) % pages)),
        )
        if pages > 1
        else ()
    )
    return View("\n".join(lines), rows(numbers, turn, row(again, back)))


def level_choice(level: ReaderLevel, words: Words) -> View:
    """Exams and frequency bands; the present one tapped again is taken back."""
    keys = [
        Key(
            ("● " if each is level else "") + words.known.levels[each],
            SetLevel(ReaderLevel.OFF if each is level else each),
        )
        for each in ReaderLevel
        if each not in (ReaderLevel.UNASKED, ReaderLevel.OFF)
    ]
    back = Key(words.back, Settings())
    return View(words.known.pick_level, (*(row(*keys[at : at + 2]) for at in range(0, len(keys), 2)), row(back)))


def _look(headword: str, words: Words) -> Key | None:
    packed = carried(headword)
    return Key(words.known.look.format(headword=headword), Ask(packed)) if packed else None
