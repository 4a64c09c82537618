"""How a claimed delivery ends: sent, later, dropped, or failed in one of the ways that `outcome` tells apart."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.edge.outcome import Outcome, What
from bot.edge.pace import Paces
from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.delivery import DOUBT_LASTS, Delivery, Status
from bot.store import Store, passing

MAX_ATTEMPTS = 30
"""With the longest back-off this is half a day: a network that is down all morning costs nobody their digest."""

_BACKOFF = timedelta(seconds=30)
_LONGEST_BACKOFF = timedelta(minutes=30)

_DAYS_IN_DOUBT = timedelta(days=1)
"""How far behind UTC's date a reader's own may be."""

_SENT = Status.SENT.value

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A claimed row whose message has an id."""

    claimed: Delivery
    message_id: int
    at: datetime


class Settlement:
    """Writes it into the ledger. With `resend_unknown`, what may have arrived is queued again rather than parked."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        pace: Paces,
        *,
        resend_unknown: bool,
        chance: random.Random | None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._pace = pace
        self.doubtful: frozenset[ChatId] = frozenset()
        """Chats with a row in doubt that may still be brought."""
        self._resend_unknown = resend_unknown
        self._chance = chance or random.Random()  # noqa: S311  # jitter, not a secret
        self.outcomes: Counter[str] = Counter()
        """How sendings ended since the start, `sent` or by what their failure meant."""
        self.refusals = 0
        """How often Telegram answered 429 since the start."""
        self._unwritten: list[_Arrived] = []

    async def park(self, lease: timedelta) -> None:
        """Claims older than `lease` have lost their sender: nobody knows whether their message left.

        Before that it is written down what arrived while the database was away: there is no doubt about it.
        """
        unwritten, self._unwritten = self._unwritten, []
        await asyncio.gather(*map(self._write, unwritten))
        now = self._clock()
        again = MAX_ATTEMPTS if self._resend_unknown else 0
        for parked in await self._store.doubts.park(now - lease, now, again=again):
            _log.warning("delivery %s: %s: interrupted while sending", parked.status, _which(parked))
        self.doubtful = await self._store.doubts.chats((now - _DAYS_IN_DOUBT).date(), now - DOUBT_LASTS)

    def sent(self, claimed: Delivery, message_id: int) -> asyncio.Future[None]:
        """It arrived; done when that is written down."""
        self.outcomes[_SENT] += 1
        return self._write(_Arrived(claimed, message_id, self._clock()))

    def _write(self, arrived: _Arrived) -> asyncio.Future[None]:
        writing = self._store.deliveries.sent(arrived.claimed, arrived.message_id, arrived.at)
        writing.add_done_callback(partial(self._written, arrived))
        return writing

    def _written(self, arrived: _Arrived, done: asyncio.Future[None]) -> None:
        if not done.cancelled() and passing(done.exception()):
            self._unwritten.append(arrived)

    async def later(self, claimed: Delivery, at: datetime) -> None:
        """Nothing was sent: the row waits until then."""
        await self._store.deliveries.settle(claimed, Status.PENDING, self._clock(), due_at=at)

    async def drop(self, claimed: Delivery, reason: str) -> None:
        """Nothing was sent and will not be; what was sent before and put off has been had all the same."""
        status = Status.EXPIRED if claimed.message_id is None else Status.SENT
        await self._store.deliveries.settle(claimed, status, self._clock(), error=reason)

    async def failed(self, claimed: Delivery, failure: Outcome) -> None:
        """What follows from each outcome."""
        now, settle = self._clock(), self._store.deliveries.settle
        self.outcomes[failure.what.value] += 1
        match failure.what:
            case What.RETRY:
                await self._again(claimed, failure, now)
            case What.UNKNOWN if self._resend_unknown:
                await self._again(claimed, failure, now)
            case What.MOVED if failure.moved_to is not None:
                await self._moved(claimed, ChatId(failure.moved_to), failure.reason, now)
            case What.GONE:
                await settle(claimed, Status.GONE, now, error=failure.reason)
                await self._store.subscriptions.leave(claimed.chat_id)
            case What.UNKNOWN:
                _log.error("delivery unknown: %s: %s", _which(claimed), failure.reason)
                await settle(claimed, Status.UNKNOWN, now, error=failure.reason)
                self.doubtful |= {claimed.chat_id}
            case _:
                _log.error("delivery rejected: %s: %s", _which(claimed), failure.reason)
                await settle(claimed, Status.REJECTED, now, error=failure.reason)

    async def _moved(self, claimed: Delivery, new: ChatId, reason: str, now: datetime) -> None:
        """Settled first, so that a crash in between leaves a row that waits; then everything goes to the new id.

        Where Telegram's own news of the move was quicker, the row is under its new key already.
        """
        for row in (claimed, replace(claimed, chat_id=new)):
            if await self._store.deliveries.settle(row, Status.PENDING, now, due_at=now, error=reason):
                break
        await self._store.chats.move(claimed.chat_id, new)

    async def _again(self, claimed: Delivery, failure: Outcome, now: datetime) -> None:
        """Try again later, never sooner than Telegram asked; after MAX_ATTEMPTS give up, loudly."""
        if failure.retry_after is not None:
            self.refusals += 1
            await self._pace.refused(claimed.chat_id, failure.retry_after)
        if claimed.attempts >= MAX_ATTEMPTS:
            _log.error("delivery failed: %s: %s", _which(claimed), failure.reason)
            await self._store.deliveries.settle(claimed, Status.FAILED, now, error=failure.reason)
            return
        again = now + max(failure.retry_after or timedelta(), self._backoff(claimed.attempts))
        await self._store.deliveries.settle(claimed, Status.PENDING, now, due_at=again, error=failure.reason)

    def _backoff(self, attempts: int) -> timedelta:
        """Exponential with jitter, so that chats refused together do not come back together."""
        wait = min(_BACKOFF * (1 << min(attempts - 1, 10)), _LONGEST_BACKOFF)
        return wait * self._chance.uniform(0.5, 1)


def _which(delivery: Delivery) -> str:
    return f"chat {delivery.chat_id}, {delivery.local_date}"
