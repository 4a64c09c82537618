"""What happens to the chat itself: blocked, unblocked, added, removed, grown into a supergroup."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.desk import Desk
from bot.model.chat import ChatId
from bot.model.schedule import local_date, wall
from bot.model.subscription import Standing
from bot.model.trace import What
from bot.reading.readers import Reader


async def changed(chat_id: ChatId, desk: Desk, *, present: bool) -> None:
    """The bot was blocked or removed: deliveries stop at once. It is back: they go on, today's included."""
    if not present:
        await desk.store.subscriptions.leave(chat_id)
        await desk.store.traces.note(chat_id, desk.clock(), What.WENT, "blocked or removed the bot")
        return
    subscription = await desk.store.subscriptions.get(chat_id)
    if subscription is not None and subscription.standing is Standing.GONE:
        since = wall(subscription.zone, local_date(subscription.zone, desk.clock()), 0)
        await desk.readers.save(Reader(subscription), replace(subscription, standing=Standing.ACTIVE, since=since))
        await desk.store.traces.note(chat_id, desk.clock(), What.CAME, "unblocked or added the bot again")
        await desk.courier.returned(subscription)


async def moved(old: ChatId, new: ChatId, desk: Desk) -> None:
    """A group became a supergroup: everything goes with it."""
    await desk.store.chats.move(old, new)
    await desk.store.traces.note(new, desk.clock(), What.CAME, f"became a supergroup; was {old}")
