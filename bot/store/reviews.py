"""Cards, today's session and the ratings in it.

A rating names the turn of the session that it answers. Session, card and review move together in one transaction
that begins with `move`, guarded by the turn: of two taps that carry the same one, the second changes nothing. Undo
is a move like any other, so a tap from before it is out of turn as well.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from bot.model.chat import ChatId
from bot.model.review import Card, Figures, Rating, Review, Session, Waiting
from bot.store.database import Database, from_ms, maybe_from_ms, maybe_ms, to_ms
from bot.store.readable import readable
from bot.store.rows import card as card_of
from bot.store.rows import memory_of
from bot.store.rows import review as review_of
from bot.store.rows import session as session_of


class Reviews:
    """Reviewing, chat by chat. Every query names the chat: one never reaches another's cards."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("reviews")
        self._next_id = database.queries("subscriptions").next_id

    async def card(self, chat_id: ChatId, term_id: int) -> Card | None:
        """A term's card."""
        row = await self._sql.card(self._database.near, chat_id=chat_id, term_id=term_id)
        return None if row is None else card_of(row)

    async def waiting(
        self, chat_id: ChatId, now: datetime, opens: datetime, closes: datetime, caps: tuple[int, int]
    ) -> Waiting:
        """How many cards a session begun now would hold. `opens` and `closes` are the ends of the reader's day.

        `caps` are those of a day, new and due: what was done since `opens` counts against them.
        """
        day = {"before": to_ms(closes), "now": to_ms(now)}
        near = self._database.near
        new_left, due_left = await self._left(near, chat_id, opens, caps)
        due = await self._sql.count_due(near, chat_id=chat_id, **day)
        new = await self._sql.count_new(near, chat_id=chat_id, now=to_ms(now), limit=new_left)
        return Waiting(due=min(due, due_left), new=new, overdue=max(0, due - due_left))

    async def begin(
        self, chat_id: ChatId, day: date, now: datetime, opens: datetime, closes: datetime, caps: tuple[int, int]
    ) -> Session | None:
        """Freeze what is due now into a session, in place of the one before; None if nothing is due."""
        at = to_ms(now)
        async with self._database.transaction() as connection:
            new_left, due_left = await self._left(connection, chat_id, opens, caps)
            due = self._sql.due(connection, chat_id=chat_id, now=at, before=to_ms(closes), limit=due_left)
            queue = [row["term_id"] async for row in due]
            new = self._sql.new(connection, chat_id=chat_id, now=at, limit=new_left)
            queue += [row["term_id"] async for row in new]
            if not queue:
                return None
            row = await self._sql.put_session(
                connection,
                chat_id=chat_id,
                id=await self._next_id(connection, chat_id=chat_id),
                day=day.isoformat(),
                started_at=at,
                queue=_joined(queue),
            )
        return session_of(row)

    async def session(self, chat_id: ChatId) -> Session | None:
        """The chat's newest session, whether it is finished or not."""
        row = await self._sql.session(self._database.near, chat_id=chat_id)
        return None if row is None else session_of(row)

    async def left(self, chat_id: ChatId, session: Session, now: datetime) -> tuple[tuple[int, int], ...]:
        """Place in the queue and term of the cards still to be reviewed in a session, the next one first."""
        rest = list(enumerate(session.queue))[session.position :]
        if not rest:
            return ()
        asked = {"queue": json.dumps(sorted({term for _, term in rest})), "now": to_ms(now)}
        rows = self._sql.waiting(self._database.near, chat_id=chat_id, **asked)
        ready = {card.term_id for card in await readable(rows, card_of)}
        return tuple((place, term) for place, term in rest if term in ready)

    async def grade(self, chat_id: ChatId, session: Session, review: Review, after: Card, *, again: bool) -> bool:
        """Write a rating: session, card and review, or nothing; False if the session is past that turn.

        `again` queues the term once more. `review.id` is given here.
        """
        queue = (*session.queue, after.term_id) if again else session.queue
        async with self._database.transaction() as connection:
            if not await self._move(connection, chat_id, session, queue, review.position + 1):
                return False
            await self._sql.put_card(connection, chat_id=chat_id, term_id=after.term_id, **memory_of(after))
            await self._sql.put_review(
                connection,
                chat_id=chat_id,
                id=await self._next_id(connection, chat_id=chat_id),
                session_id=session.id,
                position=review.position,
                rating=review.rating.value,
                reviewed_at=to_ms(review.reviewed_at),
                term_id=review.before.term_id,
                **memory_of(review.before),
            )
        return True

    async def undo(self, chat_id: ChatId, session: Session, review: Review) -> bool:
        """Take a session's last rating back: the card is byte for byte what it was. False if it is not the last."""
        term_id = review.before.term_id
        queued_again = session.queue[-1] == term_id and review.position < len(session.queue) - 1
        queue = session.queue[:-1] if queued_again else session.queue
        async with self._database.transaction() as connection:
            last = await self._sql.last_review(connection, chat_id=chat_id, session_id=session.id)
            if last is None or last["id"] != review.id:
                return False
            if not await self._move(connection, chat_id, session, queue, review.position):
                return False
            await self._sql.put_card(
                connection, chat_id=chat_id, term_id=review.before.term_id, **memory_of(review.before)
            )
            await self._sql.drop_review(connection, chat_id=chat_id, id=review.id)
        return True

    async def of_session(self, chat_id: ChatId, session_id: int) -> tuple[Review, ...]:
        """The ratings of a session, in order."""
        async with self._database.single() as connection:
            rows = self._sql.of_session(connection, chat_id=chat_id, session_id=session_id)
            return tuple(await readable(rows, review_of))

    async def of_term(self, chat_id: ChatId, term_id: int) -> tuple[Review, ...]:
        """The ratings of a term, in order."""
        async with self._database.single() as connection:
            rows = self._sql.of_term(connection, chat_id=chat_id, term_id=term_id)
            return tuple(await readable(rows, review_of))

    async def next_due(self, chat_id: ChatId) -> datetime | None:
        """When the next card already learnt comes due."""
        async with self._database.single() as connection:
            return maybe_from_ms(await self._sql.next_due(connection, chat_id=chat_id))

    async def figures(self, chat_id: ChatId) -> Figures:
        """What a chat's vocabulary consists of."""
        async with self._database.single() as connection:
            row = await self._sql.figures(connection, chat_id=chat_id)
        return Figures(row["terms"], row["known"] or 0, row["fresh"] or 0, row["firm"] or 0)

    async def dues(self, chat_id: ChatId, before: datetime) -> tuple[datetime, ...]:
        """When the cards already learnt come due, up to an instant."""
        async with self._database.single() as connection:
            rows = self._sql.dues(connection, chat_id=chat_id, before=to_ms(before))
            return tuple([from_ms(row["due"]) async for row in rows])

    async def ratings(self, chat_id: ChatId, since: datetime) -> tuple[tuple[datetime, Rating], ...]:
        """Ratings of cards that had been left for a day or more, since an instant."""
        async with self._database.single() as connection:
            rows = self._sql.ratings(connection, chat_id=chat_id, since=to_ms(since))
            return tuple(await readable(rows, _rated))

    async def count_since(self, chat_id: ChatId, since: datetime) -> int:
        """How many ratings were given since an instant."""
        async with self._database.single() as connection:
            return int(await self._sql.count_since(connection, chat_id=chat_id, since=to_ms(since)))

    async def hide(self, chat_id: ChatId, term_id: int, until: datetime | None) -> None:
        """Put a card off until an instant; its memory stays as it is."""
        async with self._database.single() as connection:
            await self._sql.hide(connection, chat_id=chat_id, term_id=term_id, until=maybe_ms(until))

    async def _move(
        self, connection: Any, chat_id: ChatId, session: Session, queue: tuple[int, ...], position: int
    ) -> bool:
        where = {"chat_id": chat_id, "id": session.id, "turn": session.turn}
        return await self._sql.move(connection, queue=_joined(queue), position=position, **where) is not None

    async def _left(self, connection: Any, chat_id: ChatId, opens: datetime, caps: tuple[int, int]) -> tuple[int, int]:
        """What is left of a day's caps, new and due."""
        done = await self._sql.done_since(connection, chat_id=chat_id, since=to_ms(opens))
        return max(0, caps[0] - done["introduced"]), max(0, caps[1] - done["repeated"])


def _joined(queue: list[int] | tuple[int, ...]) -> str:
    return ",".join(map(str, queue))


def _rated(row: Any) -> tuple[datetime, Rating]:
    return from_ms(row["reviewed_at"]), Rating(row["rating"])
