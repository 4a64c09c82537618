"""Pieces of audio by their address, who speaks in which show, and how each chat listens.

A row outlives its file: the times stay, and the bytes come back from Telegram, or are rendered anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.model.chat import ChatId
from bot.model.voice import ASKED_A_DAY, Kept, Listening
from bot.store.database import Database, from_ms, to_ms
from content.voice.line import Timing, Voice


class Voices:
    """What is heard, and by whom."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("voices")

    async def get(self, address: str) -> Kept | None:
        """A piece that was made."""
        row = await self._sql.get(self._database.near, address=address)
        return None if row is None else _kept(row)

    async def put(self, address: str, voice: Voice, now: datetime) -> Kept:
        """Remember a piece; one that was made before keeps its file."""
        timings = {"s": _flat(voice.sentences), "w": _flat(voice.words)}
        async with self._database.single() as connection:
            await self._sql.put(
                connection,
                address=address,
                duration=voice.duration,
                size=len(voice.data),
                timings=json.dumps(timings, separators=(",", ":")),
                now=to_ms(now),
            )
            row = await self._sql.get(connection, address=address)
        return _kept(row)

    async def set_file(self, address: str, file_id: str | None) -> None:
        """Telegram has it by this id; or knows the id no more."""
        async with self._database.single() as connection:
            await self._sql.set_file(connection, address=address, file_id=file_id)

    async def heard(self, address: str, now: datetime) -> None:
        """Somebody listens."""
        async with self._database.single() as connection:
            await self._sql.heard(connection, address=address, now=to_ms(now))

    async def unheard(self, before: datetime) -> tuple[str, ...]:
        """Addresses of what nobody listened to since."""
        async with self._database.single() as connection:
            return tuple([row["address"] async for row in self._sql.unheard(connection, before=to_ms(before))])

    async def figures(self) -> tuple[int, int, int]:
        """How many pieces, how many milliseconds, how many bytes."""
        async with self._database.single() as connection:
            row = await self._sql.figures(connection)
        return int(row["pieces"]), int(row["duration"]), int(row["size"])

    async def roles(self, show: str, accent: str) -> dict[str, str]:
        """The voices of a show's speakers so far."""
        rows = self._sql.roles(self._database.near, show=show, accent=accent)
        return {row["speaker"]: row["timbre"] async for row in rows}

    async def cast(self, show: str, accent: str, roles: Mapping[str, str]) -> None:
        """Give speakers their voices; who has one keeps it."""
        async with self._database.single() as connection:
            for speaker, timbre in roles.items():
                await self._sql.cast_role(connection, show=show, accent=accent, speaker=speaker, timbre=timbre)

    async def listening(self, chat_id: ChatId) -> Listening:
        """How a chat listens; the defaults for one that never said."""
        row = await self._sql.listening(self._database.near, chat_id=chat_id)
        return Listening(chat_id) if row is None else _listening(row)

    async def listen(self, wanted: Listening) -> None:
        """Listen like this from now on; the player stays what it is."""
        async with self._database.single() as connection:
            await self._sql.listen(
                connection,
                chat_id=wanted.chat_id,
                timbre=wanted.timbre,
                speed=wanted.speed,
                aloud=int(wanted.aloud),
                both_languages=int(wanted.both),
                review=int(wanted.review),
            )

    async def set_player(self, chat_id: ChatId, player: int | None, card: int | None) -> None:
        """The message that plays in a chat, and the one it plays for."""
        async with self._database.single() as connection:
            await self._sql.set_player(connection, chat_id=chat_id, player=player, card=card)

    async def ask(self, chat_id: ChatId, today: date, most: int = ASKED_A_DAY) -> bool:
        """Count one more piece that is rendered for a chat today; False where it has had enough."""
        async with self._database.single() as connection:
            asked = await self._sql.ask(connection, chat_id=chat_id, today=today.isoformat(), most=most)
        return asked is not None


def _kept(row: Any) -> Kept:
    timings = json.loads(row["timings"])
    return Kept(
        address=row["address"],
        duration=row["duration"],
        size=row["size"],
        sentences=_timings(timings["s"]),
        words=_timings(timings["w"]),
        heard_at=from_ms(row["heard_at"]),
        file_id=row["file_id"],
    )


def _listening(row: Any) -> Listening:
    return Listening(
        chat_id=ChatId(row["chat_id"]),
        timbre=row["timbre"],
        speed=row["speed"],
        aloud=bool(row["aloud"]),
        both=bool(row["both_languages"]),
        review=bool(row["review"]),
        player=row["player"],
        card=row["card"],
    )


def _flat(timings: tuple[Timing, ...]) -> list[int]:
    return [number for each in timings for number in (each.start, each.end, each.since, each.until)]


def _timings(flat: list[int]) -> tuple[Timing, ...]:
    return tuple(Timing(*flat[at : at + 4]) for at in range(0, len(flat), 4))
