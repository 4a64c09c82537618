"""/builders: who posted lately, what they posted, and whom the chat follows."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.handlers.opening import page_key
from bot.reading.passages import Withdrawn, open_listing
from bot.reading.readers import Reader
from bot.render.builders import ON_A_PAGE, POSTS_SHOWN, builder_card, builders_card
from bot.render.buttons.issues import Builders, Follow, OpenBuilder
from bot.render.view import View, with_row


async def builders(command: Command, reader: Reader, desk: Desk) -> None:
    """Whose posts can be read, who posted last first."""
    await desk.reply.send(command.chat_id, await _builders(0, reader, desk))


async def turn(tap: Tap[Builders], reader: Reader, desk: Desk) -> None:
    """Another page of them, in place."""
    await desk.reply.show(tap, await _builders(tap.button.page, reader, desk))


async def open_builder(tap: Tap[OpenBuilder], reader: Reader, desk: Desk) -> None:
    """One of them, with what they posted."""
    await desk.reply.show(tap, await _builder(tap.button.episode, tap.button.page, reader, desk))


async def follow(tap: Tap[Follow], reader: Reader, desk: Desk) -> None:
    """Follow, or no longer."""
    listing = await open_listing(desk.store, tap.button.episode)
    if listing.builder is None:
        raise Withdrawn
    say = reader.words.issues
    if tap.button.follow:
        await desk.store.builders.follow(reader.chat_id, listing.builder, desk.clock())
    else:
        await desk.store.builders.unfollow(reader.chat_id, listing.builder)
    toast = (say.followed if tap.button.follow else say.unfollowed).format(builder=listing.show)
    await desk.reply.show(tap, await _builder(tap.button.episode, tap.button.page, reader, desk), toast)


async def _builders(page: int, reader: Reader, desk: Desk) -> View:
    today = reader.today(desk.clock())
    found = await desk.store.builders.latest(today, ON_A_PAGE + 1, page * ON_A_PAGE)
    followed = await desk.store.builders.followed(reader.chat_id)
    shown, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    card = builders_card(shown, followed, page, reader.words, today=today, more=more)
    return with_row(card, page_key(reader, desk, room="builders"))


async def _builder(episode: int, page: int, reader: Reader, desk: Desk) -> View:
    listing = await open_listing(desk.store, episode)
    if listing.builder is None:
        raise Withdrawn
    today = reader.today(desk.clock())
    posts = await desk.store.builders.posts(listing.builder, today, POSTS_SHOWN + 1, page * POSTS_SHOWN)
    followed = listing.builder in await desk.store.builders.followed(reader.chat_id)
    return builder_card(
        listing,
        posts[:POSTS_SHOWN],
        page,
        reader.words,
        zone=reader.subscription.zone,
        followed=followed,
        more=len(posts) > POSTS_SHOWN,
    )
