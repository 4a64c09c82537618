"""What a passage says: its head, its English with the terms in it, its Chinese as the reader has it."""

from __future__ import annotations

import re

from bot.locales import Words
from bot.model.reading import Passage
from bot.model.subscription import Translation
from bot.render.origin import author_link
from bot.render.view import cut, escape, link, moment, timecode
from bot.vocabulary.headwords import Span
from content.episode.episode import Segment
from content.episode.links import at_second

MARKS = "①②③"
_SHOW_COLUMNS = 40
_MET = 5
_ABOVE_QUOTE = re.compile("\n\n(?=<blockquote)")
"""A quote has room of its own above it; an empty line more would be a line less of text on a phone."""
_NUMBERED = re.compile(r"Speaker (\d+)")


def passage_text(
    passage: Passage,
    words: Words,
    translation: Translation,
    zone: str,
    underlined: tuple[Span, ...] = (),
    met: tuple[str, ...] = (),
) -> str:
    """A passage as it is read in `zone`; saved terms are `underlined`, those `met` again are named."""
    parts = [_head(passage, words, zone)]
    chinese = escape(passage.shown.segment.chinese)
    bilingual = bool(chinese)
    if translation is not Translation.CHINESE or not bilingual:
        parts.append(_english(passage, underlined))
    if met:
        shown = " · ".join(escape(cut(headword, _SHOW_COLUMNS)) for headword in met[:_MET])
        parts.append(words.review.met_again.format(headwords=shown + (" …" if len(met) > _MET else "")))
    match translation if bilingual else Translation.ENGLISH:
        case Translation.HIDDEN:
            # Not expandable: in Telegram's apps for iOS and the desktop a tap on a cover within a folded quote only
            # uncovers, and a second one opens it. A long segment comes in parts instead.
            parts.append(f"<blockquote><tg-spoiler>{chinese}</tg-spoiler></blockquote>")
        case Translation.BOTH:
            parts.append(f"<blockquote>{chinese}</blockquote>")
        case Translation.FOLDED:
            parts.append(f"<blockquote expandable>{chinese}</blockquote>")
        case Translation.CHINESE:
            parts.append(chinese)
        case Translation.ENGLISH:
            pass
    return _ABOVE_QUOTE.sub("\n", "\n\n".join(part for part in parts if part), count=1)


def _head(passage: Passage, words: Words, zone: str) -> str:
    segment = passage.segment
    parts = [author_link(passage.listing), _place(passage, words)]
    if segment.start is not None:
        # Of a written dialogue it is reading time, of a record its mission's: ▶ only where an original can be played.
        label = f"{'▶ ' if passage.listing.url else ''}{timecode(segment.start)}"
        url = at_second(passage.listing.url, segment.start)
        parts.append(link(label, url) if url else escape(label))
    if segment.speaker:
        numbered = _NUMBERED.fullmatch(segment.speaker)
        speaker = words.speaker.format(n=numbered[1]) if numbered else segment.speaker
        parts.append(escape(cut(speaker, _SHOW_COLUMNS)))
    if segment.posted_at is not None:
        parts.append(moment(segment.posted_at, zone, words))
    return " · ".join([*parts, *reception(segment, words)])


def _place(passage: Passage, words: Words) -> str:
    place = f"{passage.index + 1}/{passage.total}"
    if passage.parts == 1:
        return place
    return words.part_place.format(place=place, part=passage.number + 1, parts=passage.parts)


def reception(segment: Segment, words: Words) -> list[str]:
    """What readers of a post made of it, and the way to it."""
    say = words.issues
    parts = [f"♥ {segment.likes}"] if segment.likes is not None else []
    parts += [say.reposts.format(n=segment.reposts)] if segment.reposts else []
    parts += [say.replies.format(n=segment.replies)] if segment.replies else []
    return [*parts, link(words.publishing.post, segment.url)] if segment.url else parts


def _english(passage: Passage, underlined: tuple[Span, ...]) -> str:
    """The English, each offered term bold and numbered where it stands, each saved one underlined."""
    segment, done, pieces = passage.shown.segment, 0, []
    marks = {gloss.span: mark for (_, gloss), mark in zip(passage.offers, MARKS, strict=False)}
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
