"""Two whole issues of the website, exactly as published: every letter of both languages is in the files."""

from __future__ import annotations

import asyncio
import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from content.episode.episode import Episode, Kind
from content.files.check import read_library
from content.files.site_words import WORDS, SiteWords
from content.publishing.daily import Look, fill
from content.publishing.piece import Fate
from content.publishing.publisher import Publisher
from content.text.prose import AIMED_WORDS
from tests.kit.samples import SITE, needs

pytestmark = needs(SITE)
ARTICLES = sorted(SITE.glob("articles/*.json"))
FIRST, LAST = date(2026, 6, 9), date(2026, 6, 13)

_MOST_MEGABYTES = 150
_MOST_SECONDS = 3.0
_HEADING = re.compile(r"(Speaker \d) \| ([\d:]+) - ([\d:]+) ")
_PICTURES = re.compile(r"(?:\s*https://t\.co/\w+)+$")
_MEASURED = """
import asyncio, resource, sys
from datetime import date
from pathlib import Path
from content.publishing.daily import look
from content.publishing.publisher import Publisher
source, library = sys.argv[1:]
began = resource.getrusage(resource.RUSAGE_SELF)
found = asyncio.run(look(Publisher(Path(library), keep_repeats=False), source, fetch=None, today=date(2026, 6, 13),
    on_piece=lambda piece: None))
ended = resource.getrusage(resource.RUSAGE_SELF)
seconds = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
status = Path("/proc/self/status").read_text()  # ru_maxrss would count what forked this process
print(len(found.pieces), round(seconds, 2), int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def found(library: Path) -> Look:
    publisher = Publisher(library, keep_repeats=False)
    days: list[date] = []
    look = asyncio.run(
        fill(
            publisher,
            SITE,
            since=FIRST,
            today=LAST,
            fetch=None,
            on_piece=lambda _: None,
            on_day=lambda day, there: days.append(day) if there else None,
        )
    )
    assert days == [FIRST, LAST]
    return look


@pytest.fixture(scope="module")
def episodes(library: Path, found: Look) -> dict[str, Episode]:
    checked = read_library(library)
    assert (checked.faults, found.problems) == ((), ())
    return {entry.episode.id or "": entry.episode for entry in checked.entries}


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def as_published(article: dict[str, Any], changes: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Heading, English and Chinese of each paragraph after three changes, each counted.

    Where the website left a heading in the text it is looked for as a heading.
    """
    for paragraph in article["paragraphs"]:
        texts = [" ".join(each["text"] for each in paragraph["sentences"]), paragraph["zh"]]
        if not texts[0]:
            changes["empty paragraphs"] += 1
            continue
        for at, text in enumerate(texts):
            changes["entities"] += text != html.unescape(text)
            changes["links"] += _PICTURES.search(text) is not None
            texts[at] = _PICTURES.sub("", html.unescape(text))
        heading = " ".join(filter(None, [paragraph.get("speaker"), paragraph.get("timecode")]))
        if not heading and (headed := _HEADING.match(texts[0])):
            changes["headings in the text"] += 1
            heading = f"{headed[1]} {headed[2]} - {headed[3]}"
            texts = [_HEADING.sub("", text) for text in texts]
        yield heading, texts[0], texts[1]


def test_all_of_both_issues_is_published(found: Look, episodes: dict[str, Episode]) -> None:
    assert Counter(piece.fate for piece in found.pieces) == {Fate.PUBLISHED: 35}
    assert set(episodes) == {path.stem for path in ARTICLES}
    assert Counter(each.issue for each in episodes.values()) == {FIRST: 17, LAST: 18}


def test_every_letter_of_both_languages_is_in_the_files(episodes: dict[str, Episode]) -> None:
    changes: Counter[str] = Counter()
    for path in ARTICLES:
        article = json.loads(path.read_text("utf-8"))
        paragraphs = list(as_published(article, changes))
        segments = episodes[article["id"]].segments
        for at, written in enumerate(("english", "chinese"), start=1):
            expected = "".join(letters(paragraph[at]) for paragraph in paragraphs)
            assert "".join(letters(getattr(each, written)) for each in segments) == expected, (path.name, written)
    assert changes == {"empty paragraphs": 5, "entities": 2, "headings in the text": 26, "links": 0}


def test_who_speaks_and_when_is_that_of_the_paragraph(episodes: dict[str, Episode]) -> None:
    """A fragment is joined to what the same speaker says next: its time lies within that segment."""
    for path in ARTICLES:
        article = json.loads(path.read_text("utf-8"))
        spoken = [(each.speaker, each.start, each.end) for each in episodes[article["id"]].segments]
        for heading in filter(None, (heading for heading, _, _ in as_published(article, Counter()))):
            speaker, _, times = heading.partition(" ")[2].partition(" ")
            at = _seconds(times.partition(" - ")[0])
            assert any(
                who == f"Speaker {speaker}" and start is not None and start <= at <= (end or start)
                for who, start, end in spoken
            ), heading


def test_nothing_that_readers_want_is_dropped(episodes: dict[str, Episode]) -> None:
    for path in ARTICLES:
        article = json.loads(path.read_text("utf-8"))
        episode = episodes[article["id"]]
        assert (episode.url, episode.stated_words) == (article["url"], article["wordCount"])
        if episode.kind is not Kind.POSTS:
            continue
        assert (episode.handle, episode.show) == (article["sourceHandle"][1:], article["sourceName"])
        assert letters(episode.bio or "") == letters(html.unescape(article["sourceBio"]))
        posts = {each["meta"]["tweetUrl"]: each["meta"] for each in article["paragraphs"] if each["sentences"]}
        assert {each.url for each in episode.segments} == set(posts)
        for each in episode.segments:
            meta = posts[each.url or ""]
            assert (each.likes, each.reposts, each.replies) == (meta["likes"], meta["retweets"], meta["replies"])
            assert each.posted_at is not None
            assert each.posted_at.isoformat()[:19] == meta["createdAt"][:19]


def test_a_segment_fits_a_phone(episodes: dict[str, Episode]) -> None:
    words = [each.words for episode in episodes.values() for each in episode.segments]
    assert sum(count <= AIMED_WORDS for count in words) >= 0.98 * len(words)


def test_its_dictionary_explains_words(library: Path, found: Look) -> None:
    cost = SiteWords(library / WORDS).find("Costs")
    assert found.issue == LAST
    assert cost is not None
    assert (cost.meanings[0], cost.ipa) == ("成本", "kɑsts")


def test_an_issue_takes_little_time_and_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _MEASURED, str(SITE), str(tmp_path / "library")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=True)
    pieces, seconds, megabytes = done.stdout.split()
    assert pieces == "18"
    assert float(seconds) < _MOST_SECONDS
    assert int(megabytes) < _MOST_MEGABYTES


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
