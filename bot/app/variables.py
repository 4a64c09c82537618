"""Settings read from variables: beside the type of each field stands what reads its text.

A reader returns the value or raises ValueError with what is wrong, in words that go on after the variable's name. It is
no model of pydantic's: that would be eight of the megabytes of a bot at rest, for what is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit

S = TypeVar("S")

_YES, _NO = ("yes", "true", "on", "y", "t", "1"), ("no", "false", "off", "n", "f", "0")


class ConfigError(Exception):
    """What is wrong with the environment: a line a fault, never with the value of a secret."""


def read_as(kind: type[S], environment: Mapping[str, str]) -> S:
    """Each field of a dataclass from the variable of its name in upper case; an empty one counts as not set. Raises
    ConfigError, with all faults at once.
    """
    readers = {name: hint.__metadata__[0] for name, hint in get_type_hints(kind, include_extras=True).items()}
    given: dict[str, Any] = {}
    faults: list[str] = []
    for field in fields(kind):  # type: ignore[arg-type]  # a dataclass, which a type variable cannot say
        name = field.name.upper()
        try:
            if text := environment.get(name, "").strip():
                given[field.name] = readers[field.name](text)
            elif _needed(field):
                faults.append(f"{name} is missing")
        except ValueError as error:
            faults.append(f"{name} {error}")
    if faults:
        raise ConfigError("\n".join(faults))
    return kind(**given)


def _needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def yes_or_no(text: str) -> bool:
    """As people write it."""
    word = text.lower()
    if word not in (*_YES, *_NO):
        raise ValueError("is neither yes nor no")
    return word in _YES


def number(least: float, most: float) -> Callable[[str], float]:
    """Reads a number within bounds."""
    return lambda text: _within(float, text, least, most, "number")


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number within bounds."""
    return lambda text: _within(int, text, least, most, "whole number")


N = TypeVar("N", int, float)


def _within(kind: Callable[[str], N], text: str, least: N, most: N, what: str) -> N:
    with suppress(ValueError):
        if least <= (value := kind(text)) <= most:
            return value
    raise ValueError(f"is not a {what} from {least:,} to {most:,}")


def one_of(*words: str) -> Callable[[str], Any]:
    """Reads one of a few words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"is not one of {', '.join(words)}")
        return text

    return read


def url(text: str) -> str:
    """An address, without a slash at its end."""
    try:
        scheme = urlsplit(text).scheme
    except ValueError:  # its words name the address, in which there may be a password
        scheme = ""
    if scheme not in ("http", "https"):
        raise ValueError("is not a URL; it begins with https:// or http://")
    return text.rstrip("/")
