"""Listening: a segment in the chat's player, a whole digest, a term, and how a chat listens.

The tap is answered first; the sound follows as soon as it is there. What Telegram has by its id goes out at once.
"""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.edge.player import Music
from bot.handlers.desk import Desk
from bot.handlers.playing import TITLE, may_ask, of_passage, of_words, play_in_answer, play_sentence, send_below
from bot.model.reading import Listing, Place
from bot.model.term import Term
from bot.model.voice import SPEEDS, Kept, Listening
from bot.reading.passages import open_listing, open_passage
from bot.reading.pieces import marks_of
from bot.reading.readers import Reader
from bot.render.buttons.lookup import read_carried
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.voice import (
    Hear,
    HearDigest,
    HearSentence,
    HearTerm,
    HearWord,
    ListeningOptions,
    SetAloud,
    SetBoth,
    SetReviewSound,
    SetSpeed,
    SetTimbre,
)
from bot.render.view import View, cut
from bot.render.voice import cover_picture, digest_caption, listening_card


async def hear(tap: Tap[Hear], reader: Reader, desk: Desk) -> None:
    """A segment, in the player below its card."""
    passage = await open_passage(desk.store, Place(tap.button.episode, tap.button.size, tap.button.index))
    listening = await desk.store.voices.listening(tap.chat_id)
    wanted = await desk.voices.of_passage(passage, listening)
    original = reader.words.voice.original if wanted and wanted.original else ""
    await play_in_answer(tap, wanted, of_passage(passage, original), reader, desk)


async def hear_digest(tap: Tap[HearDigest], reader: Reader, desk: Desk) -> None:
    """A whole digest as one piece, in reply to its card."""
    listing = await open_listing(desk.store, tap.button.episode)
    await _digest(tap, listing, tap.button.size, reader, desk)


async def listen(command: Command, reader: Reader, desk: Desk) -> None:
    """/listen: the digest that the chat had last."""
    latest = await desk.store.deliveries.latest_had(command.chat_id)
    listing = await desk.store.episodes.get(latest.episode_id) if latest else None
    if latest is None or listing is None or listing.withdrawn or not desk.voices.offers_digest(listing):
        await desk.reply.send(command.chat_id, View(reader.words.voice.open_first))
        return
    await _digest(command, listing, reader.subscription.digest_size, reader, desk)


async def hear_term(tap: Tap[HearTerm], reader: Reader, desk: Desk) -> None:
    """A saved term; without an engine the sentence it was met in, where that is prepared."""
    term = await _term(tap, tap.button.term, desk)
    listening = await desk.store.voices.listening(tap.chat_id)
    wanted = desk.voices.of_text(term.headword, listening)
    if wanted is None and term.contexts:
        wanted = desk.voices.of_text(term.contexts[0].sentence, listening)
    await play_in_answer(tap, wanted, of_words(term.headword), reader, desk)


async def hear_sentence(tap: Tap[HearSentence], reader: Reader, desk: Desk) -> None:
    """The sentence of a term under review."""
    term = await _term(tap, tap.button.term, desk)
    await play_sentence(tap, term, reader, desk)


async def hear_word(tap: Tap[HearWord], reader: Reader, desk: Desk) -> None:
    """A word that was looked up."""
    word = read_carried(tap.button.word)
    wanted = desk.voices.of_text(word, await desk.store.voices.listening(tap.chat_id))
    await play_in_answer(tap, wanted, of_words(word), reader, desk)


async def options(tap: Tap[ListeningOptions], reader: Reader, desk: Desk) -> None:
    """How the chat listens."""
    await desk.reply.show(tap, _card(await desk.store.voices.listening(tap.chat_id), reader, desk))


async def set_timbre(tap: Tap[SetTimbre], reader: Reader, desk: Desk) -> None:
    """Hear this voice."""
    timbres, number = _timbres(desk), tap.button.number
    if number > len(timbres):
        raise StaleButton(tap.button.pack())
    now = await desk.store.voices.listening(tap.chat_id)
    await _store(tap, replace(now, timbre=timbres[number - 1] if number else ""), reader, desk)


