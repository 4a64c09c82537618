"""Pieces of audio outlive their files; who speaks stays the same; a chat's listening is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.model.voice import ASKED_A_DAY, Listening
from bot.store import Store
from content.voice.line import Timing, Voice
from tests.kit.clock import START
from tests.kit.made import ONE, OTHER

VOICE = Voice(b"x" * 400, 1500, (Timing(0, 12, 0, 1500),), (Timing(0, 5, 46, 700), Timing(6, 11, 720, 1400)))


async def test_a_piece_reads_back_with_all_its_times(store: Store) -> None:
    assert await store.voices.get("a" * 40) is None
    await store.voices.put("a" * 40, VOICE, START)

    kept = await store.voices.get("a" * 40)

    assert kept is not None
    assert (kept.duration, kept.size, kept.file_id) == (1500, 400, None)
    assert (kept.sentences, kept.words) == (VOICE.sentences, VOICE.words)


async def test_what_was_made_again_keeps_the_file_that_telegram_has(store: Store) -> None:
    await store.voices.put("a" * 40, VOICE, START)
    await store.voices.set_file("a" * 40, "file-1")
    assert (await store.voices.put("a" * 40, VOICE, START)).file_id == "file-1"
    await store.voices.set_file("a" * 40, None)
    kept = await store.voices.get("a" * 40)
    assert kept is not None
    assert kept.file_id is None


async def test_what_nobody_heard_for_long_is_told(store: Store) -> None:
    await store.voices.put("a" * 40, VOICE, START)
    await store.voices.put("b" * 40, VOICE, START)
    await store.voices.heard("b" * 40, START + timedelta(days=20))
    assert await store.voices.unheard(START + timedelta(days=10)) == ("a" * 40,)
    assert await store.voices.figures() == (2, 3000, 800)


async def test_who_has_a_voice_in_a_show_keeps_it(store: Store) -> None:
    await store.voices.cast("Show", "a", {"Ann": "af_heart"})
    await store.voices.cast("Show", "a", {"Ann": "am_michael", "Bob": "am_fenrir"})
    await store.voices.cast("Show", "b", {"Ann": "bf_emma"})
    assert await store.voices.roles("Show", "a") == {"Ann": "af_heart", "Bob": "am_fenrir"}
    assert await store.voices.roles("Other", "a") == {}


async def test_a_chat_listens_as_it_said_and_the_others_as_before(store: Store) -> None:
    wanted = Listening(ONE, timbre="bf_emma", speed=80, aloud=True, both=True, review=True)
    await store.voices.set_player(ONE, 12, 11)
    await store.voices.listen(wanted)
    assert await store.voices.listening(ONE) == replace(wanted, player=12, card=11)
    assert await store.voices.listening(OTHER) == Listening(OTHER)


async def test_twenty_pieces_a_day_and_tomorrow_again(store: Store) -> None:
    today = date(2026, 6, 4)
    assert all([await store.voices.ask(ONE, today) for _ in range(ASKED_A_DAY)])
    assert not await store.voices.ask(ONE, today)
    assert await store.voices.ask(OTHER, today)
    assert await store.voices.ask(ONE, today + timedelta(days=1))
    assert (await store.voices.listening(ONE)).timbre == ""
