"""A visit: begun, prolonged, ended; and how its reader reads."""

from __future__ import annotations

from dataclasses import replace

from bot.model.visit import LONGEST
from bot.model.voice import SPEEDS
from bot.reading.readers import Reader
from bot.web.api.opening import opening
from bot.web.door import Door
from bot.web.endpoint import Asked, Endpoint, Told
from bot.web.problems import Problem
from bot.web.shapes.opening import Opening
from bot.web.shapes.reader import BotTold, ReaderTold, Settings, VisitTold, VoiceTold
from bot.web.visits import Begun, begin, end, prolong


async def open_visit(asked: Asked) -> VisitTold:
    """Telegram says who it is."""
    given: Opening = asked.body
    begun = await begin(asked.door, given.init_data)
    told, reader = await _told(asked.door, begun)
    return replace(told, opening=await opening(asked.door, reader, given.opens, asked.now))


async def renew(asked: Asked) -> VisitTold:
    """Go on."""
    told, _ = await _told(asked.door, await prolong(asked.door, asked.visit, asked.token))
    return told


async def leave(asked: Asked) -> Told:
    """Goodbye."""
    await end(asked.door, asked.visit, asked.token)
    return Told(status=204)


async def settings(asked: Asked) -> ReaderTold:
    """Read like this from now on, on the page and in the chat."""
    wanted: Settings = asked.body
    door, reader = asked.door, await asked.reader()
    given = {
        name: value for name in ("language", "translation", "level") if (value := getattr(wanted, name)) is not None
    }
    if given:
        reader = await door.readers.put(reader, replace(reader.subscription, **given))
    listening = await door.store.voices.listening(asked.chat_id)
    if wanted.voice is not None or wanted.speed is not None:
        timbre = listening.timbre if wanted.voice is None else wanted.voice
        speed = listening.speed if wanted.speed is None else wanted.speed
        timbres = door.voices.engine.timbres if door.voices.engine else ()
        if speed not in SPEEDS or (timbre and timbre not in timbres):
            raise Problem(422, "not-in-order", "voice, speed")
        await door.store.voices.listen(replace(listening, timbre=timbre, speed=speed))
    return await _reader(door, reader)


async def _told(door: Door, begun: Begun) -> tuple[VisitTold, Reader]:
    reader = await door.readers.reader(begun.visit.chat_id, begun.language_code)
    engine = door.voices.engine
    told = VisitTold(
        token=begun.token,
        expires_at=begun.visit.expires_at,
        until=begun.visit.began_at + LONGEST,
        lasts=max(0, round((begun.visit.expires_at - door.clock()).total_seconds())),
        forgotten=begun.forgotten,
        reader=await _reader(door, reader),
        bot=BotTold(door.username),
        voice=VoiceTold(
            any=door.voices.offers_anything,
            on_demand=engine is not None,
            voices=engine.timbres if engine else (),
            speeds=SPEEDS if engine else (SPEEDS[0],),
        ),
    )
    return told, reader


async def _reader(door: Door, reader: Reader) -> ReaderTold:
    listening, subscription = await door.store.voices.listening(reader.chat_id), reader.subscription
    return ReaderTold(
        language=subscription.language,
        translation=subscription.translation,
        level=subscription.level,
        zone=subscription.zone,
        digest_size=subscription.digest_size,
        speed=listening.speed,
        voice=listening.timbre,
    )


ENDPOINTS = (
    Endpoint("POST", "/session", "Begin a visit", open_visit, takes=Opening, gives=VisitTold, visit=False),
    Endpoint("POST", "/session/renew", "Prolong it by an hour, up to twelve in all", renew, gives=VisitTold),
    Endpoint("DELETE", "/session", "End it", leave),
    Endpoint("PUT", "/settings", "Read like this", settings, takes=Settings, gives=ReaderTold),
)
