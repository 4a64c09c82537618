"""A database that an earlier version filled is opened, and every reader's terms, reviews and prompts are as they were.

`version_0004.sql` was dumped by that version after two readers had read, saved, reviewed and been asked.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.model.chat import ChatId
from bot.model.term import Field
from bot.sandbox.world import World
from bot.store import Store, bring_up, open_store
from bot.store.migrations import head, migrate, revisions
from tests.kit.clock import Clock
from tests.kit.story import Story

DUMP = Path(__file__).with_name("version_0004.sql").read_text("utf-8")
ONE, OTHER = ChatId(7), ChatId(8)
SAVED = {
    ("models", "模型"),
    ("scaling laws", "缩放定律"),
    ("supervised learning", "监督学习"),
    ("running", "运行"),
    ("caches", "缓存"),
    ("grounded", "接地的"),
    ("GPUs", "图形处理器"),
    ("trade-offs", "取舍"),
    ("better", "更好"),
    ("batch sizes", "批大小"),
    ("leaves", "叶子"),
    ("studies", "研究"),
}


@pytest.fixture
def filled(tmp_path: Path) -> str:
    file = tmp_path / "before.db"
    connection = sqlite3.connect(file)
    connection.executescript(DUMP)
    connection.close()
    return f"sqlite:///{file}"


@pytest.fixture
async def store(filled: str) -> AsyncIterator[Store]:
    async with open_store(filled) as opened:
        yield opened


async def test_no_term_is_lost_and_each_is_found_as_it_was_saved(store: Store) -> None:
    book = await store.books.read(OTHER)
    assert {(entry.term.headword, entry.term.meaning) for entry in book.entries} == SAVED
    for headword, _ in SAVED:
        found = await store.terms.find(OTHER, headword)
        assert found is not None
        assert found.headword == headword
    models = await store.terms.find(OTHER, "models")
    assert models is not None
    assert (models.note, models.known) == ("mine", True)


async def test_sentences_memory_and_ratings_are_kept(store: Store) -> None:
    entries = (await store.books.read(ONE)).entries
    assert len(entries) == 5
    assert all(entry.term.contexts and entry.card for entry in entries)
    assert sum(len(entry.reviews) for entry in entries) == 4


async def test_prompts_that_wait_for_a_reply_still_do(store: Store) -> None:
    models = await store.terms.find(OTHER, "models")
    assert models is not None
    assert await store.prompts.of_term(OTHER, 77) == (models.id, Field.MEANING)
    assert await store.prompts.correction(ONE, 99) == (1, 2)
    assert await store.facts.get("correct:7:99") is None


async def test_the_review_that_was_begun_goes_on_and_old_cards_still_turn(
    filled: str, clock: Clock, world: World
) -> None:
    clock.move(hours=27)
    async with Story(filled, clock, world).bot() as story:
        reader = story.reader()
        await story.writes(reader, "/review")
        await story.taps(reader, "看答案")
        tap = await story.taps(reader, "🙂 记得")
        assert tap.answer is not None
        assert tap.answer.text.startswith("🙂 记得")
        await story.writes(reader, "/today")
        await story.taps(reader, "▶ 开始阅读")
        await story.taps(reader, "下一段 ▶")
        assert "This is part" in reader.received[-1].text


async def test_a_schema_that_is_brought_up_says_how_far_and_goes_on_where_it_was_interrupted(
    filled: str, caplog: pytest.LogCaptureFixture
) -> None:
    bringing = asyncio.create_task(bring_up(filled))

    class Interrupts(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().startswith("the schema is at 0005"):
                bringing.cancel()

    log = logging.getLogger("bot.store.migrations")
    interrupts = Interrupts()
    log.addHandler(interrupts)
    with caplog.at_level(logging.INFO), pytest.raises(asyncio.CancelledError):
        await bringing
    log.removeHandler(interrupts)
    said = [line for line in caplog.messages if line.startswith("the schema")]
    assert said[0] == "the schema goes to 0005: rows to go through 1, about 1 s; it may be interrupted"
    assert "0004" < _revision(filled) < head()
    async with open_store(filled) as store:
        assert _revision(filled) == head()
        assert len((await store.books.read(ONE)).entries) == 5


async def test_what_stands_in_any_table_of_the_version_just_before_stands_there_after_the_newest_step(
    filled: str,
) -> None:
    file = filled.removeprefix("sqlite:///")
    await migrate(filled, to=revisions()[-2])
    with closing(sqlite3.connect(file)) as connection, connection:
        for table, kinds in _columns(connection).items():
            if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:  # noqa: S608
                values = ["aa" if "CHAR" in kind or kind == "TEXT" else 1 for kind in kinds.values()]
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
        columns = _columns(connection)
        before = _rows(connection, columns)
    async with open_store(filled):
        assert _revision(filled) == head()
    with closing(sqlite3.connect(file)) as connection:
        after = _rows(connection, columns)
    assert all(before.values())
    assert not [table for table, kept in before.items() if kept - after[table]]


def _columns(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: {row[1]: row[2].upper() for row in connection.execute(f"PRAGMA table_info({table})")}
        for table in tables
        if table != "alembic_version" and not table.startswith("sqlite_")
    }


def _rows(connection: sqlite3.Connection, columns: dict[str, dict[str, str]]) -> dict[str, set[tuple[object, ...]]]:
    return {
        table: set(connection.execute(f"SELECT {', '.join(kinds)} FROM {table}"))  # noqa: S608
        for table, kinds in columns.items()
        if table != "facts"  # the schema's own number is in it
    }


def _revision(url: str) -> str:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(found)
