"""What every test stands on."""

import pytest
from hypothesis import settings

settings.register_profile("buildspeak", deadline=None, max_examples=60)
settings.load_profile("buildspeak")


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `python -m bot` does: without it python-telegram-bot warns whenever a RetryAfter is made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
