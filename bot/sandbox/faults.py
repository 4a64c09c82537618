"""A plan of what goes wrong: the next N calls of a method (for a chat) meet a fault, in the order planned."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answer with this error instead of acting, like 500 "Internal Server Error" or 403."""

    code: int
    description: str


@dataclass(frozen=True, slots=True)
class TooMany:
    """429. Calls that come before the wait is over (by the world's clock) are refused as well and counted."""

    retry_after: int
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class NeverLeft:
    """No connection, and the client can know it (httpx.ConnectTimeout). Over HTTP the same as LostBefore."""


@dataclass(frozen=True, slots=True)
class LostBefore:
    """The connection breaks before the server acts; the client cannot tell this from `LostAfter`."""


@dataclass(frozen=True, slots=True)
class LostAfter:
    """The server acts, the connection breaks before the answer."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The server acts and stays silent until the client's read timeout; in process that comes at once."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Wait so many real seconds, then act and answer as usual."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Held:
    """Wait until told to go on, then act and answer as usual."""

    go_on: asyncio.Event


@dataclass(frozen=True, slots=True)
class Migrate:
    """The group becomes a supergroup just before the call, which is then refused with its new id."""


Fault = Refuse | TooMany | NeverLeft | LostBefore | LostAfter | NoAnswer | Delay | Held | Migrate

SERVER_ERROR = Refuse(500, "Internal Server Error")
BAD_GATEWAY = Refuse(502, "Bad Gateway")
BLOCKED = Refuse(403, "Forbidden: bot was blocked by the user")


@dataclass(slots=True)
class Planned:
    """A fault and how often it still strikes; None in `method` or `chat_id` means any."""

    fault: Fault
    method: str | None
    chat_id: int | None
    left: int

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is one of those meant; a plan for any method spares getUpdates."""
        named = self.method == method if self.method else method != "getUpdates"
        return self.left > 0 and named and self.chat_id in (None, chat_id)


@dataclass(frozen=True, slots=True)
class Met:
    """A fault that struck, and which call."""

    at: datetime
    method: str
    chat_id: int | None
    fault: Fault


@dataclass(slots=True)
class FaultPlan:
    """What is planned, what has struck, and who came back before their time."""

    planned: list[Planned] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    too_soon: list[Met] = field(default_factory=list)
    _waits: dict[int | None, tuple[datetime, TooMany]] = field(default_factory=dict)

    def next(self, fault: Fault, *, method: str | None = None, chat_id: int | None = None, times: int = 1) -> None:
        """Plan a fault for the next calls that fit."""
        self.planned.append(Planned(fault, method, chat_id, times))

    @property
    def left(self) -> list[Planned]:
        """Plans that still have strikes left."""
        return [plan for plan in self.planned if plan.left]

    def clear(self) -> None:
        """Nothing goes wrong any more; what has struck stays on record."""
        self.planned.clear()
        self._waits.clear()

    def strike(self, method: str, chat_id: int | None, now: datetime) -> Fault | None:
        """The fault that this call meets, if any."""
        if chat_id is not None and (waiting := self._still_waiting(method, chat_id, now)):
            return waiting
        plan = next((plan for plan in self.planned if plan.meets(method, chat_id)), None)
        if plan is None:
            return None
        plan.left -= 1
        self.planned = self.left
        if isinstance(plan.fault, TooMany):
            self._waits[None if plan.fault.everywhere else chat_id] = (now, plan.fault)
        self.met.append(Met(now, method, chat_id, plan.fault))
        return plan.fault

    def _still_waiting(self, method: str, chat_id: int, now: datetime) -> TooMany | None:
        for key in (None, chat_id):
            since, fault = self._waits.get(key, (now, TooMany(0)))
            passed = (now - since).total_seconds()
            if passed < fault.retry_after:
                rest = TooMany(max(1, round(fault.retry_after - passed)), fault.everywhere)
                self.too_soon.append(Met(now, method, chat_id, rest))
                return rest
            self._waits.pop(key, None)
        return None
