"""The values that the head of an episode file may have, and sources may give: each as written, checked.

Each raises ValueError that says how to write it instead.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from content.episode.episode import Kind
from content.text.prose import MOST_LEAD_IN, clean_line, forbidden, han, units

LONGEST_URL = 2000
LONGEST_ID = 200
MOST_WORDS_STATED = 1_000_000


def checked_url(value: str) -> str:
    """`value` if it is a web address; raises ValueError."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"`\\^{|}]", value) or any(forbidden(value)):
        raise ValueError(f"not a web address: {value[:80]!r}; write it whole, https://…")
    if len(value) > LONGEST_URL:
        raise ValueError(f"longer than {LONGEST_URL} characters")
    return value


def checked_handle(value: str) -> str:
    """`value` without its @ if it names an account; raises ValueError."""
    handle = value.strip().removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,50}", handle):
        raise ValueError(f"{value[:40]!r} is not the name of an account; write it as levie, without @")
    return handle


def checked_id(value: str) -> str:
    """`value` if it can name a piece at its source, in an address too; raises ValueError."""
    if len(value) > LONGEST_ID or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._~-]*", value):
        raise ValueError(f"{value[:80]!r} is no id: at most {LONGEST_ID} letters, digits, dots and hyphens")
    return value


def checked_audio(value: str) -> str:
    """`value` if it is a web address or a file in the episode's folder or below; raises ValueError."""
    if value.startswith(("https://", "http://")):
        return checked_url(value)
    if (
        not re.fullmatch(r"(?!.*//)[^\s/\\:.][^\\:\n]{0,199}", value)
        or ".." in value.split("/")
        or any(forbidden(value))
    ):
        raise ValueError(f"{value[:80]!r} is neither an address nor a file beside this one: write it as audio/talk.mp3")
    return value


def checked_lead_in(value: str) -> str:
    """`value` as one line that says in Chinese why to read a piece; raises ValueError."""
    lead_in = checked_name(value, MOST_LEAD_IN)
    if not han(lead_in):
        raise ValueError("no Chinese in it: say in one Chinese sentence why to read the piece")
    return lead_in


def checked_kind(value: str) -> Kind:
    """The kind named `value`."""
    try:
        return Kind(value)
    except ValueError:
        raise ValueError(f"{value[:40]!r} is none of {', '.join(Kind)}") from None


def checked_name(value: str, most: int) -> str:
    """`value` as one line of at most `most` UTF-16 units."""
    if seen := next(forbidden(value), None):
        raise ValueError(f"an invisible character ({seen[1]}): delete it")
    if (length := units(name := clean_line(value))) > most:
        raise ValueError(f"{length} characters, at most {most} are allowed")
    return name


def only(value: str, sense: str, otherwise: str) -> bool:
    """True, where `value` is the only one that makes `sense`."""
    if value != sense:
        raise ValueError(f"only `{sense}` makes sense here; {otherwise}")
    return True


def checked_date(value: str) -> date:
    """The day written as 2026-06-04."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError(f"{value[:40]!r} is not a date; write it as 2026-06-04")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no {value}") from None


def checked_order(value: str) -> int:
    """A place among the evergreen pieces."""
    if not re.fullmatch(r"[1-9]\d{0,3}", value, re.ASCII):
        raise ValueError(f"{value[:40]!r} is no place; write it as 1 for the piece that comes first")
    return int(value)


def checked_words(value: str) -> int:
    """A number of words."""
    if not re.fullmatch(r"[1-9]\d{0,6}", value, re.ASCII) or int(value) > MOST_WORDS_STATED:
        raise ValueError(f"{value[:40]!r} is not a number of words; write it as 9298")
    return int(value)
