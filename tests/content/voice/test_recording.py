"""Original recordings: fetched within bounds, cut where nobody speaks, near the truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from content.episode.faults import ContentError
from content.fetch.downloading import DownloadLimits, download
from content.voice import mp3
from content.voice.line import VoiceError
from content.voice.recording import cut
from content.voice.sound import RATE, decode
from tests.kit.recordings import Host, Spoken, dialogue, hosted, write

NEAR = 0.15
KINDS = ("audio/",)
QUICK = DownloadLimits(first_wait=0.01, seconds=20, spare=0)


@pytest.fixture(scope="module")
def podcast(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Spoken]]:
    """Forty minutes as mp3."""
    samples, segments = dialogue(40)
    return write(samples, tmp_path_factory.mktemp("podcast") / "talk.mp3"), segments


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Spoken]]:
    samples, segments = dialogue(1.5)
    return write(samples, tmp_path_factory.mktemp("short") / "talk.mp3"), segments


def bounds_of(path: Path, spoken: Spoken) -> tuple[float, float]:
    """How far a cut's first and last sound lie from the piece's ends, which are the truth's but for the lead."""
    since, until = spoken.timecodes
    voice = cut(path, since, until, spoken.text)
    samples = decode(voice.data)
    loud = [at for at in range(0, len(samples), 24) if abs(samples[at]) > 1500]
    return loud[0] / RATE, loud[-1] / RATE


def is_whole(path: Path, spoken: Spoken) -> None:
    """The piece begins and ends within 150 ms of the truth, and is as long as what was said."""
    since, until = spoken.timecodes
    voice = cut(path, since, until, spoken.text)
    first, last = bounds_of(path, spoken)
    assert first < NEAR
    assert voice.duration / 1000 - last < NEAR
    assert abs((last - first) - (spoken.until - spoken.since)) < 0.1


@pytest.mark.slow
def test_the_pieces_of_forty_minutes_of_mp3_begin_and_end_where_their_speech_does(
    podcast: tuple[Path, list[Spoken]],
) -> None:
    path, segments = podcast
    for spoken in segments[:: len(segments) // 11]:
        is_whole(path, spoken)


@pytest.mark.slow
def test_those_of_forty_minutes_of_m4a_too(tmp_path: Path) -> None:
    samples, segments = dialogue(40, seed=8)
    path = write(samples, tmp_path / "talk.m4a")
    for spoken in segments[:: len(segments) // 11]:
        is_whole(path, spoken)


def test_every_piece_of_a_short_one_is_whole(short: tuple[Path, list[Spoken]]) -> None:
    path, segments = short
    for spoken in segments:
        is_whole(path, spoken)


def test_its_sentences_have_times_within_the_piece_in_order(short: tuple[Path, list[Spoken]]) -> None:
    path, segments = short
    spoken = segments[1]
    voice = cut(path, *spoken.timecodes, spoken.text)
    assert [spoken.text[each.start : each.end] for each in voice.sentences] == re.findall(
        r"Sentence[^.]*\.", spoken.text
    )
    assert all(one.until == other.since for one, other in zip(voice.sentences, voice.sentences[1:], strict=False))
    assert voice.duration == mp3.duration(voice.data)


@pytest.mark.parametrize(("since", "until"), [(9_000, 9_010), (20, 10), (-5, 5), (10, 10), (0, 3_600)])
def test_timecodes_that_make_no_sense_are_refused(short: tuple[Path, list[Spoken]], since: int, until: int) -> None:
    with pytest.raises(VoiceError):
        cut(short[0], since, until, "x")


def test_html_is_no_recording_and_a_torn_one_gives_what_it_has(
    short: tuple[Path, list[Spoken]], tmp_path: Path
) -> None:
    page = tmp_path / "page.mp3"
    page.write_bytes(b"<html><body>Sign in</body></html>" * 100)
    with pytest.raises(VoiceError, match="sound"):
        cut(page, 1, 5, "x")
    path, segments = short
    torn = tmp_path / "torn.mp3"
    torn.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    is_whole(torn, segments[0])
    with pytest.raises(VoiceError, match="behind the end"):
        cut(torn, *segments[-1].timecodes, "x")


async def fetched(host: Host, path: Path, limits: DownloadLimits = QUICK) -> bytes:
    async with hosted(host):
        await download(host.url, path, kinds=KINDS, allowed={("127.0.0.1", host.port)}, limits=limits)
    return path.read_bytes()


@pytest.mark.parametrize(
    "make",
    [
        lambda data: Host(data),
        lambda data: Host(data, ranges=False),
        lambda data: Host(data, breaks=200_000),
        lambda data: Host(data, ranges=False, breaks=200_000),
        lambda data: Host(data, pause=0.01),
    ],
    ids=["ranges", "no ranges", "broken off", "broken off without ranges", "slow"],
)
async def test_a_recording_comes_whole_however_it_is_served(
    short: tuple[Path, list[Spoken]], tmp_path: Path, make: Callable[[bytes], Host]
) -> None:
    data = short[0].read_bytes()
    host = make(data)
    assert await fetched(host, tmp_path / "talk") == data
    if host.breaks:
        assert host.asked[1] == "200000"


async def test_what_must_not_be_fetched_is_not_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "talk"
    with pytest.raises(ContentError, match="no sound"):
        await fetched(Host(b"<html>" * 100, kind="text/html"), path)
    four_gigabytes = Host(b"x" * 100)
    four_gigabytes.claims = 4 * 1024**3
    with pytest.raises(ContentError, match="larger than"):
        await fetched(four_gigabytes, path)
    with pytest.raises(ContentError, match="larger than"):
        await fetched(Host(b"x" * 4000), path, DownloadLimits(size=1000, first_wait=0.01, spare=0))
    with pytest.raises(ContentError, match="longer than"):
        await fetched(Host(b"x" * 10**6, pause=1.0), path, DownloadLimits(seconds=0.3, spare=0))
    with pytest.raises(ContentError, match="no room"):
        await fetched(Host(b"x" * 100), path, DownloadLimits(spare=10**18))
    async with hosted(Host(b"x")) as host:
        with pytest.raises(ContentError, match=r"private network|only https"):
            await download(host.url, path, kinds=KINDS, limits=QUICK)
        for host.leads_to in ("https://169.254.169.254/latest", "https://10.0.0.8/talk.mp3", "https://[::1]/talk.mp3"):
            with pytest.raises(ContentError, match="private network"):
                await download(host.url, path, kinds=KINDS, allowed={("127.0.0.1", host.port)}, limits=QUICK)
        with pytest.raises(ContentError, match="private network"):
            await download(f"https://127.0.0.1:{host.port}/", path, kinds=KINDS, limits=QUICK)
    assert list(tmp_path.iterdir()) == []
