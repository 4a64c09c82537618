"""The segment card: one message, edited in place from segment to segment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.locales import Words
from bot.model.reading import WHOLE, Passage
from bot.model.subscription import Translation
from bot.render.buttons.digest import Cover
from bot.render.buttons.lookup import PartWords
from bot.render.buttons.packing import Button, check
from bot.render.buttons.publishing import ReportHere, ReportPart, Unreport, UnreportPart
from bot.render.buttons.reading import (
    Jump,
    More,
    Read,
    ReadPart,
    Recap,
    Save,
    SetModeHere,
    ShowNote,
    Whole,
)
from bot.render.buttons.voice import Hear
from bot.render.known import gloss_rows, know_keys, unknow_key
from bot.render.origin import sources_key
from bot.render.passage import MARKS, passage_text
from bot.render.view import Key, Row, View, escape, row, rows
from bot.vocabulary.headwords import Span

_CARDS_KEPT = 256
LAST = 99
"""The number of a part that no segment has: the last one is shown."""


def segment_card(
    passage: Passage,
    words: Words,
    *,
    translation: Translation,
    saved: Mapping[str, bool],
    zone: str = "UTC",
    underlined: tuple[Span, ...] = (),
    met: tuple[str, ...] = (),
    hears: bool = False,
    just_known: int | None = None,
) -> View:
    """The card of a passage, as it is read in `zone`; with `hears` it can be heard.

    It has three rows at most, so that text and keys stand on a phone together: a key that knows a term is beside it
    where that has room, and with the tools where there are several. `just_known` is the gloss known by the last tap.

    `saved` says of its headwords whether they are saved: here (True) or elsewhere (False). `underlined` is where
    saved terms stand in the English, `met` the headwords of those that were saved elsewhere.
    """
    zone = zone if passage.segment.posted_at else "UTC"  # then it is the same card in every zone
    if not (saved or underlined or met) and just_known is None:
        return _plain_card(passage, words, translation, zone, hears)
    text = passage_text(passage, words, translation, zone, underlined, met)
    return View(text, _keys(passage, words, saved, just_known=just_known, hears=hears))


@lru_cache(_CARDS_KEPT)
def _plain_card(
    passage: Passage,
    words: Words,
    translation: Translation,
    zone: str,
    hears: bool,  # noqa: FBT001 - lru_cache keys on position
) -> View:
    """The same for all who read it so and saved nothing that it has: it is rendered once."""
    return View(passage_text(passage, words, translation, zone), _keys(passage, words, {}, hears=hears))


def _keys(
    passage: Passage,
    words: Words,
    saved: Mapping[str, bool],
    *,
    hears: bool,
    just_known: int | None = None,
) -> tuple[Row, ...]:
    terms, known = _terms(passage, saved), know_keys(passage, words)
    beside = known if len(known) == 1 else ()
    undo = unknow_key(passage, just_known, words) if just_known is not None else None
    tools = _tools(passage, words, hears=hears)
    return rows(_steps(passage, words), row(*terms, *beside, undo), row(*(known if not beside else ()), *tools))


def under_buttons(
    passage: Passage, words: Words, *, translation: Translation, rows: tuple[Row, ...], zone: str = "UTC"
) -> View:
    """The same card with other buttons."""
    return View(passage_text(passage, words, translation, zone), rows)


def more_choice(
    passage: Passage,
    words: Words,
    *,
    translation: Translation,
    zone: str = "UTC",
    reported: bool = False,
    page: str | None = None,
) -> View:
    """The same card with what else can be done in place of its buttons: how it is shown, the whole text, a report.

    What was `reported` here can be taken back.
    """
    here = (passage.listing.id, passage.size, passage.index)
    keys = [
        Key(("● " if mode is translation else "") + label, SetModeHere(*here, passage.number, mode))
        for mode, label in words.translations.items()
    ]
    modes = (row(*keys[:2]), row(*keys[2:])) if passage.segment.chinese else ()
    whole = Key(words.read_whole, Whole(*here)) if passage.size != WHOLE else None
    return View(
        passage_text(passage, words, translation, zone),
        rows(
            *gloss_rows(passage, words),
            *modes,
            row(
                whole,
                Key(words.on_page, page=page) if page else None,
                sources_key(passage.listing, passage.size, words),
            ),
            row(
                _report_key(passage, words, reported=reported),
                Key(words.back, to_part(passage)),
            ),
        ),
    )


def _report_key(passage: Passage, words: Words, *, reported: bool) -> Key:
    """Of a later part it carries the part, to which its answer returns."""
    here, part = (passage.listing.id, passage.size, passage.index), passage.number
    if reported:
        return Key(words.publishing.unreport, UnreportPart(*here, part) if part else Unreport(*here))
    return Key(words.publishing.report, ReportPart(*here, part) if part else ReportHere(*here))


def to_part(passage: Passage) -> Read | ReadPart:
    """The button that shows this passage."""
    here = (passage.listing.id, passage.size, passage.index)
    return ReadPart(*here, passage.number) if passage.number else Read(*here)


def _steps(passage: Passage, words: Words) -> Row:
    episode, size, index, part = passage.listing.id, passage.size, passage.index, passage.number
    back: Button = ReadPart(episode, size, index - 1, LAST)
    if part:
        back = ReadPart(episode, size, index, part - 1)
    elif not index:
        back = Cover(episode, size)
    ahead: Button = Read(episode, size, index + 1)
    if part < passage.parts - 1:
        ahead = ReadPart(episode, size, index, part + 1)
    elif index == passage.total - 1:
        ahead = Recap(episode, size)
    return row(
        Key(words.cover if isinstance(back, Cover) else words.previous, back),
        Key(f"{index + 1}/{passage.total}", Jump(episode, size, index)),
        Key(words.finish if isinstance(ahead, Recap) else words.next, ahead),
    )


def _terms(passage: Passage, saved: Mapping[str, bool]) -> list[Key]:
    """A button a term."""
    keys = []
    for (place, gloss), mark in zip(passage.offers, MARKS, strict=False):
        sign = {True: "✓", False: "＋", None: mark}[saved.get(gloss.headword)]
        button = Save(passage.listing.id, passage.size, passage.index, place, check(gloss.headword))
        keys.append(Key(f"{sign} {gloss.headword}", button))
    return keys


def _tools(passage: Passage, words: Words, *, hears: bool) -> tuple[Key | None, ...]:
    here = (passage.listing.id, passage.size, passage.index)
    return (
        Key(words.voice.hear, Hear(*here)) if hears else None,
        Key(words.lookup.pick, PartWords(*here, passage.number)),
        Key(words.issues.note, ShowNote(*here)) if passage.segment.note else None,
        Key(words.more, More(*here, passage.number)),
    )


def note_card(passage: Passage, words: Words) -> View:
    """A translator's note that is too long for an alert."""
    return View(f"{words.issues.note_title}\n{escape(passage.segment.note or '')}")
