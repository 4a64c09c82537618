"""A database is lost and an older backup brought back: nobody gets a day twice, nobody who left is there again."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import restoring
from bot.app.place import Place
from bot.library.serving import sync_library
from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.review import ReviewSettings
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.backup import BackupError
from bot.store.forgotten import read_list
from content.files.markdown import write
from tests.kit.clock import Clock
from tests.kit.crowd import TODAY
from tests.kit.days import days_in
from tests.kit.every_table import everything, filled
from tests.kit.made import ONE, OTHER
from tests.kit.story import Story, episode

DAYS = 12


class Machine:
    """A data folder with the bot's database and its own episodes, on either database."""

    def __init__(self, folder: Path, url: str, clock: Clock, world: World) -> None:
        self.place = Place(data_dir=folder, database_url=url, bundled_episodes=False)
        self.clock, self.world = clock, world
        self.backup = folder / "a.backup"

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Story]:
        """The bot at work with the episodes of the folder."""
        story = Story(self.place.store_url, self.clock, self.world, apart=self.place.forgotten)
        async with story.bot():
            await sync_library(story.store, *self.place.folders)
            yield story

    def publish(self, days: int) -> None:
        """A file a day."""
        self.place.library.mkdir(exist_ok=True)
        for number in range(days):
            day = TODAY + timedelta(days=number)
            (self.place.library / f"{day}.md").write_text(write(episode(f"Day {number}", day=day)), "utf-8")

    async def back_up(self) -> None:
        await restoring.back_up(self.place, self.backup, self.clock())

    async def restore(self, *, rehearse: bool = False) -> restoring.Restored:
        return await restoring.restore(self.place, self.backup, self.clock(), replace=True, rehearse=rehearse)


@pytest.fixture
def machine(tmp_path: Path, either_url: str, clock: Clock, world: World) -> Machine:
    made = Machine(tmp_path, either_url, clock, world)
    made.publish(DAYS)
    return made


async def days(story: Story, count: int) -> None:
    for _ in range(count):
        await story.tick(days=1)


async def test_a_backup_of_three_days_ago_pushes_no_day_that_has_passed_and_the_next_on_its_day(
    machine: Machine,
) -> None:
    async with machine.bot() as story:
        reader = story.reader()
        await story.begins(reader)
        await days(story, 1)
        await machine.back_up()
        await days(story, 3)
    had = days_in(reader)
    assert had == [f"Day {n}" for n in range(5)]
    told = await machine.restore()
    assert told.in_doubt == 3
    machine.clock.move(hours=1)
    async with machine.bot() as story:
        await story.tick()
        assert days_in(reader) == had, "nothing of the days since"
        await story.writes(reader, "/today")
        assert "Day 4" in reader.last.text, "who asks gets the day's"
        before = len(reader.received)
        await story.tick(hours=23)
        (card,) = reader.received[before:]
        assert "Day 5" in card.text
        assert not card.text.startswith("补发")


async def test_who_had_the_day_s_card_before_the_database_was_lost_does_not_get_it_again_by_a_tap_or_a_word(
    machine: Machine,
) -> None:
    async with machine.bot() as story:
        reader = story.reader()
        await story.begins(reader)
        await machine.back_up()
        await days(story, 2)
    older = next(message for message in reader.received if "Day 0" in message.text)
    await machine.restore()
    async with machine.bot() as story:
        await story.tick(minutes=1)
        await story.taps(reader, "▶", older)
        await story.writes(reader, "latency")
        assert days_in(reader) == ["Day 1", "Day 2"]
        await story.writes(reader, "/today")
        assert "Day 2" in reader.last.text


async def test_a_day_without_news_after_it_brings_nothing_that_was_had(machine: Machine) -> None:
    machine.publish(4)
    for number in range(4, DAYS):
        (machine.place.library / f"{TODAY + timedelta(days=number)}.md").unlink()
    async with machine.bot() as story:
        reader = story.reader()
        await story.begins(reader)
        await machine.back_up()
        await days(story, 3)
        had = days_in(reader)
    await machine.restore()
    async with machine.bot() as story:
        await days(story, 5)
    assert days_in(reader) == had


async def test_a_reminder_whose_hour_has_passed_is_not_sent(machine: Machine) -> None:
    async with machine.bot() as story:
        await story.writes(story.reader(), "/start")
        at = machine.clock() + timedelta(hours=1)
        await story.store.review_settings.put(ReviewSettings(ChatId(7), reminder=540, remind_at=at))
        await machine.back_up()
    machine.clock.move(hours=2)
    await machine.restore()
    async with machine.bot() as story:
        assert (await story.store.review_settings.get(ChatId(7))).remind_at == at + timedelta(days=1)
        assert await story.store.review_settings.to_remind(machine.clock(), 10) == ()


