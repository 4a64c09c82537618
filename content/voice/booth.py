"""The bot's side of the process that speaks: one job at a time, a reader's before what is rendered ahead.

What somebody hears first comes before what they hear after it. What is rendered ahead gives way within a sentence.
Started at the first job and ended when it has been idle, since it takes up to 650 MB. One that crashes or hangs
is ended and started anew for the next job; the job it had fails.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from typing import Any

from content.voice.line import Line, NothingToSay, Voice, VoiceError
from content.voice.saying import BREATH, by_sentences
from content.voice.worker import as_heard

LOADING_SECONDS = 60.0
SECONDS_A_CHARACTER = 0.5
"""Some six times what a slow core needs."""
CUT_SECONDS = 120.0
IDLE_SECONDS = 300.0
_PATIENCE = 3
"""Times as long may take what nobody waits for: on a busy machine it hardly has a turn."""
_MOST_BYTES = 50_000_000
_SAID_LAST = 8
"""Sentences of short lines that are kept: what they are the beginning of is likely to be said next."""
_FIRST, _WHOLE, _AHEAD = range(3)
"""Whose turn is before whose: what is heard first, what is heard after it, what nobody waits for."""


class Booth:
    """Speaks with Kokoro's weights in `folder`; `command` is the process."""

    def __init__(
        self,
        folder: Path,
        *,
        command: Sequence[str] = (),
        loading: float = LOADING_SECONDS,
        idle: float = IDLE_SECONDS,
    ) -> None:
        self._command = tuple(command) or (sys.executable, "-m", "content.voice.worker", str(folder))
        self._loading = loading
        self._idle = idle
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._busy = False
        self._turns = count()
        self._timer: asyncio.TimerHandle | None = None
        self._numbers = count()
        self._gives_way: tuple[int, asyncio.Timeout] | None = None
        """The job at work that nobody waits for, and its time."""
        self._said: OrderedDict[Line, Voice] = OrderedDict()

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        """The line, sentence by sentence; raises VoiceError."""
        short = len(line.text) <= BREATH
        rank = _AHEAD if not urgent else _FIRST if short else _WHOLE

        async def one(sentence: Line) -> Voice:
            if sentence in self._said:
                return self._said[sentence]
            job = {
                "do": "say",
                "text": sentence.text,
                "timbre": sentence.timbre,
                "speed": sentence.speed,
                "language": sentence.language,
            }
            seconds = self._loading + SECONDS_A_CHARACTER * len(sentence.text)
            voice = await self._ask(job, seconds if urgent else seconds * _PATIENCE, rank)
            if short:
                self._said[sentence] = voice
                while len(self._said) > _SAID_LAST:
                    self._said.popitem(last=False)
            return voice

        return await by_sentences(line, one)

    async def cut(self, path: Path, since: float, until: float, text: str, *, urgent: bool = False) -> Voice:
        """What is said in a recording from `since` until `until` (seconds), of which `text` is the transcript."""
        job = {"do": "cut", "path": str(path), "since": since, "until": until, "text": text}
        return await self._ask(job, CUT_SECONDS, _WHOLE if urgent else _AHEAD)

    async def close(self) -> None:
        """End the process."""
        if self._timer:
            self._timer.cancel()
        await self._end()

    async def _ask(self, job: dict[str, Any], seconds: float, rank: int) -> Voice:
        head, data = await self._answered(job, seconds, rank)
        while "stopped" in head:
            head, data = await self._answered(job, seconds, rank)
        if "nothing" in head:
            raise NothingToSay(str(head["nothing"]))
        if "error" in head:
            raise VoiceError(str(head["error"]))
        try:
            return as_heard(head, data)
        except (ValueError, TypeError, KeyError):
            raise VoiceError("the engine's answer cannot be read") from None

    async def _answered(self, job: dict[str, Any], seconds: float, rank: int) -> tuple[dict[str, Any], bytes]:
        await self._turn(rank)
        try:
            async with asyncio.timeout(seconds) as limit:
                return await self._exchange(job, rank, limit)
        except TimeoutError:
            await self._end()
            raise VoiceError("the engine did not answer in time and was ended") from None
        except (OSError, EOFError, ValueError):
            await self._end()
            raise VoiceError("the engine stopped in the middle") from None
        except BaseException:
            await self._end()  # an answer that nobody reads would be taken for the next one
            raise
        finally:
            self._gives_way = None
            self._next()

    async def _exchange(self, job: dict[str, Any], rank: int, limit: asyncio.Timeout) -> tuple[dict[str, Any], bytes]:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=8 * 1024 * 1024,
            )
        if process.stdin is None or process.stdout is None:
            raise EOFError
        if rank == _AHEAD and any(other < _AHEAD and not turn.done() for other, _, turn in self._waiting):
            return {"stopped": True}, b""
        number = next(self._numbers)
        process.stdin.write(json.dumps(job | {"number": number}).encode() + b"\n")
        if rank == _AHEAD:
            self._gives_way = (number, limit)
        await process.stdin.drain()
        head = json.loads(await process.stdout.readline() or b"!")
        if not isinstance(head, dict) or not 0 <= int(head.get("size", -1)) <= _MOST_BYTES:
            raise ValueError
        return head, await process.stdout.readexactly(int(head["size"]))

    async def _turn(self, rank: int) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if not self._busy:
            self._busy = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._turns), turn))
        if rank < _AHEAD:
            self._stop()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._next()
            raise

    def _stop(self) -> None:
        """Have what nobody waits for give way. Where it does not, it is ended as what hangs, and soon."""
        process = self._process
        if self._gives_way is None or process is None or process.stdin is None or process.returncode is not None:
            return
        (number, limit), self._gives_way = self._gives_way, None
        process.stdin.write(json.dumps({"do": "stop", "number": number}).encode() + b"\n")
        soon = asyncio.get_running_loop().time() + self._loading
        limit.reschedule(min(soon, limit.when() or soon))

    def _next(self) -> None:
        while self._waiting:
            _, _, turn = heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._busy = False
        self._timer = asyncio.get_running_loop().call_later(self._idle, self._rest)

    def _rest(self) -> None:
        process = self._process
        if not self._busy and process is not None and process.stdin is not None:
            process.stdin.close()  # it ends by itself

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
