"""What every test stands on."""

import os
import sys

import pytest
from hypothesis import settings

# These tests start hundreds of processes. Where the environment forbids compiled files, as containers like to, each of
# them would compile the whole bot anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("buildspeak", deadline=None, max_examples=60)
settings.load_profile("buildspeak")


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `python -m bot` does: without it python-telegram-bot warns whenever a RetryAfter is made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
