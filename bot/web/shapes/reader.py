"""Who reads, and their visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from bot.model.chat import Language
from bot.model.known import ReaderLevel
from bot.model.subscription import Translation
from bot.web.shapes.opening import OpeningTold


@dataclass(frozen=True, slots=True)
class ReaderTold:
    """How this reader reads. `speed` is per cent of what is recorded for them: 100, or 80."""

    language: Language
    translation: Translation
    level: ReaderLevel
    zone: str
    digest_size: int
    speed: int
    voice: str


@dataclass(frozen=True, slots=True)
class BotTold:
    """Whose page it is: t.me/username."""

    username: str


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """What can be heard: anything at all, on demand, and by whom; an empty list is a bot without voices to choose."""

    any: bool
    on_demand: bool
    voices: tuple[str, ...]
    speeds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitTold:
    """A visit: its token goes into `Authorization: Bearer …`."""

    token: str
    expires_at: datetime
    until: datetime
    """Beyond this it is not prolonged: a new one begins with what Telegram's app hands over."""
    lasts: int
    """Seconds to `expires_at`, for a device whose clock is wrong."""
    forgotten: datetime | None
    """When this reader was forgotten last: what a device has from before is to go."""
    reader: ReaderTold
    bot: BotTold
    voice: VoiceTold
    opening: OpeningTold | None = None


class Settings(BaseModel):
    """What is to be otherwise; what is left out stays. The size of text is the device's own, and kept there."""

    language: Language | None = None
    translation: Translation | None = None
    level: ReaderLevel | None = None
    voice: Annotated[str, Field(max_length=60)] | None = None
    speed: Annotated[int, Field(ge=50, le=200)] | None = None
