"""An issue: what a source put together on a day, as the website's home page has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.locales import Words, plural
from bot.model.reading import Listing, Piece, Rest
from bot.render.buttons.archive import ArchiveMonth
from bot.render.buttons.digest import Cover
from bot.render.buttons.issues import Day, Issue
from bot.render.buttons.packing import Button
from bot.render.origin import author
from bot.render.view import Key, Row, View, bold, columns, cut, day, escape, row, rows
from content.episode.episode import Kind

ON_A_PAGE = 24
_A_ROW = 8
_TITLES = (120, 80, 48, 24)
"""Columns of a title, or of the beginning of a post: the first with which the card is no longer than a message."""

_OPENING = 96
_LABEL = 36
"""Columns of a label that has its row for itself."""


def issue_card(
    pieces: Sequence[Piece], page: int, words: Words, *, today: date, size: int, opened: Issue | Day
) -> View:
    """A page of an issue, by kind, each piece with a number that opens its card.

    `opened` is the button that led here: it says where the way back leads.
    """
    pages = -(-len(pieces) // ON_A_PAGE)
    page = min(page, pages - 1)
    first = page * ON_A_PAGE
    shown = pieces[first : first + ON_A_PAGE]
    issue = pieces[0].listing.issue
    head = bold(day(issue, words, today=today) if issue else words.issues.evergreen_title)
    head = f"{head} · {plural(words.episodes, len(pieces))}"
    # Titles that are long in both languages, two dozen of them, are shortened together, so that every number is there.
    text = _listed(head, shown, first + 1, words, _TITLES[0])
    for most in _TITLES[1:]:
        if not View(text).is_too_long:
            break
        text = _listed(head, shown, first + 1, words, most)
    keys = [Key(str(number), Cover(each.listing.id, size)) for number, each in enumerate(shown, first + 1)]
    return View(text, rows(*_in_rows(keys), _turn(page, pages, opened, words)))


def _listed(head: str, shown: Sequence[Piece], first: int, words: Words, most: int) -> str:
    lines, kind = [head], None
    for number, piece in enumerate(shown, first):
        if piece.listing.kind is not kind:
            kind = piece.listing.kind
            lines += ["", words.issues.headings[kind]]
        lines.append(_builder(number, piece, most) if kind is Kind.POSTS else _piece(number, piece, words, most))
    return "\n".join(lines)


def rest_label(listing: Listing, words: Words, *, today: date) -> str:
    """What else came with a piece, "今日还有：1 篇文章 · 15 位 builder"; only how many where that is too long."""
    say, rest = words.issues, listing.rest
    recent = listing.issue is None or listing.issue >= today - timedelta(days=1)
    said = say.today_more if recent and listing.issue else say.that_day_more
    label = said.format(pieces=" · ".join(_counted(rest, words)))
    return label if columns(label) <= _LABEL else said.format(pieces=plural(say.all_more, rest.total))


def _counted(rest: Rest, words: Words) -> list[str]:
    counts = {Kind.PODCAST: rest.podcasts, Kind.BLOG: rest.blogs, Kind.POSTS: rest.posts}
    return [plural(words.issues.some[kind], count) for kind, count in counts.items() if count]


def _piece(number: int, piece: Piece, words: Words, most: int) -> str:
    listing = piece.listing
    lines = [f"{number}. {bold(cut(listing.title, most))}{_read(piece)}"]
    if listing.title_zh:
        lines.append(escape(cut(listing.title_zh, most)))
    figures = words.whole_of.format(segments=listing.length, minutes=listing.minutes)
    return "\n".join([*lines, f"{author(listing)} · {figures}"])


def _builder(number: int, piece: Piece, most: int) -> str:
    """A builder with the first line of what they posted."""
    star = "★ " if piece.followed else ""
    opening = piece.opening.english.split("\n", 1)[0] if piece.opening else ""
    return f"{number}. {star}<b>{author(piece.listing)}</b>{_read(piece)}\n{escape(cut(opening, min(most, _OPENING)))}"


def _read(piece: Piece) -> str:
    return " ☑" if piece.read else ""


def _turn(page: int, pages: int, opened: Issue | Day, words: Words) -> Row:
    def to(number: int) -> Button:
        if isinstance(opened, Day):
            return Day(opened.day, number)
        return Issue(opened.episode, opened.size, number)

    if isinstance(opened, Day):
        month = date.fromordinal(opened.day).strftime("%Y-%m")
        back = Key(words.issues.to_calendar, ArchiveMonth(month, 0))
    else:
        back = Key(words.cover, Cover(opened.episode, opened.size))
    return row(
        Key("◀", to(page - 1)) if page else None,
        back,
        Key("▶", to(page + 1)) if page + 1 < pages else None,
    )


def _in_rows(keys: list[Key]) -> list[Row]:
    return [tuple(keys[i : i + _A_ROW]) for i in range(0, len(keys), _A_ROW)]
