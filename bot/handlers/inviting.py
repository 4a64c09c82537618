"""After the very first saved term, once: try it, in a message of its own, so that the card stays where it is."""

from __future__ import annotations

from bot.handlers.desk import Desk
from bot.reading.readers import Reader
from bot.render.vocabulary import first_saved


async def invite(headword: str, reader: Reader, desk: Desk) -> None:
    """Say what was saved, and offer to review it."""
    await desk.reply.send(reader.chat_id, first_saved(headword, reader.words))


async def is_first(reader: Reader, desk: Desk) -> bool:
    """Whether the chat has never saved a term: asked before one is."""
    return await desk.store.terms.last_id(reader.chat_id) == 0
