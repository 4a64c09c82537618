"""What is particular to posts: the links that X puts at their ends, and when one was posted."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_LINK_AT_END = re.compile(r"https?://t\.co/\w+$", re.ASCII)
_LONGEST_LINK = 100
_SPACE = " \t\n\r\f\v"


def without_last_links(text: str) -> str:
    """`text` without the shortened links at its end: they lead to its pictures, and a link within it stays."""
    while found := _LINK_AT_END.search(bare := text.rstrip(_SPACE), max(0, len(bare) - _LONGEST_LINK)):
        text = bare[: found.start()].rstrip(_SPACE)
    return text


def moment(value: object) -> datetime | None:
    """An instant as feeds write it, in UTC to the second; None where it cannot be read or has no zone."""
    try:
        instant = datetime.fromisoformat(value[:40]) if isinstance(value, str) else None
        if instant is None or instant.tzinfo is None:
            return None
        return instant.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None
