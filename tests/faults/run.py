"""One scenario, on ground of its own."""

from contextlib import AsyncExitStack

from tests.faults.clusters import cluster
from tests.faults.ground import Found, ground
from tests.faults.scenarios import Scenario


async def play(scenario: Scenario, *, quick: bool, seed: int) -> Found:
    """Play it; a line without seconds where it cannot be played on this machine."""
    async with AsyncExitStack() as stack:
        own = None
        if scenario.postgres:
            own = await stack.enter_async_context(cluster())
            if own is None:
                return Found(0, words="no PostgreSQL for this platform")
        stood = await stack.enter_async_context(ground(quick=quick, seed=seed, cluster=own))
        return await scenario.play(stood)
