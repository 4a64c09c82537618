"""Two issues of our own text, one piece of it hostile, and an episode with prepared audio: a folder to serve."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from content import EPISODES
from content.episode.episode import Episode, Kind, Segment
from content.files.library import write_episode
from content.text.glosses import find_glosses
from tests.kit.story import WORDS, episode, segment

HEARD = "Inside an Agent Loop: An Interview with Forty Lines of Code"
PODCAST = "Ida Holm on Queues"
BEFORE = "Ada Tester on Clocks"
ARTICLE = "Why Queues Fill"
IDA, ADA = "Ida Holm", "Ada Tester"
POSTS = 37
"""Of Ida's: more than a page of them, in three pieces."""

OWNED = "document.documentElement.dataset.owned='yes'"
"""What no text may get to run."""
SCRIPT = f"<script>{OWNED}</script>"
PICTURE = f"<img src=x onerror={OWNED}>"
PICTURE_OF_NOTHING = "<img src=x>"
"""Short enough for a gloss."""
HOSTILE = f"Titles {SCRIPT}"


def write_issues(folder: Path, today: date) -> None:
    """The newest issue is of the day before `today`, the other of three days before."""
    for kept in EPISODES.glob("inside-an-agent-loop.*"):
        shutil.copy(kept, folder)
    last, first = today - timedelta(days=1), today - timedelta(days=3)
    pieces = (
        episode(PODCAST, day=last, length=24, show="The Slow Server Hour", issue=last, lead_in="先听排队是怎么回事。"),
        _article(last),
        _posts(IDA, "idaholm", "builds caches\n\n@slowserver", last, range(20)),
        _posts(ADA, "adatests", "tests everything twice", last, range(2)),
        episode(BEFORE, day=first, length=5, show="The Slow Server Hour", issue=first),
        _posts(IDA, "idaholm", "builds caches", first, range(20, 34)),
        replace(_posts(IDA, "idaholm", "builds caches", first - timedelta(days=1), range(34, POSTS)), issue=first),
        _hostile(first),
    )
    for piece in pieces:
        write_episode(piece, folder)


def _article(day: date) -> Episode:
    """With words of the tests' lexicon, one of them explained and in a list, and one that the podcast has too."""
    texts = (
        ("They leveraged a ubiquitous cache. It held.", "他们借力于一个随处可见的 cache（缓存）。撑住了。"),
        ("The latency fell at once.", "latency（延迟）马上降了。"),
        ("Some call it leverage, and some luck.", "有人说这叫 leverage（杠杆），有人说是运气。"),
    )
    segments = tuple(Segment(en, zh, glosses=find_glosses(en, zh)) for en, zh in texts)
    return Episode(Kind.BLOG, "Workshop", ARTICLE, segments, title_zh="队列为什么会满", date=day, issue=day)


def _posts(builder: str, handle: str, bio: str, day: date, numbers: range) -> Episode:
    return Episode(
        kind=Kind.POSTS,
        show=builder,
        title=f"{builder} · @{handle} · {day:%m-%d}",
        segments=tuple(_post(handle, number, day) for number in numbers),
        url=f"https://x.com/{handle}",
        date=day,
        issue=day,
        handle=handle,
        bio=" ".join(bio.split()),
    )


def _post(handle: str, number: int, day: date) -> Segment:
    word = WORDS[number % len(WORDS)]
    english = f"Note {number}: the {word} was fine until lunch."
    chinese = f"笔记 {number}：{word}（术语{number}）到午饭前都还好。"
    return Segment(
        english=english,
        chinese=chinese,
        glosses=find_glosses(english, chinese),
        url=f"https://x.com/{handle}/status/{number + 1}",
        likes=100 + number,
        posted_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(minutes=number),
    )


def _hostile(day: date) -> Episode:
    """Script wherever words of others stand."""
    english = f"We met {PICTURE} and the cache in one line. {SCRIPT} It is text."
    chinese = f"我们在一行里见到 {PICTURE} 和 cache（{PICTURE_OF_NOTHING}缓存）。{SCRIPT} 这是文字。"
    spoken = Segment(
        english=english,
        chinese=chinese,
        glosses=find_glosses(english, chinese),
        speaker=PICTURE,
        start=0,
        end=9,
        note=f"手记里也有 {PICTURE}。",
    )
    return Episode(
        Kind.POSTS,
        f"Show {PICTURE}",
        HOSTILE,
        (spoken, *(segment(number) for number in range(3))),
        title_zh=f"标题 {PICTURE}",
        lead_in=f"导语 {PICTURE}。",
        handle="hostile",
        bio=f"bio {PICTURE}",
        date=day,
        issue=day,
        url="https://example.org/a",
    )
