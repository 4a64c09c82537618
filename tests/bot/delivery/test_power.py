"""The power fails in the middle of a push: nobody gets a second digest, and who had none is still due or parked."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.delivery.courier import IN_FLIGHT
from bot.model.delivery import Status
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.clock import START
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.lives import Place
from tests.kit.power import compiled, cut, on_power

CHATS = 200


def _sent(world: World, count: int) -> bool:
    return len(world.calls_of("sendMessage")) >= count


async def test_what_left_before_the_power_failed_is_not_sent_again_after_it(tmp_path: Path, world: World) -> None:
    library, file = compiled(tmp_path), tmp_path / "bot.db"
    place_url = f"sqlite:///{file}"
    async with open_store(place_url) as store:
        await gather_crowd(store, world, CHATS)
    cuts, lost = (20, 70, 130), 0
    async with serve(world) as api_url:
        place = Place(place_url, api_url, world.token)
        for number, sent in enumerate(cuts):
            process = await on_power(library, place, START + number * timedelta(minutes=3))
            await world.until(partial(_sent, world, sent), seconds=60)
            lost += await cut(process, file)
        process = await on_power(library, place, START + len(cuts) * timedelta(minutes=3))
        assert await process.wait() == 0
    async with open_store(place_url) as store:
        rows = await ledger(store)
    came = received(world)
    assert lost > 0, "the cuts took nothing: the test proves nothing"
    assert max(came.values()) == 1
    assert {chat for chat, count in came.items() if count == 0} <= rows[Status.UNKNOWN]
    assert len(rows[Status.UNKNOWN]) <= len(cuts) * IN_FLIGHT
