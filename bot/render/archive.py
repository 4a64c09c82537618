"""The archive: a month as a grid of days, the months, and the evergreen episodes, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from bot.locales import Words, plural
from bot.model.reading import Listing
from bot.render.buttons.archive import Archive, ArchiveMonth, Months
from bot.render.buttons.digest import Cover
from bot.render.buttons.issues import Day
from bot.render.origin import author
from bot.render.view import Key, Row, View, bold, day, escape, row, rows, title

MONTHS_SHOWN = 24
_WEEK = 7
_NOTHING = "·"


def months_card(months: tuple[tuple[str, int], ...], words: Words) -> View:
    """Months with their number of episodes, newest first; the oldest beyond two years are left out."""
    if not months:
        return View(words.archive_empty)
    keys = [Key(f"{_month(month, words)} · {count}", ArchiveMonth(month, 0)) for month, count in months[:MONTHS_SHOWN]]
    return View(words.archive_title, tuple(row(*keys[i : i + 2]) for i in range(0, len(keys), 2)))


def calendar_card(
    months: Sequence[tuple[str, int]],
    month: str,
    pieces: Mapping[date, int],
    read: Set[date],
    words: Words,
    *,
    last: date,
) -> View:
    """A month of `months` as weeks from Monday on; a day opens its issue, ☑ is one of which something was read.

    `last` is the latest day that may have an issue: a month has 42 keys at most, whatever it holds.
    """
    first = date.fromisoformat(f"{month}-01")
    head = f"{bold(_month(month, words))} · {plural(words.episodes, sum(pieces.values()))}"
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        days = [start + timedelta(days=n) for n in range(_WEEK)]
        weeks.append(tuple(Key(_label(each, pieces, read), Day(each.toordinal(), 0)) for each in days))
        start += timedelta(days=_WEEK)
    return View(f"{head}\n{words.issues.calendar_how}", rows(*weeks, *_around(months, month, words)))


def _label(day: date, pieces: Mapping[date, int], read: Set[date]) -> str:
    if day not in pieces:
        return _NOTHING
    return f"☑{day.day}" if day in read else str(day.day)


def _around(months: Sequence[tuple[str, int]], month: str, words: Words) -> tuple[Row, ...]:
    """The months before and after, all of them, and the evergreen episodes."""
    dated = [each for each, _ in months if each]
    at = dated.index(month) if month in dated else None
    earlier = dated[at + 1] if at is not None and at + 1 < len(dated) else None
    later = dated[at - 1] if at else None
    return (
        row(
            Key(f"◀ {_month(earlier, words)}", ArchiveMonth(earlier, 0)) if earlier else None,
            Key(f"{_month(later, words)} ▶", ArchiveMonth(later, 0)) if later else None,
        ),
        row(
            Key(words.issues.all_months, Months()) if len(dated) > 1 else None,
            Key(f"{words.evergreens} · {dict(months)['']}", ArchiveMonth("", 0)) if "" in dict(months) else None,
        ),
    )


def evergreen_card(
    listings: Sequence[Listing], page: int, total: int, words: Words, *, size: int, page_size: int, dated: bool
) -> View:
    """A page of the evergreen episodes; the number opens the digest card. Back leads to what is `dated`."""
    head = f"{bold(words.evergreens)} · {plural(words.episodes, total)}"
    lines, numbers = _list(listings, page * page_size + 1, words, size)
    pages = -(-total // page_size)
    here = words.page.format(page=page + 1, pages=pages)
    turn = row(
        Key("◀", ArchiveMonth("", (page - 1) % pages)),
        Key(here, ArchiveMonth("", page)),
        Key("▶", ArchiveMonth("", (page + 1) % pages)),
    )
    back = row(Key(words.back, Archive()) if dated else None)
    return View("\n".join([head, *lines]), rows(numbers, turn if pages > 1 else (), back))


def missed_card(listings: Sequence[Listing], words: Words, *, size: int) -> View:
    """Episodes that came out while nothing was delivered."""
    lines, numbers = _list(listings, 1, words, size)
    return View("\n".join([words.delivery.missed_title, *lines]), rows(numbers, row(Key(words.archive, Archive()))))


def _list(listings: Sequence[Listing], first: int, words: Words, size: int) -> tuple[list[str], Row]:
    """A paragraph and a numbered button an episode."""
    lines, numbers = [], []
    for number, listing in enumerate(listings, first):
        about = [words.kinds[listing.kind], author(listing)]
        if listing.issue:
            about.insert(0, day(listing.issue, words))
        titles = [bold(title(listing.title)), *([escape(title(listing.title_zh))] if listing.title_zh else [])]
        lines.append("\n".join([f"\n{number}. {titles[0]}", *titles[1:], " · ".join(about)]))
        numbers.append(Key(str(number), Cover(listing.id, size)))
    return lines, tuple(numbers)


def _month(month: str, words: Words) -> str:
    if not month:
        return words.evergreens
    year, number = month.split("-")
    return words.month.format(year=year, month=int(number))
