"""Looking a word up: one that is sent, one picked from a segment, one suggested; and saving it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.handlers.inviting import invite, is_first
from bot.locales.typed import said_time
from bot.locales.zones import find_zones
from bot.model.chat import ChatId
from bot.model.reading import WHOLE, Passage, Place
from bot.reading.cards import passage_card, set_apart
from bot.reading.keeping import toggle
from bot.reading.looking_up import answer_at
from bot.reading.passages import Withdrawn, open_passage
from bot.reading.readers import Reader
from bot.render.buttons.lookup import Ask, Keep, KeepHere, LookUp, PartWords, carried, read_carried
from bot.render.buttons.lookup import Words as PickWords
from bot.render.buttons.packing import check
from bot.render.buttons.voice import HearWord
from bot.render.known import know_key
from bot.render.lookup import answer_card, back_row, english_card, keep_key, not_found, word_grid
from bot.render.settings import time_offer, zone_offer
from bot.render.view import Key, View, row, rows
from bot.vocabulary.asking import chinese_asked, word_asked
from bot.vocabulary.headwords import identity
from bot.vocabulary.lookup import (
    MOST_CHARACTERS,
    Answer,
    gloss_of,
    in_english,
    look_up,
    pick,
    standing,
    suggestions,
)
from content.episode.episode import Gloss
from content.text.pairs import sentence_of
from content.text.parts import part_at

Spot = tuple[Passage, int, int]
"""A word where it stands: the passage and [start, end) in its English."""


async def ask(command: Command, reader: Reader, desk: Desk) -> None:
    """Whatever a reader writes that is no command: a word or phrase is looked up."""
    if (minute := said_time(command.argument)) is not None:
        await desk.reply.send(command.chat_id, time_offer(minute, reader.words))
        return
    chinese = chinese_asked(command.argument)
    if chinese is not None:
        await desk.reply.send(command.chat_id, await _in_english(command.chat_id, chinese, reader, desk))
        return
    text = word_asked(command.argument)
    if text is None:
        await desk.reply.send(command.chat_id, View(f"{reader.words.unclear}\n{reader.words.lookup.not_a_word}"))
        return
    await desk.reply.send(command.chat_id, await _answer_in_chat(command.chat_id, text, reader, desk))


async def _in_english(chat_id: ChatId, chinese: str, reader: Reader, desk: Desk) -> View:
    """What a Chinese word is in English: in what the reader reads first."""
    passage = await _reading(chat_id, desk)
    segments = await desk.store.episodes.segments(passage.listing.id) if passage else ()
    found = await in_english(chinese, segments, desk.lexicon)
    card = english_card(chinese, found, reader.words)
    zones = () if found else await asyncio.to_thread(find_zones, chinese)
    return zone_offer(card.text, zones, reader.words) if zones else card


async def ask_instead(tap: Tap[Ask], reader: Reader, desk: Desk) -> None:
    """A word that was suggested."""
    text = read_carried(tap.button.word)
    await desk.reply.show(tap, await _answer_in_chat(tap.chat_id, text, reader, desk))


async def keep(tap: Tap[Keep], reader: Reader, desk: Desk) -> None:
    """Save a word without a sentence; one that was saved so is taken back."""
    text = read_carried(tap.button.word)
    answer, toast = await look_up(text, None, desk.lexicon, site=desk.site_words), ""
    if answer is not None:
        term = await desk.store.terms.find(tap.chat_id, answer.headword)
        if term is None:
            await desk.store.terms.save(tap.chat_id, answer.headword, answer.meaning, desk.clock())
            toast = reader.words.saved
        elif not term.contexts:
            await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
            toast = reader.words.unsaved
        toast = toast.format(headword=answer.headword, meaning=answer.meaning)
    view = await _view(tap.chat_id, text, answer, None, reader, desk)
    await desk.reply.show(tap, view, toast)


async def choose(tap: Tap[PickWords], reader: Reader, desk: Desk) -> None:
    """The words of a segment, to pick from."""
    passage = await open_passage(desk.store, Place(tap.button.episode, tap.button.size, tap.button.index))
    await _choose(tap, passage, reader, desk)


async def choose_of_part(tap: Tap[PartWords], reader: Reader, desk: Desk) -> None:
    """The words of a part of a long segment, to pick from."""
    button = tap.button
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index), button.part)
    await _choose(tap, passage, reader, desk)


async def _choose(tap: Tap[PickWords] | Tap[PartWords], passage: Passage, reader: Reader, desk: Desk) -> None:
    own, now = await desk.store.owned.own(tap.chat_id), reader.subscription
    passage = await set_apart(passage, reader, own, desk.lexicon)
    shown = passage.shown
    picked = await pick(shown.segment, desk.lexicon, site=desk.site_words, level=now.level, knows=own.known)
    picked = tuple(replace(word, start=word.start + shown.start) for word in picked)
    view = word_grid(passage, picked, reader.words, translation=now.translation, zone=now.zone)
    await desk.reply.show(tap, view, reader.words.lookup.title if picked else reader.words.lookup.nothing_to_pick)


async def look(tap: Tap[LookUp], reader: Reader, desk: Desk) -> None:
    """A word picked from a segment."""
    spot = await _spot(tap.button, desk)
    if spot is None:
        await _changed(tap, reader, desk)
        return
    answer = await _answer_at(spot, desk)
    await desk.reply.show(tap, await _view(tap.chat_id, _text(spot), answer, spot, reader, desk, card=True))


async def keep_here(tap: Tap[KeepHere], reader: Reader, desk: Desk) -> None:
    """Save a word with the sentence it stands in; where this place is saved already, take it back."""
    spot = await _spot(tap.button, desk)
    answer = await _answer_at(spot, desk) if spot else None
    if spot is None or answer is None:
        await _changed(tap, reader, desk)
        return
    passage, start, end = spot
    gloss = Gloss(answer.headword, answer.meaning, (start, end))
    first = await is_first(reader, desk)
    before = await toggle(desk.store, tap.chat_id, passage, gloss, desk.clock())
    toast = {True: reader.words.unsaved, False: reader.words.met_again, None: reader.words.saved}[before]
    card = bool(tap.button.card)
    view = await _view(tap.chat_id, _text(spot), answer, spot, reader, desk, card=card)
    await desk.reply.show(tap, view, toast.format(headword=answer.headword, meaning=answer.meaning))
    if first:
        await invite(answer.headword, reader, desk)


async def _answer_in_chat(chat_id: ChatId, text: str, reader: Reader, desk: Desk) -> View:
    """A word that was sent: what it means where the reader is, with that sentence if it stands there."""
    passage = await _reading(chat_id, desk)
    gloss, spot = None, None
    if passage is not None:
        gloss, spot = await _in_episode(text, passage, desk)
    return await _view(
        chat_id, text, await look_up(text, gloss, desk.lexicon, site=desk.site_words), spot, reader, desk
    )


async def _in_episode(text: str, passage: Passage, desk: Desk) -> tuple[Gloss | None, Spot | None]:
    """An episode's gloss of a word, and where the word stands: in the passage, else in the segment of the gloss."""
    segments = await desk.store.episodes.segments(passage.listing.id)
    found, span = await gloss_of(text, segments, passage.position, desk.lexicon), standing(text, passage.segment)
    position, gloss = found or (passage.position, None)
    if gloss is not None and gloss.span is not None and (position == passage.position or span is None):
        return gloss, (Passage(passage.listing, segments[position], WHOLE, position), *gloss.span)
    return gloss, (passage, *span) if span else None


