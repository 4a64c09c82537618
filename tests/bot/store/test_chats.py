"""A chat moves and goes as a whole: every table with rows of a chat is held against the schema."""

from pathlib import Path

from bot import store as package
from bot.model.chat import ChatId
from bot.store import Store
from bot.store.chats import TABLES
from tests.kit.clock import START
from tests.kit.every_table import columns, filled, rows
from tests.kit.made import ONE, OTHER, context, save


async def counts(store: Store, chat_id: ChatId) -> dict[str, int]:
    found = {}
    for table in TABLES:
        (row,) = await rows(store, f"SELECT COUNT(*) AS n FROM {table} WHERE chat_id = {chat_id}")  # noqa: S608
        found[table] = row["n"]
    return found


async def test_every_table_with_rows_of_a_chat_is_known(store: Store) -> None:
    await filled(store, ONE)
    assert all((await counts(store, ONE)).values()), "a table without rows would prove nothing below"
    assert {table for table, kinds in (await columns(store)).items() if "chat_id" in kinds} == set(TABLES)
    written = Path(package.__file__).with_name("chats.sql").read_text("utf-8")
    for table in TABLES:
        assert f"UPDATE {table} SET chat_id = :new WHERE chat_id = :old" in written  # noqa: S608
        assert f"DELETE FROM {table} WHERE chat_id = :chat_id" in written  # noqa: S608
        assert f"SELECT * FROM {table} WHERE chat_id = :chat_id" in written  # noqa: S608


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
    await store.chats.forget(ONE, START)
    assert not any((await counts(store, ONE)).values())
    assert all((await counts(store, OTHER)).values())
    await store.chats.forget(ONE, START)
