"""A backup holds every row of either database, says when it does not, and comes back row by row on either."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.model.chat import ChatId
from bot.store import Store, Unusable, open_store
from bot.store.backup import BackupError, files_in, read_manifest, write_backup
from bot.store.restoring import install, unpack
from tests.kit.clock import START
from tests.kit.every_table import everything, filled
from tests.kit.made import ONE, OTHER, context, people, published, save, subscription

GROUP = ChatId(-1001234567890)
FILES = {"2026-06-04-one.md": b"---\n", ".drafts/two.md": "草稿".encode()}
READERS = 300


async def backed_up(url: str, file: Path) -> None:
    await write_backup(url, file, START, version="1.0", files=FILES)


async def restored(file: Path, url: str, work: Path, **how: bool) -> Path | None:
    copy = work / "copy.db"
    await unpack(file, copy)
    return await install(copy, url, START, **({"replace": False, "rehearse": False} | how))


@pytest.fixture(params=["to sqlite", "to postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a backup is brought: each database in turn."""
    if request.param == "to sqlite":
        return f"sqlite:///{tmp_path / 'other' / 'new.db'}"
    return str(request.getfixturevalue("other_postgres_url"))


async def test_every_row_of_every_table_comes_back_on_either_database(
    store: Store, either_url: str, other_url: str, tmp_path: Path
) -> None:
    await filled(store, ONE, OTHER, GROUP)
    before = await everything(store)
    assert all(before.values()), "a table without rows would prove nothing"
    await backed_up(either_url, tmp_path / "a.backup")
    await restored(tmp_path / "a.backup", other_url, tmp_path)
    async with open_store(other_url) as other:
        assert await everything(other) == before
        (two,) = await published(other, "Two")
        assert two > 1, "ids go on where they were"
        assert await save(other, ONE, "queue", "队列", context(4)) == await save(
            store, ONE, "queue", "队列", context(4)
        )


async def test_a_backup_is_one_file_for_its_owner_with_nothing_beside_it(
    store: Store, either_url: str, tmp_path: Path
) -> None:
    await filled(store, ONE)
    folder = tmp_path / "backups"
    folder.mkdir()
    for _ in range(2):  # that of yesterday is replaced
        await backed_up(either_url, folder / "a.backup")
    assert [path.name for path in folder.iterdir()] == ["a.backup"]
    assert stat.S_IMODE((folder / "a.backup").stat().st_mode) == 0o600
    assert files_in(folder / "a.backup") == FILES
    made = read_manifest(folder / "a.backup")
    assert (made.made_at, made.version, made.dialect) == (START, "1.0", store.database.dialect)
    assert made.sums["subscriptions"].rows == 1


async def test_a_backup_of_a_busy_bot_is_one_moment_of_it(store: Store, either_url: str, tmp_path: Path) -> None:
    """Each reader's term is written with its card and counted in the reader's row: a torn copy would show."""

    async def keep_writing() -> None:
        for number in range(1, READERS):
            await people(store, ChatId(number))
            await save(store, ChatId(number), "cache", "缓存", context(3))
            await asyncio.sleep(0)

    writing = asyncio.create_task(keep_writing())
    while await store.subscriptions.get(ChatId(20)) is None:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    for number in range(3):
        await backed_up(either_url, tmp_path / f"{number}.backup")
    await writing
    counts = []
    for number in range(3):
        sums = read_manifest(tmp_path / f"{number}.backup").sums
        assert sums["terms"].rows == sums["cards"].rows == sums["contexts"].rows
        assert sums["subscriptions"].rows - sums["terms"].rows in (0, 1)
        counts.append(sums["terms"].rows)
    assert 0 < counts[0] <= counts[1] <= counts[2] <= READERS


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.write_bytes(b"hello"), "no backup"),
        (lambda file: file.write_bytes(file.read_bytes()[:-4096]), "damaged"),
        (lambda file: change(file, "UPDATE terms SET meaning = 'x'"), "not all of terms"),
        (lambda file: change(file, "DELETE FROM reviews"), "not all of reviews"),
        (lambda file: change(file, "UPDATE backup_files SET content = x'00'"), "not all of files"),
        (lambda file: change(file, "DROP TABLE backup_manifest"), "no backup"),
        (lambda file: change(file, """UPDATE backup_manifest SET document =
            replace(document, '"revision":"', '"revision":"9')"""), "newer than this one"),
        (lambda file: file.unlink(), "no such file"),
    ],
    ids=["text", "cut", "a word", "rows", "a file", "no manifest", "newer", "nothing"],
)  # fmt: skip
async def test_what_is_damaged_or_no_backup_is_refused_by_what_is_wrong(
    sqlite_url: str, tmp_path: Path, spoil: object, said: str
) -> None:
    async with open_store(sqlite_url) as store:
        await filled(store, ONE)
        await backed_up(sqlite_url, tmp_path / "a.backup")
    assert callable(spoil)
    spoil(tmp_path / "a.backup")
    with pytest.raises(BackupError, match=said):
        read_manifest(tmp_path / "a.backup")


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(sql)
        connection.commit()


