"""What a bot speaks with, chosen from the environment and from what is installed; opened for as long as it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reading.recordings import Cuts
from content.voice.engines import KokoroEngine, why_no_kokoro
from content.voice.line import Engine

if TYPE_CHECKING:
    from content.voice.endpoint import SpeechSettings


@dataclass(frozen=True, slots=True)
class Sound:
    """An engine, what cuts recordings, and what is missing for Kokoro where there is no engine."""

    engine: Engine | None = None
    cuts: Cuts | None = None
    silent_because: str = "buildspeak voice"


@asynccontextmanager
async def opened_sound(folder: Path, speech: SpeechSettings | None, *, cuts: bool = False) -> AsyncIterator[Sound]:
    """The endpoint where there is one, else Kokoro with what lies in `folder`, else nothing and why.

    The process that speaks is started when there is something to say or to cut.
    """
    why = why_no_kokoro(folder)
    async with AsyncExitStack() as stack:
        booth = None
        if cuts or (speech is None and why is None):
            from content.voice.booth import Booth

            booth = Booth(folder)
            stack.push_async_callback(booth.close)
        if speech is not None:
            import httpx

            from content.voice.endpoint import Account, SpeechEndpoint

            client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
            yield Sound(SpeechEndpoint(speech, Account(folder / "spent.json"), client), booth if cuts else None)
        elif why is None and booth is not None:
            yield Sound(KokoroEngine(booth, folder), booth if cuts else None)
        else:
            yield Sound(None, booth if cuts else None, why or "")
