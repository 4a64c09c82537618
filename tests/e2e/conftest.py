"""One browser for these tests; every test a fresh page."""

from collections.abc import Iterator

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.sync_api import Browser, Page, expect

from tests.kit import stage
from tests.kit.axe import axe_source
from tests.kit.browser import Strict, chromium, launched
from tests.kit.stage import Running, Stage

expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For these tests and no longer: while Playwright runs, no event loop can in this thread."""
    if chromium() is None:
        pytest.skip("no Chromium here: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji")
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def demo() -> Iterator[Running]:
    with stage.demo("--no-open") as running:
        yield running


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    return axe_source(pytestconfig.rootpath)


@pytest.fixture
def page(browser: Browser, demo: Running) -> Iterator[Page]:
    """The demo's page."""
    strict = Strict(browser)
    strict.open(demo.address)
    yield strict.page
    strict.close()


@pytest.fixture
def bare() -> Iterator[Stage]:
    with stage.bare() as opened:
        yield opened


@pytest.fixture
def alone(browser: Browser, bare: Stage) -> Iterator[Page]:
    """The page of a world without a bot."""
    strict = Strict(browser)
    strict.open(bare.address)
    yield strict.page
    strict.close()
