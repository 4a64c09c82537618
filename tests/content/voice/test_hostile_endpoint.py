"""An endpoint that speaks and is an attacker's: it costs a moment, little memory, and nobody's key."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from content.voice.endpoint import Account, SpeechEndpoint, SpeechSettings
from content.voice.line import Line, VoiceError, VoiceRefused
from tests.kit.attacker import Attacker, Write, answering, attacking, dripping, endless

LINE = Line("The queue is full.", "nova")
TALK = Line("One is said. Two is said. Three is said. Four is said. Five is said.", "nova")
BOMB = gzip.compress(b"a" * 100_000_000)
TINY = bytes([0xFF, 243, 20, 0xC4]) + bytes(20)
"""The smallest frame there is: a megabyte of them is heard for a quarter of an hour."""


@dataclass
class Hours:
    """What the endpoint's engine takes for the time."""

    now: datetime = field(default_factory=lambda: datetime(2026, 6, 4, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def engine_of(
    attacker: Attacker, folder: Path, *, now: Callable[[], datetime] | None = None, answer_within: float = 60
) -> AsyncIterator[SpeechEndpoint]:
    settings = SpeechSettings(base_url=attacker.url, api_key=SecretStr("sk-any-key"), model="m")
    async with httpx.AsyncClient(trust_env=False) as client:
        account = Account(folder / "spent.json")
        yield SpeechEndpoint(
            settings,
            account,
            client,
            now=now or Hours(),
            sleep=lambda _: asyncio.sleep(0),
            answer_within=answer_within,
        )


async def fault_of(write: Write, folder: Path, line: Line = LINE, *, answer_within: float = 60) -> tuple[str, Attacker]:
    """Why nothing is heard, and what it cost."""
    async with attacking(write) as attacker, engine_of(attacker, folder, answer_within=answer_within) as engine:
        with pytest.raises(VoiceError) as caught:
            await engine.say(line)
    assert "sk-any-key" not in str(caught.value)
    assert "queue" not in str(caught.value)
    return str(caught.value), attacker


async def test_of_an_answer_of_ten_gigabytes_no_more_is_read_than_a_sentence_may_have(tmp_path: Path) -> None:
    why, attacker = await fault_of(endless, tmp_path)
    assert "too large" in why
    assert attacker.asked == 1
    assert attacker.sent < 24 * 1024 * 1024  # what the system takes ahead of a reader is among it


async def test_a_small_answer_that_inflates_to_a_huge_one_takes_no_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        why, _ = await fault_of(answering(BOMB, Content_Encoding="gzip"), tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "too large" in why
    assert peak < 30_000_000


async def test_an_answer_that_comes_in_drips_ends_with_the_time_there_is(tmp_path: Path) -> None:
    why, attacker = await fault_of(dripping, tmp_path, answer_within=0.3)
    assert "no answer (TimeoutError)" in why
    assert attacker.asked <= 3


async def test_a_redirect_into_the_private_network_is_not_followed_and_the_key_stays(tmp_path: Path) -> None:
    async with attacking(endless) as inner:
        for status in ("301 x", "307 x", "308 x"):
            why, _ = await fault_of(answering(b"", status=status, Location=inner.url), tmp_path)
            assert f"it answers {status[:3]}" in why
        assert inner.asked == 0


@pytest.mark.parametrize("status", ["200 OK", "500 x"])
async def test_an_answer_that_is_cut_off_is_asked_for_again_and_never_heard(tmp_path: Path, status: str) -> None:
    why, attacker = await fault_of(answering(TINY * 400, status=status, length=400_000), tmp_path)
    assert "no answer (RemoteProtocolError)" in why
    assert attacker.asked == 3


@pytest.mark.parametrize(
    "body",
    [
        b"RIFF\x24\x80\x00\x00WAVEfmt " + bytes(30_000),
        b"OggS" + bytes(30_000),
        b"\x89PNG\r\n\x1a\n" + bytes(30_000),
        b"\xff" * 900_000,
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(30_000),
        b"<html>" * 100_000,
    ],
    ids=["a wave file", "ogg", "a picture", "ones", "a tag beyond the end", "a page"],
)
async def test_what_is_no_sound_of_the_kind_that_was_asked_for_is_refused(tmp_path: Path, body: bytes) -> None:
    why, _ = await fault_of(answering(body, Content_Type="audio/mpeg"), tmp_path)
    assert "no MP3" in why


@pytest.mark.parametrize("noise", [TINY, b"\xff\xfb\x90"], ids=["frames", "headers within headers"])
async def test_a_quarter_of_an_hour_of_noise_in_place_of_four_words_is_refused(tmp_path: Path, noise: bytes) -> None:
    why, _ = await fault_of(answering(noise * (1_000_000 // len(noise))), tmp_path)
    assert "far longer" in why


@pytest.mark.parametrize("status", ["401 x", "429 x", "500 x", "302 x"])
async def test_after_a_failure_no_other_sentence_is_asked_for_nor_paid(tmp_path: Path, status: str) -> None:
    _, attacker = await fault_of(answering(b"", status=status), tmp_path, TALK)
    assert attacker.asked == (3 if status[0] == "5" or status.startswith("429") else 1)
    assert Account(tmp_path / "spent.json").spent("2026-06") == len("One is said.")


@pytest.mark.parametrize(("asks", "rests"), [("1800", 1800), ("999999999", 3600)])
async def test_what_asks_to_be_left_alone_is_not_asked_until_then_and_for_an_hour_at_most(
    tmp_path: Path, asks: str, rests: int
) -> None:
    now = Hours()
    busy = answering(b"", status="429 x", Retry_After=asks)
    async with attacking(busy) as attacker, engine_of(attacker, tmp_path, now=now) as engine:
        for _ in range(5):
            with pytest.raises(VoiceError):
                await engine.say(LINE)
        assert attacker.asked == 1
        now.now += timedelta(seconds=rests + 1)
        with pytest.raises(VoiceError) as caught:
            await engine.say(LINE)
        assert attacker.asked == 2
    assert not isinstance(caught.value, VoiceRefused)
