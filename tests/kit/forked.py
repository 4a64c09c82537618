"""A module run in a process of its own that is forked, not started: what takes a second, importing, was done before.

Everything else is as in a new process: environment, arguments, exit code, what it says. What a start itself costs, and
that it works, is for the tests that start `python -m bot`.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.kit.forked_modules"])


@dataclass(eq=False)
class Forked:
    """One of them, and the file that it writes what it says into."""

    process: BaseProcess
    says: Path

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        """As a subprocess has it: negative for a signal."""
        return self.process.exitcode

    @property
    def said(self) -> str:
        """All so far, out and err."""
        return self.says.read_bytes().decode("utf-8", "replace")

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Until it has ended."""
        while self.process.exitcode is None:  # noqa: ASYNC110 - a thread that waits would outlive a test that gave up
            await asyncio.sleep(0.01)
        return self.process.exitcode

    async def line(self, words: str) -> str:
        """Until it has said a line with these words, all of it; fails where it ends before."""
        while not (found := [each for each in self.said.splitlines(keepends=True) if words in each and "\n" in each]):
            assert self.returncode is None, f"ended with {self.returncode}: {self.said}"
            await asyncio.sleep(0.01)
        return found[0]


def forked(*arguments: str, says: Path, environment: Mapping[str, str], module: str = "bot") -> Forked:
    """Start it with nothing else in its environment; what warns is an error in it."""
    process = _context.Process(target=_live, args=(module, arguments, str(says), dict(environment)), daemon=True)
    says.touch()
    process.start()
    return Forked(process, says)


def _live(module: str, arguments: tuple[str, ...], says: str, environment: dict[str, str]) -> None:
    out = os.open(says, os.O_WRONLY | os.O_APPEND)
    for number in (1, 2):
        os.dup2(out, number)
    os.close(out)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    warnings.simplefilter("error")
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__")
