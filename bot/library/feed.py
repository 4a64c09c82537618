"""When each daily source is looked at, and what came of it.

Without a time of its own a source is looked at every half hour from EARLIEST on, until its issue of that date has come
whole: upstream ends between 07:11 and 08:20 UTC, the website between 09:30 and 11:30. A source that was never looked at
is looked at once, whatever the time. All of it is in the store, so that two processes share one look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.model.schedule import local_date, local_minute
from bot.store.facts import Facts
from content.publishing.piece import Fate

if TYPE_CHECKING:
    from content.publishing.daily import Look

EARLIEST = 7 * 60
"""Minutes after midnight, UTC."""
EVERY = 30
RETRY_EVERY = 60
"""Minutes; the latter where a source has a time of its own and could not be read then."""

_MOST = 4000
_NEW = frozenset({Fate.PUBLISHED, Fate.DRAFT, Fate.HELD})


@dataclass(frozen=True, slots=True)
class Feed:
    """Daily sources; `minute` of the day in `zone` is when all of them are read, None leaves it to them."""

    sources: tuple[str, ...]
    minute: int | None = None
    zone: str = "UTC"


class Looks:
    """The looks at the sources of a feed."""

    def __init__(self, facts: Facts, feed: Feed) -> None:
        self._facts = facts
        self._feed = feed

    async def due(self, now: datetime) -> list[str]:
        """The sources whose turn it is, claimed for whoever asks."""
        return [source for source in self._feed.sources if await self._is_turn(_mark(source), now)]

    async def settle(self, source: str, look: Look, now: datetime) -> bool:
        """Write down what came of a look; whether operators should hear of it, each failure once a day."""
        mark, day = _mark(source), self._day(now)
        lines = "\n".join(look.problems)[:_MOST]
        if lines != (await self._facts.get(f"daily.problems.{mark}") or ""):
            await self._facts.put(f"daily.problems.{mark}", lines, now)
        if self._has_come(look, day) if self._feed.minute is None else not _failed(look):
            await self._facts.put(f"daily.done.{mark}", day, now)
        wrong = bool(lines) and await self._facts.claim(f"daily.told.{mark}", f"{day} {_mark(lines)}", now)
        new = any(piece.fate in _NEW for piece in look.pieces)
        return new or (wrong if lines else self._feed.minute is not None)

    async def problems(self) -> tuple[str, ...]:
        """What the latest look at each source found wrong, a line each."""
        found = [await self._facts.get(f"daily.problems.{_mark(source)}") for source in self._feed.sources]
        return tuple(line for lines in found if lines for line in lines.split("\n"))

    async def _is_turn(self, mark: str, now: datetime) -> bool:
        day = self._day(now)
        if self._feed.minute is None:
            late, every = now.astimezone(UTC).hour * 60 + now.astimezone(UTC).minute - EARLIEST, EVERY
            if late < 0:
                if await self._facts.get(f"daily.try.{mark}") is not None:
                    return False
                late = 0
        else:
            late, every = local_minute(self._feed.zone, now) - self._feed.minute, RETRY_EVERY
        if late < 0 or await self._facts.get(f"daily.done.{mark}") == day:
            return False
        return await self._facts.claim(f"daily.try.{mark}", f"{day} {late // every}", now)

    def _day(self, now: datetime) -> str:
        zone = "UTC" if self._feed.minute is None else self._feed.zone
        return local_date(zone, now).isoformat()

    def _has_come(self, look: Look, day: str) -> bool:
        """A source that does not date its issues has come when it brings anything new."""
        if look.problems:
            return False
        if look.issue is None:
            return any(piece.fate in _NEW for piece in look.pieces)
        return look.issue.isoformat() >= day


def _failed(look: Look) -> bool:
    return bool(look.pieces) and all(piece.fate is Fate.FAULTY for piece in look.pieces)


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