async def _reading(chat_id: ChatId, desk: Desk) -> Passage | None:
    """Where the reader read last, if it can still be read."""
    place = await desk.store.progress.latest(chat_id)
    try:
        return await open_passage(desk.store, place) if place else None
    except Withdrawn:
        return None


async def _answer_at(spot: Spot, desk: Desk) -> Answer | None:
    """What a word means where it stands."""
    passage, start, end = spot
    return await answer_at(desk.store, passage, (start, end), desk.lexicon, desk.site_words)


async def _spot(button: LookUp | KeepHere, desk: Desk) -> Spot | None:
    """The word that a button means; None if the episode was edited under the reader, or the button is forged."""
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index))
    text = passage.segment.english[button.at : button.at + button.length]
    if not text or len(text) > MOST_CHARACTERS or check(text) != button.check:
        return None
    return passage, button.at, button.at + button.length


def _at_part(spot: Spot) -> Passage:
    passage, start, _ = spot
    return replace(passage, part=part_at(passage.segment, start))


def _text(spot: Spot) -> str:
    passage, start, end = spot
    return passage.segment.english[start:end]


async def _changed(tap: Tap[LookUp] | Tap[KeepHere], reader: Reader, desk: Desk) -> None:
    """The segment as it is now."""
    button = tap.button
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index))
    await desk.reply.show(
        tap, await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon), reader.words.changed
    )


async def _view(
    chat_id: ChatId,
    text: str,
    answer: Answer | None,
    spot: Spot | None,
    reader: Reader,
    desk: Desk,
    *,
    card: bool = False,
) -> View:
    """The answer as this reader sees it, in the message of the segment (`card`) or in its own."""
    back = rows(back_row(_at_part(spot), reader.words)) if spot and card else ()
    if answer is None:
        near = () if card else await suggestions(text, desk.lexicon)
        return not_found(text, near, reader.words, lexicon=desk.lexicon.present, back=back)
    term = await desk.store.terms.find(chat_id, answer.headword)
    sentence, button, here = None, None, False
    if spot:
        passage, start, end = spot
        gloss = Gloss(answer.headword, answer.meaning, (start, end))
        sentence = sentence_of(passage.segment, gloss)
        place = (passage.listing.id, passage.size, passage.index)
        button = KeepHere(*place, start, end - start, check(_text(spot)), int(card))
        where = (passage.listing.id, passage.position)
        here = (await desk.store.owned.saved(chat_id, (answer.headword,), *where)).get(answer.headword, False)
    key = keep_key(answer, reader.words, term=term, spot=button, here=here)
    packed = carried(answer.headword) if desk.voices.offers_word(answer.headword) else None
    hear = Key(reader.words.voice.hear_word, HearWord(packed)) if packed else None
    knows = identity(answer.headword) in (await desk.store.owned.own(chat_id)).known
    know = know_key(answer.headword, reader.words, spot=button if card else None, knows=knows)
    today = reader.today(desk.clock())
    return answer_card(
        answer, reader.words, sentence=sentence, term=term, today=today, keys=rows(row(key, hear), row(know), *back)
    )
