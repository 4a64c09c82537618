"""The bot goes on hearing its readers, whatever Telegram answers."""

import asyncio
import json
import logging
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.edge.building import Building
from bot.edge.intake import Intake
from bot.edge.polling import REJECTED_AT_MOST, Polling
from bot.edge.receiving import Raw
from bot.sandbox.faults import BAD_GATEWAY, SERVER_ERROR, Refuse, TooMany
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import Store
from tests.kit.alive import alive
from tests.kit.polled import ignore, no_wait, polling, until

POLL = {"id": "1", "question": "私房话", "options": [], "total_voter_count": 0, "is_closed": False, "type": "regular"}
"""As a Bot API server writes it that does not know the newest field."""


class Counted(InProcess):
    """Counts what it is asked."""

    asked = 0

    async def do_request(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        self.asked += 1
        return await super().do_request(*args, **more)


@pytest.mark.parametrize(
    "trouble",
    [Refuse(401, "Unauthorized"), Refuse(404, "Not Found"), Refuse(409, "Conflict"), SERVER_ERROR, BAD_GATEWAY],
    ids=lambda fault: str(fault.code),
)
async def test_a_refused_poll_is_got_over_and_readers_are_heard_again(
    sqlite_url: str, world: World, trouble: Refuse, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.next(trouble, method="getUpdates", times=1)
    async with alive(sqlite_url, world):
        world.reader(7).send("/help")
        await world.until(lambda: world.reader(7).received, seconds=60)
    assert [line for line in caplog.messages if line.startswith("polling: ")] != []
    assert world.token not in caplog.text


async def test_a_token_that_stays_rejected_ends_the_process_instead_of_leaving_it_deaf(
    world: World, store: Store
) -> None:
    world.faults.next(Refuse(401, "Unauthorized"), method="getUpdates", times=1000)
    request = InProcess(world)
    bot = Bot(world.token, request=request, get_updates_request=request)
    with pytest.raises(InvalidToken):
        await Polling(bot, request, Intake(ignore, ignore, store.inbox), pause=no_wait).run()
    assert len(world.faults.met) == REJECTED_AT_MOST


async def test_while_telegram_asks_for_rest_it_is_left_alone(world: World, store: Store) -> None:
    world.faults.next(TooMany(7), method="getUpdates", times=1)
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        await asyncio.sleep(0)

    request, heard = InProcess(world), asyncio.Event()

    async def hear(_update: Raw) -> None:
        heard.set()

    bot = Bot(world.token, request=request, get_updates_request=request)
    running = asyncio.create_task(Polling(bot, request, Intake(hear, ignore, store.inbox), pause=rest).run())
    world.reader(7).send("/help")
    await asyncio.wait_for(heard.wait(), 60)
    running.cancel()
    assert rests == [7.0]


async def test_an_update_that_cannot_be_built_is_skipped_counted_and_told_once_without_its_words(
    world: World, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def hear(update: Update) -> None:
        assert update.effective_message
        heard.append(update.effective_message.text or "")

    polls = Counted(world)
    reader = world.reader(7)
    for number in range(3):
        message = reader.send("早").as_json()
        world.inbox.pending.pop()
        world.inbox.put("message", {name: value for name, value in message.items() if name != "text"} | {"poll": POLL})
        reader.send(f"still here {number}")
    with caplog.at_level(logging.DEBUG):
        async with polling(world, store, hear, request=polls) as loop:
            await until(lambda: len(heard) == 3)
            await asyncio.sleep(0.3)
            assert isinstance(loop.intake, Intake)
            handle = loop.intake._handle
    assert heard == ["still here 0", "still here 1", "still here 2"]
    assert isinstance(handle, Building)
    assert handle.skipped == 3
    assert polls.asked < 6
    assert [line for line in caplog.messages if "cannot build" in line] == [
        "an update (message) that the framework cannot build is skipped: TypeError; others like it without a word"
    ]
    assert "私房话" not in caplog.text


@pytest.mark.parametrize("nonsense", [{}, {"ok": True}, [], [1, "x", None], [{"update_id": "x"}], {"result": 5}])
async def test_an_answer_that_is_nonsense_is_no_reason_to_spin_or_to_stop(
    world: World, store: Store, nonsense: object
) -> None:
    class Nonsense(InProcess):
        asked = 0

        async def do_request(self, url: str, *args: Any, **more: Any) -> tuple[int, bytes]:
            if not url.endswith("/getUpdates"):
                return await super().do_request(url, *args, **more)
            self.asked += 1
            if self.asked <= 3:
                return 200, json.dumps({"ok": True, "result": nonsense}).encode()
            return await super().do_request(url, *args, **more)

    heard, pauses = asyncio.Event(), 0

    async def hear(_update: Raw) -> None:
        heard.set()

    async def rest(_seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        await asyncio.sleep(0)

    request = Nonsense(world)
    bot = Bot(world.token, request=request, get_updates_request=request)
    running = asyncio.create_task(Polling(bot, request, Intake(hear, ignore, store.inbox), pause=rest).run())
    world.reader(7).send("/help")
    await asyncio.wait_for(heard.wait(), 60)
    running.cancel()
    assert pauses == (0 if nonsense == [] else 3)
