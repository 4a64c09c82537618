"""Which engine a bot has: an endpoint where one is set, else Kokoro where it is installed, else none, and why."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from content.voice.line import Line, Voice, VoiceRefused

if TYPE_CHECKING:
    from content.voice.booth import Booth
    from content.voice.endpoint import SpeechSettings

PREFIX = "SPEECH_"
LIBRARIES = ("av", "numpy", "onnxruntime")
"""What the extra `voice` brings."""


class KokoroEngine:
    """Kokoro behind a booth."""

    chinese: tuple[str, ...] = ()
    """None of its Chinese voices is understood well enough: about one syllable in twelve is misheard."""
    bill = ""

    def __init__(self, booth: Booth, folder: Path) -> None:
        self.booth = booth
        self._folder = folder

    @property
    def name(self) -> str:
        """Kokoro's, with how we have it speak."""
        from content.voice.packages import NAME

        return NAME

    @property
    def timbres(self) -> tuple[str, ...]:
        """The voices that are installed."""
        from content.voice.packages import installed

        return installed(self._folder)

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        """The line as audio; raises VoiceError."""
        return await self.booth.say(line, urgent=urgent)


def why_no_kokoro(folder: Path) -> str | None:
    """What Kokoro lacks to speak on this machine; None where it lacks nothing."""
    absent = [library for library in LIBRARIES if find_spec(library) is None]
    if absent:
        return f"pip install 'buildspeak[voice]' ({', '.join(absent)})"
    from content.voice.packages import missing  # what unpacks them with it, for who has its libraries

    if missing(folder, ()):
        return "buildspeak voice"
    return None


def read_speech_settings(environment: Mapping[str, str]) -> SpeechSettings | None:
    """The endpoint that an environment names; None where it says nothing of one. Raises VoiceRefused with every fault:
    what is set by halves was meant to be used.
    """
    if not any(value.strip() for name, value in environment.items() if name.startswith(PREFIX)):
        return None
    from pydantic import ValidationError

    from content.voice.endpoint import VOICES, SpeechSettings

    fields = {name: PREFIX + name.upper() for name in SpeechSettings.model_fields}
    given = {name: value for name, key in fields.items() if (value := environment.get(key, "").strip())}
    if not given or given == {"voices": ",".join(VOICES)}:  # .env.example had these once
        return None
    try:
        return SpeechSettings.model_validate(given)
    except ValidationError as error:
        faults = (
            (fields[str(fault["loc"][0])], fault["msg"].removeprefix("Value error, ")) for fault in error.errors()
        )
        raise VoiceRefused(
            "\n".join(
                f"{key} {'is missing' if what == 'Field required' else what[0].lower() + what[1:]}"
                for key, what in faults
            )
        ) from None
