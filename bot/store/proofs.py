"""What the proof of a piece left doubtful, and the pieces that wait: held for a doubt, or stopped before the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.store.database import Database, to_ms
from content.checks.doubt import About, Doubt, Severity

_LONGEST = 300
"""Characters of a quotation that are kept."""


class Why(StrEnum):
    """What a piece waits for: an operator's word, or the next run."""

    HELD = "held"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt with the title of its piece."""

    title: str
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Day:
    """What an operator is told of the last day: doubts, and the first of them."""

    major: int
    minor: int
    remarks: tuple[Remark, ...]


class Proofs:
    """By the identity of a piece."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("proofs")

    async def put(self, piece: str, title: str, doubts: Sequence[Doubt], now: datetime) -> None:
        """What is doubtful in a piece now, in place of what was."""
        rows = [_row(piece, place, title, doubt, now) for place, doubt in enumerate(doubts)]
        async with self._database.transaction() as connection:
            await self._sql.forget_doubts(connection, piece=piece)
            if rows:
                await self._sql.put_doubts(connection, rows)

    async def of(self, piece: str) -> tuple[Doubt, ...]:
        """What is doubtful in a piece."""
        async with self._database.single() as connection:
            return tuple([_doubt(row) async for row in self._sql.doubts_of(connection, piece=piece)])

    async def since(self, since: datetime, most: int) -> tuple[Remark, ...]:
        """The latest, the major before the minor."""
        async with self._database.single() as connection:
            rows = self._sql.doubts_since(connection, since=to_ms(since), most=most)
            return tuple([Remark(row["title"], _doubt(row)) async for row in rows])

    async def counted(self, since: datetime) -> Mapping[Severity, int]:
        """How many of each severity."""
        async with self._database.single() as connection:
            rows = self._sql.doubts_counted(connection, since=to_ms(since))
            return {Severity(row["severity"]): int(row["count"]) async for row in rows}

    async def forget_before(self, before: datetime) -> None:
        """Remarks grow old; what holds a piece stays."""
        async with self._database.single() as connection:
            await self._sql.forget_old(connection, before=to_ms(before))

    async def wait(self, piece: str, why: Why, now: datetime) -> bool:
        """A piece waits; False where it has waited for the same already, and since then."""
        async with self._database.single() as connection:
            return await self._sql.wait(connection, piece=piece, why=why.value, now=to_ms(now)) is not None

    async def done(self, piece: str) -> bool:
        """A piece waits no more; False where another process was quicker, or it never did."""
        async with self._database.single() as connection:
            return await self._sql.done(connection, piece=piece) is not None

    async def waiting(self, why: Why, before: datetime) -> tuple[str, ...]:
        """Those that have waited since then or longer, the longest first."""
        async with self._database.single() as connection:
            rows = self._sql.waiting(connection, why=why.value, before=to_ms(before))
            return tuple([row["piece"] async for row in rows])


def _row(piece: str, place: int, title: str, doubt: Doubt, now: datetime) -> dict[str, Any]:
    return {
        "piece": piece,
        "place": place,
        "position": doubt.position,
        "about": doubt.about.value,
        "severity": doubt.severity.value,
        "what": doubt.what[:_LONGEST],
        "english": doubt.english[:_LONGEST],
        "chinese": doubt.chinese[:_LONGEST],
        "title": title,
        "now": to_ms(now),
    }


def _doubt(row: Any) -> Doubt:
    return Doubt(
        About(row["about"]), Severity(row["severity"]), row["what"], row["english"], row["chinese"], row["position"]
    )
