"""The campaign in short: real processes, and a Bot API that misbehaves. `make campaign` plays all of it, at length."""

import pytest

from tests.faults.run import play
from tests.faults.scenarios import ALL


@pytest.mark.parametrize("name", [name for name, scenario in ALL.items() if scenario.quick])
async def test_every_promise_holds(name: str) -> None:
    found = await play(ALL[name], quick=True, seed=1)
    assert found.broken == ()
