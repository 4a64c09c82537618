"""What is heard: a segment with its timings, a word, a term's sentence; and the bytes of a piece.

The address of a piece is told with a signature, so that an audio element, which sends no header, can ask for it, and
nobody else for what they were not told of.
"""

from __future__ import annotations

import asyncio
import hmac
import re
from hashlib import sha256

from bot.model.voice import Kept
from bot.reading.pieces import Wanted
from bot.reading.whole import Text
from bot.web.api.spots import passage_at
from bot.web.door import Door
from bot.web.endpoint import Asked, Endpoint, Told
from bot.web.problems import Problem, not_there
from bot.web.shapes.sound import SoundTold
from content.voice.line import NothingToSay, VoiceError

RECORDED_WITHIN = 20.0
"""Seconds that a request waits for a recording; who asks again waits for the same."""
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
_NOTHING = Text((), (), ())


async def segment(asked: Asked) -> SoundTold:
    """As the reader hears it, if it is there already."""
    wanted, text = await _segment(asked)
    return _told(asked.door, wanted, await _there(asked, wanted), text)


async def record_segment(asked: Asked) -> SoundTold | Told:
    """Have it made."""
    wanted, text = await _segment(asked)
    return await _recorded(asked, wanted, text)


async def word(asked: Asked) -> SoundTold | Told:
    """A word is made at once: it takes a second."""
    listening = await asked.door.store.voices.listening(asked.chat_id)
    surface = str(asked.request.path_params["surface"])[:80]
    return await _recorded(asked, asked.door.voices.of_text(surface, listening), _NOTHING)


async def sentence(asked: Asked) -> SoundTold | Told:
    """That a term was met in."""
    term = await asked.door.store.terms.get(asked.chat_id, asked.number("id"))
    if term is None or not term.contexts:
        raise not_there()
    listening = await asked.door.store.voices.listening(asked.chat_id)
    return await _recorded(asked, asked.door.voices.of_text(term.contexts[0].sentence, listening), _NOTHING)


async def piece(asked: Asked) -> Told:
    """Bytes; a part of them where a range is asked for."""
    address, said = str(asked.request.path_params["address"]), asked.query("sig")
    if not hmac.compare_digest(said.encode(), _signature(asked.door, address).encode()):
        raise not_there()
    data = await asked.door.voices.pieces.made(address)
    if data is None:
        raise not_there()
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=31536000, immutable",
        "ETag": f'"{address}"',
        "Content-Encoding": "identity",
    }
    found = _RANGE.fullmatch(asked.request.headers.get("range", ""))
    if not found:
        return Told(headers=headers, content=data, media_type="audio/mpeg")
    first, last = int(found[1]), min(int(found[2] or len(data)), len(data) - 1)
    if first > last:
        return Told(status=416, headers={"Content-Range": f"bytes */{len(data)}"}, content=b"")
    part = headers | {"Content-Range": f"bytes {first}-{last}/{len(data)}"}
    return Told(status=206, headers=part, content=data[first : last + 1], media_type="audio/mpeg")


async def _segment(asked: Asked) -> tuple[Wanted | None, Text]:
    passage = await passage_at(asked, asked.number("id"), asked.number("segment"))
    listening = await asked.door.store.voices.listening(asked.chat_id)
    whole = await asked.door.wholes.get(passage.listing)
    return await asked.door.voices.of_passage(passage, listening), whole.units[passage.index].english


async def _there(asked: Asked, wanted: Wanted | None) -> Kept:
    """What is made, or is here at once."""
    if wanted is None:
        raise Problem(404, "silent")
    pieces = asked.door.voices.pieces
    kept = await pieces.kept(wanted)
    if kept is not None and await pieces.made(kept.address) is not None:
        return kept
    if wanted.seconds:
        raise Problem(404, "not-recorded", f"about {wanted.seconds} s")
    try:
        return (await pieces.piece(wanted, urgent=True))[0]
    except VoiceError:
        raise Problem(503, "not-recorded") from None


async def _recorded(asked: Asked, wanted: Wanted | None, text: Text) -> SoundTold | Told:
    """What is not there yet counts among what a reader may have recorded in a day."""
    door = asked.door
    if wanted is None:
        raise Problem(404, "silent")
    asks = wanted.seconds > 0 and await door.voices.pieces.kept(wanted) is None
    if asks and not await door.store.voices.ask(asked.chat_id, asked.now.date()):
        raise Problem(429, "enough-recorded")
    try:
        async with asyncio.timeout(RECORDED_WITHIN):
            kept, _ = await door.voices.pieces.piece(wanted, urgent=True)
    except TimeoutError:
        return Told({"seconds": wanted.seconds}, status=202, headers={"Retry-After": "3"})
    except NothingToSay:
        raise Problem(404, "silent") from None
    except VoiceError:
        raise Problem(503, "not-recorded") from None
    return _told(door, wanted, kept, text)


def _told(door: Door, wanted: Wanted | None, kept: Kept, text: Text) -> SoundTold:
    sentences: list[tuple[int, int] | None] = [None] * len(text.sentences)
    for each in kept.sentences:
        where = text.at((each.start, each.start + 1))
        if where is not None:
            before = sentences[where[0]]
            sentences[where[0]] = (before[0] if before else each.since, each.until)
    words = [(at, each) for each in kept.words if (at := text.at((each.start, each.end))) is not None]
    return SoundTold(
        address=kept.address,
        url=f"/api/v1/audio/{kept.address}?sig={_signature(door, kept.address)}",
        duration=kept.duration,
        original=wanted.original if wanted else False,
        sentences=tuple(sentences),
        words=tuple((*at, each.since, each.until) for at, each in words),
    )


def _signature(door: Door, address: str) -> str:
    """Of an address, the same for everyone who is told of it: browsers keep what it names."""
    key = hmac.digest(door.token.encode(), b"BuildSpeak's page: sounds", sha256)
    return hmac.new(key, address.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]


_SAID = (
    "404 `silent`: there is nothing to hear; 404 `not-recorded`: POST has it made, up to a number a day (429 "
    "`enough-recorded`). 202: it is being made, ask again."
)

ENDPOINTS = (
    Endpoint(
        "GET", "/episodes/{id}/segments/{segment}/audio", "A segment's sound", segment, gives=SoundTold, said=_SAID
    ),
    Endpoint(
        "POST",
        "/episodes/{id}/segments/{segment}/audio",
        "Have it recorded",
        record_segment,
        gives=SoundTold,
        said=_SAID,
    ),
    Endpoint("POST", "/words/{surface}/audio", "A word's sound", word, gives=SoundTold, said=_SAID),
    Endpoint("POST", "/terms/{id}/audio", "The sound of a term's sentence", sentence, gives=SoundTold, said=_SAID),
    Endpoint(
        "GET",
        "/audio/{address}",
        "A piece of sound, with ranges, as MP3; as a sound's `url` names it",
        piece,
        query={"sig": "told with the address"},
        visit=False,
    ),
)
