"""Deliveries as a table for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from bot.model.delivery import Delivery, Status
from bot.model.reading import WHOLE

_COLOURS = {
    Status.SENT: "green",
    Status.UNKNOWN: "yellow",
    Status.REJECTED: "red",
    Status.FAILED: "red",
    Status.GONE: "dim",
    Status.EXPIRED: "dim",
}


def delivery_table(rows: Sequence[Delivery], titles: Mapping[int, str]) -> Table:
    """A line a delivery; instants in UTC, to the second. `titles` are those of the episodes by id."""
    table = Table(caption=f"{len(rows)} deliveries, times in UTC", caption_justify="left")
    for heading in ("chat", "date", "status", "tries", "changed", "due", "message", "episode", "note"):
        table.add_column(heading, no_wrap=heading not in ("episode", "note"))
    for row in rows:
        part = f" from segment {row.first + 1}" if row.size == WHOLE else ""
        late = "late; " if row.late else ""
        cells = (
            str(row.chat_id),
            row.local_date.isoformat(),
            Text(row.status, style=_COLOURS.get(row.status, "")),
            str(row.attempts),
            f"{row.updated_at:%m-%d %H:%M:%S}",
            f"{row.due_at:%m-%d %H:%M:%S}",
            str(row.message_id or ""),
            Text(titles.get(row.episode_id, f"#{row.episode_id}") + part),
            Text(late + (row.error or "")),
        )
        table.add_row(*cells)
    return table
