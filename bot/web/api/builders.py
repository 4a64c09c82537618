"""Builders: who posted lately, one of them with what they posted, and whom the reader follows."""

from __future__ import annotations

from bot.model.reading import Listing, Post
from bot.web.endpoint import Asked, Endpoint, Told
from bot.web.problems import not_there
from bot.web.shapes.sound import BuilderPageTold, BuilderPostTold, BuildersTold, BuilderTold
from bot.web.telling import on_the_web, summary

A_PAGE = 30


async def builders(asked: Asked) -> BuildersTold:
    """Whose posts can be read."""
    today, page = (await asked.reader()).today(asked.now), asked.query_number("page")
    found = await asked.door.store.builders.latest(today, A_PAGE + 1, page * A_PAGE)
    followed = await asked.door.store.builders.followed(asked.chat_id)
    shown = tuple(_about(each, followed=each.builder in followed) for each in found[:A_PAGE])
    return BuildersTold(shown, len(found) > A_PAGE)


async def builder(asked: Asked) -> BuilderPageTold:
    """Bio and posts."""
    store, name, page = asked.door.store, _name(asked), asked.query_number("page")
    posts = await store.builders.posts(name, (await asked.reader()).today(asked.now), A_PAGE + 1, page * A_PAGE)
    listing = await store.episodes.get(posts[0].episode_id) if posts else None
    if listing is None:
        raise not_there()
    followed = name in await store.builders.followed(asked.chat_id)
    shown = tuple(_post(each) for each in posts[:A_PAGE])
    return BuilderPageTold(_about(listing, followed=followed), shown, len(posts) > A_PAGE)


async def follow(asked: Asked) -> Told:
    """Put this builder first from now on."""
    store, name = asked.door.store, _name(asked)
    if not await store.builders.posts(name, (await asked.reader()).today(asked.now), 1):
        raise not_there()
    await store.builders.follow(asked.chat_id, name, asked.now)
    return Told(status=204)


async def unfollow(asked: Asked) -> Told:
    """No longer."""
    await asked.door.store.builders.unfollow(asked.chat_id, _name(asked))
    return Told(status=204)


def _name(asked: Asked) -> str:
    return str(asked.request.path_params["builder"])[:200]


def _about(listing: Listing, *, followed: bool) -> BuilderTold:
    return BuilderTold(
        builder=listing.builder or "",
        name=listing.show,
        handle=listing.handle,
        bio=listing.bio,
        url=on_the_web(listing.url),
        followed=followed,
        latest=summary(listing),
    )


def _post(post: Post) -> BuilderPostTold:
    written = post.segment
    return BuilderPostTold(
        episode=post.episode_id,
        segment=post.position,
        english=written.english,
        chinese=written.chinese,
        url=on_the_web(written.url),
        posted_at=written.posted_at.isoformat() if written.posted_at else None,
        likes=written.likes,
        reposts=written.reposts,
        replies=written.replies,
    )


_PAGE = {"page": f"of {A_PAGE}, from 0"}

ENDPOINTS = (
    Endpoint("GET", "/builders", "Who posted last comes first", builders, gives=BuildersTold, query=_PAGE),
    Endpoint(
        "GET", "/builders/{builder}", "One of them, and what they posted", builder, gives=BuilderPageTold, query=_PAGE
    ),
    Endpoint("PUT", "/builders/{builder}/follow", "Follow", follow),
    Endpoint("DELETE", "/builders/{builder}/follow", "No longer", unfollow),
)
