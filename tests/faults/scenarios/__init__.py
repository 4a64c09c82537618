"""What is done to the bot, a noun a file; `ALL` has them by name, those of the quick part marked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.faults.ground import Found, Ground
from tests.faults.scenarios import (
    callbacks,
    clock,
    disk,
    files,
    floods,
    kills,
    life,
    outages,
    pace,
    postgres,
    power,
    processes,
    rows,
    speech,
    starts,
    workers,
)

Play = Callable[[Ground], Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """How it is played, whether it is short enough for every run, and whether it wants PostgreSQL."""

    play: Play
    quick: bool = False
    postgres: bool = False


ALL: Mapping[str, Scenario] = {
    "kill -9 during a push": Scenario(kills.parked, quick=True),
    "kill -9, what may have arrived sent again": Scenario(kills.resent),
    "kill -9 among taps": Scenario(kills.among_taps, quick=True),
    **{f"outage: {name}": Scenario(play, quick=name in outages.QUICK) for name, play in outages.EACH.items()},
    "an unreadable row": Scenario(rows.unreadable, quick=True),
    "updates that cannot be built, polls refused": Scenario(rows.updates, quick=True),
    "two processes, SQLite": Scenario(processes.two, quick=True),
    "two processes, PostgreSQL": Scenario(processes.two, postgres=True),
    "PostgreSQL crashes during a push": Scenario(postgres.crashed, postgres=True),
    **{
        f"workers: {name}": Scenario(play, quick=name in workers.QUICK, postgres=True)
        for name, play in workers.EACH.items()
    },
    "workers: the pace of 1, 2, 4, 8": Scenario(pace.shared, postgres=True),
    "the power fails during a push": Scenario(power.lost),
    "no room on the disk": Scenario(disk.full, quick=True),
    "the clock is set": Scenario(clock.stepped, quick=True),
    "a flood from one chat": Scenario(floods.one_chat, quick=True),
    "SIGTERM with a full queue": Scenario(floods.stopped, quick=True),
    "commands at once, and 429": Scenario(floods.commands, quick=True),
    "forged buttons": Scenario(callbacks.forged),
    "word lists": Scenario(files.word_lists),
    "pages that never close a tag": Scenario(files.pages),
    "an endpoint that speaks and is an attacker's": Scenario(speech.hostile),
    "life: 24 hours": Scenario(life.day, quick=True),
    "bad starts": Scenario(starts.bad),
}
