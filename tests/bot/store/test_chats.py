"""A chat moves and goes as a whole: every table with rows of a chat is held against the schema."""

from datetime import date
from pathlib import Path
from typing import Any

from bot import store as package
from bot.model.chat import ChatId
from bot.model.delivery import Delivery, Status
from bot.model.reading import Place
from bot.model.term import Field
from bot.store import Store
from bot.store.chats import TABLES
from bot.store.delivery_rows import Owing
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER, context, people, published, review, save, subscription

COLUMNS = {
    "sqlite": "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p "
    "WHERE m.type = 'table'",
    "postgresql": "SELECT table_name AS t, column_name AS c FROM information_schema.columns NATURAL JOIN "
    "information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
}


async def rows(store: Store, sql: str) -> list[Any]:
    async with store.database.single() as connection:
        if store.database.dialect == "sqlite":
            return list(await connection.execute_fetchall(sql))
        return list(await connection.fetch(sql))


async def tables_of_chats(store: Store) -> set[str]:
    return {row["t"] for row in await rows(store, COLUMNS[store.database.dialect]) if row["c"] == "chat_id"}


async def counts(store: Store, chat_id: ChatId) -> dict[str, int]:
    found = {}
    for table in TABLES:
        (row,) = await rows(store, f"SELECT COUNT(*) AS n FROM {table} WHERE chat_id = {chat_id}")  # noqa: S608
        found[table] = row["n"]
    return found


async def filled(store: Store, *chats: ChatId) -> None:
    """A row of each chat in every table."""
    (one,) = await published(store, "One")
    await people(store, *chats)
    for chat_id in chats:
        await store.progress.reached(chat_id, Place(one, 8, 3), START)
        await store.builders.follow(chat_id, "@levie", START)
        term = await save(store, chat_id, "cache", "缓存", context(3, episode_id=one))
        await store.prompts.ask_of_term(chat_id, 5, term, Field.NOTE, START)
        await store.voices.set_player(chat_id, 9, 8)
        await store.prompts.ask_correction(chat_id, 6, one, 2, START)
        await review(store, chat_id, term)
        row = Delivery(chat_id, date(2026, 6, 4), one, 8, 0, Status.SENDING, START, START)
        await store.deliveries.take(Owing(row, subscription(chat_id), None, None))
        await store.inbox.keep([(chat_id, {"update_id": int(chat_id)})])
        assert all((await counts(store, chat_id)).values())


async def test_every_table_with_rows_of_a_chat_is_known(store: Store) -> None:
    assert await tables_of_chats(store) == set(TABLES)
    written = Path(package.__file__).with_name("chats.sql").read_text("utf-8")
    for table in TABLES:
        assert f"UPDATE {table} SET chat_id = :new WHERE chat_id = :old" in written  # noqa: S608
        assert f"DELETE FROM {table} WHERE chat_id = :chat_id" in written  # noqa: S608


async def test_a_chat_moves_with_everything_and_the_others_stay(store: Store) -> None:
    old, new = ChatId(-5), ChatId(-1000000000005)
    await filled(store, old, OTHER)
    before = await counts(store, old)
    for _ in range(2):  # Telegram tells of it more than once
        await store.chats.move(old, new)
    assert await counts(store, new) == before
    assert not any((await counts(store, old)).values())
    assert await counts(store, OTHER) == before
    assert await save(store, new, "queue", "队列", context(4)) > 0


async def test_what_the_new_id_already_had_gives_way(store: Store) -> None:
    await filled(store, ONE, OTHER)
    await store.chats.move(ONE, OTHER)
    assert all(count == 1 for count in (await counts(store, OTHER)).values())
    assert not any((await counts(store, ONE)).values())


async def test_forgetting_leaves_no_row(store: Store) -> None:
    await filled(store, ONE, OTHER)
    await store.chats.forget(ONE)
    assert not any((await counts(store, ONE)).values())
    assert all((await counts(store, OTHER)).values())
    await store.chats.forget(ONE)
