"""What `tests.bench.voice` measures: Kokoro in its process, an endpoint on this machine, Kokoro's Chinese voices."""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import cn2an
import httpx
import jieba
from aiohttp import web
from pydantic import SecretStr

from content.voice import mp3
from content.voice.booth import Booth
from content.voice.endpoint import Account, SpeechEndpoint, SpeechSettings
from content.voice.engines import KokoroEngine
from content.voice.kokoro import Kokoro
from content.voice.line import Line, NothingToSay, Timing, Voice, VoiceError
from content.voice.packages import LISTS, VOICES_PACKAGE
from content.voice.phonemes import Pronunciation
from content.voice.sound import RATE, decode, encode
from content.voice.spoken import spoken

CHINESE = {
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
    "zm_yunjian": "de48a00bdbf3649f07162269a2b6e0513604389bfac8a2e6c75cb34b323ad6fa",
}
"""Its Chinese voices are in the same package as the others; the bot offers none of them."""


@asynccontextmanager
async def kokoro(folder: Path) -> AsyncIterator[KokoroEngine]:
    """As the bot has it."""
    booth = Booth(folder)
    try:
        yield KokoroEngine(booth, folder)
    finally:
        await booth.close()


@asynccontextmanager
async def endpoint() -> AsyncIterator[SpeechEndpoint]:
    """The bot's side of an endpoint; on the other side of the loopback espeak-ng speaks."""

    async def answer(request: web.Request) -> web.Response:
        asked = await request.json()
        command = ("espeak-ng", "-v", "en-us", "-s", str(round(160 * float(asked["speed"]))), "--stdout")
        done = await asyncio.to_thread(
            subprocess.run, command, input=asked["input"].encode(), capture_output=True, check=True
        )
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            file.write(done.stdout)
            file.flush()
            return web.Response(body=encode(decode(Path(file.name))), content_type="audio/mpeg")

    app = web.Application()
    app.router.add_post("/v1/audio/speech", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    settings = SpeechSettings(base_url=f"http://127.0.0.1:{port}/v1", api_key=SecretStr("k"), model="stand-in")
    with tempfile.TemporaryDirectory() as folder:
        async with httpx.AsyncClient(trust_env=False) as client:
            yield SpeechEndpoint(settings, Account(Path(folder) / "spent.json"), client)
    await runner.cleanup()


class ChineseKokoro:
    """Kokoro with Chinese sounds as misaki makes them; English words within keep their own. To be measured only."""

    bill = ""
    chinese: tuple[str, ...] = ()
    name = "kokoro-zh"

    def __init__(self, folder: Path, packages: Path) -> None:
        sys.path.append(str(packages / LISTS.file))  # a wheel can be imported from as it is
        from misaki.zh import ZHG2P

        _put_voices(folder, packages / VOICES_PACKAGE.file)
        self._sounds: Any = ZHG2P
        self._english = Pronunciation(folder, british=False)
        self._kokoro: Any = Kokoro(folder)

    @property
    def timbres(self) -> tuple[str, ...]:
        """Those that were put beside the English ones."""
        return tuple(CHINESE)

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        """A text in Chinese, sentence by sentence."""
        del urgent
        return await asyncio.to_thread(self._say, line)

    def _say(self, line: Line) -> Voice:
        style = self._kokoro._style(line.timbre)
        whole: array[int] = array("h")
        for part in re.findall(
            r"[^。！？；]{1,60}(?:[^。！？；，]*[。！？；，]|$)?", cn2an.transform(line.text, "an2cn")
        ):
            sounds = self.sounds(part)
            if re.search(r"[^\s.,;:!?]", sounds):
                whole.extend(self._kokoro._part((None,), _Ready(sounds), style, line.speed)[0])
                whole.extend(array("h", bytes(2 * (RATE // 8))))
        if not whole:
            raise NothingToSay("nothing in it can be said")
        data = encode(whole)
        return Voice(data, mp3.duration(data), (Timing(0, len(line.text), 0, mp3.duration(data)),))

    def sounds(self, text: str) -> str:
        """Han characters by misaki, words in Latin letters by our own lists."""
        parts = []
        for han, other in re.findall(r"([\u4e00-\u9fff]+)|([^\u4e00-\u9fff]+)", self._sounds.map_punctuation(text)):
            if han:
                parts.append(" ".join(self._sounds.word2ipa(word) for word in jieba.lcut(han)))
            elif re.search("[A-Za-z]", other):
                parts.append(" " + " ".join(self._english.of(spoken(other))) + " ")
            else:
                parts.append(other)
        return "".join(parts).replace(chr(815), "")


class _Ready:
    def __init__(self, sounds: str) -> None:
        self._sounds = sounds

    def of(self, said: object) -> list[str]:
        del said
        return [self._sounds]


def _put_voices(folder: Path, archive: Path) -> None:
    with tarfile.open(archive) as package:
        for voice, sha256 in CHINESE.items():
            file = package.extractfile(f"package/voices/{voice}.bin")
            data = file.read() if file else b""
            if hashlib.sha256(data).hexdigest() != sha256:
                raise VoiceError(f"{voice} is not the voice that we know")
            (folder / f"{voice}.bin").write_bytes(data)