async def test_the_database_is_not_taken_for_an_old_backup(sqlite_url: str, tmp_path: Path) -> None:
    async with open_store(sqlite_url) as store:
        await people(store)
        with pytest.raises(BackupError, match="is there already"):
            await backed_up(sqlite_url, Path(sqlite_url.removeprefix("sqlite:///")))
        assert await store.subscriptions.get(ONE) == subscription()
    with pytest.raises(BackupError, match="no such file"):
        await backed_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "b.backup")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE x (y)")
    with pytest.raises(BackupError, match="no database of this program"):
        await backed_up(f"sqlite:///{tmp_path / 'foreign.db'}", tmp_path / "b.backup")
    assert not (tmp_path / "b.backup").exists()


async def test_readers_who_are_there_are_replaced_only_on_request_and_never_under_a_bot(
    store: Store, either_url: str, tmp_path: Path
) -> None:
    await filled(store, ONE)
    await backed_up(either_url, tmp_path / "a.backup")
    with pytest.raises(BackupError, match="in use"):
        await restored(tmp_path / "a.backup", either_url, tmp_path, replace=True)
    await people(store, OTHER)
    await store.database.close()
    with pytest.raises(BackupError, match="has 2 readers already"):
        await restored(tmp_path / "a.backup", either_url, tmp_path)
    kept = await restored(tmp_path / "a.backup", either_url, tmp_path, replace=True)
    async with open_store(either_url) as after:
        assert await after.subscriptions.get(ONE) is not None
        assert await after.subscriptions.get(OTHER) is None
    if kept is not None:
        async with open_store(f"sqlite:///{kept}") as was:
            assert await was.subscriptions.get(OTHER) is not None


async def test_a_rehearsal_changes_nothing_and_leaves_nothing(store: Store, either_url: str, tmp_path: Path) -> None:
    await filled(store, ONE)
    await backed_up(either_url, tmp_path / "a.backup")
    await people(store, OTHER)
    before = await everything(store)
    await restored(tmp_path / "a.backup", either_url, tmp_path, rehearse=True)
    assert await everything(store) == before
    if store.database.dialect == "postgresql":
        async with store.database.single() as connection:
            assert not await connection.fetchval("SELECT COUNT(*) FROM pg_namespace WHERE nspname LIKE 'buildspeak%'")


async def test_a_database_that_does_not_answer_is_told_in_a_line(tmp_path: Path, sqlite_url: str) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    with pytest.raises(Unusable, match="cannot be reached"):
        await backed_up(nowhere, tmp_path / "a.backup")
    async with open_store(sqlite_url) as store:
        await filled(store, ONE)
        await backed_up(sqlite_url, tmp_path / "a.backup")
    with pytest.raises(Unusable, match="cannot be reached"):
        await restored(tmp_path / "a.backup", nowhere, tmp_path)
