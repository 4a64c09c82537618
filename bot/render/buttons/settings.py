"""The buttons of /settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.chat import Language
from bot.model.subscription import EmptyDay, Lead, Mode, Translation
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Settings(Button, prefix="s"):
    """The settings message."""


@dataclass(frozen=True)
class Times(Button, prefix="st"):
    """The choice of times."""


@dataclass(frozen=True)
class SetTime(Button, prefix="sT"):
    """Deliver at this minute of the day."""

    minute: int


@dataclass(frozen=True)
class Zones(Button, prefix="sz"):
    """The choice of zones."""


@dataclass(frozen=True)
class SetZone(Button, prefix="sZ"):
    """Live in this IANA zone."""

    zone: str


@dataclass(frozen=True)
class SetSize(Button, prefix="sl"):
    """Get digests of this many segments."""

    size: int


@dataclass(frozen=True)
class SetTranslation(Button, prefix="sm"):
    """Show translations this way, from the settings message."""

    translation: Translation


@dataclass(frozen=True)
class SetLanguage(Button, prefix="sg"):
    """Speak this language, from the settings message."""

    language: Language


@dataclass(frozen=True)
class SetReading(Button, prefix="sr"):
    """A day brings this."""

    mode: Mode


@dataclass(frozen=True)
class SetEmptyDay(Button, prefix="se"):
    """A day without news brings this."""

    empty_day: EmptyDay


@dataclass(frozen=True)
class SetSilent(Button, prefix="ss"):
    """The digest comes without a sound (1) or with one (0)."""

    silent: int


@dataclass(frozen=True)
class SetLead(Button, prefix="sL"):
    """Days are led by this kind of piece."""

    lead: Lead
