"""A reader's visit: from what Telegram's app hands over to a token of an hour, and from the token to the reader."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.model.chat import ChatId
from bot.model.visit import LASTS, Visit
from bot.web.door import Door
from bot.web.init_data import Forged, opened
from bot.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit with its token, which is told once."""

    visit: Visit
    token: str
    language_code: str | None = None
    forgotten: datetime | None = None
    """When its reader was forgotten last."""


async def begin(door: Door, init_data: str) -> Begun:
    """A visit of whoever opened the page; raises Problem.

    The same data is good again within its age, for a page that is loaded anew; but not from before a /forget.
    """
    now = door.clock()
    try:
        who = opened(init_data, door.token, now)
    except Forged:
        raise Problem(401, "not-from-telegram") from None
    chat_id = ChatId(who.user_id)  # a private chat has the id of its reader
    forgotten = await door.store.forgotten.when(chat_id)
    if forgotten is not None and who.at <= forgotten:
        # The device still has something of theirs: the page clears its own, and the browser what it kept for it.
        raise Problem(401, "forgotten", headers={"Clear-Site-Data": '"cache"'})
    secret = secrets.token_urlsafe(32)
    visit = Visit(chat_id, now, now + LASTS)
    await door.readers.reader(chat_id, who.language_code)
    await door.store.visits.begin(visit, _hashed(secret))
    return Begun(visit, f"{chat_id}.{secret}", who.language_code, forgotten)


async def visit_of(door: Door, authorization: str) -> tuple[Visit, str]:
    """The visit that a header names, and its token; raises Problem."""
    scheme, _, token = authorization.partition(" ")
    number, _, secret = token.strip().partition(".")
    if scheme.lower() == "bearer" and number.isdecimal() and len(number) < 17 and 0 < len(secret) < 100:
        visit = await door.store.visits.get(ChatId(int(number)), _hashed(secret))
        if visit is not None and visit.expires_at > door.clock():
            return visit, token.strip()
    raise Problem(401, "visit-over", headers={"WWW-Authenticate": "Bearer"})


async def prolong(door: Door, visit: Visit, token: str) -> Begun:
    """The same visit for another hour, up to twelve in all."""
    until = visit.prolonged(door.clock())
    await door.store.visits.prolong(visit.chat_id, _hashed(token.partition(".")[2]), until)
    return Begun(Visit(visit.chat_id, visit.began_at, until), token)


async def end(door: Door, visit: Visit, token: str) -> None:
    """The page says goodbye."""
    await door.store.visits.end(visit.chat_id, _hashed(token.partition(".")[2]))


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
