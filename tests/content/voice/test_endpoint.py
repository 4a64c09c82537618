"""An endpoint that speaks: asked once a sentence, within a budget, patiently, and never believed blindly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from content.voice.endpoint import Account, SpeechEndpoint, SpeechSettings
from content.voice.engines import read_speech_settings
from content.voice.line import Line, NothingToSay, VoiceError, VoiceRefused
from content.voice.sound import RATE, decode, encode
from tests.kit.tones import hum

KEY = "sk-a-secret-that-no-error-repeats"
NOW = datetime(2026, 6, 4, 12, tzinfo=UTC)
SOUND = encode(hum(300, 300))


@dataclass
class Speaker:
    """A loopback endpoint that answers each request with the next of its answers, the last one for ever."""

    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=lambda: [(200, SOUND, {})])
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = {k.casefold(): v for k, _, v in (line.partition(": ") for line in head.split("\r\n")[1:])}
        self.asked.append(json.loads(await reader.readexactly(int(fields["content-length"]))))
        self.keys.add(fields["authorization"])
        assert head.startswith("POST /v1/audio/speech ")
        status, body, more = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        writer.close()


@asynccontextmanager
async def speaking(speaker: Speaker, folder: Path, **fields: Any) -> AsyncIterator[SpeechEndpoint]:
    listening = await asyncio.start_server(speaker.serve, "127.0.0.1", 0)
    speaker.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    settings = SpeechSettings(base_url=speaker.url, api_key=SecretStr(KEY), model="speech-1", **fields)
    async with listening, httpx.AsyncClient(trust_env=False) as client:
        account = Account(folder / "spent.json")
        yield SpeechEndpoint(settings, account, client, now=lambda: NOW, sleep=lambda _: asyncio.sleep(0))


async def test_each_sentence_is_asked_for_as_it_is_said_and_has_its_times(tmp_path: Path) -> None:
    speaker = Speaker()
    text = "GPT-4o costs $1.2B. See https://example.org/a now."
    async with speaking(speaker, tmp_path) as engine:
        voice = await engine.say(Line(text, "nova", 0.8))
    assert [each["input"] for each in speaker.asked] == [
        "G P T four O costs one point two billion dollars.",
        "See link now.",
    ]
    assert speaker.asked[0] | {"input": ""} == {
        "model": "speech-1",
        "input": "",
        "voice": "nova",
        "speed": 0.8,
        "response_format": "mp3",
    }
    assert speaker.keys == {f"Bearer {KEY}"}
    assert [text[each.start : each.end] for each in voice.sentences] == [
        "GPT-4o costs $1.2B.",
        "See https://example.org/a now.",
    ]
    assert voice.sentences[1].since > voice.sentences[0].until
    assert abs(len(decode(voice.data)) / RATE * 1000 - voice.duration) < 5


async def test_chinese_goes_out_as_it_is_written(tmp_path: Path) -> None:
    speaker = Speaker()
    async with speaking(speaker, tmp_path, voices_zh="chi,nova") as engine:
        assert engine.chinese == ("chi", "nova")
        await engine.say(Line("先测一遍。再动手。", "chi", language="zh"))
    assert [each["input"] for each in speaker.asked] == ["先测一遍。", "再动手。"]


async def test_a_link_in_chinese_is_named_and_emoji_are_passed_over(tmp_path: Path) -> None:
    speaker = Speaker()
    async with speaking(speaker, tmp_path) as engine:
        await engine.say(Line("数据见 https://example.org/a?b=1，别信我🎉。再看 `retry()`。", "nova", language="zh"))
        assert [each["input"] for each in speaker.asked] == ["数据见 链接，别信我。", "再看 retry()。"]
        with pytest.raises(NothingToSay):
            await engine.say(Line("https://example.org/a 🎉", "nova", language="zh"))


async def test_the_month_s_limit_stops_it_before_it_asks_and_the_next_month_begins_anew(tmp_path: Path) -> None:
    speaker = Speaker()
    async with speaking(speaker, tmp_path, monthly_limit=30) as engine:
        await engine.say(Line("Twenty characters ok.", "nova"))
        with pytest.raises(VoiceRefused, match="SPEECH_MONTHLY_LIMIT: 21 of 30"):
            await engine.say(Line("Twenty characters ok.", "nova"))
    assert len(speaker.asked) == 1
    account = Account(tmp_path / "spent.json")
    assert (account.spent("2026-06"), account.spent("2026-07")) == (21, 0)


async def test_what_may_pass_is_asked_again_and_what_will_not_is_not(tmp_path: Path) -> None:
    speaker = Speaker([(503, b"", {}), (429, b"", {"Retry-After": "1"}), (200, SOUND, {})])
    async with speaking(speaker, tmp_path) as engine:
        assert (await engine.say(Line("Words.", "nova"))).duration > 200
    assert len(speaker.asked) == 3
    for status in (400, 401, 404):
        refusing = Speaker([(status, f"your key {KEY} is wrong".encode(), {})])
        async with speaking(refusing, tmp_path) as engine:
            with pytest.raises(VoiceRefused) as refused:
                await engine.say(Line("Words.", "nova"))
        assert len(refusing.asked) == 1
        assert KEY not in str(refused.value)
        assert "Words" not in str(refused.value)


@pytest.mark.parametrize("body", [b"", b"<html>no</html>" * 90, b'{"error": "busy"}'])
async def test_an_answer_that_is_no_sound_is_a_failure(tmp_path: Path, body: bytes) -> None:
    async with speaking(Speaker([(200, body, {})]), tmp_path) as engine:
        with pytest.raises(VoiceError, match="no MP3"):
            await engine.say(Line("Words.", "nova"))


async def test_nobody_there_is_a_failure_and_emoji_are_nothing_to_say(tmp_path: Path) -> None:
    speaker = Speaker()
    async with speaking(speaker, tmp_path) as engine:
        with pytest.raises(NothingToSay):
            await engine.say(Line("🎉", "nova"))
    assert speaker.asked == []
    with pytest.raises(VoiceError, match="no answer"):
        await engine_at("http://127.0.0.1:9/v1", tmp_path)


async def engine_at(url: str, folder: Path) -> None:
    settings = SpeechSettings(base_url=url, api_key=SecretStr(KEY), model="m")
    async with httpx.AsyncClient(trust_env=False) as client:
        engine = SpeechEndpoint(settings, Account(folder / "s.json"), client, sleep=lambda _: asyncio.sleep(0))
        await engine.say(Line("Words.", "nova"))


def test_its_settings_are_read_whole_or_every_fault_is_named() -> None:
    assert read_speech_settings({}) is None
    read = read_speech_settings(
        {
            "SPEECH_BASE_URL": "https://tts.example/v1/audio/speech",
            "SPEECH_API_KEY": KEY,
            "SPEECH_MODEL": "m",
            "SPEECH_VOICES": "ash, coral",
            "SPEECH_PRICE": "15",
        }
    )
    assert read is not None
    assert (read.base_url, read.voices, read.cost(2_000_000)) == ("https://tts.example/v1", ("ash", "coral"), 30)
    assert KEY not in repr(read)
    with pytest.raises(VoiceRefused) as refused:
        read_speech_settings({"SPEECH_BASE_URL": "tts.example", "SPEECH_MODEL": "m", "SPEECH_MONTHLY_LIMIT": "-1"})
    assert {line.split()[0] for line in str(refused.value).splitlines()} == {
        "SPEECH_BASE_URL",
        "SPEECH_API_KEY",
        "SPEECH_MONTHLY_LIMIT",
    }


def test_what_is_set_without_an_address_was_meant_and_is_told_and_what_an_older_example_set_is_not() -> None:
    with pytest.raises(VoiceRefused) as refused:
        read_speech_settings({"SPEECH_API_KEY": KEY, "SPEECH_MODEL": "m", "SPEECH_PRICE": "cheap"})
    assert {line.split()[0] for line in str(refused.value).splitlines()} == {"SPEECH_BASE_URL", "SPEECH_PRICE"}
    assert KEY not in str(refused.value)
    with pytest.raises(VoiceRefused, match="SPEECH_BASE_URL is missing"):
        read_speech_settings({"SPEECH_VOICES": "ash"})
    assert read_speech_settings({"SPEECH_VOICES": "alloy,nova", "SPEECH_API_KEY": " ", "SPEECH_REGION": "x"}) is None
