"""A schema that a newer version made: this one works on it as long as it was made for that, and else says so."""

import sqlite3
from pathlib import Path

import pytest

from bot.app.checkup.memory import of_memory
from bot.app.place import Place
from bot.model.chat import ChatId
from bot.sandbox.world import World
from bot.store import Unusable, open_store
from bot.store.migrations import HERE, head, migrate, revisions
from tests.kit.clock import Clock
from tests.kit.every_table import rows
from tests.kit.story import Story, episode

EXPANDING_SINCE = "0012"


async def newer(url: str, compatible_since: str | None) -> None:
    """As a version much later leaves it."""
    async with open_store(url) as store, store.database.transaction() as connection:
        await connection.execute("ALTER TABLE subscriptions ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
        await connection.execute("CREATE TABLE moods (chat_id BIGINT PRIMARY KEY)")
        await connection.execute("UPDATE alembic_version SET version_num = '9999'")
        await connection.execute("DELETE FROM facts WHERE name = 'schema.compatible_since'")
        if compatible_since is not None:
            await connection.execute(f"INSERT INTO facts VALUES ('schema.compatible_since', '{compatible_since}', 0)")  # noqa: S608


async def test_the_version_before_serves_its_readers_on_the_new_schema(
    either_url: str, clock: Clock, world: World
) -> None:
    await newer(either_url, head())
    async with Story(either_url, clock, world).bot() as story:
        await story.publish(episode())
        reader = story.reader()
        await story.begins(reader)
        await story.taps(reader, "▶ 开始阅读")
        await story.taps(reader, "① ")
        assert len((await story.store.books.read(ChatId(7))).entries) == 1
        (found,) = await rows(story.store, "SELECT version_num FROM alembic_version")
        assert found["version_num"] == "9999"


@pytest.mark.parametrize("compatible_since", ["9998", None])
async def test_what_took_away_what_this_version_needs_is_refused(either_url: str, compatible_since: str | None) -> None:
    await newer(either_url, compatible_since)
    with pytest.raises(Unusable, match="is of a newer version of the bot"):
        async with open_store(either_url):
            pass


async def test_the_doctor_says_that_the_schema_is_newer(tmp_path: Path) -> None:
    place = Place(data_dir=tmp_path, bundled_episodes=False)
    await newer(place.store_url, head())
    (found,) = [each async for each in of_memory(place) if each.thing == "database"]
    assert (found.state.value, "which this one still runs on" in found.said) == ("!", True)


def taken(file: Path, before: dict[str, dict[str, str]]) -> list[str]:
    """What a version before would miss: tables and columns that went, and new columns that it does not fill."""
    after = schema(file)
    gone = [table for table in before if table not in after]
    gone += [f"{table}.{column}" for table in before for column in before[table] if column not in after.get(table, {})]
    unfilled = [
        f"{table}.{column}"
        for table, columns in after.items()
        for column, kind in columns.items()
        if table in before and column not in before[table] and kind == "must be filled"
    ]
    return gone + unfilled


def schema(file: Path) -> dict[str, dict[str, str]]:
    connection = sqlite3.connect(file)
    found: dict[str, dict[str, str]] = {}
    for table, column, needed, default in connection.execute(
        'SELECT m.name, p.name, p."notnull", p.dflt_value FROM sqlite_master m, pragma_table_info(m.name) p '
        "WHERE m.type IN ('table', 'view')"
    ):
        found.setdefault(table, {})[column] = "must be filled" if needed and default is None else ""
    connection.close()
    return found


async def test_a_step_only_adds_unless_it_says_which_versions_still_run(tmp_path: Path) -> None:
    file = tmp_path / "steps.db"
    missed = {}
    for step in revisions():
        before = schema(file) if file.exists() else {}
        await migrate(f"sqlite:///{file}", to=step)
        missed[step] = taken(file, before)
    assert missed["0010"] == ["had.local_date"]  # what such a step would look like
    folder = HERE / "versions"
    silent = [
        step
        for step in revisions()
        if step > EXPANDING_SINCE
        and missed[step]
        and "COMPATIBLE_SINCE" not in next(folder.glob(f"{step}_*.py")).read_text("utf-8")
    ]
    assert silent == []
