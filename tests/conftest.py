"""What every test stands on."""

import gc
import os
import socket
import sys
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# These tests start hundreds of processes. Where the environment forbids compiled files, as containers like to, each of
# them would compile the whole bot anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """pytest-rerunfailures tells of each test on a socket, in two parts: without this the second waits 40 ms."""
    telling = getattr(getattr(config, "failures_db", None), "sock", None)
    if isinstance(telling, socket.socket):
        telling.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: half of the time tests wait, for processes, browsers and the clock."""
    return (os.cpu_count() or 1) + 1


_WORTH_A_BROWSER = 3
"""Files of stories: for fewer nobody starts another."""


class ByStage(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Any worker takes any test, but for those of a file that build something together: they go to one.

    All stories in a browser go to one worker, from the beginning on: side by side they would wait past their limits.
    One other helps with what is left of them when there is nothing else to do.
    """

    _browsing: Any = None
    _helping: Any = None

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(("tests/e2e/", "tests/faults/")) else nodeid

    def _assign_work_unit(self, node: Any) -> None:
        if self._browsing not in self.assigned_work:
            self._browsing = node
        chosen = self._story() if node is self._browsing else None
        chosen = chosen or next((scope for scope in self.workqueue if not _in_a_browser(scope)), None)
        if chosen is None and self._helping is None and len(self.workqueue) >= _WORTH_A_BROWSER:
            self._helping = node
        if chosen is None and node is self._helping:
            chosen = self._story()
        if chosen is None:
            node.shutdown()
            return
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)

    def _story(self) -> str | None:
        return next(filter(_in_a_browser, self.workqueue), None)


def _in_a_browser(scope: str) -> bool:
    return scope.startswith("tests/e2e/")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByStage:
    """Not by xdist's own marks: xdist 3.8 tells of them in a way that pytest 9.2 does not pass on."""
    return ByStage(config, log)


settings.register_profile("test", deadline=None, max_examples=25)
settings.register_profile("campaign", deadline=None, max_examples=300)
settings.load_profile("test")


def pytest_collection_finish() -> None:
    """What there is by now stays to the end, and is not looked through again and again for what is needed no more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `python -m bot` does: without it python-telegram-bot warns whenever a RetryAfter is made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
