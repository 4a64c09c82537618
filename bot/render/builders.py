"""Builders: who posted lately, and one of them with what they posted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from bot.locales import Words
from bot.model.reading import WHOLE, Listing, Post
from bot.render.buttons.issues import Builders, Follow, OpenBuilder
from bot.render.buttons.reading import Read
from bot.render.origin import about_builder, author
from bot.render.passage import reception
from bot.render.view import Key, View, bold, cut, day, escape, link, moment, row, rows

ON_A_PAGE = 16
POSTS_SHOWN = 5
_A_ROW = 8
_BIO = 60
_POST = 240


def builders_card(
    listings: Sequence[Listing], followed: Collection[str], page: int, words: Words, *, today: date, more: bool
) -> View:
    """A page of builders, who posted last first; the number opens one."""
    if not listings:
        return View(words.issues.builders_none)
    lines, keys = [words.issues.builders], []
    for number, listing in enumerate(listings, page * ON_A_PAGE + 1):
        star = "★ " if listing.builder in followed else ""
        when = f" · {day(listing.issue, words, today=today)}" if listing.issue else ""
        lines.append(f"\n{number}. {star}<b>{author(listing)}</b>{when}")
        if listing.bio:
            lines.append(escape(cut(" ".join(listing.bio.split()), _BIO)))
        keys.append(Key(str(number), OpenBuilder(listing.id, 0)))
    turn = row(
        Key("◀", Builders(page - 1)) if page else None,
        Key("▶", Builders(page + 1)) if more else None,
    )
    return View("\n".join(lines), rows(*(tuple(keys[i : i + _A_ROW]) for i in range(0, len(keys), _A_ROW)), turn))


def builder_card(
    listing: Listing, posts: Sequence[Post], page: int, words: Words, *, zone: str, followed: bool, more: bool
) -> View:
    """A builder by any of their episodes, with a page of what they posted, newest first; the number opens a post."""
    say, keys = words.issues, []
    named = f"<b>{link(listing.show, listing.url)}</b>" if listing.url else bold(listing.show)
    lines = [named + (f" @{escape(listing.handle)}" if listing.handle else ""), about_builder(listing)]
    for number, post in enumerate(posts, page * POSTS_SHOWN + 1):
        written = post.segment
        about = [moment(written.posted_at, zone, words)] if written.posted_at else []
        about += reception(written, words)
        lines.append(f"\n{number}. {' · '.join(about)}".rstrip())
        lines.append(escape(cut(" ".join(written.english.split()), _POST)))
        keys.append(Key(str(number), Read(post.episode_id, WHOLE, post.position)))
    turn = row(
        Key("◀", OpenBuilder(listing.id, page - 1)) if page else None,
        Key(say.unfollow if followed else say.follow, Follow(listing.id, page, int(not followed))),
        Key("▶", OpenBuilder(listing.id, page + 1)) if more else None,
    )
    ways = row(Key(say.builder_page, url=listing.url) if listing.url else None, Key(words.back, Builders(0)))
    return View("\n".join(line for line in lines if line), rows(tuple(keys), turn, ways))
