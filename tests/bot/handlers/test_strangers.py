"""One chat never reaches another's words, whatever callback data or deep link is forged."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import routes
from bot.model.chat import ChatId
from bot.model.term import Field
from bot.render.buttons.packing import Button
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.story import Story, episode

OWNER, STRANGER = 7, 8
SECRET = "只有我知道的释义"
BUTTONS = sorted({**routes.TAPS, **routes.OPERATOR_TAPS}, key=lambda kind: kind.prefix)


def forged(kind: type[Button]) -> st.SearchStrategy[str]:
    """Any well-formed button of a kind, its numbers likely to be someone's ids."""
    hints = get_type_hints(kind)
    values: dict[str, st.SearchStrategy[Any]] = {
        field.name: _values(hints[field.name])
        for field in fields(kind)  # type: ignore[arg-type]  # every button is a dataclass
    }
    return st.builds(kind, **values).map(lambda button: button.pack())


def _values(hint: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return st.integers(0, 40) if hint is int else st.sampled_from(["Asia/Tokyo", "2026-06", "0000", ""])


anything = st.one_of([forged(kind) for kind in BUTTONS])
links = st.from_regex(r"/start [A-Za-z0-9_-]{0,20}", fullmatch=True) | st.builds(
    "/start {}_{}_{}".format, st.sampled_from("etcvq"), st.integers(0, 40), st.integers(0, 12)
)


async def owned(story: Story) -> list[str]:
    """Every row of the owner, in every table that has a chat."""
    found = []
    async with story.store.database.single() as connection:
        for table in ("terms", "contexts", "cards", "reviews", "sessions", "review_settings", "prompts"):
            query = "SELECT * FROM " + table + " WHERE chat_id = ? ORDER BY 1, 2"  # noqa: S608  # names stand here
            async with connection.execute(query, (OWNER,)) as cursor:
                found += [f"{table} {tuple(row)}" async for row in cursor]
    return found


class Played:
    """A bot at work, from a test that is not itself asynchronous."""

    def __init__(self, runner: asyncio.Runner, story: Story) -> None:
        self.run = runner.run
        self.story = story


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """A bot in which the owner has saved and reviewed; it stands for all examples, as a real one does."""
    url = f"sqlite:///{tmp_path_factory.mktemp('strangers') / 'story.db'}"
    with asyncio.Runner() as runner:
        clock = Clock()
        running = Story(url, clock, World(clock=clock)).bot()
        story = runner.run(running.__aenter__())
        runner.run(own(story))
        yield Played(runner, story)
        runner.run(running.__aexit__(None, None, None))


async def own(story: Story) -> None:
    """The owner saves three terms with a meaning of their own, and reviews one."""
    await story.publish(episode())
    owner = story.reader(OWNER)
    await story.begins(owner)
    await story.taps(owner, "▶ 开始阅读")
    for _ in range(3):
        await story.taps(owner, "①")
        await story.taps(owner, "下一段 ▶")
    for term in (await story.store.terms.page(ChatId(OWNER), 0))[0]:
        await story.store.terms.write(ChatId(OWNER), term.id, Field.MEANING, SECRET)
    await story.writes(owner, "/review")
    await story.taps(owner, "看答案")
    await story.taps(owner, "🙂 记得")
    await story.writes(story.reader(STRANGER), "/start")


async def attack(story: Story, taps: list[str], starts: list[str], text: str) -> list[str]:
    """The stranger forges; returns all that the bot said to them meanwhile."""
    stranger = story.reader(STRANGER)
    card, known = stranger.received[0], len(stranger.received)
    edits = len(card.edits)
    for data in taps:
        stranger.press(card, data)
    for start in starts:
        stranger.send(start)
    if text.strip() and not text.strip().startswith("/"):
        stranger.reply(card, text)
    await story.settle()
    for command in ("/vocab", "/vocab a", "/review", "/stats"):
        await story.writes(stranger, command)
    said = [edit.content.text for edit in card.edits[edits:]]
    return said + [version.content.text for message in stranger.received[known:] for version in message.versions]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(anything, min_size=1, max_size=12), st.lists(links, max_size=2), st.text("abc 释义", max_size=20))
def test_no_forged_button_or_link_shows_or_changes_anothers_words(
    played: Played, taps: list[str], starts: list[str], text: str
) -> None:
    before = played.run(owned(played.story))
    assert before
    said = played.run(attack(played.story, taps, starts, text))
    assert played.run(owned(played.story)) == before
    assert not any(SECRET in words for words in said)
