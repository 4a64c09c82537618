"""How fast a page paints on a simulated phone: Chromium slowed down as its own developer tools slow it down.

Latency is added to every request, and all of them share the line; what the simulation leaves out are the handshakes of
a connection. On a busy machine times are upper bounds: the best of several says more.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.kit.browser import Strict
from tests.kit.mini_app import PHONE

SLOWER = 4
LATENCY_MS = 150
BITS_A_SECOND = 1_600_000
SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 390, "height": 664}, "locale": "zh-CN"}

_WATCH = """(() => {
  const look = () => {
    const text = [...document.querySelectorAll(".segment .english, .lead h1")].find((each) => {
      const box = each.getBoundingClientRect();
      return box.height > 0 && box.top < innerHeight;
    });
    if (!text) return requestAnimationFrame(look);
    requestAnimationFrame(() => { setTimeout(() => { window.textAt = performance.now(); }, 0); });
  };
  requestAnimationFrame(look);
  new PerformanceObserver((all) => {
    for (const each of all.getEntries()) window.longest = Math.max(window.longest ?? 0, each.duration);
  }).observe({ type: "longtask", buffered: true });
})()"""
"""Text counts from the frame after the one that first had it on the screen."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Milliseconds from the navigation; what was asked for and how much came until the text stood there, and in all."""

    first: float
    text: float
    requests_to_text: int
    requests: int
    kilobytes_to_text: float
    kilobytes: float
    longest_task: float

    def __str__(self) -> str:
        return (
            f"first paint {self.first:.0f} ms, text {self.text:.0f} ms after {self.requests_to_text} requests and "
            f"{self.kilobytes_to_text:.0f} kB; {self.requests} requests and {self.kilobytes:.0f} kB in all; "
            f"longest task {self.longest_task:.0f} ms"
        )


class Phone:
    """A phone with a cache of its own, which keeps what it was sent from one opening to the next."""

    def __init__(self, browser: Browser) -> None:
        self._strict = Strict(browser, newcomer=True, **SMALL)
        self.context: BrowserContext = self._strict.context
        self.context.add_init_script(_WATCH)

    def opens(self, address: str, *, until: float = 2500) -> Paint:
        """Once more, in a window of its own, and what is asked for within so many milliseconds after the text."""
        page: Page = self.context.new_page()
        session = self.context.new_cdp_session(page)
        self._slow_down(session)
        asked: list[float] = []
        session.on("Network.requestWillBeSent", lambda told: asked.append(told["timestamp"]))
        bytes_at: list[tuple[float, float]] = []
        session.on(
            "Network.loadingFinished", lambda told: bytes_at.append((told["timestamp"], told["encodedDataLength"]))
        )
        page.goto(address)
        _until(page, "window.textAt")
        page.wait_for_timeout(until)
        text = float(page.evaluate("window.textAt"))
        first = float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"))
        longest = float(page.evaluate("window.longest ?? 0"))
        page.close()
        began = min(asked)
        by_text = began + text / 1000
        return Paint(
            first=first,
            text=text,
            requests_to_text=sum(at <= by_text for at in asked),
            requests=len(asked),
            kilobytes_to_text=sum(size for at, size in bytes_at if at <= by_text) / 1000,
            kilobytes=sum(size for _, size in bytes_at) / 1000,
            longest_task=longest,
        )

    def close(self) -> None:
        self._strict.close()

    @staticmethod
    def _slow_down(session: CDPSession) -> None:
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BITS_A_SECOND / 8,
                "uploadThroughput": BITS_A_SECOND / 8,
            },
        )


def _until(page: Page, script: str) -> None:
    """The page's policy lets nobody evaluate a text in it, so it is asked again and again."""
    for _ in range(600):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)
