"""A browser for the page: Debian's Chromium, driven by Playwright, reaching nothing but this machine."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

_WITHOUT = (
    # A page for suggestions in the address bar, and one for answers: two made ready in every window, half of its cost.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright disables: the last list that a browser is given is the only one that it heeds.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    f"--disable-features={','.join(_WITHOUT)}",
    "--no-sandbox",  # as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1280, "height": 860}


def chromium() -> str | None:
    """Where the system's Chromium is, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser for the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Strict:
    """A page that fails its test on any error in its scripts and any request beyond its own origin."""

    def __init__(self, browser: Browser, *, newcomer: bool = False, **options: Any) -> None:
        given = {"viewport": SIZE, "locale": "en-GB", "timezone_id": "Asia/Shanghai"} | options
        self.context: BrowserContext = browser.new_context(**given)
        if not newcomer:  # somebody who read as 小林 before, whatever their browser speaks
            self.context.add_init_script("localStorage.chat ??= '700100'")
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.forgiven: list[str] = []
        """What browsers complain about and a story expects: part of its words."""
        self.origins: set[str] = set()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda asked: self.origins.add("/".join(asked.url.split("/")[:3])))

    def open(self, address: str) -> Page:
        """Go there and wait until the page has heard the whole picture."""
        self.page.goto(address)
        self.page.locator("#chats button").first.wait_for(state="attached")
        return self.page

    def close(self, *, errors_expected: bool = False) -> None:
        """Close it and look back."""
        self.context.close()
        faults = [fault for fault in self.faults if not any(words in fault for words in self.forgiven)]
        assert errors_expected or not faults, faults
        assert all(origin.startswith(("http://127.0.0.1:", "data:", "blob:")) for origin in self.origins), self.origins


def until_held(page: Page, held: list[Route], count: int = 1) -> None:
    """Wait until a page's route has so many requests in hand."""
    until = time.monotonic() + 20
    while len(held) < count:
        assert time.monotonic() < until, [route.request.post_data or route.request.url for route in held]
        page.wait_for_timeout(20)
