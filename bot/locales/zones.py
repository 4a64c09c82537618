"""Time zones as readers say them: a guess from the language, a city in Chinese or English, an IANA name."""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from bot.locales import WORDS, Words
from bot.locales.offsets import by_offset

CITIES = Path(__file__).with_name("cities.tsv.gz")
"""Names of places above 15,000 people and their zones, from GeoNames (CC BY 4.0), and of larger regions and of China's
districts: `make cities` renews it."""
NAMED = CITIES.with_name("zones.tsv")
"""Zones and what Chinese calls the city of each, of Unicode's CLDR."""
SIMPLIFIED = CITIES.with_name("simplified.tsv")
"""Traditional characters and what each is in a name of the cities, of OpenCC."""

_ALIASES = {
    **dict.fromkeys(
        ("湾区", "旧金山湾区", "硅谷", "矽谷", "圣何塞", "bay_area", "silicon_valley", "sf"), "America/Los_Angeles"
    ),
    **dict.fromkeys(
        ("加州", "美西", "美国西部", "西海岸", "华盛顿州", "帕洛阿尔托", "桑尼维尔", "west_coast", "la"),
        "America/Los_Angeles",
    ),
    **dict.fromkeys(("太平洋时间", "pacific_time", "pacific", "pst", "pdt", "pt"), "America/Los_Angeles"),
    **dict.fromkeys(
        ("纽约州", "美东", "美国东部", "东海岸", "新泽西", "布鲁克林", "nyc", "east_coast"), "America/New_York"
    ),
    **dict.fromkeys(("麻省", "华盛顿", "washington_dc", "washington,_dc", "dc"), "America/New_York"),
    **dict.fromkeys(("东部时间", "eastern_time", "eastern", "est", "edt", "et"), "America/New_York"),
    **dict.fromkeys(("中部时间", "美国中部", "central_time", "central", "cdt", "ct"), "America/Chicago"),
    **dict.fromkeys(("山地时间", "mountain_time", "mst", "mdt", "mt"), "America/Denver"),
    **dict.fromkeys(("大陆", "北京时间", "beijing_time", "粤港澳大湾区", "大湾区", "prc"), "Asia/Shanghai"),
    **dict.fromkeys(("中关村", "五道口", "望京", "陆家嘴", "光谷", "前海", "雄安", "临港"), "Asia/Shanghai"),
    **dict.fromkeys(("港岛", "中环", "金钟", "铜锣湾", "hongkong", "hkt"), "Asia/Hong_Kong"),
    **dict.fromkeys(("中西区", "油尖旺", "深水埗", "葵青", "离岛"), "Asia/Hong_Kong"),
    **dict.fromkeys(("狮城", "sgt"), "Asia/Singapore"),
    **dict.fromkeys(("uk", "england", "britain", "英格兰", "bst"), "Europe/London"),
    **dict.fromkeys(("cet", "cest"), "Europe/Berlin"),
    **dict.fromkeys(("安大略", "安省", "ontario"), "America/Toronto"),
    **dict.fromkeys(("卑诗省", "bc", "british_columbia"), "America/Vancouver"),
    **dict.fromkeys(("jst",), "Asia/Tokyo"),
    **dict.fromkeys(("kst", "korea", "韩国"), "Asia/Seoul"),
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
}
"""What people say that no data set of places has, and what it says otherwise than they mean it."""

_SEVERAL = {
    "圣地亚哥": ("America/Los_Angeles", "America/Santiago"),
    "乌鲁木齐": ("Asia/Shanghai", "Asia/Urumqi"),
    "奥克兰": ("Pacific/Auckland", "America/Los_Angeles"),
    "德州": ("America/Chicago", "Asia/Shanghai"),
    "西贡": ("Asia/Ho_Chi_Minh", "Asia/Hong_Kong"),
    **dict.fromkeys(("东区", "南区", "北区"), ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei")),
    "cst": ("Asia/Shanghai", "America/Chicago"),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    **dict.fromkeys(
        ("美国", "美國", "us", "usa", "america", "united_states"),
        ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    ),
    "澳洲": ("Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Perth"),
}
"""Names of more than one place, of which the data set knows one by it."""

OTHERWISE = (*_ALIASES, *_SEVERAL)
"""Names that stand here beside those of the data set."""

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
_SHORTEST_PART = 3
"""Characters of a part of a name that is looked for: less would be in too many."""
_OF_OFFSETS = (*BUTTON_ZONES, "America/Denver", "Asia/Dubai", "Asia/Kolkata")
_OFFSET_ZONE = re.compile(r"Etc/GMT([+-])(\d+)")
_KINDS = ("时间", "时区", "市", "区", "县", "省", "州", "_city", "_time")
_SAID = re.compile(r"^(?:我?(?:现在)?(?:人在|住在|在)|i\s+live\s+in\s+|i['’]?a?m\s+in\s+|in\s+)", re.IGNORECASE)
_ENDS = re.compile(r"^[\s,.;:!?，。；：！？、]+|[\s,.;:!?，。；：！？、]+$")
_CHINESE = re.compile(r"[\u3400-\u9fff]{3,24}")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])[_,·]+(?=[\u3400-\u9fff])")


