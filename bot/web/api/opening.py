"""What a page shows first, told with the visit: one way to the server and back in place of three."""

from __future__ import annotations

from datetime import datetime

from bot.reading.passages import Withdrawn, open_listing
from bot.reading.readers import Reader
from bot.web.api.episodes import mine_told
from bot.web.api.issues import today_told
from bot.web.door import Door
from bot.web.shapes.opening import OpeningTold, Opens


async def opening(door: Door, reader: Reader, opens: Opens | None, now: datetime) -> OpeningTold | None:
    """None for what is not there: the page asks for it as for any other, and hears why."""
    match opens:
        case Opens(room="today"):
            return OpeningTold(today=await today_told(door, reader, now))
        case Opens(room="episode", episode=int(number)):
            try:
                listing = await open_listing(door.store, number)
            except Withdrawn:
                return None
            mine, whole = await mine_told(door, reader, listing), await door.wholes.get(listing)
            stands = mine.position
            first = 0 if stands.finished or not stands.begun else stands.index
            at = first if opens.at is None else min(opens.at, len(whole.segments) - 1)
            return OpeningTold(episode=whole.around(listing, at), length=len(whole.segments), mine=mine)
        case _:
            return None
