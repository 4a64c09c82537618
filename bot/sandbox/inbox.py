"""Updates that wait for the bot, and the one long poll that may wait for them."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.refusal import Refused

# Telegram leaves these out unless asked for by name.
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
UPDATES_LIVE = timedelta(hours=24)
TAPS_LIVE = timedelta(seconds=150)
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates are brought, and the word that shows that they come from here."""

    url: str
    secret: str
    connections: int


@dataclass(frozen=True, slots=True)
class Pending:
    """One update as it will be told; `kind` is its one field besides update_id."""

    id: int
    at: datetime
    kind: str
    body: dict[str, object]

    def as_json(self) -> dict[str, object]:
        """Update of the Bot API."""
        return {"update_id": self.id, self.kind: self.body}

    @property
    def queue(self) -> int:
        """What it is brought in order with: its chat, or whoever caused it."""
        for place in (self.body, self.body.get("message")):
            match place:
                case {"chat": {"id": int(chat_id)}}:
                    return chat_id
        return self.id


class Inbox:
    """Updates in order; gone once confirmed by a higher offset, or too old (taps 150 s, others a day)."""

    def __init__(self, clock: Callable[[], datetime], first_id: int = 100_001) -> None:
        self.clock = clock
        self.pending: deque[Pending] = deque()
        self.allowed: frozenset[str] | None = None
        self.hook: Hook | None = None
        self.last_error = ""
        self.changed = asyncio.Event()
        """Set when there is something new to bring, or somewhere else to bring it."""
        self._next_id = first_id
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, body: dict[str, object]) -> int | None:
        """Queue an update and wake the poll; None if the bot has not asked for this kind."""
        if kind not in self.allowed if self.allowed else kind in ONLY_ON_REQUEST:
            return None
        update = Pending(self._next_id, self.clock(), kind, body)
        self._next_id += 1
        self.pending.append(update)
        self.wake()
        return update.id

    def wake(self) -> None:
        """Let a waiting poll return with whatever there is."""
        self.changed.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def fetch(self, offset: int, limit: int, wait: float) -> list[Pending]:
        """Confirm what lies below the offset, hand out the rest, wait so many seconds for the first.

        A second fetch that has to wait ends the first with 409, as Telegram does.
        """
        if self.hook is not None:
            raise Refused(409, HOOKED)
        self._confirm(offset)
        if not self.pending and wait > 0:
            if self._poll and not self._poll.done():
                self._poll.set_exception(Refused(409, CONFLICT))
            self._poll = poll = asyncio.get_running_loop().create_future()
            timer = asyncio.get_running_loop().call_later(wait, self.wake)
            try:
                await poll
            finally:
                timer.cancel()
        self._expire()
        return list(self.pending)[:limit]

    def bring_to(self, hook: Hook | None) -> None:
        """Bring updates there from now on; with None, let them be fetched."""
        self.hook, self.last_error = hook, ""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused(409, HOOKED) if hook else Refused(409, CONFLICT))
        self.changed.set()

    def taken(self, update: Pending) -> None:
        """An update was brought."""
        if update in self.pending:
            self.pending.remove(update)

    def take(self) -> list[Pending]:
        """All updates at once, confirmed: for a test that feeds the bot itself."""
        self._expire()
        taken = list(self.pending)
        self.pending.clear()
        return taken

    def clear(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0].id < offset:
            self.pending.popleft()
        self._expire()

    def _expire(self) -> None:
        now = self.clock()
        self.pending = deque(
            update
            for update in self.pending
            if now - update.at < (TAPS_LIVE if update.kind == "callback_query" else UPDATES_LIVE)
        )