async def set_speed(tap: Tap[SetSpeed], reader: Reader, desk: Desk) -> None:
    """Hear it at this speed."""
    if tap.button.speed not in SPEEDS:
        raise StaleButton(tap.button.pack())
    await _store(tap, replace(await desk.store.voices.listening(tap.chat_id), speed=tap.button.speed), reader, desk)


async def set_aloud(tap: Tap[SetAloud], reader: Reader, desk: Desk) -> None:
    """The player follows every page, or not."""
    now = await desk.store.voices.listening(tap.chat_id)
    await _store(tap, replace(now, aloud=bool(tap.button.aloud)), reader, desk)


async def set_both(tap: Tap[SetBoth], reader: Reader, desk: Desk) -> None:
    """A digest is heard in both languages, or in English."""
    now = await desk.store.voices.listening(tap.chat_id)
    await _store(tap, replace(now, both=bool(tap.button.both)), reader, desk)


async def set_review(tap: Tap[SetReviewSound], reader: Reader, desk: Desk) -> None:
    """The sentence is heard with the answer in review, or not."""
    now = await desk.store.voices.listening(tap.chat_id)
    await _store(tap, replace(now, review=bool(tap.button.review)), reader, desk)


async def _store(tap: Tap[Button], wanted: Listening, reader: Reader, desk: Desk) -> None:
    await desk.store.voices.listen(wanted)
    await desk.reply.show(tap, _card(wanted, reader, desk), reader.words.done)


def _card(now: Listening, reader: Reader, desk: Desk) -> View:
    engine = desk.voices.engine is not None
    return listening_card(now, reader.words, timbres=_timbres(desk), both=desk.voices.offers_both, rendered=engine)


def _timbres(desk: Desk) -> tuple[str, ...]:
    return desk.voices.engine.timbres if desk.voices.engine else ()


async def _digest(asked: Tap[HearDigest] | Command, listing: Listing, size: int, reader: Reader, desk: Desk) -> None:
    say = reader.words.voice
    positions = (
        listing.positions(size) if size in listing.digests else listing.positions(reader.subscription.digest_size)
    )
    segments = await desk.store.episodes.segments(listing.id)
    listening = await desk.store.voices.listening(asked.chat_id)
    found = await desk.voices.digest(listing, [(at, segments[at]) for at in positions], listening)
    if found is None:
        if isinstance(asked, Tap):
            await desk.reply.answer(asked, say.nothing, alert=True)
        return
    wanted, pieces = found
    toast = ""
    if await desk.voices.pieces.kept(wanted) is None:
        missing = [each for each in pieces if each.seconds and await desk.voices.pieces.kept(each) is None]
        if missing and not await may_ask(asked.chat_id, desk):
            if isinstance(asked, Tap):
                await desk.reply.answer(asked, say.enough, alert=True)
            else:
                await desk.reply.send(asked.chat_id, View(say.enough))
            return
        if missing:
            toast = say.recording_digest.format(n=max(1, round(sum(each.seconds for each in missing) / 60)))

    def made(kept: Kept, data: bytes | None) -> Music:
        marks = [(at, segments[position].english) for position, at in marks_of(kept)]
        return Music(
            title=cut(listing.title, TITLE),
            performer=cut(listing.show, TITLE),
            seconds=round(kept.duration / 1000),
            caption=digest_caption(listing.title, marks),
            file_id=kept.file_id,
            data=data,
            cover=cover_picture(listing.title),
        )

    card = asked.message_id if isinstance(asked, Tap) else None
    desk.player.start(send_below(asked.chat_id, wanted, made, desk, reply_to=card, failed=say.failed))
    if isinstance(asked, Tap):
        await desk.reply.answer(asked, toast)
    elif toast:
        await desk.reply.send(asked.chat_id, View(toast))


async def _term(tap: Tap[Button], term_id: int, desk: Desk) -> Term:
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        raise StaleButton(tap.button.pack())
    return term
