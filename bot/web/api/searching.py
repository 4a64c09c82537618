"""Searching titles and full texts, in both languages."""

from __future__ import annotations

import re

from bot.model.reading import Listing
from bot.web.endpoint import Asked, Endpoint, held_back
from bot.web.problems import Problem
from bot.web.shapes.episode import Found, Hit
from bot.web.telling import summary

MOST = 40
LONGEST = 60
_AROUND = 60
_HAN = re.compile(r"[\u3400-\u9fff]")


async def search(asked: Asked) -> Found:
    """Two letters at least, or one Chinese character."""
    text = " ".join(asked.query("q").split())
    if not (len(text) > 1 or _HAN.search(text)) or len(text) > LONGEST:
        raise Problem(422, "not-in-order", "q")
    held_back(asked.door.limits.search(asked.chat_id))
    store, today = asked.door.store, (await asked.reader()).today(asked.now)
    titles = await store.searching.titles(text, today, MOST)
    texts = await store.searching.texts(text, today, MOST + 1)
    hits = [_titled(listing, text) for listing in titles]
    listings = {each.id: each for each in titles}
    for each in texts:
        listing = listings.get(each.episode_id) or await store.episodes.get(each.episode_id)
        if listing is None or listing.withdrawn:
            continue
        listings[listing.id] = listing
        shown = each.segment.chinese if each.chinese else each.segment.english
        line, at = _cut(shown, *each.at)
        hits.append(Hit(summary(listing), each.position, line, at))
    return Found(tuple(hits[:MOST]), len(hits) > MOST)


def _titled(listing: Listing, text: str) -> Hit:
    named = (listing.title, listing.title_zh or "", listing.show, listing.lead_in or "")
    shown = next((each for each in named if text.lower() in each.lower()), listing.title)
    at = max(0, shown.lower().find(text.lower()))
    return Hit(summary(listing), None, shown, (at, at + len(text)))


def _cut(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """What stands around it, on one line."""
    first = max(0, start - _AROUND)
    before = ("…" if first else "") + text[first:start]
    after = text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
    line = f"{before}{text[start:end]}{after}".replace("\n", " ")
    return line, (len(before), len(before) + end - start)


ENDPOINTS = (Endpoint("GET", "/search", "Titles, then texts", search, gives=Found, query={"q": "English or Chinese"}),)
