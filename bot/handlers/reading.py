"""Reading: the day's card, its segments forward and back, the jump, the whole episode."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.model.reading import WHOLE, Place
from bot.render.buttons.packing import Button
from bot.render.buttons.reading import Cover, Jump, Modes, Read, SetMode, Whole
from bot.render.digest import jump_grid
from bot.render.segment import mode_choice


async def today(command: Command, desk: Desk) -> None:
    """Today's episode, from where the reader stopped."""
    subscription, words = await desk.reader(command)
    await desk.send_today(subscription, words)


async def cover(tap: Tap[Cover], desk: Desk) -> None:
    """Back to the digest card, or on to another episode's."""
    subscription, words = await desk.reader(tap)
    listing = await desk.listing(tap.button.episode)
    place = await desk.store.progress.place_in(tap.chat_id, listing.id)
    await desk.reply.show(tap, await desk.cover(listing, tap.button.size, subscription, words, place))


async def read(tap: Tap[Read], desk: Desk) -> None:
    """Show a segment and note that the reader reached it."""
    await _open(tap, Place(tap.button.episode, tap.button.size, tap.button.index), desk)


async def whole(tap: Tap[Whole], desk: Desk) -> None:
    """The whole episode, from the segment at which the digest stood; from the start if it had not begun."""
    listing = await desk.listing(tap.button.episode)
    positions = listing.positions(tap.button.size)
    index = min(tap.button.index, len(positions) - 1)
    await _open(tap, Place(listing.id, WHOLE, positions[index] if index else 0), desk)


async def jump(tap: Tap[Jump], desk: Desk) -> None:
    """The numbers to jump to."""
    _, words = await desk.reader(tap)
    passage = await desk.passage(Place(tap.button.episode, tap.button.size, tap.button.index))
    await desk.reply.show(tap, jump_grid(passage.listing, passage.size, passage.index, words))


async def modes(tap: Tap[Modes], desk: Desk) -> None:
    """The translation modes, under the card as it is."""
    subscription, words = await desk.reader(tap)
    passage = await desk.passage(Place(tap.button.episode, tap.button.size, tap.button.index))
    await desk.reply.show(tap, mode_choice(passage, words, translation=subscription.translation))


async def set_mode(tap: Tap[SetMode], desk: Desk) -> None:
    """Show translations this way from now on, beginning with this card."""
    subscription, _ = await desk.reader(tap)
    await desk.store.subscriptions.put(replace(subscription, translation=tap.button.translation))
    await _open(tap, Place(tap.button.episode, tap.button.size, tap.button.index), desk)


async def _open(tap: Tap[Button], place: Place, desk: Desk) -> None:
    subscription, words = await desk.reader(tap)
    passage = await desk.passage(place)
    await desk.store.progress.reached(tap.chat_id, Place(place.episode_id, passage.size, passage.index), desk.clock())
    await desk.reply.show(tap, await desk.card(passage, subscription, words))
