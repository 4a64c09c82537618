"""Reading: the day's card, its segments forward and back, the jump, the whole episode."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.edge.incoming import Command, Tap
from bot.edge.reply import MAX_TOAST
from bot.handlers.covering import opened_cover
from bot.handlers.desk import Desk
from bot.handlers.playing import follow
from bot.model.chat import is_shared
from bot.model.reading import WHOLE, Place
from bot.reading.cards import as_known, passage_card
from bot.reading.passages import open_listing, open_passage
from bot.reading.readers import Reader
from bot.render.buttons.digest import Cover
from bot.render.buttons.reading import (
    Jump,
    Modes,
    More,
    Read,
    ReadPart,
    SetMode,
    SetModeHere,
    ShowNote,
    Whole,
)
from bot.render.digest import jump_grid
from bot.render.segment import more_choice, note_card


async def today(_: Command, reader: Reader, desk: Desk) -> None:
    """Today's episode, from where the reader stopped."""
    await desk.today.send(reader)


async def open_cover(tap: Tap[Cover], reader: Reader, desk: Desk) -> None:
    """Back to the digest card, or on to another episode's."""
    listing, size = await open_listing(desk.store, tap.button.episode), tap.button.size
    await desk.reply.show(tap, await opened_cover(listing, size, reader, desk))


async def read(tap: Tap[Read], reader: Reader, desk: Desk) -> None:
    """Show a segment and note that the reader reached it."""
    await _open(tap, Place(tap.button.episode, tap.button.size, tap.button.index), reader, desk)


async def read_part(tap: Tap[ReadPart], reader: Reader, desk: Desk) -> None:
    """Show a part of a long segment."""
    button = tap.button
    await _open(tap, Place(button.episode, button.size, button.index), reader, desk, button.part)


async def whole(tap: Tap[Whole], reader: Reader, desk: Desk) -> None:
    """The whole episode, from the segment at which the digest stood; from the start if it had not begun."""
    listing = await open_listing(desk.store, tap.button.episode)
    positions = listing.positions(tap.button.size)
    index = min(tap.button.index, len(positions) - 1)
    await _open(tap, Place(listing.id, WHOLE, positions[index] if index else 0), reader, desk)


async def jump(tap: Tap[Jump], reader: Reader, desk: Desk) -> None:
    """The numbers to jump to."""
    passage = await open_passage(desk.store, Place(tap.button.episode, tap.button.size, tap.button.index))
    await desk.reply.show(tap, jump_grid(passage.listing, passage.size, passage.index, reader.words))


async def more(tap: Tap[More] | Tap[Modes], reader: Reader, desk: Desk) -> None:
    """What else can be done with a segment, under the card as it is."""
    button, now = tap.button, reader.subscription
    part = button.part if isinstance(button, More) else 0
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index), part)
    passage = await as_known(desk.store, passage, reader, desk.lexicon)
    page = None if is_shared(tap.chat_id) else desk.reply.page(episode=passage.listing.id, at=passage.position)
    card = more_choice(passage, reader.words, translation=now.translation, zone=now.zone, page=page)
    await desk.reply.show(tap, card)


async def set_mode(tap: Tap[SetModeHere] | Tap[SetMode], reader: Reader, desk: Desk) -> None:
    """Show translations this way from now on, beginning with this card."""
    button = tap.button
    part = button.part if isinstance(button, SetModeHere) else 0
    after = await desk.readers.put(reader, replace(reader.subscription, translation=button.translation))
    await _open(tap, Place(button.episode, button.size, button.index), after, desk, part)


async def note(tap: Tap[ShowNote], reader: Reader, desk: Desk) -> None:
    """What the translator has to say: over the card where it fits, else below it."""
    passage = await open_passage(desk.store, Place(tap.button.episode, tap.button.size, tap.button.index))
    said = passage.segment.note or reader.words.issues.no_note
    if len(said) <= MAX_TOAST:
        await desk.reply.answer(tap, said, alert=True)
        return
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, note_card(passage, reader.words))


async def _open(tap: Tap[Any], place: Place, reader: Reader, desk: Desk, part: int = 0) -> None:
    """Show first, then write down how far the reader got: what was never seen was not read."""
    passage = await open_passage(desk.store, place, part)
    await desk.reply.show(tap, await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon))
    reached = Place(place.episode_id, passage.size, passage.index)
    await desk.store.progress.reached(tap.chat_id, reached, desk.clock())
    await follow(tap, passage, reader, desk)
