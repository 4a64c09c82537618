"""Text with entities, as a message carries it: offsets and lengths in UTF-16 code units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

# One may lie inside the other and is cut to fit; the rest of the types must not overlap each other.
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM = frozenset({"pre", "code"})
# Telegram's order of entities that cover the same text; what is not named stands at 50.
RANK = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49}
RANK |= {"bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}
COMMAND = re.compile(r"(?<![\w/@])/([A-Za-z0-9_]{1,64})(?:@(\w{3,32}))?(?![\w/@])")
BARE_URL = re.compile(r"https?://[^\s<>\"“”，。；、（）]*[^\s<>\"“”，。；、（）.,;:!?)\]']")


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text with a meaning; the optional fields belong to the types that have them."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first unit behind it."""
        return self.offset + self.length

    def as_json(self) -> dict[str, object]:
        """MessageEntity of the Bot API: fields that do not apply are left out."""
        optional = {
            "url": self.url,
            "language": self.language,
            "custom_emoji_id": self.custom_emoji_id,
            "unix_time": self.unix_time,
            "date_time_format": self.date_time_format,
        }
        fields = {name: value for name, value in optional.items() if value is not None}
        return {"type": self.type, "offset": self.offset, "length": self.length, **fields}


def utf16_length(text: str) -> int:
    """The unit of every offset and length in the Bot API."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """By start, the longer first, then by rank of type."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, RANK.get(e.type, 50))))


def tidy(text: str, entities: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """What Telegram keeps of a parsed text: ends trimmed, no empty, doubled or overlapping entities.

    Telegram also cuts a style in two where a link or quote begins inside it; here it stays whole.
    """
    clean = re.sub(r"[\x00-\x08\x09\x0b\x0c\x0e-\x1f]", " ", text).replace("\r", "")
    if len(clean) != len(text):  # rare: entities move left by the carriage returns before them
        entities = [_without_returns(text, entity) for entity in entities]
    kept = clean.rstrip(" \n")
    trimmed = kept.lstrip(" \n")
    lead, total = len(kept) - len(trimmed), utf16_length(trimmed)
    placed = [_shrunk(trimmed, entity, lead, total) for entity in entities]
    return trimmed, _apart([entity for entity in placed if entity.length > 0])


def _without_returns(text: str, entity: Entity) -> Entity:
    before = utf16_slice(text, 0, entity.offset).count("\r")
    inside = utf16_slice(text, entity.offset, entity.length).count("\r")
    return replace(entity, offset=entity.offset - before, length=entity.length - inside)


def _shrunk(text: str, entity: Entity, lead: int, total: int) -> Entity:
    start, end = max(entity.offset - lead, 0), min(entity.end - lead, total)
    covered = utf16_slice(text, start, max(end - start, 0))
    start += len(covered) - len(covered.lstrip(" \n"))
    return replace(entity, offset=start, length=max(end - start, 0) if covered.strip(" \n") else 0)


def _apart(entities: list[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for entity in in_order(entities):
        if any(_clash(earlier, entity) for earlier in kept):
            continue
        same = next((e for e in kept if e.type == entity.type in STYLES and entity.offset <= e.end), None)
        if same:
            kept[kept.index(same)] = replace(same, length=max(same.end, entity.end) - same.offset)
        else:
            kept.append(entity)
    return in_order(kept)


def _clash(earlier: Entity, later: Entity) -> bool:
    if later.offset >= earlier.end:
        return False
    if earlier.type in VERBATIM:
        return True
    if later.type in STYLES or earlier.type in STYLES:
        return later.type in VERBATIM and later.end > earlier.end
    return (later.type in QUOTES) == (earlier.type in QUOTES)


def found(text: str) -> tuple[Entity, ...]:
    """What Telegram marks by itself and this sandbox too: bot commands and bare http links."""
    spans = [("bot_command", match.span()) for match in COMMAND.finditer(text)]
    spans += [("url", match.span()) for match in BARE_URL.finditer(text)]
    marks = (Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end])) for kind, (start, end) in spans)
    return _apart(list(marks))


def merged(text: str, given: Iterable[Entity]) -> tuple[Entity, ...]:
    """The given entities, and those found in what they leave free."""
    given = tuple(given)
    blocking = [entity for entity in given if entity.type not in STYLES | QUOTES]
    free = [mark for mark in found(text) if all(mark.end <= e.offset or e.end <= mark.offset for e in blocking)]
    return in_order([*given, *free])
