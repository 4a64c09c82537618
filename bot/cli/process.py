"""The process that a command runs in: its loop, its signals, and how what is wrong is said."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.app.place import Place


def run_async(work: Coroutine[Any, Any, None]) -> None:
    """Do it on uvloop where there is one: it costs less CPU for the same traffic."""
    loop = importlib.import_module("uvloop").new_event_loop if importlib.util.find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(work)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """What only the operator can mend is said without a traceback."""
    from bot.store import Unusable

    try:
        yield
    except Unusable as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def faults_told() -> Iterator[None]:
    """Every fault of the environment is said, and nothing is begun."""
    from bot.app.variables import ConfigError

    try:
        yield
    except ConfigError as error:
        raise click.ClickException(f"The environment has faults:\n{error}") from None


def read_place() -> Place:
    """Where the environment says that the bot's memory is."""
    from bot.app import place

    with faults_told():
        return place.read_place(os.environ)


def work_folder() -> Path:
    """Where fetched documents and translations are kept between runs: below DATA_DIR."""
    return read_place().data_dir / "work"


def told_to_stop() -> asyncio.Event:
    """Set by SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def until(stop: asyncio.Event, doing: asyncio.Task[None]) -> bool:
    """Wait for it, and raise its error; told to stop before it is done, it is cancelled, and the answer is False."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if doing.cancel():
        return False
    await doing
    return True
