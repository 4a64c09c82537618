"""/archive: earlier episodes, by month."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk, Withdrawn
from bot.render.archive import builders_card, month_card, months_card, siblings_card
from bot.render.buttons.publishing import Siblings
from bot.render.buttons.reading import Archive, ArchiveMonth
from bot.store.episodes import MONTH_PAGE

SIBLINGS_SHOWN = 24
BUILDERS_SHOWN = 40


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


async def siblings(tap: Tap[Siblings], desk: Desk) -> None:
    """What else came out on an episode's day, in a message of its own."""
    subscription, words = await desk.reader(tap)
    listings = await desk.store.episodes.siblings(tap.button.episode, SIBLINGS_SHOWN)
    if not listings:
        raise Withdrawn
    await desk.reply.toast(tap)
    await desk.reply.send(tap.chat_id, siblings_card(listings, words, size=subscription.digest_size))


async def builders(command: Command, desk: Desk) -> None:
    """Whose posts can be read, the latest first."""
    subscription, words = await desk.reader(command)
    listings = await desk.store.episodes.builders(BUILDERS_SHOWN)
    await desk.reply.send(command.chat_id, builders_card(listings, words, size=subscription.digest_size))
