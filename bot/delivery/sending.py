"""One claimed row on its way: wanted still, its turn come, sent, settled."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import TelegramError

from bot.delivery.parcel import Known, Opened, Preparing
from bot.delivery.settlement import Settlement
from bot.edge.line import Line
from bot.edge.outcome import Outcome, What, is_unanswered, outcome
from bot.edge.pace import Paces
from bot.edge.reply import Reply
from bot.model.clock import Clock
from bot.model.delivery import Delivery
from bot.model.errand import errand, of_delivery
from bot.model.timing import PATIENT, Timing
from bot.store import passing

LEASE = timedelta(minutes=2)
"""How long a claim is held at most: longer than any request lives."""

FENCE = LEASE / 2
"""A claim older than this is not sent any more: whoever was frozen may find it parked or sent by another."""

_log = logging.getLogger(__name__)


class Sending:
    """Brings a claimed row to its chat; `stopped` says whether nothing may leave unasked."""

    def __init__(
        self,
        preparing: Preparing,
        settlement: Settlement,
        reply: Reply,
        clock: Clock,
        pace: Paces,
        line: Line,
        stopped: Callable[[], bool],
    ) -> None:
        self._preparing = preparing
        self._settlement = settlement
        self._reply = reply
        self._clock = clock
        self._pace = pace
        self._line = line
        self._stopped = stopped
        self.took = Timing()
        """What Telegram takes to answer a push."""
        self.lateness = Timing(PATIENT)
        """By how much digests left after their time."""

    async def bring(
        self,
        claimed: Delivery,
        known: Awaitable[Known],
        *,
        asked: bool = False,
        opened: Opened | None = None,
        paid: bool = False,
    ) -> asyncio.Future[None] | None:
        """Send one claimed delivery and settle it: what has arrived when the returned future is done.

        One that fails never stops the others.
        """
        if not asked:  # else it is part of what the reader asked for
            errand.set(of_delivery(claimed.chat_id, claimed.local_date))
        try:
            of_all = await known
            parcel = await self._preparing.parcel(claimed, of_all, asked=asked, opened=opened)
        except Exception as error:
            # Nothing has left: as good as a connection that was never made.
            _tell(claimed, error)
            await self._settlement.failed(claimed, Outcome(What.RETRY, type(error).__name__))
            return None
        if parcel is None or not (asked or await self._may_leave(claimed)):
            return None
        if self._clock() - claimed.updated_at > FENCE:
            _log.warning(
                "delivery to chat %s, %s: claimed too long ago to be sent", claimed.chat_id, claimed.local_date
            )
            await self._settlement.later(claimed, claimed.due_at)
            return None
        claimed = parcel.delivery
        try:
            with self._line:
                began = time.perf_counter()
                message_id = await self._reply.push(claimed.chat_id, parcel.card, silent=parcel.silent, paid=paid)
        except TelegramError as error:
            self._hear(error)
            await self._settlement.failed(claimed, outcome(error))
        except asyncio.CancelledError:
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, "stopped while sending"))
            raise
        except Exception as error:
            # A fault of ours while sending: whether the message left is not known.
            _tell(claimed, error)
            await self._settlement.failed(claimed, Outcome(What.UNKNOWN, type(error).__name__))
        else:
            self._line.answered()
            self.took.observe(time.perf_counter() - began)
            if of_all.fresh and (due_at := of_all.readers[claimed.chat_id].next_due_at) is not None:
                self.lateness.observe((self._clock() - due_at).total_seconds())
            return self._settlement.sent(claimed, message_id)
        return None

    def _hear(self, error: TelegramError) -> None:
        """Of an error as well it is told whether Telegram answered."""
        if not is_unanswered(error):
            self._line.answered()
        elif self._line.lost():
            _log.error("Telegram does not answer (%s): nothing is sent until it does", type(error).__name__)

    async def _may_leave(self, claimed: Delivery) -> bool:
        """Wait for the chat's turn; False, and the row waits on, if meanwhile we are closing or held."""
        await self._pace.turn(claimed.chat_id)
        if self._stopped():
            await self._settlement.later(claimed, claimed.due_at)
            return False
        return True


def _tell(claimed: Delivery, error: Exception) -> None:
    places = None if passing(error) else error
    _log.error(
        "delivery to chat %s, %s: %s", claimed.chat_id, claimed.local_date, type(error).__name__, exc_info=places
    )
