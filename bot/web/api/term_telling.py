"""How the page is told of a term, whoever asks."""

from __future__ import annotations

from bot.model.term import Context, Term
from bot.vocabulary.headwords import occurrences
from bot.web.endpoint import Asked
from bot.web.shapes.word import ContextTold, TermTold


async def told(asked: Asked, term: Term) -> TermTold:
    """With when it is due."""
    card = await asked.door.store.reviews.card(asked.chat_id, term.id)
    reviewed = card is not None and not term.known and not term.deleted
    return TermTold(
        id=term.id,
        key=term.key,
        headword=term.headword,
        meaning=term.meaning,
        note=term.note,
        known=term.known,
        deleted=term.deleted,
        created_at=term.created_at,
        due=card.due if card is not None and reviewed else None,
        fresh=card is not None and card.new,
        contexts=tuple([_context(term, context) for context in term.contexts]),
    )


def _context(term: Term, context: Context) -> ContextTold:
    return ContextTold(
        id=context.id,
        episode=context.episode_id,
        segment=context.position,
        sentence=context.sentence,
        translation=context.translation,
        show=context.show,
        date=context.date,
        stands=occurrences(term.headword, context.sentence),
    )
