"""What operators' corrections taught the term base: the Chinese of a term, until it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.store.database import Database, to_ms
from content.text.words import fold
from content.translate.term_base import Taught


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was taught, by which piece; `id` fits a button."""

    id: str
    taught: Taught
    title: str


class Lessons:
    """One a term: the latest correction counts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("lessons")

    async def teach(self, lessons: Sequence[Taught], title: str, now: datetime) -> tuple[Lesson, ...]:
        """Remember them; those of the same terms are replaced."""
        made = tuple(Lesson(_id(taught), taught, title) for taught in lessons)
        async with self._database.transaction() as connection:
            for lesson in made:
                await self._sql.put(
                    connection,
                    id=lesson.id,
                    headword=lesson.taught.headword,
                    chinese=lesson.taught.chinese,
                    instead_of=lesson.taught.instead_of,
                    title=title,
                    now=to_ms(now),
                )
        return made

    async def take_back(self, lesson: str) -> str | None:
        """The headword of what is forgotten; None where it was already."""
        async with self._database.single() as connection:
            headword = await self._sql.take_back(connection, id=lesson)
        return None if headword is None else str(headword)

    async def all(self) -> tuple[Lesson, ...]:
        """The oldest first."""
        async with self._database.single() as connection:
            return tuple(
                [
                    Lesson(row["id"], Taught(row["headword"], row["chinese"], row["instead_of"]), row["title"])
                    async for row in self._sql.listed(connection)
                ]
            )


def _id(taught: Taught) -> str:
    return sha256(fold(taught.headword).encode()).hexdigest()[:12]
