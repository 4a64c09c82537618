"""/archive: a month's days, each with its issue; the months; the evergreen episodes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.handlers.opening import page_key
from bot.reading.readers import Reader
from bot.render.archive import calendar_card, evergreen_card, months_card
from bot.render.buttons.archive import Archive, ArchiveMonth, Months
from bot.render.view import View, with_row
from bot.store.issues import EVERGREEN_PAGE

MonthCounts = Sequence[tuple[str, int]]


async def archive(command: Command, reader: Reader, desk: Desk) -> None:
    """The newest month."""
    await desk.reply.send(command.chat_id, await _newest(reader, desk))


async def newest(tap: Tap[Archive], reader: Reader, desk: Desk) -> None:
    """The newest month, in place."""
    await desk.reply.show(tap, await _newest(reader, desk))


async def months(tap: Tap[Months], reader: Reader, desk: Desk) -> None:
    """All months."""
    await desk.reply.show(tap, months_card(await desk.store.issues.months(reader.today(desk.clock())), reader.words))


async def month(tap: Tap[ArchiveMonth], reader: Reader, desk: Desk) -> None:
    """A month's days, or a page of the evergreen ones; the newest month, if that has none any more."""
    counts = await desk.store.issues.months(reader.today(desk.clock()))
    if tap.button.month not in dict(counts):
        await desk.reply.show(tap, await _newest(reader, desk))
        return
    await desk.reply.show(tap, await _month(tap.button.month, tap.button.page, counts, reader, desk))


async def _newest(reader: Reader, desk: Desk) -> View:
    counts = await desk.store.issues.months(reader.today(desk.clock()))
    if not counts:
        return months_card(counts, reader.words)
    return await _month(counts[0][0], 0, counts, reader, desk)


async def _month(month: str, page: int, counts: MonthCounts, reader: Reader, desk: Desk) -> View:
    """A month that has something."""
    if not month:
        return await _evergreens(page, counts, reader, desk)
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    found = await desk.store.issues.month(reader.chat_id, first, min(last, reader.today(desk.clock())))
    card = calendar_card(counts, month, found.pieces, found.read, reader.words, last=last)
    return with_row(card, page_key(reader, desk, room="issues"))


async def _evergreens(page: int, counts: MonthCounts, reader: Reader, desk: Desk) -> View:
    total, dated = dict(counts)[""], any(month for month, _ in counts)
    page = min(page, max(0, total - 1) // EVERGREEN_PAGE)
    listings = await desk.store.issues.evergreen_page(page)
    size = reader.subscription.digest_size
    return evergreen_card(listings, page, total, reader.words, size=size, page_size=EVERGREEN_PAGE, dated=dated)
