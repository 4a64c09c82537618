"""Where this process has its updates from, and what it may do alone: by its role, and by the database it stands on.

One process by itself keeps them in memory, and in the store only what takes long. Where the parts are several
processes on PostgreSQL, or Telegram brings updates to any of several, they go through the inbox that all share.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from telegram import Bot
from telegram.request import BaseRequest

from bot.app.config import Settings
from bot.app.roles import Role
from bot.edge.handing_on import HandingOn
from bot.edge.intake import Intake
from bot.edge.pace import Monotonic, Pace, Paces, Pause, Purse
from bot.edge.polling import Polling
from bot.edge.receiving import Raw, Receiving, Takes
from bot.edge.shards import Shards
from bot.edge.shared_pace import SharedPace
from bot.edge.sides import Alone, Both, Nothing
from bot.edge.tenure import CLOCK, POLLER, Tenure
from bot.edge.webhook import Webhook
from bot.model.clock import Clock
from bot.store import Store

Handle = Callable[[Raw], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How updates reach this process, and its leases; `alone` says whether it may do what runs once."""

    role: Role
    receiving: Receiving
    webhook: Webhook | None
    tenure: Tenure | None
    shared: bool

    @property
    def alone(self) -> bool:
        """Whether jobs that run once are ours now: always where there is no other process."""
        return self.tenure is None or self.tenure.holds(CLOCK)


def hearing(
    config: Settings,
    role: Role,
    bot: Bot,
    polls: BaseRequest,
    store: Store,
    clock: Clock,
    handle: Handle,
    turn_away: Handle,
) -> Hearing:
    """The parts, not started."""
    several = store.database.dialect == "postgresql"
    shared = several and (role is not Role.ALL or config.webhook_url is not None)
    jobs = {CLOCK} if role.keeps_time else set()
    if role is Role.WEB and config.webhook_url is None:
        jobs.add(POLLER)
    tenure = Tenure(store.leases, works=shared and role.works, jobs=jobs) if several else None
    handing_on = HandingOn(store.arrivals, clock)
    made = partial(_front, config, bot, polls)
    if not shared or tenure is None:
        receiving, webhook = made(Intake(handle, turn_away, store.inbox))
        return Hearing(role, receiving, webhook, tenure, shared=False)
    back = Shards(store.arrivals, tenure, handle, turn_away)
    match role:
        case Role.ALL:
            front, webhook = made(handing_on)
            return Hearing(role, Both(front, back), webhook, tenure, shared)
        case Role.WEB:
            front, webhook = made(handing_on)
            return Hearing(role, front if webhook else Alone(front, tenure), webhook, tenure, shared)
        case Role.WORKER:
            return Hearing(role, back, None, tenure, shared)
        case Role.CLOCK:
            return Hearing(role, Nothing(handing_on), None, tenure, shared)


def pace_of(config: Settings, store: Store, clock: Clock, *, monotonic: Monotonic, pause: Pause) -> Paces:
    """One for the bot's token: of this process, or of all that share a database."""
    ceiling = config.paid_stars_monthly
    purse = Purse(store.stars, clock, ceiling) if config.paid_broadcast and ceiling is not None else None
    if store.database.dialect == "postgresql":
        return SharedPace(config.pushes_per_second, store.bucket, purse=purse, monotonic=monotonic, pause=pause)
    return Pace(config.pushes_per_second, purse=purse, monotonic=monotonic, pause=pause)


def _front(config: Settings, bot: Bot, polls: BaseRequest, intake: Takes) -> tuple[Receiving, Webhook | None]:
    if config.webhook_url is not None:
        webhook = Webhook(bot, intake, config.webhook_url, config.secret)
        return webhook, webhook
    return Polling(bot, polls, intake), None
