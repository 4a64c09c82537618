"""说给老外听: the entry on Saturday's card, and a saying of the week."""

from __future__ import annotations

from datetime import date

from bot.locales import Words
from bot.model.reading import Listing
from bot.render.buttons.digest import Cover
from bot.render.buttons.packing import check
from bot.render.buttons.sayings import KeepSaying, Sayings
from bot.render.view import Key, View, bold, escape, row, rows
from content.files.sayings import Saying

SATURDAY = 5


def sayings_key(listing: Listing, size: int, words: Words, *, today: date) -> Key | None:
    """Opens the week's sayings from a card of Saturday, and of no other day."""
    if today.weekday() != SATURDAY:
        return None
    return Key(words.sayings.title, Sayings(today.toordinal(), 0, listing.id, size))


def saying_card(week: tuple[Saying, ...], at: Sayings, words: Words, *, headword: str, kept: bool) -> View:
    """One of the week's sayings, with keys to all of them; `headword` is what is saved of it."""
    say, saying = words.sayings, week[at.at]
    text = "\n\n".join(
        part
        for part in (
            f"{bold(say.title)} · {at.at + 1}/{len(week)}",
            f"{bold(saying.zh)}\n{escape(saying.english)}",
            f"{escape(saying.example)}\n{escape(saying.example_zh)}",
            say.avoid.format(avoid=escape(saying.avoid)) if saying.avoid else "",
        )
        if part
    )
    here = (at.episode, at.size)
    keep = (say.kept if kept else say.keep).format(headword=headword)
    terms = [Key(f"{'●' * (n == at.at)}{other.zh}", Sayings(at.day, n, *here)) for n, other in enumerate(week)]
    return View(
        text,
        rows(
            row(Key(keep, KeepSaying(at.day, at.at, *here, check(saying.zh)))),
            row(*terms[:3]),
            row(*terms[3:]),
            row(Key(words.back, Cover(*here))),
        ),
    )
