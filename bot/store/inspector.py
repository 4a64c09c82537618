"""Every row of one chat, by table, as stored: for the demo's inspector, never for the bot.

A connection of its own, opened for reading only, on the SQLite file: it sees what is committed and can change nothing.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import aiosqlite

MOST_ROWS = 100
"""Of a table; the newest are kept."""

Rows = dict[str, list[dict[str, object]]]


async def rows_of(file: Path, chat_id: int) -> Rows:
    """The rows of all tables that belong to chats, newest first."""
    async with aiosqlite.connect(f"file:{quote(str(file))}?mode=ro", uri=True) as connection:
        connection.row_factory = aiosqlite.Row
        owned = await connection.execute_fetchall(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'chat_id' ORDER BY m.rootpage"
        )
        return {str(name): await _newest(connection, str(name), chat_id) for (name,) in owned}


async def _newest(connection: aiosqlite.Connection, table: str, chat_id: int) -> list[dict[str, object]]:
    """The table's name comes from the schema itself."""
    query = f'SELECT * FROM "{table}" WHERE chat_id = ? ORDER BY rowid DESC LIMIT {MOST_ROWS}'  # noqa: S608
    return [dict(row) for row in await connection.execute_fetchall(query, (chat_id,))]
