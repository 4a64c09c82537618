"""The process that speaks may crash, hang or fail: the bot does not, and the next line is said."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from content.voice import mp3
from content.voice.booth import Booth
from content.voice.line import Line, NothingToSay, Voice, VoiceError
from content.voice.sound import RATE, decode
from tests.kit.loudness import loudness

TONES = (sys.executable, "-m", "tests.kit.tones")


@pytest.fixture
async def booth(tmp_path: Path) -> AsyncIterator[Booth]:
    booth = Booth(tmp_path, command=TONES, loading=60)
    yield booth
    await booth.close()


async def test_a_line_is_said_with_the_times_of_its_sentences_and_words(booth: Booth) -> None:
    text = "Retry twice. Then stop.\nThat is $5."

    voice = await booth.say(Line(text, "af_low"))

    assert [text[each.start : each.end] for each in voice.sentences] == ["Retry twice.", "Then stop.", "That is $5."]
    assert [text[each.start : each.end] for each in voice.words] == [
        "Retry",
        "twice",
        "Then",
        "stop",
        "That",
        "is",
        "$5",
    ]
    samples = decode(voice.data)
    assert abs(1000 * len(samples) / RATE - voice.duration) < 5
    for word in voice.words:
        middle = samples[(word.since + 20) * RATE // 1000 : (word.until - 20) * RATE // 1000]
        assert loudness(middle) > -20
    assert all(one.until <= other.since for one, other in pairwise(voice.words))


async def test_one_that_crashes_fails_its_line_and_says_the_next(booth: Booth) -> None:
    with pytest.raises(VoiceError, match="stopped in the middle"):
        await booth.say(Line("All is well. Crash now.", "af_low"))
    assert (await booth.say(Line("All is well.", "af_low"))).duration > 100


async def test_one_that_hangs_is_ended_and_says_the_next(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=TONES, loading=0.1)
    try:
        with pytest.raises(VoiceError, match="in time"):
            await booth.say(Line("Hang.", "af_low"), urgent=True)
        assert (await booth.say(Line("All is well, and it was started anew.", "af_low"))).words
    finally:
        await booth.close()


async def test_numbers_that_are_no_sound_fail_the_line_and_nothing_else(booth: Booth) -> None:
    with pytest.raises(VoiceError, match="numbers that are none"):
        await booth.say(Line("Fail now.", "af_low"))
    assert (await booth.say(Line("All is well.", "af_low"))).words


async def test_emoji_alone_are_nothing_to_say_and_are_passed_over_beside_words(booth: Booth) -> None:
    with pytest.raises(NothingToSay):
        await booth.say(Line("🎉🎉", "af_low"))
    assert len((await booth.say(Line("🎉🎉\nWords.", "af_low"))).sentences) == 1


async def test_a_reader_who_waits_comes_before_what_is_rendered_ahead(booth: Booth) -> None:
    done: list[str] = []

    async def say(text: str, *, urgent: bool) -> None:
        await booth.say(Line(text, "af_low"), urgent=urgent)
        done.append(text)

    ahead = asyncio.create_task(say("One. Two. Three. Four. Five. Six. Seven. Eight.", urgent=False))
    await asyncio.sleep(0.01)
    await say("Now.", urgent=True)
    assert done == ["Now."]
    await ahead


async def at_work(booth: Booth, ahead: asyncio.Task[Voice]) -> None:
    """Wait until what is said ahead is in the hands of the process."""
    while booth._gives_way is None and not ahead.done():  # noqa: ASYNC110 - the booth has nothing to wait for
        await asyncio.sleep(0.01)


async def test_what_is_rendered_ahead_gives_way_in_the_middle_of_a_sentence_and_is_said_after(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=(*TONES, str(tmp_path / "goes on")), loading=60)
    ahead = asyncio.create_task(booth.say(Line("Take your time.", "af_low")))
    try:
        await at_work(booth, ahead)
        assert (await booth.say(Line("Now.", "af_low"), urgent=True)).words
        assert not ahead.done()
        (tmp_path / "goes on").touch()
        assert (await ahead).words
    finally:
        ahead.cancel()
        await booth.close()


async def test_what_does_not_give_way_is_ended_and_the_reader_is_heard(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=TONES, loading=0.5)
    ahead = asyncio.create_task(booth.say(Line("Hang.", "af_low")))
    try:
        await at_work(booth, ahead)
        assert (await booth.say(Line("All is well, and it was started anew.", "af_low"), urgent=True)).words
        with pytest.raises(VoiceError, match="in time"):
            await ahead
    finally:
        await booth.close()


async def test_what_is_heard_first_comes_before_the_rest_of_what_others_hear(booth: Booth) -> None:
    done: list[str] = []

    async def say(text: str) -> None:
        await booth.say(Line(text, "af_low"), urgent=True)
        done.append(text)

    rest = "We measured it, and changed one thing, and looked at all of it again. " * 8
    others = [asyncio.create_task(say(rest)) for _ in range(2)]
    await asyncio.sleep(0)
    await say("Now.")
    assert done == ["Now."]
    await asyncio.gather(*others)


async def test_who_no_longer_waits_holds_up_nobody(booth: Booth) -> None:
    given_up = asyncio.create_task(booth.say(Line("One two three. " * 20, "af_low")))
    await asyncio.sleep(0.2)
    given_up.cancel()
    assert (await booth.say(Line("All is well.", "af_low"))).words


async def test_it_does_not_outlive_the_bot(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=TONES)
    await booth.say(Line("All is well.", "af_low"))
    process = booth._process
    assert process is not None
    await booth.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


async def test_it_rests_when_nobody_speaks_and_comes_back(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=TONES, idle=0.05)
    await booth.say(Line("All is well.", "af_low"))
    process = booth._process
    assert process is not None
    async with asyncio.timeout(60):
        await process.wait()
    assert mp3.duration((await booth.say(Line("Again.", "af_low"))).data) > 50
    await booth.close()


COUNTING = """
import subprocess
import sys
from content.voice.worker import serve
from tests.kit.tones import Tones
class Counting(Tones):
    def say(self, line):
        with open(sys.argv[1], "a") as jobs:
            print(line.text, file=jobs)
        return super().say(line)
