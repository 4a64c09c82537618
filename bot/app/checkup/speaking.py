"""What speaks: an endpoint, Kokoro on this machine, and what cuts recordings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

import aiohttp

from bot.app.checkup.finding import Finding, State
from bot.app.config import Settings
from content.voice.engines import read_speech_settings, why_no_kokoro
from content.voice.line import VoiceRefused
from content.voice.packages import installed

_PATIENCE = aiohttp.ClientTimeout(total=20)


async def of_voice(settings: Settings, environment: Mapping[str, str]) -> Finding:
    """The one that a bot of this environment would speak with; nothing is said, and nothing paid."""
    if settings.original_audio and find_spec("av") is None:
        said = "ORIGINAL_AUDIO=yes, and nothing here can cut a recording"
        return Finding("voice", State.BAD, said, "pip install 'buildspeak[voice]'")
    try:
        speech = read_speech_settings(environment)
    except VoiceRefused as error:
        return Finding("voice", State.BAD, "; ".join(str(error).splitlines()), "see SPEECH_* in .env.example")
    if speech is not None:
        return await _endpoint(speech.base_url, speech.api_key.get_secret_value(), speech.model)
    if (lacking := why_no_kokoro(settings.voice)) is None:
        voices = await asyncio.to_thread(installed, settings.voice)
        return Finding("voice", State.WELL, f"Kokoro on this machine, {len(voices)} voices")
    recorded = ", and what recordings have" if settings.original_audio else ""
    return Finding("voice", State.NOT_USED, f"only what is prepared is heard{recorded}", lacking)


async def _endpoint(base: str, key: str, model: str) -> Finding:
    """Its list of models is asked for, which costs nothing; many endpoints that speak have none."""
    host = urlsplit(base).hostname
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE, headers={"Authorization": f"Bearer {key}"}) as session,
            session.get(f"{base}/models", allow_redirects=False) as response,
        ):
            status = response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        return Finding("voice", State.BAD, f"{host} does not answer ({type(error).__name__})", "see SPEECH_BASE_URL")
    if status in (401, 403):
        return Finding("voice", State.BAD, f"{host} does not accept SPEECH_API_KEY ({status})", "renew the key")
    if 300 <= status < 400:
        said = f"{host} leads elsewhere ({status}), where the bot does not follow"
        return Finding("voice", State.BAD, said, "see SPEECH_BASE_URL")
    return Finding("voice", State.WELL, f"{host} answers; it is to speak with {model}")
