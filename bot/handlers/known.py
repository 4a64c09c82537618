"""What a reader knows already: a word at a tap, as easily taken back; their list; a level that stands for many."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.model.known import KNOWN_PAGE
from bot.model.reading import Place
from bot.reading.cards import passage_card
from bot.reading.passages import open_passage
from bot.reading.readers import Reader
from bot.render.buttons.known import KnowGloss, KnowHere, KnownList, KnowWord, Levels, SetLevel, SetWordKnown
from bot.render.buttons.lookup import read_carried
from bot.render.buttons.packing import check
from bot.render.known import known_card, known_list, level_choice
from bot.render.segment import to_part
from bot.render.view import Key, cut
from content.text.parts import part_at, part_of

_NAMED = 60


async def know_gloss(tap: Tap[KnowGloss], reader: Reader, desk: Desk) -> None:
    """A term of the segment shown: its card has the next best instead, and its Chinese no explanation."""
    button = tap.button
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index))
    glosses = passage.segment.glosses
    gloss = glosses[button.gloss] if button.gloss < len(glosses) else None
    toast, undo = reader.words.changed, None
    if gloss is not None and check(gloss.headword) == button.check:
        known = bool(button.known)
        await desk.store.known.set(tap.chat_id, gloss.headword, gloss.meaning, desk.clock(), known=known)
        toast = _said(reader, gloss.headword, known=known)
        passage = replace(passage, part=part_of(passage.segment, button.gloss))
        undo = button.gloss if known else None
    card = await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon, just_known=undo)
    await desk.reply.show(tap, card, toast)


async def know_here(tap: Tap[KnowHere], reader: Reader, desk: Desk) -> None:
    """A word that was looked up in the message of its segment."""
    button = tap.button
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index))
    text = passage.segment.english[button.at : button.at + button.length]
    if not text or check(text) != button.check:
        card = await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon)
        await desk.reply.show(tap, card, reader.words.changed)
        return
    known = bool(button.known)
    span = (button.at, button.at + button.length)
    gloss = next((gloss for gloss in passage.segment.glosses if gloss.span == span), None)
    headword, meaning = (gloss.headword, gloss.meaning) if gloss else (text, "")
    await desk.store.known.set(tap.chat_id, headword, meaning, desk.clock(), known=known)
    back = to_part(replace(passage, part=part_at(passage.segment, button.at)))
    other = replace(button, known=int(not known))
    card = known_card(headword, reader.words, known=known, other=other, back=Key(reader.words.lookup.to_segment, back))
    await desk.reply.show(tap, card)


async def know_word(tap: Tap[KnowWord], reader: Reader, desk: Desk) -> None:
    """A word that was looked up in a message of its own."""
    known, headword = bool(tap.button.known), read_carried(tap.button.word)
    await desk.store.known.set(tap.chat_id, headword, "", desk.clock(), known=known)
    other = replace(tap.button, known=int(not known))
    await desk.reply.show(tap, known_card(headword, reader.words, known=known, other=other))


async def turn(tap: Tap[KnownList], reader: Reader, desk: Desk) -> None:
    """The known words."""
    await _list(tap, tap.button.page, reader, desk)


async def set_word_known(tap: Tap[SetWordKnown], reader: Reader, desk: Desk) -> None:
    """Take one of them back, or know it again."""
    button, known = tap.button, bool(tap.button.known)
    headword = await desk.store.known.set_by_id(tap.chat_id, button.word, known=known)
    undo = button.word if headword and not known else None
    toast = _said(reader, headword, known=known) if headword else reader.words.term_gone
    await _list(tap, button.page, reader, desk, undo=undo, toast=toast)


async def levels(tap: Tap[Levels], reader: Reader, desk: Desk) -> None:
    """The choice of a level."""
    await desk.reply.show(tap, level_choice(reader.subscription.level, reader.words))


async def set_level(tap: Tap[SetLevel], reader: Reader, desk: Desk) -> None:
    """Words at or below it come last on the buttons."""
    after = await desk.readers.put(reader, replace(reader.subscription, level=tap.button.level))
    toast = after.words.known.level.format(level=after.words.known.levels[tap.button.level])
    await desk.reply.show(tap, level_choice(tap.button.level, after.words), toast)


async def _list(
    tap: Tap[KnownList] | Tap[SetWordKnown],
    page: int,
    reader: Reader,
    desk: Desk,
    *,
    undo: int | None = None,
    toast: str = "",
) -> None:
    page = min(page, max(0, await desk.store.known.count(tap.chat_id) - 1) // KNOWN_PAGE)
    found, total = await desk.store.known.page(tap.chat_id, page)
    await desk.reply.show(tap, known_list(found, total, page, reader.words, undo=undo), toast)


def _said(reader: Reader, headword: str, *, known: bool) -> str:
    say = reader.words.known
    return (say.known if known else say.unknown).format(headword=cut(headword, _NAMED))
