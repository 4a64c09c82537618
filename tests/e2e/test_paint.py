"""The page on a slow phone and a slow line, measured: `pytest -m slow -n 0 -s tests/e2e/test_paint.py`."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from content.files.library import write_episode
from tests.kit import stage
from tests.kit.browser import Strict
from tests.kit.mini_app import address_of
from tests.kit.paint import Paint, Phone
from tests.kit.podcast import podcast

TRIES = 5
WORDS = 10_000
MOST_REQUESTS = 10
MOST_KILOBYTES = 160
"""Script, style, the episode and all else of a first opening."""


@pytest.mark.slow
def test_a_first_opening_paints_within_a_second_and_the_next_one_sooner(browser: Browser, tmp_path: Path) -> None:
    write_episode(podcast(WORDS), tmp_path)
    openings: dict[str, list[Paint]] = {"first": [], "second": []}
    with stage.demo("--no-open", "--episodes", str(tmp_path)) as demo:
        strict = Strict(browser)
        address = address_of(strict.open(demo.address), "小林", "zh")
        strict.close()
        for _ in range(TRIES):
            phone = Phone(browser)
            for name in openings:
                openings[name].append(phone.opens(address))
                print(f"{name} opening: {openings[name][-1]}; load {os.getloadavg()[0]:.1f}")  # noqa: T201
            phone.close()
    first, second = (min(openings[name], key=lambda paint: paint.text) for name in openings)
    assert min(paint.first for paint in openings["first"]) < 1000
    assert first.text < 1500
    assert second.text < first.text
    assert first.requests_to_text <= MOST_REQUESTS
    assert first.kilobytes < MOST_KILOBYTES
