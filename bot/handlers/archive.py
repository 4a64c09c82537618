"""/archive: earlier episodes, by month."""

from __future__ import annotations

from bot.buttons import Archive, ArchiveMonth
from bot.desk import Desk
from bot.render.archive import month_card, months_card
from bot.routing import Command, Tap
from bot.store.episodes import MONTH_PAGE


async def archive(command: Command, desk: Desk) -> None:
    """The months that have episodes."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, months_card(await desk.store.episodes.months(), words))


async def months(tap: Tap[Archive], desk: Desk) -> None:
    """The months again, in place."""
    _, words = await desk.reader(tap)
    await desk.reply.show(tap, months_card(await desk.store.episodes.months(), words))


async def month(tap: Tap[ArchiveMonth], desk: Desk) -> None:
    """A page of a month; the months, if it has none any more."""
    subscription, words = await desk.reader(tap)
    counts = await desk.store.episodes.months()
    total = dict(counts).get(tap.button.month, 0)
    page = min(tap.button.page, max(0, total - 1) // MONTH_PAGE)
    listings = await desk.store.episodes.of_month(tap.button.month, page)
    if not listings:
        await desk.reply.show(tap, months_card(counts, words))
        return
    size = subscription.digest_size
    view = month_card(tap.button.month, listings, page, total, words, size=size, page_size=MONTH_PAGE)
    await desk.reply.show(tap, view)
