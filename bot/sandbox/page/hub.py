"""What happens in the world, told to every open page as server-sent events.

A page begins with the whole picture (`hello`), then hears each change; one that falls behind is cut off, comes back by
itself, and begins anew. So there is no gap to mend and nothing to remember a page.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from itertools import islice

from bot.sandbox.chat import Chat, Message
from bot.sandbox.page.shown import (
    Shown,
    call_shown,
    chat_shown,
    faults_shown,
    message_shown,
    milliseconds,
    tap_shown,
)
from bot.sandbox.reader import Tap
from bot.sandbox.world import Call, Change, World

NEWEST = 60
OLDER = 200
"""Messages that a page begins with, and those it gets at a time when its reader scrolls up."""

CALLS_KEPT = 100
BACKLOG = 2_000
"""Events that a page may lie behind."""


class Hub:
    """Listens to a world for as long as it is open."""

    def __init__(self, world: World, *, has_lexicon: bool = False) -> None:
        self._world = world
        self._has_lexicon = has_lexicon
        self.fetching: str | None = None
        """How far the dictionary is, while it is being fetched."""
        self._pages: set[asyncio.Queue[bytes | None]] = set()
        self._known = set(world.chats)
        self._faults: list[Shown] = []
        self._deaf = world.listen(self._hear)
        self.online = True

    def close(self) -> None:
        """End every stream."""
        self._deaf()
        for page in self._pages:
            page.put_nowait(None)

    async def stream(self) -> AsyncIterator[bytes]:
        """The events for one page, from the whole picture on."""
        page: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._pages.add(page)
        try:
            yield _event("hello", self._picture())
            while (event := await page.get()) is not None:
                yield event
        finally:
            self._pages.discard(page)

    def tell(self, kind: str, told: object) -> None:
        """Send an event to every page."""
        event = _event(kind, told)
        for page in self._pages:
            if page.qsize() < BACKLOG:
                page.put_nowait(event)
            elif page.qsize() == BACKLOG:
                page.put_nowait(None)

    def tell_clock(self) -> None:
        """What time it is now, after it was moved."""
        self.tell("clock", {"now": milliseconds(self._world.now())})

    def tell_chats(self) -> None:
        """Chats have come, or have changed in something other than messages."""
        self._known = set(self._world.chats)
        self.tell("chats", [chat_shown(chat, self._world) for chat in self._world.chats.values()])

    def tell_faults(self) -> None:
        """What is planned to go wrong, where that has changed."""
        faults = faults_shown(self._world)
        if faults != self._faults:
            self._faults = faults
            self.tell("faults", faults)

    def tell_online(self, *, online: bool) -> None:
        """Whether the bot is up."""
        self.online = online
        self.tell("online", {"online": online})

    def tell_lexicon(self, fetching: str | None, *, there: bool) -> None:
        """How far the dictionary is, or whether it is there."""
        self.fetching, self._has_lexicon = fetching, there
        self.tell("lexicon", {"fetching": fetching, "there": there})

    def page_of(self, chat: Chat, before: int | None = None) -> Shown:
        """The newest messages of a chat, or those before one; `more` says whether there are earlier ones."""
        older = [message for message in chat.messages if before is None or message.id < before]
        most = NEWEST if before is None else OLDER
        shown = [message_shown(message, self._world) for message in older[-most:]]
        return {"messages": shown, "more": len(older) > len(shown)}

    def _picture(self) -> Shown:
        world = self._world
        self._known, self._faults = set(world.chats), faults_shown(world)
        latest = list(islice(reversed(world.calls), CALLS_KEPT))
        return {
            "now": milliseconds(world.now()),
            "online": self.online,
            "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
            "chats": [chat_shown(chat, world) | self.page_of(chat) for chat in world.chats.values()],
            "calls": [call_shown(call) for call in reversed(latest)],
            "faults": self._faults,
            "lexicon": {"fetching": self.fetching, "there": self._has_lexicon},
        }

    def _hear(self, change: Change) -> None:
        if not self._pages:
            return
        if change.chat is not None and change.chat.id not in self._known:
            self.tell_chats()
        match change.kind, change.subject:
            case "sent" | "edited", Message() as message:
                self.tell("message", message_shown(message, self._world))
            case "deleted", Message() as message:
                self.tell("deleted", {"chat": message.chat.id, "id": message.id})
            case "tapped" | "answered", Tap() as tap:
                self.tell(change.kind, tap_shown(tap))
            case "action", str(action) if change.chat is not None:
                self.tell("action", {"chat": change.chat.id, "action": action})
            case "member", _:
                self.tell_chats()
            case "call", Call() as call:
                self.tell("call", call_shown(call))
                self.tell_faults()
                if call.method.startswith(("setMy", "deleteMy", "setChatMenu")):
                    self.tell_chats()


def _event(kind: str, told: object) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
