"""Closed and open loops, for whatever is measured; nothing is imported here that a peer does not have."""

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

Job = Callable[[int], Awaitable[object]]
"""Does the piece of work with this number: a send, a tap."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How much was done: pieces a second, microseconds of CPU a piece, and how many failed."""

    per_second: float
    cpu_us: float
    failed: int


async def closed(job: Job, *, in_flight: int, seconds: float, start: int = 0) -> Rate:
    """`in_flight` workers, each doing the next piece as soon as its last is done, for about `seconds`."""
    done, failed, number = 0, 0, start
    until = time.monotonic() + seconds

    async def work() -> None:
        nonlocal done, failed, number
        while time.monotonic() < until:
            number += 1
            try:
                await job(number)
            except Exception:  # a peer's refusal to serve that many at once is a result
                failed += 1
            else:
                done += 1

    began, cpu = time.monotonic(), time.process_time()
    workers = [asyncio.create_task(work()) for _ in range(in_flight)]
    await asyncio.wait(workers)
    spent, cpu = time.monotonic() - began, time.process_time() - cpu
    return Rate(done / spent, cpu / max(done, 1) * 1e6, failed)


async def latencies(job: Job, *, per_second: float, seconds: float, start: int = 0) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds, from when a piece arrived, pieces arriving evenly."""
    took: list[float] = []

    async def one(number: int, arrived: float) -> None:
        await job(number)
        took.append(time.monotonic() - arrived)

    began = time.monotonic()
    tasks = []
    for count in range(int(per_second * seconds)):
        arrives = began + count / per_second
        if (wait := arrives - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(start + count, arrives)))
    await asyncio.gather(*tasks)
    took.sort()
    return took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000


def memory_mb() -> float:
    """The most memory this process has held; its parent's is counted in by getrusage, where /proc does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
