"""The demo follows a daily source: its issues become each day's episode, and what they displaced is two taps away."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.cast import CHINESE_READER
from bot.app.demo import DailyFeed, Demo, running_demo
from bot.app.movable_clock import MovableClock
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from content.files.site_words import WORDS
from tests.kit.samples import SITE, needs
from tests.kit.site import Website, blog, hosted, podcast, posts


def clock_at(day: str, hour: int) -> MovableClock:
    return MovableClock(datetime.fromisoformat(f"{day}T{hour:02d}:30:00+00:00") - datetime.now(UTC))


async def started(running: Demo) -> tuple[Reader, Message]:
    """A reader who has just come, back from the first segment to the card of their day."""
    reader = running.world.readers[CHINESE_READER]
    reader.send("/start")

    def segments() -> list[Message]:
        return [message for message in reader.received if "◀ 封面" in str(message.labels)]

    await running.world.until(lambda: bool(segments()), seconds=60)
    (segment,) = segments()
    reader.tap(segment, "◀ 封面")
    await running.world.until(lambda: "今日还有" in str(segment.labels), seconds=60)
    return reader, segment


async def card_after(running: Demo, reader: Reader, before: int) -> Message:
    """The first card of an issue among what came since; this reader operates, and hears of publishing too."""

    def cards() -> list[Message]:
        return [message for message in reader.received[before:] if "今日还有" in str(message.labels)]

    await running.world.until(lambda: bool(cards()), seconds=60)
    return cards()[0]


async def tapped(running: Demo, reader: Reader, card: Message, button: str) -> str:
    """The text of the card once it has turned into what a button opens."""
    before = card.content
    reader.tap(card, button)
    await running.world.until(lambda: card.content != before, seconds=60)
    return card.text


def number_of(text: str, line: str) -> str:
    """The number before a line of an issue."""
    return next(each for each in text.split("\n") if line in each).partition(".")[0]


async def follow(root: Path, first: str, second: str, leads: tuple[str, str], article: str, builder: str) -> None:
    """Issue one as lead and rest; the clock moves; issue two likewise."""
    (root / "empty").mkdir()
    async with hosted(root / "site") as host:
        feed = DailyFeed((host.url,), frozenset({host.address}))
        async with running_demo(root / "empty", clock=clock_at(first, 11), feed=feed) as running:
            reader, card = await started(running)
            assert card.text.split("\n")[1] == leads[0]
            await running.move_to(datetime.fromisoformat(f"{second}T11:00:00+00:00"))
            shutil.copyfile(root / f"site/digest/{second}.json", root / "site/digest/latest.json")
            # It comes with the next look at the source where this day brought nothing yet, else with the next digest:
            # that depends on the days that ticks of the bot's own met while the clock was moved.
            before = len(reader.received)
            await running.move_to(datetime.fromisoformat(f"{second}T12:00:00+00:00"))
            due = (await running.facts(CHINESE_READER)).next_digest
            assert due is not None
            await running.move_to(due)
            card = await card_after(running, reader, before)
            assert card.text.split("\n")[1] == leads[1]
            for wanted in (article, builder):
                issue = await tapped(running, reader, card, "今日还有")
                opened = await tapped(running, reader, card, number_of(issue, wanted))
                assert wanted in opened.split("\n▶")[0]
                assert card.labels[0] == ["▶ 开始阅读"]


async def test_each_issue_that_a_site_publishes_is_the_next_days_episode(tmp_path: Path) -> None:
    site = Website(tmp_path / "site")
    site.words()
    builder = posts("2026-03-12", "adatests", "Ada Tester")
    site.issue("2026-03-12", [podcast("2026-03-12", "The Second"), blog("2026-03-12", "Why queues drain"), builder])
    site.issue("2026-03-09", [podcast(), blog(), posts()])
    leads = ('Ida Holm on "queues"', "The Second")
    await follow(tmp_path, "2026-03-09", "2026-03-12", leads, "Why queues drain", "@adatests")


@needs(SITE)
@pytest.mark.slow
async def test_two_real_issues_are_followed_likewise(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "site")
    shutil.copyfile(SITE / "digest/2026-06-09.json", tmp_path / "site/digest/latest.json")
    leads = (
        "Building an AI Guardian for Enterprise with Onyx Security CEO Maxim Bar Kogan",
        "AI Vibe Check: Lab Wars, Why APIs Might Vanish & Future Predictions",
    )
    await follow(tmp_path, "2026-06-09", "2026-06-13", leads, "New in Claude Managed Agents", "@karpathy")


async def test_its_dictionary_answers_and_the_folder_that_it_began_with_stays_as_it_was(tmp_path: Path) -> None:
    site = Website(tmp_path / "site")
    site.words()
    site.issue("2026-03-09")
    (tmp_path / "empty").mkdir()
    feed = DailyFeed((str(site.root),))
    async with running_demo(tmp_path / "empty", clock=clock_at("2026-03-09", 11), feed=feed) as running:
        reader, _ = await started(running)
        before = len(reader.received)
        reader.send("retries")
        await running.world.until(lambda: len(reader.received) > before, seconds=60)
        assert reader.received[-1].text.startswith("retry")
        assert "/ˌriˈtraɪ/" in reader.received[-1].text
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (site.root / WORDS).exists()
