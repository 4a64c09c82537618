"""Where a piece comes from: whose it is, of which show, at which address. Every card names it."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.locales import Words
from bot.model.reading import Listing
from bot.render.buttons.digest import Cover
from bot.render.buttons.issues import OpenBuilder, Sources
from bot.render.view import Key, View, bold, cut, escape, link, row, rows, title

_NAME = 40
_ADDRESS = 48
_BIO = 300
_SHOWN = 40
"""Sources on a card; a message has at most 100 entities."""


def author(listing: Listing) -> str:
    """The show, or the builder with their account."""
    handle = f" @{escape(listing.handle)}" if listing.handle else ""
    return escape(cut(listing.show, _NAME)) + handle


def author_link(listing: Listing) -> str:
    """The show in bold, leading to the original where that has an address."""
    name = bold(cut(listing.show, _NAME))
    return f"<b>{link(cut(listing.show, _NAME), listing.url)}</b>" if listing.url else name


def source_line(listing: Listing, words: Words) -> str:
    """Its address; of several sources the first and how many they are. Empty where nothing is known of it."""
    say, named = words.issues, listing.url or next(iter(listing.sources), None)
    if named is None:
        return ""
    shown = link(address(named), named)
    several = listing.url is None and len(listing.sources) > 1
    if several:
        return say.source_and_more.format(source=shown, n=len(listing.sources))
    return say.source.format(source=shown)


def sources_key(listing: Listing, size: int, words: Words) -> Key | None:
    """Opens the sources, where an episode names more than its own address."""
    if not listing.sources:
        return None
    return Key(words.issues.sources, Sources(listing.id, size))


def builder_key(listing: Listing, words: Words) -> Key | None:
    """Opens the builder who posted it."""
    return Key(words.issues.builder, OpenBuilder(listing.id, 0)) if listing.builder else None


def sources_card(listing: Listing, size: int, words: Words) -> View:
    """Every source of an episode, each a tap away."""
    lines = [words.issues.sources_title.format(title=escape(title(listing.title))), author(listing), ""]
    addresses = tuple(dict.fromkeys((*([listing.url] if listing.url else []), *listing.sources)))
    lines += [f"{number}. {link(address(url), url)}" for number, url in enumerate(addresses[:_SHOWN], 1)]
    return View("\n".join(lines), rows(row(Key(words.back, Cover(listing.id, size)))))


def about_builder(listing: Listing) -> str:
    """What a builder says of themselves, on one paragraph."""
    return escape(cut(" ".join(listing.bio.split()), _BIO)) if listing.bio else ""


def address(url: str) -> str:
    """An address as a person would say it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return cut(f"{host}{parts.path.rstrip('/')}{query}", _ADDRESS)