serve(Counting(), sys.stdin.buffer, sys.stdout.buffer)
"""


async def test_a_sentence_that_was_said_by_itself_is_not_said_again_in_the_whole(tmp_path: Path) -> None:
    booth = Booth(tmp_path, command=(sys.executable, "-c", COUNTING, str(tmp_path / "jobs")), loading=60)
    first = await booth.say(Line("Retry twice.", "af_low"))
    whole = await booth.say(Line("Retry twice. Then stop.", "af_low"))
    await booth.close()
    assert (tmp_path / "jobs").read_text().splitlines() == ["Retry twice.", "Then stop."]
    assert whole.sentences[0].until == first.sentences[0].until


BACK = """
import os
from content.voice.worker import stand_back
before = len(os.sched_getaffinity(0))
stand_back()
print(os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0), before, len(os.sched_getaffinity(0)))
"""


@pytest.mark.skipif(
    not hasattr(os, "SCHED_IDLE"), reason="only Linux has processes that run where nothing else wants to"
)
def test_what_speaks_stands_behind_all_else_and_leaves_a_processor_to_it() -> None:
    allowed = f"import os; os.sched_setscheduler(0, {os.SCHED_IDLE}, os.sched_param(0))"
    policy = os.SCHED_IDLE if subprocess.run((sys.executable, "-c", allowed), check=False).returncode == 0 else 0
    told = subprocess.run((sys.executable, "-c", BACK), check=True, capture_output=True, text=True).stdout
    nice, found, before, after = (int(each) for each in told.split())
    assert (nice, found) == (19, policy)
    assert after == (max(1, before - 1) if policy else after)
