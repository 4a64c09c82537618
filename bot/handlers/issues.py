"""An issue: what else came with a piece, or on a day; and where a piece comes from."""

from __future__ import annotations

from datetime import date

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.reading.passages import Withdrawn, open_listing
from bot.reading.readers import Reader
from bot.render.buttons.issues import Day, Issue, Sources
from bot.render.buttons.packing import StaleButton
from bot.render.buttons.publishing import Siblings
from bot.render.issue import issue_card
from bot.render.origin import sources_card


async def issue(tap: Tap[Issue], reader: Reader, desk: Desk) -> None:
    """What came together with an episode."""
    await _with(tap, tap.button, reader, desk)


async def siblings(tap: Tap[Siblings], reader: Reader, desk: Desk) -> None:
    """The same, from the button of earlier versions."""
    await _with(tap, Issue(tap.button.episode, reader.subscription.digest_size, 0), reader, desk)


async def day(tap: Tap[Day], reader: Reader, desk: Desk) -> None:
    """The issue of a day, if there is one and it is out."""
    if not 1 <= tap.button.day <= date.max.toordinal():
        raise StaleButton(tap.button.pack())
    today, of = reader.today(desk.clock()), date.fromordinal(tap.button.day)
    pieces = await desk.store.issues.pieces(of.isoformat(), reader.chat_id) if of <= today else ()
    if not pieces:
        await desk.reply.answer(tap, reader.words.issues.none_that_day)
        return
    size = reader.subscription.digest_size
    card = issue_card(pieces, tap.button.page, reader.words, today=today, size=size, opened=tap.button)
    await desk.reply.show(tap, card)


async def sources(tap: Tap[Sources], reader: Reader, desk: Desk) -> None:
    """Every source of an episode."""
    listing = await open_listing(desk.store, tap.button.episode)
    await desk.reply.show(tap, sources_card(listing, tap.button.size, reader.words))


async def _with(tap: Tap[Issue] | Tap[Siblings], opened: Issue, reader: Reader, desk: Desk) -> None:
    listing = await open_listing(desk.store, opened.episode)
    pieces = await desk.store.issues.pieces(listing.together, reader.chat_id) if listing.together else ()
    if not pieces:
        raise Withdrawn
    today, size = reader.today(desk.clock()), reader.subscription.digest_size
    card = issue_card(pieces, opened.page, reader.words, today=today, size=size, opened=opened)
    await desk.reply.show(tap, card)
