"""Speech from any endpoint that speaks OpenAI's `/v1/audio/speech`, asked sentence by sentence within a budget.

Nothing here logs; an error repeats neither the key nor the text. What it cost is counted in characters, by month, in
a small file, before a request leaves: one that fails midway may have been charged.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator

from content.fetch.bounded import TooLarge, whole
from content.fetch.endpoint_address import endpoint_address
from content.fetch.retry_after import read_retry_after
from content.voice import mp3
from content.voice.chinese import read_aloud_chinese
from content.voice.line import Line, NothingToSay, Timing, Voice, VoiceError, VoiceRefused
from content.voice.saying import by_sentences
from content.voice.spoken import read_aloud

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_TRIES = 3
_LONGEST_WAIT = 30.0
_LONGEST_REST = 3600.0
"""Seconds that an endpoint is left alone, whatever it asks for: its clock may be another."""

_ANSWER_SECONDS = 90.0
_AT_ONCE = 3
_BYTES, _BYTES_A_CHARACTER = 1_000_000, 10_000
_SECONDS, _SECONDS_A_CHARACTER = 10.0, 0.5
"""What an answer may have at most: several times the slowest voice at the highest bit rate. What is more is no voice,
and would be paid for by whoever stores it and listens to it."""

VOICES = ("alloy", "nova")
"""Every endpoint of this kind has them."""


def _names(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]


class SpeechSettings(BaseModel):
    """Each field is read from the variable SPEECH_ and its name in upper case; the price is per million characters."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    base_url: str
    api_key: SecretStr
    model: str
    voices: Names = Field(default=VOICES, min_length=1)
    voices_zh: Names = ()
    price: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    monthly_limit: int | None = Field(default=None, ge=0)

    @field_validator("base_url")
    @classmethod
    def _url(cls, value: str) -> str:
        return endpoint_address(value, path="/audio/speech", key="SPEECH_API_KEY")

    def cost(self, characters: int) -> float | None:
        """What so many characters cost; None where no price is set."""
        return None if self.price is None else characters * self.price / 1_000_000


@dataclass(frozen=True, slots=True)
class Account:
    """Characters by month in the file `path`; one process writes it."""

    path: Path

    def spent(self, month: str) -> int:
        """Characters asked for in a month such as 2026-11."""
        return self._read().get(month, 0)

    def charge(self, month: str, characters: int, limit: int | None) -> None:
        """Count them; raises VoiceRefused where they would exceed the limit, VoiceError where they can't be written."""
        months = self._read()
        after = months.get(month, 0) + characters
        if limit is not None and after > limit:
            raise VoiceRefused(f"SPEECH_MONTHLY_LIMIT: {months.get(month, 0)} of {limit} characters are used")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial = self.path.with_suffix(".part")
            partial.write_text(json.dumps(months | {month: after}))
            partial.replace(self.path)
        except OSError as error:
            raise VoiceError(f"what speech costs cannot be written down: {error.strerror}") from None

    def _read(self) -> dict[str, int]:
        try:
            told = json.loads(self.path.read_text())
            return {str(month): int(spent) for month, spent in told.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}


