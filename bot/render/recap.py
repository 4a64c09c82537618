"""The end of a reading: the terms saved in it, what waits for review, and when the next digest comes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locales import Words, plural
from bot.locales.zones import zone_name
from bot.model.reading import WHOLE, Listing
from bot.model.subscription import Subscription
from bot.render.buttons.appointment import PickTime, PickZone
from bot.render.buttons.digest import Cover
from bot.render.buttons.known import Levels
from bot.render.buttons.reading import Read, SaveRest, UnsaveRest, Whole
from bot.render.buttons.review import Review
from bot.render.buttons.vocabulary import Vocabulary
from bot.render.view import Key, Row, View, bold, clock, cut, escape, moment, opens, row, rows, title

_TERMS = 8
_HEADWORD = 60
_MEANING = 60


def recap(
    listing: Listing,
    size: int,
    subscription: Subscription,
    words: Words,
    *,
    saved: Sequence[tuple[str, str]],
    rest: int,
    waiting: int,
    asks_hour: bool,
    asks_level: bool = False,
    undo: UnsaveRest | None = None,
) -> View:
    """The headwords saved in a reading with their meanings, and what to do next. `rest` were offered and not saved.

    With `asks_hour` it asks whether the hour suits: only now is there a reason to answer; with `asks_level` what the
    reader knows. `undo` takes back those that a tap has just
    saved together.
    """
    parts = [words.recap.format(title=escape(title(listing.title))), _saved(saved, words), _ahead(subscription, words)]
    if waiting:
        parts[-1] = "\n".join(part for part in (words.review.waiting.format(n=waiting), parts[-1]) if part)
    asks_hour = asks_hour and subscription.next_due_at is not None
    parts += [words.hour_suits] * asks_hour + [words.known.ask_level] * asks_level
    review = words.review.review.format(n=waiting) if waiting else words.review.review_plain
    return View(
        "\n\n".join(part for part in parts if part),
        rows(
            row(Key(plural(words.save_rest, rest), SaveRest(listing.id, size)) if rest else None),
            row(Key(words.unsave_rest, undo) if undo else None),
            row(Key(words.vocabulary, Vocabulary(0)), Key(review, Review()) if saved or waiting else None),
            row(Key(words.read_whole, Whole(listing.id, size, 0)) if size != WHOLE else None),
            _hour(listing, size, subscription, words) if asks_hour else (),
            row(Key(words.known.ask_key, Levels()) if asks_level else None),
            row(Key(words.cover, Cover(listing.id, size)), Key(words.again, Read(listing.id, size, 0))),
        ),
    )


def _saved(saved: Sequence[tuple[str, str]], words: Words) -> str:
    if not saved:
        return words.recap_none
    lines = [
        f"{bold(cut(headword, _HEADWORD))}  {escape(cut(meaning, _MEANING))}".rstrip()
        for headword, meaning in saved[:_TERMS]
    ]
    return "\n".join([plural(words.recap_saved, len(saved)), *lines, *(["…"] if len(saved) > _TERMS else [])])


def _ahead(subscription: Subscription, words: Words) -> str:
    """When the next digest comes, if one does."""
    if subscription.next_due_at is None:
        return ""
    return words.next_push.format(when=moment(subscription.next_due_at, subscription.zone, words))


def _hour(listing: Listing, size: int, subscription: Subscription, words: Words) -> Row:
    at = f"e{listing.id}.{size}"
    time = words.time.format(time=clock(subscription.minute))
    zone = words.zone.format(zone=zone_name(subscription.zone, words))
    return row(Key(opens(time), PickTime(at)), Key(opens(zone), PickZone(at)))