def guess_zone(language_code: str | None, default: str) -> str:
    """The zone that a Telegram language code (IETF tag) suggests, else the default: a guess, shown to be changed."""
    code = (language_code or "").casefold()
    return _BY_LANGUAGE.get(code) or _BY_LANGUAGE.get(code.split("-")[0], default)


def zone_name(zone: str, words: Words) -> str:
    """The city in the reader's language, else the zone's own last part; of a zone that is an offset, that."""
    if offset := _OFFSET_ZONE.fullmatch(zone):
        return f"UTC{'+' if offset[1] == '-' else '-'}{offset[2]}"
    named = words.cities.get(zone) or (_in_chinese().get(zone) if words.cities_in_chinese else None)
    return named or zone.rsplit("/", 1)[-1].replace("_", " ")


def find_zones(text: str) -> tuple[str, ...]:
    """The zones that a text names: one if it is clear, several if not, none if nothing fits."""
    wanted = _HAN_GAP.sub("", fold(_SAID.sub("", _ENDS.sub("", unicodedata.normalize("NFKC", text)))))
    if not wanted:
        return ()
    if zones := by_offset(simplified(wanted), _OF_OFFSETS):
        return zones
    table = _table()
    for name in dict.fromkeys((wanted, simplified(wanted))):
        if found := _of(name, table) or _of_parts(name, table) or _of_place_in(name, table):
            return found[:_MATCHES]
    if len(wanted) < _SHORTEST_PART:
        return ()
    parts = dict.fromkeys(zone for name, zone in sorted(_names().items()) if wanted in name and "/" not in name)
    return tuple(parts)[:_MATCHES]


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
    names |= {fold(zone): zone for zone in zones if "/" in zone or zone in ("UTC", "GMT")}
    for words in WORDS.values():
        names |= {fold(city): zone for zone, city in words.cities.items()}
    return names | _ALIASES


def simplified(text: str) -> str:
    """Chinese as the names of the mainland write it (臺北 as 台北, 葵青區 as 葵青区)."""
    return text if text.isascii() else text.translate(_simpler())


@cache
def _simpler() -> dict[int, str]:
    lines = SIMPLIFIED.read_text("utf-8").splitlines()
    return {ord(traditional): simple for traditional, simple in (line.split("\t") for line in lines)}


@cache
def _in_chinese() -> dict[str, str]:
    lines = NAMED.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def _table() -> str:
    """Read whenever it is asked, in some milliseconds: as a dictionary it would be megabytes for a rare question."""
    return "\n" + gzip.decompress(CITIES.read_bytes()).decode()


def _of(wanted: str, table: str) -> tuple[str, ...]:
    """The zones of a name, or of what is left of it without the kind of place that it says."""
    for name in dict.fromkeys((wanted, *(wanted.removesuffix(end) for end in _KINDS))):
        if name in _SEVERAL:
            return _SEVERAL[name]
        if name in _names():
            return (_names()[name],)
        at = table.find(f"\n{name}\t")
        if name and at >= 0 and not {"\t", "\n"} & set(name):
            return tuple(table[at + len(name) + 2 : table.index("\n", at + 1)].split(" "))
    bare = wanted.upper()
    return (bare,) if is_zone(bare) else ()  # EST5EDT; names of countries are in the table


def _of_parts(wanted: str, table: str) -> tuple[str, ...]:
    """Of Chinese that says the larger place first (美国旧金山, 北京海淀): the longest that is known, and its rest."""
    if not _CHINESE.fullmatch(wanted):
        return ()
    for end in range(len(wanted) - 1, 1, -1):
        if whole := _of(wanted[:end], table):
            return _narrowed(_of(wanted[end:], table) or _of_parts(wanted[end:], table) or whole, whole)
    return ()


def _of_place_in(wanted: str, table: str) -> tuple[str, ...]:
    """Of English that says the larger place last (London, UK; Austin TX)."""
    place, comma, larger = (part.strip("_") for part in wanted.partition(","))
    if not comma:
        place, _, larger = wanted.rpartition("_")
    found = _of(place, table)
    within = _of(f"us_{larger}", table) or _of(larger, table)
    if found and len(within) == 1 and within[0] not in found:
        return within  # the data set knows the name by a larger place elsewhere
    return _narrowed(found, within) if found and larger else ()


def _narrowed(zones: tuple[str, ...], within: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the zones that are also in the larger place; all of them if none is."""
    return tuple(zone for zone in zones if zone in within) or zones


def fold(text: str) -> str:
    """A name as names are compared: no case, accents, width or spaces at its ends."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "_".join("".join(c for c in plain if not unicodedata.combining(c)).split())