class SpeechEndpoint:
    """An engine behind HTTP. `now` tells the month, `sleep` is the world's."""

    def __init__(
        self,
        settings: SpeechSettings,
        account: Account,
        client: httpx.AsyncClient,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        answer_within: float = _ANSWER_SECONDS,
    ) -> None:
        self._settings = settings
        self._account = account
        self._client = client
        self._now = now
        self._sleep = sleep
        self._answer_within = answer_within
        self._rests_until: datetime | None = None

    @property
    def name(self) -> str:
        """Differs by address and model: each sounds otherwise."""
        where = f"{self._settings.base_url}\n{self._settings.model}"
        return f"endpoint-{sha256(where.encode()).hexdigest()[:8]}"

    @property
    def timbres(self) -> tuple[str, ...]:
        """SPEECH_VOICES."""
        return self._settings.voices

    @property
    def chinese(self) -> tuple[str, ...]:
        """SPEECH_VOICES_ZH, else any: these models speak both."""
        return self._settings.voices_zh or self._settings.voices

    @property
    def bill(self) -> str:
        """Characters of this month, of how many, and what they cost where a price is set."""
        spent, limit = self._account.spent(self._now().strftime("%Y-%m")), self._settings.monthly_limit
        cost = self._settings.cost(spent)
        parts = [
            f"{spent:,}" + (f" / {limit:,}" if limit is not None else ""),
            f"{cost:.2f}" if cost is not None else "",
        ]
        return " · ".join(part for part in parts if part)

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        """The line as audio; raises VoiceError."""
        return await by_sentences(line, self._one, at_once=_AT_ONCE if urgent else 1)

    async def _one(self, line: Line) -> Voice:
        said = (read_aloud if line.language == "en" else read_aloud_chinese)(line.text)
        if not said:
            raise NothingToSay("nothing in it can be said")
        body = {
            "model": self._settings.model,
            "input": said,
            "voice": line.timbre,
            "speed": line.speed,
            "response_format": "mp3",
        }
        self._let_rest()
        self._account.charge(self._now().strftime("%Y-%m"), len(said), self._settings.monthly_limit)
        answer = await self._patiently(body, _BYTES + _BYTES_A_CHARACTER * len(said))
        try:
            data, milliseconds = await asyncio.to_thread(_heard, answer)
        except mp3.NotMp3:
            raise VoiceError("the endpoint's answer is no MP3") from None
        if milliseconds > 1000 * (_SECONDS + _SECONDS_A_CHARACTER * len(said)):
            raise VoiceError("the endpoint's answer is far longer than what it was to say")
        return Voice(data, milliseconds, (Timing(0, len(line.text), 0, milliseconds),))

    def _let_rest(self) -> None:
        """Raise what it answered last, while the time that it asked for is not over."""
        if self._rests_until is not None and self._now() < self._rests_until:
            raise VoiceError("the speech endpoint fails: it asks to be left alone for a while")

    async def _patiently(self, body: Mapping[str, object], most: int) -> bytes:
        why = "it did not answer"
        for attempt in range(1, _TRIES + 1):
            wait = 2.0**attempt / 2
            try:
                async with asyncio.timeout(self._answer_within):
                    response = await self._ask(body, most)
            except (httpx.HTTPError, TimeoutError) as error:
                why = f"no answer ({type(error).__name__})"
            except TooLarge:
                raise VoiceError("the endpoint's answer is too large") from None
            else:
                if response.status_code == HTTPStatus.OK:
                    return response.content
                if response.status_code not in _AGAIN:
                    raise VoiceRefused(f"the speech endpoint refuses: it answers {response.status_code}")
                why = f"it answers {response.status_code}"
                told = read_retry_after(response.headers.get("Retry-After"), self._now())
                if told is not None and told > _LONGEST_WAIT:
                    self._rests_until = self._now() + timedelta(seconds=min(told, _LONGEST_REST))
                    break
                wait = max(wait, told or 0.0)
            if attempt < _TRIES:
                await self._sleep(wait)
        raise VoiceError(f"the speech endpoint fails: {why}")

    async def _ask(self, body: Mapping[str, object], most: int) -> httpx.Response:
        """What comes back, no more of it than `most` bytes; raises TooLarge. Redirects are not followed."""
        url = f"{self._settings.base_url}/audio/speech"
        key = self._settings.api_key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        async with self._client.stream(
            "POST", url, json=body, headers=headers, timeout=_ANSWER_SECONDS, follow_redirects=False
        ) as response:
            return await whole(response, most)


def _heard(answer: bytes) -> tuple[bytes, int]:
    """Its frames alone, and their milliseconds; raises NotMp3."""
    data = mp3.joined([answer])
    return data, mp3.duration(data)
