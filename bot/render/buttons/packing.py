"""How a button is packed into Telegram's 64 bytes and back. The buttons stand beside it, by noun.

Position lives in the button: nothing is kept about an open card, so a message from months ago, or from before a
restart, still works. What comes back is hostile input: `unpack` builds a class only from well-formed fields within
bounds and raises StaleButton for everything else.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self, get_type_hints

MAX_BYTES = 64
_MAX_INT = 2**31 - 1
_INT = re.compile(r"0|[1-9][0-9]{0,9}")
_layouts: dict[str, tuple[tuple[str, type[Any]], ...]] = {}
_TEXT = re.compile(r"[\x21-\x39\x3b-\x7e]*")  # printable ASCII without the separator


class StaleButton(ValueError):
    """Callback data that no button of today carries."""


class Button:
    """Base of every button. A subclass is a frozen dataclass whose fields are int, str or a StrEnum."""

    prefix: ClassVar[str]

    def __init_subclass__(cls, *, prefix: str) -> None:
        cls.prefix = prefix

    def pack(self) -> str:
        """The callback data; ValueError if a field cannot be carried or the whole exceeds 64 bytes."""
        parts = [self.prefix, *(_pack(getattr(self, name)) for name, _ in _layout(type(self)))]
        data = ":".join(parts)
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"callback data over {MAX_BYTES} bytes: {data!r}")
        return data

    @classmethod
    def build(cls, values: list[str]) -> Self:
        """The button with these packed fields; StaleButton if they do not fit."""
        layout = _layout(cls)
        if len(values) != len(layout):
            raise StaleButton(cls.prefix)
        return cls(**{name: _unpack(kind, value) for (name, kind), value in zip(layout, values, strict=True)})


Known = Mapping[str, type[Button]]
"""Buttons by their prefix."""


def by_prefix(*buttons: type[Button]) -> Known:
    """Buttons as `unpack` wants them; raises TypeError where two share a prefix."""
    known = {button.prefix: button for button in buttons}
    if len(known) != len(buttons):
        raise TypeError("two buttons share a prefix")
    return known


def unpack(data: str, known: Known) -> Button:
    """The button that was packed; StaleButton for anything else."""
    prefix, *values = data.split(":")
    button = known.get(prefix)
    if button is None:
        raise StaleButton(prefix[:MAX_BYTES])
    return button.build(values)


def check(headword: str) -> str:
    """Four hex digits that tell whether a gloss button still means the word it showed, after an edit."""
    return f"{zlib.crc32(headword.encode()) & 0xFFFF:04x}"


def _layout(cls: type[Button]) -> tuple[tuple[str, type[Any]], ...]:
    """Names and types of a button's fields, looked up once: annotations are text and slow to resolve."""
    layout = _layouts.get(cls.prefix)
    if layout is None:
        hints = get_type_hints(cls)
        names = cls.__dataclass_fields__  # type: ignore[attr-defined]  # every subclass is a dataclass
        layout = _layouts[cls.prefix] = tuple((name, hints[name]) for name in names)
    return layout


def _pack(value: object) -> str:
    match value:
        case StrEnum():
            return value.value
        case int() if 0 <= value <= _MAX_INT:
            return str(int(value))
        case str() if _TEXT.fullmatch(value):
            return value
    raise ValueError(f"a button cannot carry {value!r}")


def _unpack(kind: type[Any], value: str) -> Any:
    if issubclass(kind, StrEnum):
        try:
            return kind(value)
        except ValueError as error:
            raise StaleButton(value) from error
    if kind is int:
        if not _INT.fullmatch(value) or int(value) > _MAX_INT:
            raise StaleButton(value)
        return int(value)
    if not _TEXT.fullmatch(value):
        raise StaleButton(value)
    return value
