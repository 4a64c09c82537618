"""What speaks: an endpoint, Kokoro on this machine, and what cuts recordings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib.util import find_spec

from bot.app.checkup.finding import Finding, State
from bot.app.checkup.models import models_of
from bot.app.config import Settings
from content.voice.engines import PREFIX, read_speech_settings, why_no_kokoro
from content.voice.line import VoiceRefused
from content.voice.packages import installed


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
        found = await models_of("voice", PREFIX, speech.base_url, speech.api_key.get_secret_value())
        if isinstance(found, Finding):
            return found  # many endpoints that speak list no models
        return Finding("voice", State.WELL, f"{found.host} answers; it is to speak with {speech.model}")
    if (lacking := why_no_kokoro(settings.voice)) is None:
        voices = await asyncio.to_thread(installed, settings.voice)
        return Finding("voice", State.WELL, f"Kokoro on this machine, {len(voices)} voices")
    recorded = ", and what recordings have" if settings.original_audio else ""
    return Finding("voice", State.NOT_USED, f"only what is prepared is heard{recorded}", lacking)
