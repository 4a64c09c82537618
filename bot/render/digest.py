"""The digest card, the message that opens a day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bot.locales import Words, plural
from bot.model.reading import WHOLE, Listing, Place
from bot.model.review import Ahead
from bot.render.buttons.archive import Archive
from bot.render.buttons.digest import Cover, Later, Missed, PutOff, Skip, Unskip, Until
from bot.render.buttons.issues import Issue
from bot.render.buttons.reading import Read, Whole
from bot.render.buttons.review import Review
from bot.render.buttons.settings import Settings
from bot.render.buttons.voice import HearDigest
from bot.render.issue import rest_label
from bot.render.origin import about_builder, author, builder_key, source_line, sources_key
from bot.render.sayings import sayings_key
from bot.render.view import Key, View, bold, day, escape, row, rows, title, wrapped

_NOTHING_AHEAD = Ahead()
_CARDS_KEPT = 256
"""Readers with the same settings get the same card of a day: it is rendered once."""


@lru_cache(_CARDS_KEPT)
def digest_card(
    listing: Listing,
    size: int,
    words: Words,
    *,
    today: date,
    late: bool = False,
    part: tuple[int, int] | None = None,
    place: Place | None = None,
    missed: int = 0,
    ahead: Ahead = _NOTHING_AHEAD,
    missed_since: date | None = None,
    private_url: str | None = None,
    hears: bool = False,
    page: str | None = None,
) -> View:
    """The card of a day's episode; with `hears` it can be heard. `page` is where all of it opens on a page.

    With a place, the first button resumes there instead of starting. `part` is [first, end) of the segments that a
    serial brings today. `missed` other episodes, dated after `missed_since`, can be opened from a late one. With
    `private_url` the card stands in a group: it opens the episode in each reader's own chat, so that nobody's taps
    steer another's reading.
    """
    when = day(listing.issue, words, today=today) if listing.issue else words.evergreen
    head = " · ".join([words.late] * late + [words.kinds[listing.kind], when])
    lines = [
        head,
        bold(title(listing.title)),
        escape(title(listing.title_zh or "")),
        _figures(listing, size, words, part),
        about_builder(listing),
        source_line(listing, words),
    ]
    below = [
        _ahead(ahead, words),
        words.issues.why_read.format(lead_in=escape(title(listing.lead_in))) if listing.lead_in else "",
    ]
    paragraphs = ("\n".join(line for line in lines_ if line) for lines_ in (lines, below))
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    original = row(Key(words.original, url=listing.url) if listing.url else None)
    if private_url:
        shown = Key(words.on_page, url=page) if page else None
        return View(text, rows(row(Key(words.delivery.read_in_private, url=private_url), shown), original))
    first = part[0] if part and size == WHOLE else 0
    finished = place is not None and place.index >= len(listing.positions(place.size))
    return View(
        text,
        rows(
            row(
                _start(listing, size, words, place, first),
                Key(words.voice.digest, HearDigest(listing.id, size)) if hears else None,
            ),
            row(sayings_key(listing, size, words, today=today)),
            row(
                Key(plural(words.delivery.missed, missed), Missed(missed_since.toordinal()))
                if missed and missed_since
                else None,
            ),
            row(
                Key(rest_label(listing, words, today=today), Issue(listing.id, size, 0)) if listing.rest.total else None
            ),
            row(
                Key(words.on_page, page=page) if page else None,
                Key(words.review.review.format(n=ahead.waiting), Review()) if ahead.waiting else None,
            ),
            row(
                Key(words.read_whole, Whole(listing.id, size, 0)) if size != WHOLE else None,
                *(() if finished else (Key(words.delivery.later, Later(listing.id, size)),)),
                *(() if finished else (Key(words.delivery.skip, Skip(listing.id, size)),)),
            ),
            *wrapped(
                Key(words.archive, Archive()),
                Key(words.settings_button, Settings()),
                *original,
                builder_key(listing, words),
                sources_key(listing, size, words),
            ),
        ),
    )


def _ahead(ahead: Ahead, words: Words) -> str:
    """How many cards wait and terms are met; empty where none."""
    parts = [words.review.waiting.format(n=ahead.waiting)] if ahead.waiting else []
    return " · ".join(parts + ([plural(words.review.meets, ahead.meets)] if ahead.meets else []))


def later_choice(listing: Listing, size: int, words: Words, *, evening: bool) -> View:
    """When to be brought an episode again; this evening only while it is still to come."""
    say = words.delivery
    return View(
        f"{bold(title(listing.title))}\n{say.pick_later}",
        (
            row(
                Key(say.in_an_hour, PutOff(listing.id, Until.HOUR)),
                Key(say.this_evening, PutOff(listing.id, Until.EVENING)) if evening else None,
                Key(say.tomorrow, PutOff(listing.id, Until.TOMORROW)),
            ),
            row(Key(words.back, Cover(listing.id, size))),
        ),
    )


def put_off_card(listing: Listing, size: int, words: Words, *, when: str) -> View:
    """What stays of a card that was put off; `when` is a rendered moment. Who reads it now does not get it again."""
    text = words.delivery.comes_again.format(when=when, title=escape(title(listing.title)))
    return View(text, (row(Key(words.delivery.read_now, Unskip(listing.id, size))),))


def skipped_card(listing: Listing, size: int, words: Words) -> View:
    """What stays of a card that was skipped: the way back."""
    text = words.delivery.skipped.format(title=escape(title(listing.title)))
    return View(text, (row(Key(words.undo, Unskip(listing.id, size)), Key(words.archive, Archive())),))


def _figures(listing: Listing, size: int, words: Words, part: tuple[int, int] | None) -> str:
    digest, figures = listing.digests.get(size), [author(listing)]
    if digest and len(digest.positions) < listing.length:
        figures.append(plural(words.digest_of, len(digest.positions)))
        figures.append(words.about_minutes.format(minutes=digest.minutes))
    if part and size == WHOLE:
        first, last = part[0] + 1, part[1]
        said = words.delivery.part_of_one if first == last else words.delivery.part_of
        figures.append(said.format(first=first, last=last))
    return " · ".join([*figures, words.whole_of.format(segments=listing.length, minutes=listing.minutes)])


def nothing_today(words: Words) -> View:
    """The library has nothing that this chat never had."""
    return View(words.nothing_today, (row(Key(words.archive, Archive())),))


def jump_grid(listing: Listing, size: int, index: int, words: Words) -> View:
    """Numbers to jump to: all of a short reading, every n-th of a long one with all those near the index."""
    total = len(listing.positions(size))
    return View(
        words.jump.format(index=index + 1, total=total),
        (
            *_grid(listing, size, index, total),
            row(Key(words.back, Read(listing.id, size, index))),
        ),
    )


def _grid(listing: Listing, size: int, index: int, total: int) -> tuple[tuple[Key, ...], ...]:
    stops = sorted(_stops(index, total))
    keys = [Key(f"●{stop + 1}" if stop == index else str(stop + 1), Read(listing.id, size, stop)) for stop in stops]
    return tuple(tuple(keys[i : i + 8]) for i in range(0, len(keys), 8))


def _stops(index: int, total: int) -> set[int]:
    most = 40
    if total <= most:
        return set(range(total))
    near = set(range(max(0, index - 4), min(total, index + 5)))
    step = -(-total // (most - len(near) - 1))
    return near | set(range(0, total, step)) | {total - 1}


def _start(listing: Listing, size: int, words: Words, place: Place | None, first: int) -> Key:
    if place is None or place.index == 0 or (place.size == WHOLE and place.index < first):
        return Key(words.start_reading, Read(listing.id, size, first))
    total = len(listing.positions(place.size))
    if place.index >= total:
        return Key(words.again, Read(listing.id, size, first))
    label = words.resume.format(index=place.index + 1, total=total)
    return Key(label, Read(listing.id, place.size, place.index))
