"""An episode: the whole of it, what of it is the reader's own, and where they stand, on the page and in the chat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request

from bot.model.reading import WHOLE, Listing, Place
from bot.reading.mine import mine_of
from bot.reading.passages import counted, open_listing
from bot.reading.readers import Reader
from bot.web.door import Door
from bot.web.endpoint import Asked, Endpoint, Told
from bot.web.limits import WAITING
from bot.web.problems import Problem
from bot.web.shapes.episode import EpisodeTold, MineTold, Reached, SavedTold, Stands
from bot.web.telling import position

WAIT = 25
"""Seconds that a request may wait for something to change."""
_LOOK_EVERY = 0.4
"""Seconds between looks at a store that other processes write to as well: nobody tells of what they write."""
_SETTLES = 0.2
"""Seconds after news: several writes are told at once, and whoever wrote hears of it by the answer to that."""
_A_YEAR = "private, max-age=31536000, immutable"


async def episode(asked: Asked) -> Told:
    """The same for every reader; asked for by its revision it never changes."""
    listing = await _listing(asked)
    whole = await asked.door.wholes.get(listing)
    asked_for = asked.query("revision")
    headers = {
        "ETag": f'"{whole.revision}"',
        "Cache-Control": _A_YEAR if asked_for == whole.revision else "private, no-cache",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in asked.request.headers.get("accept-encoding", ""):
        return Told(headers=headers | {"Content-Encoding": "gzip"}, content=whole.compressed)
    return Told(headers=headers, content=whole.content)


async def mine(asked: Asked) -> Told:
    """Saved, known, met again, where the reader stands."""
    return Told(await mine_told(asked.door, await asked.reader(), await _listing(asked)))


async def mine_told(door: Door, reader: Reader, listing: Listing) -> MineTold:
    """The same, for whoever asks for it with something else."""
    version, place = await door.store.progress.version(reader.chat_id, listing.id)
    whole = await door.wholes.get(listing)
    found = await mine_of(door.store, reader, listing.id, whole.segments, whole.standing, door.lexicon)
    return MineTold(
        version=version,
        revision=whole.revision,
        position=position(listing, place),
        terms=tuple(
            SavedTold(
                id=term.id,
                key=term.key,
                headword=term.headword,
                meaning=term.meaning,
                known=term.known,
                here=term.here,
                stands=tuple(
                    (number, *at)
                    for number, span in places.items()
                    if (at := whole.units[number].english.at(span)) is not None
                ),
            )
            for term, places in found.terms
        ),
        known=tuple(sorted(found.known)),
        easy=tuple(sorted(found.easy)),
        hears=tuple(
            number
            for number, segment in enumerate(whole.segments)
            if door.voices.offers(segment, has_words=whole.sayable[number])
        ),
    )


async def place(asked: Asked) -> Told:
    """Where the reader stands: at once, or, where nothing differs from what was `seen`, when something does.

    A move in the chat is told within half a second; nothing is told (204) when the wait is over.
    """
    listing, waiting = await _listing(asked), asked.door.limits.waiting
    wait = min(asked.query_number("wait"), WAIT) if waiting[asked.chat_id] < WAITING else 0
    waiting[asked.chat_id] += 1
    try:
        return await _moved(asked, listing, wait)
    finally:
        waiting[asked.chat_id] -= 1
        if not waiting[asked.chat_id]:
            del waiting[asked.chat_id]


async def _moved(asked: Asked, listing: Listing, wait: int) -> Told:
    seen, door, loop = asked.query("seen"), asked.door, asyncio.get_running_loop()
    until = loop.time() + wait
    over: list[asyncio.Task[Any]] = []
    if wait:
        over = [asyncio.create_task(door.ending.wait()), asyncio.create_task(_left(asked.request))]
    try:
        with door.news.heard(asked.chat_id) as news:
            while True:
                news.clear()
                version, where = await door.store.progress.version(asked.chat_id, listing.id)
                if version != seen:
                    return Told(Stands(version, position(listing, where)))
                left = until - loop.time()
                if left <= 0 or any(each.done() for each in over):
                    return Told(status=204)
                await _something(news, over, left if door.alone else min(left, _LOOK_EVERY))
    finally:
        for each in over:
            each.cancel()


async def _something(news: asyncio.Event, over: Sequence[asyncio.Task[Any]], seconds: float) -> None:
    """Until there is news, or no use in waiting, or no time."""
    told: asyncio.Task[Any] = asyncio.create_task(news.wait())
    try:
        await asyncio.wait({told, *over}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
    if news.is_set() and not any(each.done() for each in over):
        await asyncio.sleep(min(seconds, _SETTLES))


async def _left(request: Request) -> None:
    """Until nobody is there to be answered."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def reach(asked: Asked) -> Stands:
    """The reader stands at another segment: the chat's ▶ and /today open there from now on."""
    reached: Reached = asked.body
    listing, store = await _listing(asked), asked.door.store
    if reached.index > listing.length:
        raise Problem(422, "not-in-order", "index")
    if reached.index == listing.length:
        where = Place(listing.id, WHOLE, listing.length)
    else:
        where = await counted(store, asked.chat_id, listing, reached.index)
    await store.progress.reached(asked.chat_id, where, asked.now)
    version, stands = await store.progress.version(asked.chat_id, listing.id)
    return Stands(version, position(listing, stands))


async def _listing(asked: Asked) -> Listing:
    return await open_listing(asked.door.store, asked.number("id"))


ENDPOINTS = (
    Endpoint(
        "GET",
        "/episodes/{id}",
        "A whole piece, the same for every reader",
        episode,
        gives=EpisodeTold,
        query={"revision": "as /mine tells it: the answer may then be kept for ever"},
    ),
    Endpoint("GET", "/episodes/{id}/mine", "What of it is the reader's own", mine, gives=MineTold),
    Endpoint(
        "GET",
        "/episodes/{id}/position",
        "Where the reader stands, also by moves in the chat",
        place,
        gives=Stands,
        query={
            "seen": "a version: answered when there is another",
            "wait": f"seconds to wait for one, up to {WAIT}; then 204",
        },
        said="Long polling: ask again with the version that was told. Ask /mine where the version is another.",
    ),
    Endpoint("PUT", "/episodes/{id}/position", "Stand at a segment", reach, takes=Reached, gives=Stands),
)
