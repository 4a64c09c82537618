"""A daily feed written for these tests, and our own page's episode as its article and its feed would have it."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.kit.samples import PAGE

_HEADING = re.compile(r"Speaker (\d)(\d\d:\d\d - \d\d:\d\d)")

PODCAST: dict[str, Any] = {
    "source": "podcast",
    "name": "Slow &amp; Steady",
    "title": "Ida Holm on &quot;caches&quot;",
    "guid": "g-1",
    "url": "https://www.youtube.com/playlist?list=PL1",
    "publishedAt": "2026-03-08T12:30:00.000Z",
    "transcript": (
        "Speaker 1 | 00:00 - 00:20\n[upbeat music] Um, so what is a cache, you know?\n\n"
        "Speaker 2 | 00:20 - 00:20\nIt&#x27;s a promise] that an answer\n\n"
        "Speaker 2 | 00:19 - 1:00:02\nis still true. [laughs]\n\n"
        " | 1:00:02 - 1:00:03\nRight."
    ),
}
BLOG: dict[str, Any] = {
    "source": "blog",
    "name": "Workshop",
    "title": "Why queues fill",
    "url": "https://example.org/queues",
    "publishedAt": "Mar 02, 2026",
    "content": "<h2>The load</h2><p>A queue hides &lt;b&gt; it.</p><script>x()</script><p>It fills at night.",
}
BUILDER: dict[str, Any] = {
    "source": "x",
    "name": "Ida Holm",
    "handle": "idaholm",
    "bio": "builds caches",
    "tweets": [
        {
            "text": "Latency &lt; 5 ms\n\nShipping today https://t.co/x",
            "createdAt": "2026-03-09T02:00:00.000Z",
            "url": "https://x.com/idaholm/status/2",
            "likes": 12,
        },
        {
            "text": "It works",
            "createdAt": "2026-03-08T23:00:00.000Z",
            "url": "https://x.com/idaholm/status/1",
            "likes": 3,
        },
    ],
}


def feed(**changes: object) -> str:
    """The feed as text, with some of its keys changed."""
    whole = {
        "generatedAt": "2026-03-09T10:44:54.864Z",
        "podcasts": [PODCAST],
        "x": [BUILDER],
        "blogs": [BLOG],
        **changes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def page_as_article() -> str:
    """The article that our page would be made from."""
    return json.dumps(
        {
            "type": "podcast",
            "sourceName": "The Slow Server Hour",
            "title": "Ida Holm: What a Cache Is Really For",
            "url": "https://example.org/slow-server/12",
            "publishedAt": "2026-03-09T12:30:00.000Z",
            "paragraphs": [
                {"speaker": f"Speaker {who}", "timecode": when, "en": english, "zh": chinese}
                for who, when, english, chinese in _page()
            ],
            "wordCount": 445,
        },
        ensure_ascii=False,
    )


def page_as_feed() -> str:
    """The day's feed that our page's episode would come in."""
    transcript = "\n\n".join(f"Speaker {who} | {when}\n{english}" for who, when, english, _ in _page())
    podcast = {
        "name": "The Slow Server Hour",
        "title": "Ida Holm: What a Cache Is Really For",
        "url": "https://example.org/slow-server/12",
        "publishedAt": "2026-03-09T12:30:00.000Z",
        "transcript": transcript,
    }
    return json.dumps({"podcasts": [podcast], "x": [], "blogs": []})


def _page() -> list[tuple[str, str, str, str]]:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    found = [(at, match) for at, line in enumerate(lines) if (match := _HEADING.fullmatch(line))]
    return [
        (match[1], match[2], lines[at + 1], lines[other + 1])
        for (at, match), (other, _) in zip(found[::2], found[1::2], strict=True)
    ]