async def forget(story: Story, user_id: int) -> None:
    reader = story.reader(user_id)
    question = await story.writes(reader, "/forget")
    await story.taps(reader, next(b.label for b in question.buttons if b.data and b.data.startswith("bf")), question)


@pytest.mark.parametrize(
    "lost", [lambda machine: None, lambda machine: machine.place.forgotten.unlink()], ids=["", "file"]
)
async def test_whoever_was_forgotten_since_stays_forgotten_and_the_others_are_there(
    machine: Machine, lost: Callable[[Machine], None]
) -> None:
    async with machine.bot() as story:
        for user_id in (7, 8, 9):
            await story.writes(story.reader(user_id), "/start")
        await forget(story, 9)
        await story.writes(story.reader(9), "/start")  # came back before the backup: is a reader again
        machine.clock.move(minutes=1)
        await machine.back_up()
        machine.clock.move(minutes=1)
        await forget(story, 8)
    text = machine.place.forgotten.read_text("utf-8")
    assert len(read_list(machine.place.forgotten)) == 2
    assert not {"7", "8", "9"} & set(text.split())
    lost(machine)
    told = await machine.restore()
    assert told.forgotten == 1
    async with machine.bot() as story:
        assert {await story.store.subscriptions.get(ChatId(n)) is None for n in (7, 9)} == {False}
        assert await story.store.deliveries.listed(ChatId(8), None, 5) == ()
        assert await story.store.subscriptions.get(ChatId(8)) is None
        assert len(await story.store.forgotten.entries()) == 2
    again = await machine.restore()
    assert again.forgotten == 1, "the list outlives the restoration"


async def test_a_database_that_cannot_be_read_any_more_is_replaced_and_its_list_is_in_the_file(
    tmp_path: Path, sqlite_url: str, clock: Clock, world: World
) -> None:
    machine = Machine(tmp_path, sqlite_url, clock, world)
    async with machine.bot() as story:
        await story.writes(story.reader(7), "/start")
        await story.writes(story.reader(8), "/start")
        await machine.back_up()
        await forget(story, 8)
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"a disk's last words")
    told = await machine.restore()
    assert told.forgotten == 1
    assert told.kept is not None
    async with machine.bot() as story:
        assert await story.store.subscriptions.get(ChatId(7)) is not None


async def test_a_new_machine_gets_the_episode_files_and_those_that_are_there_stay(
    machine: Machine, tmp_path: Path
) -> None:
    drafts = machine.place.library / ".drafts"
    drafts.mkdir()
    (drafts / "d.md").write_text("a draft", "utf-8")
    async with machine.bot() as story:
        await story.writes(story.reader(), "/start")
        await machine.back_up()
    new = Place(data_dir=tmp_path / "new", bundled_episodes=False)
    new.library.mkdir(parents=True)
    (new.library / f"{TODAY}.md").write_text("edited since", "utf-8")
    told = await restoring.restore(new, machine.backup, machine.clock(), replace=False, rehearse=True)
    assert told.written == ()
    assert [path.name for path in new.library.iterdir()] == [f"{TODAY}.md"]
    told = await restoring.restore(new, machine.backup, machine.clock(), replace=False, rehearse=False)
    assert len(told.written) == DAYS
    assert (new.library / ".drafts" / "d.md").read_text("utf-8") == "a draft"
    assert (new.library / f"{TODAY}.md").read_text("utf-8") == "edited since"
    async with open_store(new.store_url) as store:
        assert (await store.deliveries.listed(ChatId(7), None, 5))[0].status is Status.SENT
    assert not list(new.data_dir.glob("restoring-*"))


async def test_moved_to_the_other_database_and_back_every_row_is_the_same(
    tmp_path: Path, sqlite_url: str, postgres_url: str, clock: Clock
) -> None:
    here = Place(data_dir=tmp_path / "a", database_url=sqlite_url)
    there = Place(data_dir=tmp_path / "b", database_url=postgres_url)
    back = Place(data_dir=tmp_path / "c")
    async with open_store(sqlite_url) as store:
        await filled(store, ONE, OTHER)
        before = await everything(store)
        with pytest.raises(BackupError, match="stop the bot first"):
            await restoring.move(here, postgres_url, clock(), rehearse=False)
        await restoring.move(here, postgres_url, clock(), rehearse=True)
    async with open_store(postgres_url) as store:
        assert not (await everything(store))["subscriptions"], "a rehearsal moves nothing"
    await restoring.move(here, postgres_url, clock(), rehearse=False)
    with pytest.raises(BackupError, match="has 2 readers already"):
        await restoring.move(here, postgres_url, clock(), rehearse=False)
    async with open_store(postgres_url) as store:
        assert await everything(store) == before
        with pytest.raises(BackupError, match="stop the bot first"):
            await restoring.move(there, back.store_url, clock(), rehearse=False)
    await restoring.move(there, back.store_url, clock(), rehearse=False)
    async with open_store(back.store_url) as store:
        assert await everything(store) == before
