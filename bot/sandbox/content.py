"""What a message says: its text, its buttons, its media, and since when."""

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.entities import Entity
from bot.sandbox.files import StoredFile
from bot.sandbox.keyboard import Keyboard, Prompt


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries besides text: `kind` is the field of the Bot API's Message that holds it."""

    kind: str
    file: StoredFile
    fields: tuple[tuple[str, object], ...] = ()

    def as_json(self) -> object:
        """Document, Audio, Voice, or the single size of a photo in its list."""
        told = {**self.file.as_json(), **dict(self.fields)}
        told.pop("file_path")
        return [told] if self.kind == "photo" else told


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a message: text (or caption) with entities, its keyboard, its media."""

    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    prompt: Prompt | None = None
    media: Media | None = None
    place: tuple[float, float] | None = None
    """Latitude and longitude of a location message."""


@dataclass(frozen=True, slots=True)
class Version:
    """A content and since when it stood there."""

    at: datetime
    content: Content
