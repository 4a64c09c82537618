"""A question to the reader about a term of theirs; what they reply to it is the answer."""

from __future__ import annotations

from bot.handlers.desk import Desk
from bot.model.term import Field
from bot.reading.readers import Reader
from bot.render.vocabulary import question_about


async def ask(term_id: int, headword: str, field: Field, reader: Reader, desk: Desk) -> None:
    """Ask for a term's meaning or for a note about it."""
    say = reader.words.term
    text = say.ask_note if field is Field.NOTE else say.ask_meaning
    message_id = await desk.reply.send(reader.chat_id, question_about(text, headword, reader.words))
    await desk.store.prompts.ask_of_term(reader.chat_id, message_id, term_id, field, desk.clock())
