"""A line said sentence by sentence, so that a long one holds up nobody and one failure costs one sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from content.voice import mp3
from content.voice.line import Line, NothingToSay, Timing, Voice, VoiceError, sentences_of, shifted

PAUSE = 120
"""Milliseconds between two sentences, besides what an engine leaves."""
PARAGRAPH = 350
BREATH = 120
"""Characters that are heard first where a line takes long: seven seconds, said within three on one core."""
_LEAST = 40
_CLAUSE = re.compile(r"[,;:—–)](?=\s)")

SayOne = Callable[[Line], Awaitable[Voice]]


async def by_sentences(line: Line, say_one: SayOne, *, at_once: int = 1) -> Voice:
    """The whole line; sentences with nothing to say are passed over. Raises VoiceError.

    After a failure no other sentence is begun: nothing would be heard of it, and it may have to be paid.
    """
    spans = sentences_of(line.text, line.language)
    gate = asyncio.Semaphore(at_once)
    failed = False

    async def one(span: tuple[int, int]) -> Voice | None:
        nonlocal failed
        async with gate:
            if failed:
                return None
            try:
                return await say_one(replace(line, text=line.text[slice(*span)]))
            except NothingToSay:
                return None
            except VoiceError:
                failed = True
                raise

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_failing_alone(one(span))) for span in spans]
    voices = []
    for task in tasks:
        outcome = task.result()
        if isinstance(outcome, VoiceError):
            raise outcome
        voices.append(outcome)
    if len(spans) < 2:
        return together(line.text, spans, voices)
    return await asyncio.to_thread(together, line.text, spans, voices)


def opening(text: str, language: str = "en") -> str:
    """As much of a text as is heard first: sentences, of a long one what stands before a mark or a space."""
    spans = sentences_of(text, language)
    if not spans:
        return ""
    since, until = spans[0][0], 0
    for _, end in spans:
        if end - since > BREATH:
            break
        until = end
    if until:
        return text[since:until]
    begun = text[since : since + BREATH]
    marks = [found.end() for found in _CLAUSE.finditer(text, since, since + BREATH) if found.end() - since >= _LEAST]
    return text[since : marks[-1]] if marks else begun.rpartition(" ")[0] or begun


def together(text: str, spans: Sequence[tuple[int, int]], voices: Sequence[Voice | None]) -> Voice:
    """The parts of a text as one piece of audio; raises NothingToSay where there is none."""
    data: list[bytes] = []
    sentences: list[Timing] = []
    words: list[Timing] = []
    at, until = 0, None
    for (start, _), voice in zip(spans, voices, strict=True):
        if voice is None:
            continue
        if until is not None:
            quiet = mp3.silence(voice.data, PARAGRAPH if "\n" in text[until:start] else PAUSE)
            data.append(quiet)
            at += mp3.duration(quiet)
        data.append(voice.data)
        sentences.extend(shifted(voice.sentences, at, start))
        words.extend(shifted(voice.words, at, start))
        at += voice.duration
        until = start
    if not data:
        raise NothingToSay("nothing in it can be said")
    whole = mp3.joined(data)
    return Voice(whole, mp3.duration(whole), tuple(sentences), tuple(words))


async def _failing_alone(one: Awaitable[Voice | None]) -> Voice | VoiceError | None:
    """What went wrong as a value, so that those who speak beside it end in their own time."""
    try:
        return await one
    except VoiceError as error:
        return error
