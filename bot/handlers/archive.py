"""/archive: earlier episodes, by month."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.reading.passages import Withdrawn
from bot.reading.readers import Reader
from bot.render.archive import builders_card, month_card, months_card, siblings_card
from bot.render.buttons.archive import Archive, ArchiveMonth
from bot.render.buttons.publishing import Siblings
from bot.store.episodes import MONTH_PAGE

SIBLINGS_SHOWN = 24
BUILDERS_SHOWN = 40


async def archive(command: Command, reader: Reader, desk: Desk) -> None:
    """The months that have episodes."""
    await desk.reply.send(command.chat_id, months_card(await desk.store.episodes.months(), reader.words))


async def months(tap: Tap[Archive], reader: Reader, desk: Desk) -> None:
    """The months again, in place."""
    await desk.reply.show(tap, months_card(await desk.store.episodes.months(), reader.words))


async def month(tap: Tap[ArchiveMonth], reader: Reader, desk: Desk) -> None:
    """A page of a month; the months, if it has none any more."""
    counts = await desk.store.episodes.months()
    total = dict(counts).get(tap.button.month, 0)
    page = min(tap.button.page, max(0, total - 1) // MONTH_PAGE)
    listings = await desk.store.episodes.of_month(tap.button.month, page)
    if not listings:
        await desk.reply.show(tap, months_card(counts, reader.words))
        return
    size = reader.subscription.digest_size
    view = month_card(tap.button.month, listings, page, total, reader.words, size=size, page_size=MONTH_PAGE)
    await desk.reply.show(tap, view)


async def siblings(tap: Tap[Siblings], reader: Reader, desk: Desk) -> None:
    """What else came out on an episode's day, in a message of its own."""
    listings = await desk.store.episodes.siblings(tap.button.episode, SIBLINGS_SHOWN)
    if not listings:
        raise Withdrawn
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, siblings_card(listings, reader.words, size=reader.subscription.digest_size))


async def builders(command: Command, reader: Reader, desk: Desk) -> None:
    """Whose posts can be read, the latest first."""
    listings = await desk.store.episodes.builders(BUILDERS_SHOWN)
    await desk.reply.send(command.chat_id, builders_card(listings, reader.words, size=reader.subscription.digest_size))
