"""Looking up: the words to pick from, the answer with its save button, or kindly that nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.locales import Words
from bot.model.reading import Passage
from bot.model.subscription import Translation
from bot.model.term import Context, Term
from bot.render.buttons.lookup import Ask, Keep, KeepHere, LookUp, PartWords, carried
from bot.render.buttons.packing import Button, check
from bot.render.buttons.vocabulary import OpenTerm
from bot.render.segment import to_part, under_buttons
from bot.render.view import CROWDED, Key, Row, View, bold, columns, cut, day, escape, row, rows
from bot.vocabulary.lookup import Answer
from content.text.words import Word

_SENSE = 100
_SENTENCE = 600
_HEADWORD = 80


def word_grid(
    passage: Passage, picked: Sequence[Word], words: Words, *, translation: Translation, zone: str = "UTC"
) -> View:
    """The passage's card with words to look up in place of its buttons, and the way back."""
    here = (passage.listing.id, passage.size, passage.index)
    keys = [Key(word.text, LookUp(*here, word.start, len(word.text), check(word.text))) for word in picked]
    back = row(Key(words.lookup.to_segment, to_part(passage)))
    return under_buttons(passage, words, translation=translation, rows=(*_rows_of(keys), back), zone=zone)


def answer_card(
    answer: Answer,
    words: Words,
    *,
    sentence: tuple[str, str] | None = None,
    term: Term | None = None,
    today: date,
    keys: tuple[Row, ...] = (),
) -> View:
    """A word with everything known of it, and its keys below.

    Of a saved term the place is shown where it was met last; else `sentence`, with its translation.
    """
    lines = [_head(answer, words)]
    if answer.here:
        lines.append(escape(words.lookup.here.format(meaning=cut(answer.here, _SENSE))))
    lines += [escape(cut(sense, _SENSE)) for sense in answer.senses]
    level = _level(answer, words)
    if level:
        lines.append(f"<i>{escape(level)}</i>")
    if term and term.contexts:
        met = term.contexts[0]
        source = words.lookup.last_met.format(source=_source(met, words, today))
        lines += ["", escape(source), *_quoted(met.sentence, met.translation)]
    elif sentence:
        lines += ["", *_quoted(*sentence)]
    return View("\n".join(lines), keys)


def english_card(chinese: str, found: Sequence[tuple[str, str]], words: Words) -> View:
    """English words for a Chinese one, each a tap away."""
    say, asked = words.lookup, escape(cut(chinese, _HEADWORD))
    if not found:
        return View(say.not_found.format(word=asked))
    lines = [say.in_english.format(word=asked)]
    lines += [f"{bold(cut(headword, _HEADWORD))}  {escape(cut(meaning, _SENSE))}" for headword, meaning in found]
    keys = [Key(headword, Ask(packed)) for headword, _ in found if (packed := carried(headword))]
    return View("\n".join(lines), tuple(_rows_of(keys)))


def not_found(word: str, near: Sequence[str], words: Words, *, lexicon: bool, back: tuple[Row, ...] = ()) -> View:
    """Nothing is known of a word; those that may have been meant are a tap away."""
    lines = [words.lookup.not_found.format(word=escape(cut(word, _HEADWORD)))]
    if not lexicon:
        lines.append(words.lookup.no_lexicon)
    keys = [Key(other, Ask(packed)) for other in near if (packed := carried(other))]
    if keys:
        lines.append(words.lookup.meant)
    return View("\n".join(lines), rows(*(row(key) for key in keys), *back))


def keep_key(answer: Answer, words: Words, *, term: Term | None, spot: KeepHere | None, here: bool) -> Key | None:
    """The key that saves, adds a sentence or takes back; `here` says that the term has the sentence of `spot`."""
    button: Button | None = spot
    if spot is None:
        packed = carried(answer.headword)
        button = Keep(packed) if packed else None
    if button is None or not answer.meaning:
        return None
    if term is None:
        return Key(words.lookup.save, button)
    if spot is not None:
        return Key(words.lookup.take_back if here else words.lookup.add_sentence, button)
    if term.contexts:
        return Key(words.lookup.in_vocabulary, OpenTerm(term.id, 0))
    return Key(words.lookup.take_back, button)


def back_row(passage: Passage, words: Words) -> Row:
    """From a word of a segment to its other words, and to the segment."""
    here = (passage.listing.id, passage.size, passage.index, passage.number)
    return row(Key(words.lookup.other_words, PartWords(*here)), Key(words.lookup.to_segment, to_part(passage)))


def _head(answer: Answer, words: Words) -> str:
    sounds = [f"{label} /{ipa}/" for label, ipa in ((words.lookup.us, answer.us), (words.lookup.uk, answer.uk)) if ipa]
    return f"{bold(cut(answer.headword, _HEADWORD))}  {escape(' '.join(sounds))}".rstrip()


def _level(answer: Answer, words: Words) -> str:
    if answer.levels:
        return " · ".join(words.lookup.levels[level] for level in answer.levels)
    if answer.rank is None:
        return ""
    return next((band for most, band in words.lookup.bands if answer.rank <= most), words.lookup.rare)


def _quoted(sentence: str, translation: str) -> list[str]:
    quoted = [escape(cut(sentence, _SENTENCE))]
    if translation:
        quoted.append(f"<blockquote><tg-spoiler>{escape(cut(translation, _SENTENCE))}</tg-spoiler></blockquote>")
    return quoted


def _source(context: Context, words: Words, today: date) -> str:
    if context.date is None:
        return context.show
    return words.met_in.format(show=context.show, date=day(context.date, words, today=today))


def _rows_of(keys: Sequence[Key]) -> list[Row]:
    """Three words a row where they fit uncut, else two."""
    done, at = [], 0
    while at < len(keys):
        three = keys[at : at + 3]
        count = 3 if all(columns(key.label) <= CROWDED for key in three) else 2
        done.append(row(*keys[at : at + count]))
        at += count
    return done
