"""What every test stands on."""

import os
import sys
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# These tests start hundreds of processes. Where the environment forbids compiled files, as containers like to, each of
# them would compile the whole bot anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


class ByStage(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Any worker takes any test, but for those of a file that build something together: they go to one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(("tests/e2e/", "tests/faults/")) else nodeid


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
