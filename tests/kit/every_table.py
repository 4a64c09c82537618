"""A store with rows in every table that the schema has, also in those that came after this was written."""

from datetime import date
from typing import Any

from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.model.reading import Place
from bot.model.term import Field
from bot.store import Store
from bot.store.arrivals import shard_of
from bot.store.delivery_rows import Owing
from tests.kit.clock import START
from tests.kit.made import context, people, published, review, save, subscription

AWKWARD = "tab\there, 'quotes', \"more\", <b>&amp;</b>, new\nline, 🎙️, 中文，标点，𠮷"

COLUMNS = {
    "sqlite": "SELECT m.name AS t, p.name AS c, p.type AS kind FROM sqlite_master m, pragma_table_info(m.name) p "
    "WHERE m.type = 'table' ORDER BY m.rootpage, p.cid",
    "postgresql": "SELECT table_name AS t, column_name AS c, data_type AS kind FROM information_schema.columns "
    "NATURAL JOIN information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
    "ORDER BY table_name, ordinal_position",
}


async def rows(store: Store, sql: str) -> list[Any]:
    """What a query gives, in either database's words."""
    async with store.database.single() as connection:
        if store.database.dialect == "sqlite":
            return list(await connection.execute_fetchall(sql))
        return list(await connection.fetch(sql))


async def columns(store: Store) -> dict[str, dict[str, str]]:
    """The columns of every table with their types."""
    found: dict[str, dict[str, str]] = {}
    for row in await rows(store, COLUMNS[store.database.dialect]):
        found.setdefault(row["t"], {})[row["c"]] = row["kind"].upper()
    return {name: kinds for name, kinds in found.items() if name != "alembic_version"}


async def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own."""
    found = {}
    for table, kinds in (await columns(store)).items():
        names = ", ".join(sorted(kinds))
        found[table] = sorted((tuple(row) for row in await rows(store, f"SELECT {names} FROM {table}")), key=repr)  # noqa: S608
    return found


async def filled(store: Store, *chats: ChatId) -> None:
    """Rows of each chat in the tables that readers fill, and at least one in every other."""
    (one,) = await published(store, "One")
    await people(store, *chats)
    for chat_id in chats:
        await store.progress.reached(chat_id, Place(one, 8, 3), START)
        await store.builders.follow(chat_id, "@levie", START)
        term = await save(store, chat_id, "cache", AWKWARD, context(3, episode_id=one))
        await store.prompts.ask_of_term(chat_id, 5, term, Field.NOTE, START)
        await store.voices.set_player(chat_id, 9, 8)
        await store.prompts.ask_correction(chat_id, 6, one, 2, START)
        await review(store, chat_id, term)
        row = Delivery(chat_id, date(2026, 6, 4), one, 8, 0, Status.SENDING, START, START)
        await store.deliveries.take(Owing(row, subscription(chat_id), None, None))
        await store.inbox.keep([(chat_id, {"update_id": int(chat_id)})])
    await store.facts.put("daily.done", AWKWARD, START)
    for table, kinds in (await columns(store)).items():
        if not await rows(store, f"SELECT 1 FROM {table}"):  # noqa: S608
            names = ", ".join(kinds)
            for chat_id in chats if "chat_id" in kinds else chats[:1]:
                values = ", ".join(_value(name, kind, chat_id) for name, kind in kinds.items())
                async with store.database.single() as connection:
                    await connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})")  # noqa: S608


def _value(name: str, kind: str, chat_id: ChatId) -> str:
    if name in ("chat_id", "update_id"):
        return str(int(chat_id))
    if name == "shard":
        return str(shard_of(chat_id))
    if "CHAR" in kind or kind == "TEXT":
        return "'aa'"
    return "1" if "INT" in kind else "1.5"
