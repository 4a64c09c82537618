"""The segment card: one message, edited in place from segment to segment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.locales import Words
from bot.model.reading import WHOLE, Passage
from bot.model.subscription import Translation
from bot.render.buttons.digest import Cover
from bot.render.buttons.lookup import Words as PickWords
from bot.render.buttons.packing import check
from bot.render.buttons.publishing import ReportHere, Unreport
from bot.render.buttons.reading import Jump, Modes, Read, Recap, Save, SetMode, ShowNote, Whole
from bot.render.origin import author_link, sources_key
from bot.render.view import CROWDED, Key, Row, View, columns, cut, escape, link, moment, row, rows, timecode
from bot.vocabulary.headwords import Span
from content.episode.episode import Segment
from content.episode.learning import offered
from content.episode.links import at_second

_MARKS = "①②③"
_SHOW_COLUMNS = 40
_MET = 5
_CARDS_KEPT = 256
_NUMBERED = re.compile(r"Speaker (\d+)")


def segment_card(
    passage: Passage,
    words: Words,
    *,
    translation: Translation,
    saved: Mapping[str, bool],
    zone: str = "UTC",
    underlined: tuple[Span, ...] = (),
    met: tuple[str, ...] = (),
) -> View:
    """The card of a passage, as it is read in `zone`.

    `saved` says of its headwords whether they are saved: here (True) or elsewhere (False). `underlined` is where
    saved terms stand in the English, `met` the headwords of those that were saved elsewhere.
    """
    zone = zone if passage.segment.posted_at else "UTC"  # then it is the same card in every zone
    if not (saved or underlined or met):
        return _plain_card(passage, words, translation, zone)
    text = _text(passage, words, translation, zone, underlined, met)
    return View(text, _keys(passage, words, translation, saved))


@lru_cache(_CARDS_KEPT)
def _plain_card(passage: Passage, words: Words, translation: Translation, zone: str) -> View:
    """The same for all who read it so and saved nothing that it has: it is rendered once."""
    return View(_text(passage, words, translation, zone), _keys(passage, words, translation, {}))


def _keys(passage: Passage, words: Words, translation: Translation, saved: Mapping[str, bool]) -> tuple[Row, ...]:
    return (*_steps(passage, words), *_terms(passage, saved), *_tools(passage, words, translation))


def under_buttons(
    passage: Passage, words: Words, *, translation: Translation, rows: tuple[Row, ...], zone: str = "UTC"
) -> View:
    """The same card with other buttons."""
    return View(_text(passage, words, translation, zone), rows)


def mode_choice(
    passage: Passage, words: Words, *, translation: Translation, zone: str = "UTC", reported: bool = False
) -> View:
    """The same card with the translation modes in place of its buttons; what was `reported` here can be taken back."""
    here, say = (passage.listing.id, passage.size, passage.index), words.publishing
    keys = [
        Key(("● " if mode is translation else "") + label, SetMode(*here, mode))
        for mode, label in words.translations.items()
    ]
    return View(
        _text(passage, words, translation, zone),
        rows(
            row(*keys[:2]),
            row(*keys[2:]),
            row(sources_key(passage.listing, passage.size, words)),
            row(
                Key(say.unreport, Unreport(*here)) if reported else Key(say.report, ReportHere(*here)),
                Key(words.back, Read(*here)),
            ),
        ),
    )


def _text(
    passage: Passage,
    words: Words,
    translation: Translation,
    zone: str,
    underlined: tuple[Span, ...] = (),
    met: tuple[str, ...] = (),
) -> str:
    parts = [_head(passage, words, zone)]
    bilingual = bool(passage.segment.chinese)
    if translation is not Translation.CHINESE or not bilingual:
        parts.append(_english(passage, underlined))
    if met:
        shown = " · ".join(escape(cut(headword, _SHOW_COLUMNS)) for headword in met[:_MET])
        parts.append(words.review.met_again.format(headwords=shown + (" …" if len(met) > _MET else "")))
    match translation if bilingual else Translation.ENGLISH:
        case Translation.HIDDEN:
            parts.append(f"<blockquote><tg-spoiler>{escape(passage.segment.chinese)}</tg-spoiler></blockquote>")
        case Translation.BOTH:
            parts.append(f"<blockquote>{escape(passage.segment.chinese)}</blockquote>")
        case Translation.FOLDED:
            parts.append(f"<blockquote expandable>{escape(passage.segment.chinese)}</blockquote>")
        case Translation.CHINESE:
            parts.append(escape(passage.segment.chinese))
        case Translation.ENGLISH:
            pass
    return "\n\n".join(part for part in parts if part)


def _head(passage: Passage, words: Words, zone: str) -> str:
    segment = passage.segment
    parts = [author_link(passage.listing), f"{passage.index + 1}/{passage.total}"]
    if segment.start is not None:
        label = f"▶ {timecode(segment.start)}"
        url = at_second(passage.listing.url, segment.start)
        parts.append(link(label, url) if url else escape(label))
    if segment.speaker:
        numbered = _NUMBERED.fullmatch(segment.speaker)
        speaker = words.speaker.format(n=numbered[1]) if numbered else segment.speaker
        parts.append(escape(cut(speaker, _SHOW_COLUMNS)))
    if segment.posted_at is not None:
        parts.append(moment(segment.posted_at, zone, words))
    return " · ".join([*parts, *reception(segment, words)])


def reception(segment: Segment, words: Words) -> list[str]:
    """What readers of a post made of it, and the way to it."""
    say = words.issues
    parts = [f"♥ {segment.likes}"] if segment.likes is not None else []
    parts += [say.reposts.format(n=segment.reposts)] if segment.reposts else []
    parts += [say.replies.format(n=segment.replies)] if segment.replies else []
    return [*parts, link(words.publishing.post, segment.url)] if segment.url else parts


def _english(passage: Passage, underlined: tuple[Span, ...]) -> str:
    """The English, each offered term bold and numbered where it stands, each saved one underlined."""
    segment, done, pieces = passage.segment, 0, []
    marks = {segment.glosses[i].span: mark for i, mark in zip(offered(segment), _MARKS, strict=False)}
    offers = {span: mark for span, mark in marks.items() if span is not None}
    saved = set(underlined)
    others = {span for span in saved if not any(span[0] < end and start < span[1] for start, end in offers)}
    for start, end in sorted(offers.keys() | others):
        if start < done:
            continue
        text = escape(segment.english[start:end])
        if (start, end) in offers:
            known = any(start < last and first < end for first, last in saved)
            text = f"<b><u>{text}</u></b>" if known else f"<b>{text}</b>"
        else:
            text = f"<u>{text}</u>"
        pieces += [escape(segment.english[done:start]), text, offers.get((start, end), "")]
        done = end
    return "".join(pieces) + escape(segment.english[done:])


def _steps(passage: Passage, words: Words) -> tuple[Row, ...]:
    episode, size, index = passage.listing.id, passage.size, passage.index
    back = Key(words.previous, Read(episode, size, index - 1)) if index else Key(words.cover, Cover(episode, size))
    last = index == passage.total - 1
    ahead = Key(words.finish, Recap(episode, size)) if last else Key(words.next, Read(episode, size, index + 1))
    return (row(back, Key(f"{index + 1}/{passage.total}", Jump(episode, size, index)), ahead),)


def _terms(passage: Passage, saved: Mapping[str, bool]) -> tuple[Row, ...]:
    """A button a term, on two rows where one would cut them."""
    keys = []
    for gloss, mark in zip(offered(passage.segment), _MARKS, strict=False):
        headword = passage.segment.glosses[gloss].headword
        sign = {True: "✓", False: "＋", None: mark}[saved.get(headword)]
        button = Save(passage.listing.id, passage.size, passage.index, gloss, check(headword))
        keys.append(Key(f"{sign} {headword}", button))
    if len(keys) > 2 and any(columns(key.label) > CROWDED for key in keys):
        return rows(row(*keys[:2]), row(*keys[2:]))
    return rows(row(*keys))


def _tools(passage: Passage, words: Words, translation: Translation) -> tuple[Row, ...]:
    here = (passage.listing.id, passage.size, passage.index)
    mode = words.translation.format(mode=words.translations[translation])
    whole = Key(words.read_whole, Whole(*here)) if passage.size != WHOLE else None
    mode_key = Key(mode, Modes(*here)) if passage.segment.chinese else None
    note = Key(words.issues.note, ShowNote(*here)) if passage.segment.note else None
    return rows(row(mode_key, Key(words.lookup.pick, PickWords(*here))), row(whole, note))


def note_card(passage: Passage, words: Words) -> View:
    """A translator's note that is too long for an alert."""
    return View(f"{words.issues.note_title}\n{escape(passage.segment.note or '')}")
