"""A view: text and keyboard of one message, in Telegram's HTML, and the few pieces that views are made of.

Content is escaped here and in the builders beside it, nowhere else. Limits are Telegram's: 4096 characters of text
after parsing, 64 bytes of callback data, 8 buttons a row. The width of a row is ours: 36 columns that its buttons
share, where a CJK character takes two; as much as a phone of 390 points shows.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot.locales import Words
from bot.render.buttons.packing import Button

MAX_TEXT = 4096
MAX_TITLE = 200
_ROW = 36
"""Columns of the labels in a row together."""
CROWDED = _ROW // 3
"""Columns of a label in a row of three."""
_DENSEST = 6
"""Characters of a column: a family has eleven in two. Marks without a width could go on for ever."""

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Key:
    """One inline button: it sends its `button` back to us, opens its `url`, or a `page` of ours within the app.

    Telegram has pages in private chats only.
    """

    label: str
    button: Button | None = None
    url: str | None = None
    page: str | None = None


Row = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Text in Telegram's HTML and an inline keyboard, possibly empty.

    With `ask` it is a question: the reader's client opens a reply to it, with this placeholder.
    """

    text: str
    rows: tuple[Row, ...] = ()
    ask: str = ""

    def __hash__(self) -> int:
        """By the text, which keeps its own hash: a keyboard's would be worked out anew each time."""
        return hash(self.text)

    @property
    def plain(self) -> str:
        """The text without its markup: what is sent when Telegram refuses the markup."""
        return html.unescape(_TAG.sub("", self.text))

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than Telegram takes, which counts in UTF-16."""
        return len(self.plain.encode("utf-16-le")) // 2 > MAX_TEXT

    @property
    def without_links(self) -> View:
        """The view with only those keys that send something back to us."""
        return View(self.text, rows(*(tuple(key for key in keys if key.button) for keys in self.rows)))


def row(*keys: Key | None) -> Row:
    """A row of the keys that are there, each label cut to what the row has room for."""
    present = [key for key in keys if key is not None]
    return tuple(replace(key, label=cut(key.label, _ROW // len(present))) for key in present)


def wrapped(*keys: Key | None) -> tuple[Row, ...]:
    """The keys that are there in as few rows, as even as can be, as leave every label whole."""
    present = [key for key in keys if key is not None]
    for count in range(1, len(present) + 1):
        size, more = divmod(len(present), count)
        ends = list(accumulate(size + (number < more) for number in range(count)))
        found = [present[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        if count == len(present) or all(columns(key.label) <= _ROW // len(keys) for keys in found for key in keys):
            return tuple(row(*keys) for keys in found)
    return ()


def with_row(view: View, *keys: Key | None) -> View:
    """The same with a row more at its end, of the keys that are there."""
    return replace(view, rows=rows(*view.rows, row(*keys)))


def beside(view: View, key: Key | None) -> View:
    """The same with a key more at the end of its last row, where there is one."""
    return replace(view, rows=(*view.rows[:-1], row(*view.rows[-1], key))) if view.rows else with_row(view, key)


def opens(label: str, budget: int = _ROW // 2) -> str:
    """The label of a key that opens a choice: with › at its end, where that has room."""
    return f"{label} ›" if columns(label) + 2 <= budget else label


def rows(*given: Row) -> tuple[Row, ...]:
    """The rows that have keys."""
    return tuple(r for r in given if r)


def escape(text: str) -> str:
    """Any text, made safe for Telegram's HTML."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    """Escaped and bold."""
    return f"<b>{escape(text)}</b>"


def link(label: str, url: str) -> str:
    """An escaped label that opens an address."""
    return f'<a href="{html.escape(url)}">{escape(label)}</a>'


def title(text: str) -> str:
    """A title of any length, cut to one that fits every card."""
    return cut(text, MAX_TITLE)


@lru_cache(4096)
def columns(text: str) -> int:
    """How wide a text is, in columns: a Chinese character and an emoji take two, combining marks none."""
    from wcwidth import width  # one megabyte and a half, for who shows something

    return width(text)


def cut(text: str, budget: int) -> str:
    """The text, shortened with … to at most `budget` columns; what is seen as one character stays whole."""
    most = budget * _DENSEST
    if columns(text) <= budget and len(text) <= most:
        return text
    from wcwidth import iter_graphemes

    kept, used, long = [], 1, 1
    for seen in iter_graphemes(text):
        used, long = used + columns(seen), long + len(seen)
        if used > budget or long > most:
            break
        kept.append(seen)
    return "".join(kept).rstrip() + "…"


def clock(minute: int) -> str:
    """A minute of the day as 08:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def timecode(second: int) -> str:
    """A second of a recording as 02:31 or 1:02:31."""
    hours, rest = divmod(second, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"


def moment(instant: datetime, zone: str, words: Words) -> str:
    """Telegram's date-time entity: each device shows it in its own zone, so that a wrong zone is seen at once.

    The text inside, for apps that do not know the entity, is in the chat's zone. It stands alone where the app
    speaks another language than the reader.
    """
    local = instant.astimezone(ZoneInfo(zone))
    text = f"{day(local.date(), words)} {local:%H:%M}"
    if not words.app_dates:
        return escape(text)
    return f'<tg-time unix="{int(instant.timestamp())}" format="wDt">{escape(text)}</tg-time>'


def day(of: date, words: Words, *, today: date | None = None) -> str:
    """A date, with its year where that is not today's."""
    if today is not None and of.year != today.year:
        return words.day_of_year.format(year=of.year, month=of.month, day=of.day)
    return words.day.format(month=words.months[of.month - 1], day=of.day, weekday=words.weekdays[of.weekday()])
