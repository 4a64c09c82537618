"""Time zones as readers say them: a guess from the language, a city in Chinese or English, an IANA name."""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from bot.locales import WORDS, Words

CITIES = Path(__file__).with_name("cities.tsv.gz")
"""Names of places above 15,000 people and their zones, from GeoNames (CC BY 4.0): `make cities` renews it."""

_REGIONS = {
    **dict.fromkeys(
        ("湾区", "旧金山湾区", "硅谷", "圣何塞", "bay_area", "silicon_valley", "sf"), "America/Los_Angeles"
    ),
    **dict.fromkeys(("加州", "美西", "西海岸", "california", "west_coast", "pacific_time"), "America/Los_Angeles"),
    **dict.fromkeys(("纽约州", "美东", "东海岸", "nyc", "east_coast", "eastern_time"), "America/New_York"),
    **dict.fromkeys(("华盛顿", "washington_dc", "washington,_dc", "dc"), "America/New_York"),
    **dict.fromkeys(
        ("中国", "大陆", "北京时间", "东八区", "china", "beijing_time", "粤港澳大湾区", "大湾区"), "Asia/Shanghai"
    ),
    **dict.fromkeys(("日本", "japan"), "Asia/Tokyo"),
    **dict.fromkeys(("韩国", "korea"), "Asia/Seoul"),
    **dict.fromkeys(("台湾", "taiwan"), "Asia/Taipei"),
    **dict.fromkeys(("英国", "uk", "england", "britain"), "Europe/London"),
    **dict.fromkeys(("德国", "germany"), "Europe/Berlin"),
    **dict.fromkeys(("法国", "france"), "Europe/Paris"),
    **dict.fromkeys(("印度", "india"), "Asia/Kolkata"),
}
"""What people say that is no city; a data set of cities has none of it."""

_TWO = {
    "圣地亚哥": ("America/Los_Angeles", "America/Santiago"),
    "奥克兰": ("Pacific/Auckland", "America/Los_Angeles"),
}
"""Two cities of one Chinese name, of which the data set knows one by it."""

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
    wanted = fold(text)
    if not wanted:
        return ()
    names = _names()
    forms = dict.fromkeys((wanted, *(wanted.removesuffix(end) for end in ("时间", "市", "_city"))))
    for name in forms:
        if name in _TWO:
            return _TWO[name]
        if name in names:
            return (names[name],)
    if zones := _of_city(*forms):
        return zones[:_MATCHES]
    found = dict.fromkeys(zone for name, zone in sorted(names.items()) if wanted in name)
    return tuple(found)[:_MATCHES]


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a place on earth; None on the high seas. The first call takes a moment and some 30 MB."""
    from tzfpy import get_tz

    zone = get_tz(longitude, latitude)
    return zone if is_zone(zone) and not zone.startswith("Etc/") else None


def is_zone(name: str) -> bool:
    """Whether the time zone database knows this name."""
    return name in available_timezones()


@cache
def _names() -> dict[str, str]:
    """Every folded name to its zone: the database's names, their last parts, and the cities we have words for."""
    zones = sorted(available_timezones())
    names = {fold(zone.rsplit("/", 1)[-1]): zone for zone in zones if "/" in zone and not zone.startswith("Etc/")}
    names |= {fold(zone): zone for zone in zones}
    for words in WORDS.values():
        names |= {fold(city): zone for zone, city in words.cities.items()}
    return names | _REGIONS


def _of_city(*names: str) -> tuple[str, ...]:
    """Read whenever it is asked, in some milliseconds: as a dictionary it would be megabytes for a rare question."""
    table = "\n" + gzip.decompress(CITIES.read_bytes()).decode()
    for name in names:
        at = table.find(f"\n{name}\t")
        if name and at >= 0 and not {"\t", "\n"} & set(name):
            return tuple(table[at + len(name) + 2 : table.index("\n", at + 1)].split(" "))
    return ()


def fold(text: str) -> str:
    """A name as names are compared: no case, accents, width or spaces at its ends."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "_".join("".join(c for c in plain if not unicodedata.combining(c)).split())
