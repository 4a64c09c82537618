"""What every test stands on."""

import os
import shutil
import sys
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# These tests start hundreds of processes. Where the environment forbids compiled files, as containers like to, each of
# them would compile the whole bot anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_ROOM = 2**30
"""Bytes that a run may want at once; most of the time it has a hundredth of that."""


def _memory() -> Path | None:
    """Where files are quickest, if it has room and what is compiled there may be run."""
    memory = Path("/dev/shm")  # noqa: S108
    if not memory.is_dir() or not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < _ROOM:
        return None
    return None if os.statvfs(memory).f_flag & os.ST_NOEXEC else memory


def pytest_configure(config: pytest.Config) -> None:
    """Thousands of short-lived files wait for no disk; whoever sets TMPDIR has them there, and keeps what failed."""
    memory = _memory()
    if hasattr(config, "workerinput") or "TMPDIR" in os.environ or memory is None:
        return
    folder = tempfile.mkdtemp(prefix="speak-", dir=memory)  # short: sockets are made below it
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-200)  # its own folder in it goes at -100


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: half of the time tests wait, for processes, browsers and the clock."""
    return (os.cpu_count() or 1) + 1


class ByStage(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Any worker takes any test, but for those of a file that build something together: they go to one.

    All stories in a browser go to one worker, from the beginning on: side by side they would wait past their limits.
    """

    _browsing: Any = None

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(("tests/e2e/", "tests/faults/")) else nodeid

    def _assign_work_unit(self, node: Any) -> None:
        if self._browsing not in self.assigned_work:
            self._browsing = node
        mine = node is self._browsing
        may = [scope for scope in self.workqueue if mine or not scope.startswith("tests/e2e/")]
        chosen = next((scope for scope in may if scope.startswith("tests/e2e/")), may[0] if may else None)
        if chosen is None:
            node.shutdown()
            return
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByStage:
    """Not by xdist's own marks: xdist 3.8 tells of them in a way that pytest 9.2 does not pass on."""
    return ByStage(config, log)


settings.register_profile("test", deadline=None, max_examples=25)
settings.register_profile("campaign", deadline=None, max_examples=300)
settings.load_profile("test")


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `python -m bot` does: without it python-telegram-bot warns whenever a RetryAfter is made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
