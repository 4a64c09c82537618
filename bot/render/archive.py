"""The archive: its months, and the episodes of one, a page at a time."""

from __future__ import annotations

from bot.locales import Words, plural
from bot.model.reading import Listing
from bot.render.buttons.archive import Archive, ArchiveMonth
from bot.render.buttons.digest import Cover
from bot.render.view import Key, Row, View, bold, cut, day, escape, row, rows, title

MONTHS_SHOWN = 24
_SHOW = 40


def months_card(months: tuple[tuple[str, int], ...], words: Words) -> View:
    """Months with their number of episodes, newest first; the oldest beyond two years are left out."""
    if not months:
        return View(words.archive_empty)
    keys = [Key(f"{_month(month, words)} · {count}", ArchiveMonth(month, 0)) for month, count in months[:MONTHS_SHOWN]]
    return View(words.archive_title, tuple(row(*keys[i : i + 2]) for i in range(0, len(keys), 2)))


def month_card(
    month: str, listings: tuple[Listing, ...], page: int, total: int, words: Words, *, size: int, page_size: int
) -> View:
    """A page of a month's episodes; the number opens the digest card."""
    head = f"{bold(_month(month, words))} · {plural(words.episodes, total)}"
    lines, numbers = _list(listings, page * page_size + 1, words, size)
    pages = -(-total // page_size)
    turn = row(
        Key("◀", ArchiveMonth(month, page - 1)) if page else None,
        Key(words.back, Archive()),
        Key("▶", ArchiveMonth(month, page + 1)) if page + 1 < pages else None,
    )
    return View("\n".join([head, *lines]), rows(numbers, turn))


def siblings_card(listings: tuple[Listing, ...], words: Words, *, size: int) -> View:
    """What else came out on a day."""
    lines, numbers = _list(listings, 1, words, size)
    return View("\n".join([words.publishing.siblings_title, *lines]), rows(*_eight_a_row(numbers)))


def builders_card(listings: tuple[Listing, ...], words: Words, *, size: int) -> View:
    """Whose posts can be read, the latest first; the number opens their newest."""
    if not listings:
        return View(words.publishing.builders_none)
    lines = [words.publishing.builders_title]
    for number, listing in enumerate(listings, 1):
        when = f" · {day(listing.date, words)}" if listing.date else ""
        lines.append(f"{number}. {bold(cut(listing.show, _SHOW))}{when}")
    numbers = tuple(Key(str(number), Cover(listing.id, size)) for number, listing in enumerate(listings, 1))
    return View("\n".join(lines), rows(*_eight_a_row(numbers)))


def missed_card(listings: tuple[Listing, ...], words: Words, *, size: int) -> View:
    """Episodes that came out while nothing was delivered."""
    lines, numbers = _list(listings, 1, words, size)
    return View("\n".join([words.delivery.missed_title, *lines]), rows(numbers, row(Key(words.archive, Archive()))))


def _eight_a_row(keys: Row) -> tuple[Row, ...]:
    return tuple(keys[i : i + 8] for i in range(0, len(keys), 8))


def _list(listings: tuple[Listing, ...], first: int, words: Words, size: int) -> tuple[list[str], Row]:
    """A paragraph and a numbered button an episode."""
    lines, numbers = [], []
    for number, listing in enumerate(listings, first):
        about = [words.kinds[listing.kind], escape(listing.show)]
        if listing.date:
            about.insert(0, day(listing.date, words))
        lines.append(f"\n{number}. {bold(title(listing.title))}\n{' · '.join(about)}")
        numbers.append(Key(str(number), Cover(listing.id, size)))
    return lines, tuple(numbers)


def _month(month: str, words: Words) -> str:
    if not month:
        return words.evergreens
    year, number = month.split("-")
    return words.month.format(year=year, month=int(number))
