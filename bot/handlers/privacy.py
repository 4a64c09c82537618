"""/privacy: what is kept and who gets it; a page of its own, also from the greeting and from /about."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.reading.readers import Reader
from bot.render.buttons.start import Privacy
from bot.render.privacy import privacy_page


async def privacy(command: Command, reader: Reader, desk: Desk) -> None:
    """The page."""
    await desk.reply.send(command.chat_id, privacy_page(reader.words, operator=desk.operator_contact))


async def show_privacy(tap: Tap[Privacy], reader: Reader, desk: Desk) -> None:
    """The page in a message of its own: what stands above stays."""
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, privacy_page(reader.words, operator=desk.operator_contact))
