"""The campaign in short: real processes, and a Bot API that misbehaves. `make campaign` plays all of it, at length."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
import pytest_asyncio

from tests.faults.ground import Found
from tests.faults.run import play
from tests.faults.scenarios import ALL

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 6
"""A scenario mostly waits: for a restart, for the end of an outage."""

Campaign = Callable[[str], Coroutine[Any, Any, Found]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def campaign(request: pytest.FixtureRequest) -> AsyncIterator[Campaign]:
    """The scenarios that were asked for, each under way as soon as there is a place."""
    places = asyncio.Semaphore(AT_ONCE)

    async def played(name: str) -> Found:
        async with places:
            return await play(ALL[name], quick=True, seed=1)

    asked_for = [item for item in request.session.items if isinstance(item, pytest.Function)]
    names = [str(item.callspec.params["name"]) for item in asked_for if item.path == request.path]
    under_way = {name: asyncio.create_task(played(name)) for name in names}

    async def found(name: str) -> Found:
        """What was seen; for a test that is tried once more it is played anew."""
        seen = under_way.pop(name, None)
        return await (seen or played(name))

    yield found
    for task in under_way.values():
        task.cancel()
    await asyncio.gather(*under_way.values(), return_exceptions=True)


@pytest.mark.parametrize("name", [name for name, scenario in ALL.items() if scenario.quick])
async def test_every_promise_holds(name: str, campaign: Campaign) -> None:
    found = await campaign(name)
    assert found.broken == ()
