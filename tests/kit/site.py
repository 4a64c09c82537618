"""A website of our own text, in the form in which the real one publishes, as a folder and over HTTP on loopback."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aiohttp import web

from tests.kit.loopback import serving

DAY = "2026-03-09"
WORDS = {
    "queue": {"key": "queue", "ipa": "/kju/", "zh": "队列；排队"},
    "retry": {"key": "retry", "ipa": "/ˌriˈtraɪ/", "zh": "重试"},
    "gbrain": {"key": "gbrain", "ipa": "", "zh": "gbrain"},
}

_SENTENCE_END = re.compile(r"(?<=[.!?]) ")


def paragraph(english: str, chinese: str, **more: object) -> dict[str, Any]:
    """A paragraph in sentences, each once more in its words, as published."""
    texts = _SENTENCE_END.split(english) if english else []
    tokens = [{"kind": "word", "text": word, "key": word.casefold()} for word in english.split()]
    sentences = [{"id": f"s{at}", "text": text, "tokens": tokens} for at, text in enumerate(texts)]
    return {"id": "p0", "sentences": sentences, "zh": chinese, **more}


def post(english: str, chinese: str, number: int, at: str) -> dict[str, Any]:
    """A builder's post; without English it is only a picture."""
    address = f"https://x.com/idaholm/status/{number}"
    meta = {"likes": 1200 + number, "retweets": 12, "replies": 0, "createdAt": at, "tweetUrl": address}
    return paragraph(english, chinese, meta=meta)


def podcast(day: str = DAY, title: str = "Ida Holm on &quot;queues&quot;", **changes: object) -> dict[str, Any]:
    """A conversation whose last paragraph has its heading in the text, as those after an hour have."""
    spoken = [
        paragraph(
            "Welcome to the Slow Server Hour. Today we talk about queues.",
            "欢迎收听 Slow Server Hour。今天我们聊 queue（队列）。",
            speaker="Speaker 1",
            timecode="00:00 - 00:12",
        ),
        paragraph(
            "A queue hides a slow worker until the day it cannot. We learned that from a cache.",
            "queue（队列）会把一个慢的 worker 藏起来，直到藏不住的那一天。我们是从一个 cache 学到的。",
            speaker="Speaker 2",
            timecode="00:12 - 00:40",
        ),
        paragraph("It&#x27;s called Slowpoke, right?", "Slowpoke。", speaker="Speaker 1", timecode="00:40 - 00:41"),
        paragraph(
            "Speaker 2 | 1:02:03 - 1:02:09 Yes. And it never came back.",
            "Speaker 2 | 1:02:03 - 1:02:09 对。它再也没有回来。",
        ),
    ]
    given = {
        "id": f"podcast-slow-server-hour-queues-{day}",
        "type": "podcast",
        "sourceName": "The Slow Server Hour",
        "title": title,
        "url": "https://www.youtube.com/watch?v=slow",
        "publishedAt": "2026-02-26T10:00:00.000Z",
        "digestDate": day,
        "paragraphs": spoken,
        "wordCount": 40,
    }
    return given | changes


def blog(day: str = DAY, title: str = "Why queues fill", **changes: object) -> dict[str, Any]:
    """An article with a Chinese title."""
    written = [
        paragraph("A queue fills at night. Nobody looks.", "queue（队列）在夜里填满。没有人看。"),
        paragraph("It drains by lunch.", "到午饭时它就空了。"),
    ]
    given = {
        "id": f"blog-workshop-why-queues-fill-{day}",
        "type": "blog",
        "sourceName": "Workshop &amp; Co",
        "title": title,
        "titleZh": "队列为什么会满",
        "url": "https://example.org/queues",
        "publishedAt": "Mar 02, 2026",
        "digestDate": day,
        "paragraphs": written,
        "wordCount": 11,
    }
    return given | changes


def posts(day: str = DAY, handle: str = "idaholm", name: str = "Ida Holm", **changes: object) -> dict[str, Any]:
    """What a builder posted: two posts with links to pictures at the end, and one that is only a picture."""
    posted = [
        post(
            "Latency &lt; 5 ms today https://t.co/abc", "今天延迟 &lt; 5 ms https://t.co/abc", 2, f"{day}T02:00:07.000Z"
        ),
        post("", "[1]", 3, f"{day}T01:00:00.000Z"),
        post("!!!! 🥹", "!!!! 🥹", 1, f"{day}T00:30:00.000Z"),
    ]
    given = {
        "id": f"x-{handle}-{day}",
        "type": "tweet",
        "sourceName": name,
        "sourceHandle": f"@{handle}",
        "sourceBio": "builds caches\n\n@slowserver",
        "title": f"{name} · @{handle}",
        "url": f"https://x.com/{handle}",
        "publishedAt": f"{day}T02:00:07.000Z",
        "digestDate": day,
        "paragraphs": posted,
        "wordCount": 6,
        "engagement": {"likes": 2403, "retweets": 24, "replies": 0},
    }
    return given | changes


@dataclass
class Website:
    """The folder `root` in the website's form."""

    root: Path

    def issue(
        self,
        day: str = DAY,
        articles: Sequence[dict[str, Any]] | None = None,
        *,
        made_at: str = "T10:17:15.910Z",
        latest: bool = True,
        **changes: Any,
    ) -> Path:
        """Publish an issue of a podcast, an article and two builders, or of `articles`; returns its list."""
        articles = (
            [podcast(day), blog(day), posts(day), posts(day, "adatests", "Ada Tester")]
            if articles is None
            else articles
        )
        lists = {
            key: [{**each, "paragraphs": []} for each in articles if each["type"] == kind]
            for key, kind in (("podcasts", "podcast"), ("tweets", "tweet"), ("blogs", "blog"))
        }
        digest = {"date": day, "generatedAt": f"{day}{made_at}", **lists, "stats": {}} | changes
        for each in articles:
            self.write(f"articles/{each['id']}.json", each)
        if latest:
            self.write("digest/latest.json", digest)
        return self.write(f"digest/{day}.json", digest)

    def words(self, **more: object) -> Path:
        """Publish the dictionary."""
        return self.write("words.json", {**WORDS, **more})

    def write(self, relative: str, what: object) -> Path:
        """Put JSON, or text as it is, into a file of the folder."""
        path = self.root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(what if isinstance(what, str) else json.dumps(what, ensure_ascii=False, indent=2), "utf-8")
        return path


@dataclass
class Host:
    """What a website's server was asked, by path, and what it sent again unchanged."""

    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Paths that lead to another address."""

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.url.removeprefix("http://").partition(":")
        return host, int(port)


@asynccontextmanager
async def hosted(root: Path, pages: Mapping[str, str] = MappingProxyType({})) -> AsyncIterator[Host]:
    """The folder over HTTP, with ETags, as a static host serves it, and web pages by their paths."""
    host = Host()

    async def answer(request: web.Request) -> web.StreamResponse:
        path = request.path.lstrip("/")
        host.asked[path] += 1
        if path in host.elsewhere:
            raise web.HTTPFound(host.elsewhere[path])
        if path in pages:
            return web.Response(text=pages[path], content_type="text/html")
        file = root / path
        if not file.is_file():
            return web.Response(status=404, text="404: Not Found")
        data = file.read_bytes()
        etag = f'"{sha256(data).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            host.unchanged[path] += 1
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=data, headers={"ETag": etag, "Content-Type": "text/plain; charset=utf-8"})

    async with serving(answer) as url:
        host.url = url
        yield host
