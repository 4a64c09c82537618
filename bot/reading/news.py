"""Something of a chat's was changed: whoever waits to show it is woken, and need not ask the store again and again."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from bot.model.chat import ChatId


class News:
    """Of this process: what another one writes is not heard of here."""

    def __init__(self) -> None:
        self._waiting: defaultdict[ChatId, set[asyncio.Event]] = defaultdict(set)

    def tell(self, chat_id: ChatId) -> None:
        """Something may be another now; it is written already."""
        for told in self._waiting.get(chat_id, ()):
            told.set()

    @contextmanager
    def heard(self, chat_id: ChatId) -> Iterator[asyncio.Event]:
        """For the block, set at each news of this chat; whoever looks clears it first, so that nothing is missed."""
        told = asyncio.Event()
        self._waiting[chat_id].add(told)
        try:
            yield told
        finally:
            self._waiting[chat_id].discard(told)
            if not self._waiting[chat_id]:
                del self._waiting[chat_id]
