"""Time zones as readers say them: a guess from the language, a city in Chinese or English, an IANA name."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from bot.locales import WORDS, Words

BUTTON_ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
)

_BY_LANGUAGE = {
    "zh-tw": "Asia/Taipei",
    "zh-hant": "Asia/Taipei",
    "zh-hk": "Asia/Hong_Kong",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "en-gb": "Europe/London",
    "en-au": "Australia/Sydney",
}
_MATCHES = 6


def guess_zone(language_code: str | None, default: str) -> str:
    """The zone that a Telegram language code (IETF tag) suggests, else the default: a guess, shown to be changed."""
    code = (language_code or "").casefold()
    return _BY_LANGUAGE.get(code) or _BY_LANGUAGE.get(code.split("-")[0], default)


def zone_name(zone: str, words: Words) -> str:
    """The city in the reader's language, else the zone's own last part."""
    return words.cities.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")


def find_zones(text: str) -> tuple[str, ...]:
    """The zones that a text names: one if it is clear, several if not, none if nothing fits."""
    wanted = _fold(text)
    if not wanted:
        return ()
    names = _names()
    if wanted in names:
        return (names[wanted],)
    found = dict.fromkeys(zone for name, zone in sorted(names.items()) if wanted in name)
    return tuple(found)[:_MATCHES]


def is_zone(name: str) -> bool:
    """Whether the time zone database knows this name."""
    return name in available_timezones()


@cache
def _names() -> dict[str, str]:
    """Every folded name to its zone: the database's names, their last parts, and the cities we have words for."""
    zones = sorted(available_timezones())
    names = {_fold(zone.rsplit("/", 1)[-1]): zone for zone in zones if "/" in zone and not zone.startswith("Etc/")}
    names |= {_fold(zone): zone for zone in zones}
    for words in WORDS.values():
        names |= {_fold(city): zone for zone, city in words.cities.items()}
    return names


def _fold(text: str) -> str:
    return text.strip().casefold().replace(" ", "_")
