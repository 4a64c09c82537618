"""A reader's first minute, played against the running demo and told as a transcript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.app.cast import CHINESE_READER
from bot.app.demo import Demo
from bot.model.chat import ChatId
from bot.sandbox.chat import Message
from bot.sandbox.entities import utf16_slice
from bot.sandbox.reader import Reader

_WIDTH = 60
_BAR = "░"
READER_ID = CHINESE_READER


async def play(demo: Demo, say: Callable[[str], object]) -> None:
    """Start, save a term, review it, read on, look the word up in /vocab, and get tomorrow's push."""
    tour = _Tour(demo, say)
    await tour.write("/start", messages=2)
    await tour.tap("①", messages=1)
    for button in ("🧠 试一下复习", "看答案", "🙂 记得", "▶ 继续"):
        await tour.tap(button)
    await tour.tap("下一段 ▶")
    await tour.tap("⋯")
    await tour.tap("对照")
    await tour.tap("◀ 上一段")
    await tour.tap("⋯")
    await tour.tap("📖 全文")
    await tour.write("/vocab")
    await tour.tap("1")
    await tour.tap("↗ 回到原段", messages=1)
    await tour.write("/settings")
    await tour.tomorrow()


class _Tour:
    def __init__(self, demo: Demo, say: Callable[[str], object]) -> None:
        self._demo = demo
        self._say = say
        self._reader: Reader = demo.world.reader(READER_ID, language_code="zh-hans", name="小林")

    async def write(self, text: str, *, messages: int = 1) -> None:
        """Send a message and show what comes back."""
        self._say(f"\n小林 ▸ {text}\n")
        before = len(self._reader.received)
        self._reader.send(text)
        await self._demo.world.until(lambda: len(self._reader.received) >= before + messages, seconds=10)
        for message in self._reader.received[before:]:
            self._show(message)

    async def tap(self, button: str, *, messages: int = 0) -> None:
        """Press a button of the newest card and show what it turns into."""
        card = self._reader.received[-1]
        versions, before = len(card.versions), len(self._reader.received)
        tap = self._reader.tap(card, button)
        label = next(b.label for b in card.buttons if b.data == tap.data)
        self._say(f"\n小林 ▸ 点 [{label}]\n")
        if messages:
            await self._demo.world.until(lambda: len(self._reader.received) >= before + messages, seconds=10)
        else:
            await self._demo.world.until(lambda: len(card.versions) > versions, seconds=10)
        await self._demo.world.until(lambda: tap.answer is not None, seconds=10)
        if tap.answer is not None and tap.answer.text:
            self._say(f"  ⓘ {tap.answer.text}")
        self._show(self._reader.received[-1])

    async def tomorrow(self) -> None:
        """Move the clock to tomorrow's time and see the push arrive."""
        subscription = await self._demo.store.subscriptions.get(ChatId(READER_ID))
        if subscription is None or subscription.next_due_at is None:
            raise RuntimeError("the reader of the tour is not subscribed")
        before = len(self._reader.received)
        self._say("\n—— 第二天早上八点 ——\n")
        await self._demo.move_to(subscription.next_due_at + timedelta(seconds=1))
        await self._demo.world.until(lambda: len(self._reader.received) > before, seconds=10)
        self._show(self._reader.received[-1])

    def _show(self, message: Message) -> None:
        self._say("  BuildSpeak" + ("" if message.silent else "  🔔"))
        for line in _covered(message).split("\n"):
            self._say(f"  │ {line}")
        for row in message.keyboard:
            self._say("  │ " + " ".join(f"[{button.label}]" for button in row))


def _covered(message: Message) -> str:
    """The text as it is seen: spoilers as a grey bar."""
    text = message.text
    for entity in message.entities:
        if entity.type == "spoiler":
            covered = utf16_slice(text, entity.offset, entity.length)
            text = text.replace(covered, _BAR * min(len(covered), _WIDTH))
    return text
