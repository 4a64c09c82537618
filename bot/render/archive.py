"""The archive: its months, and the episodes of one, a page at a time."""

from __future__ import annotations

from bot.buttons import Archive, ArchiveMonth, Cover
from bot.locales import Words, plural
from bot.model import Listing
from bot.render.view import Key, View, bold, escape, row, rows, title

MONTHS_SHOWN = 24


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
    lines = [f"{bold(_month(month, words))} · {plural(words.episodes, total)}"]
    for number, listing in enumerate(listings, page * page_size + 1):
        about = [words.kinds[listing.kind], escape(listing.show)]
        if listing.date:
            about.insert(0, f"{listing.date.month}-{listing.date.day:02d}")
        lines.append(f"\n{number}. {bold(title(listing.title))}\n{' · '.join(about)}")
    numbers = [
        Key(str(number), Cover(listing.id, size)) for number, listing in enumerate(listings, page * page_size + 1)
    ]
    pages = -(-total // page_size)
    turn = row(
        Key("◀", ArchiveMonth(month, page - 1)) if page else None,
        Key(words.back, Archive()),
        Key("▶", ArchiveMonth(month, page + 1)) if page + 1 < pages else None,
    )
    return View("\n".join(lines), rows(tuple(numbers), turn))


def _month(month: str, words: Words) -> str:
    if not month:
        return words.evergreens
    year, number = month.split("-")
    return words.month.format(year=year, month=int(number))
