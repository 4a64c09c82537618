"""A daily feed on this machine, and what it brings at first."""

import asyncio
import json
from dataclasses import dataclass

from bot.sandbox.reader import Reader
from tests.kit.story import Story

FEED: dict[str, object] = {
    "generatedAt": "2026-06-04T06:00:00Z",
    "podcasts": [
        {
            "source": "podcast",
            "name": "Field Notes",
            "title": "Queues &amp; Patience",
            "guid": "a",
            "url": "https://www.youtube.com/watch?v=xyz",
            "publishedAt": "2026-06-03T12:00:00.000Z",
            "transcript": "Speaker 1 | 00:00 - 00:20\nA queue hides a slow worker until the day it cannot. We learned "
            "that from a cache.\n\nSpeaker 2 | 00:20 - 00:40\nSo you measured the latency first, and only then did "
            "you change the code that everyone blamed.",
        }
    ],
    "blogs": [],
    "x": [
        {
            "source": "x",
            "name": "Ada Tester",
            "handle": "adatests",
            "bio": "",
            "tweets": [
                {
                    "id": "1",
                    "text": "A good test fails for one reason, and tells you which.",
                    "createdAt": "2026-06-03T10:00:00.000Z",
                    "url": "https://x.com/adatests/status/1",
                    "likes": 42,
                }
            ],
        }
    ],
}


@dataclass
class FeedServer:
    """Answers every request with what the feed is now; None is a 404."""

    feed: dict[str, object] | None = None
    address: tuple[str, int] = ("127.0.0.1", 0)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status = "404 Not Found" if self.feed is None else "200 OK"
        body = json.dumps(self.feed).encode()
        head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()


async def sends(story: Story, reader: Reader, name: str, data: bytes) -> None:
    reader.send_file(name, data)
    await story.settle()
