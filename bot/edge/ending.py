"""The end of a task that runs until it is cancelled."""

from __future__ import annotations

import asyncio
from typing import Any

_AGAIN = 5.0


async def ended(task: asyncio.Task[Any], *, again: float = _AGAIN) -> None:
    """Cancel it, and once more every so many seconds: a library that waits with a limit of its own may take the
    cancelling for that limit, and the task would go on for ever.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=again)
