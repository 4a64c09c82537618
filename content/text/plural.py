"""Counts in English sentences, as operators read them."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """1 segment, 2 segments: of a noun whose plural has an s."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
