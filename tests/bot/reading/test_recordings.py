"""A podcast on the network: its digest's pieces are cut out of it as they were spoken, and nothing else of it stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.reading.recordings import Recordings
from content.episode.episode import Segment
from content.fetch.downloading import DownloadLimits
from content.files.library import write_episode
from content.voice.booth import Booth
from content.voice.line import VoiceError
from content.voice.sound import RATE, decode
from tests.content.voice.test_booth import TONES
from tests.kit.recordings import Host, dialogue, hosted, write
from tests.kit.story import episode

QUICK = DownloadLimits(first_wait=0.01, seconds=60, spare=0)
NEAR = 0.15


@pytest.mark.parametrize("name", ["talk.mp3", "talk.m4a"])
async def test_a_digest_is_cut_out_of_a_recording_that_is_fetched_once_and_thrown_away(
    tmp_path: Path, name: str
) -> None:
    samples, spoken = dialogue(1)
    host = Host(write(samples, tmp_path / name).read_bytes(), breaks=100_000)
    folder, work = tmp_path / "episodes", tmp_path / "work"
    folder.mkdir()
    booth = Booth(tmp_path, command=TONES)
    async with hosted(host):
        segments = tuple(
            Segment(f"{each.text} In place {at}.", "译文。", "Ann", *each.timecodes) for at, each in enumerate(spoken)
        )
        piece = replace(episode(), segments=segments, audio=host.url)
        write_episode(piece, folder)
        allowed = {("127.0.0.1", host.port)}
        recordings = Recordings((folder,), work, booth, allowed=allowed, limits=QUICK)
        recordings.look()
        try:
            for segment, truth in zip(segments[:3], spoken, strict=False):
                cut = await recordings.find(piece.key, segment)
                assert cut is not None
                voice = await cut.make(True)
                sound = decode(voice.data)
                loud = [at for at in range(0, len(sound), 24) if abs(sound[at]) > 1500]
                assert loud[0] / RATE < NEAR
                assert voice.duration / 1000 - loud[-1] / RATE < NEAR
                assert abs((loud[-1] - loud[0]) / RATE - (truth.until - truth.since)) < NEAR
            assert host.asked == ["", "100000", "200000"], "it went on where it broke off, and was fetched once"
            await recordings.throw_away()
            assert list(work.iterdir()) == []
        finally:
            await booth.close()


async def test_what_answers_with_a_page_is_no_recording_and_is_not_asked_for_again(tmp_path: Path) -> None:
    host = Host(b"<html>Sign in</html>" * 50, kind="text/html")
    folder = tmp_path / "episodes"
    folder.mkdir()
    booth = Booth(tmp_path, command=TONES)
    async with hosted(host):
        piece = replace(episode(), audio=host.url)
        write_episode(piece, folder)
        recordings = Recordings((folder,), tmp_path / "work", booth, allowed={("127.0.0.1", host.port)}, limits=QUICK)
        recordings.look()
        cut = await recordings.find(piece.key, piece.segments[0])
        assert cut is not None
        with pytest.raises(VoiceError, match="no sound"):
            await cut.make(True)
        assert await recordings.find(piece.key, piece.segments[0]) is None
        assert len(host.asked) == 1
    await booth.close()
