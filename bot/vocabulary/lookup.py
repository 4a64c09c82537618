"""What a word means, by the episode's glosses, else the glossary, else the website, else the lexicon.

A translator's gloss says what the word means there; the glossary what builders mean by it; the dictionary that the
website publishes with its issues most words of them; the lexicon everything else, and for all of them the
pronunciation, where they have none themselves, and the level.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.model.known import ReaderLevel
from bot.vocabulary.headwords import identity
from bot.vocabulary.level import within
from bot.vocabulary.lexicon import Entry, Level, Lexicon
from bot.vocabulary.lexicon.meanings import means
from content.episode.episode import Gloss, Segment
from content.files.site_words import SiteWords
from content.text.glossary import GlossaryEntry, builder_glossary
from content.text.places import as_written
from content.text.words import Word, base_forms, content_words, fold, is_common

MOST_WORDS = 5
MOST_CHARACTERS = 60
PICKED = 12
"""Words of a segment that are offered to look up."""

IN_ENGLISH = 6
"""English words that are offered for a Chinese one."""

_AT_ONCE = 250
_SUGGESTED = 3
_SAVED_LINES = 2
_UNRANKED = 1_000_000
_QUOTES = "\"'“”‘’「」『』《》()（）[]【】<>«»*_`~"
_END = ".,;:!?。，；：！？、… "
QUOTES_AND_ENDS = _QUOTES + _END
"""What may stand around a word that somebody sends."""
_CHINESE = re.compile(r"[\u3400-\u9fff]{1,12}")
_ASKED = re.compile(r"[^\W_][^\W_]*(?:[ '’.+#&/-]+[^\W_]+)*(?:\+\+|#)?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a word. `here` is what the episode says of it, `senses` what it means elsewhere.

    `us` and `uk` are IPA without slashes, or empty.
    """

    headword: str
    us: str = ""
    uk: str = ""
    here: str = ""
    senses: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    rank: int | None = None

    @property
    def meaning(self) -> str:
        """What is saved with the word: one line."""
        return self.here or "；".join(self.senses[:_SAVED_LINES])


def asked(text: str) -> str | None:
    """The word or phrase that a message asks for; None for anything else."""
    text = " ".join(text.split()).strip(QUOTES_AND_ENDS).strip()
    if not text or len(text) > MOST_CHARACTERS or len(text.split()) > MOST_WORDS or not _ASKED.fullmatch(text):
        return None
    letters = [character for character in text if character.isalpha()]
    return text if letters and all(_is_latin(character) for character in letters) else None


def asked_in_chinese(text: str) -> str | None:
    """The Chinese word that a message asks the English of; None for anything else."""
    text = "".join(text.split()).strip(QUOTES_AND_ENDS)
    return text if _CHINESE.fullmatch(text) else None


async def in_english(text: str, segments: Sequence[Segment], lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Headwords that mean a Chinese word, each with its meaning: just this before something with it.

    Of either those of an episode come first, then of the glossary, then of the lexicon.
    """
    glosses = [(gloss.headword, gloss.meaning) for segment in segments for gloss in segment.glosses]
    terms = [(term.headword, "；".join(term.meanings)) for term in builder_glossary().entries]
    entries = [(entry.headword, entry.meanings[0]) for entry in await lexicon.meaning(text, IN_ENGLISH)]
    fitting = [each for each in (*glosses, *terms, *entries) if text in each[1]]
    found: dict[str, tuple[str, str]] = {}
    for headword, meaning in sorted(fitting, key=lambda each: not means(text, each[1])):
        found.setdefault(fold(headword), (headword, meaning))
    return tuple(found.values())[:IN_ENGLISH]


async def look_up(text: str, gloss: Gloss | None, lexicon: Lexicon, *, site: SiteWords | None = None) -> Answer | None:
    """The answer, None if no source knows the word."""
    entry, term = await lexicon.find(text), _term(text, site)
    if gloss is not None:
        if entry is None and term is None:
            entry, term = await lexicon.find(gloss.headword), _term(gloss.headword, site)
        return _answer(gloss.headword, entry, term, here=gloss.meaning)
    if term is not None:
        return _answer(term.headword, entry or await lexicon.find(term.headword), term)
    return _answer(entry.headword, entry, None) if entry is not None else None


async def sounds(headwords: Sequence[str], lexicon: Lexicon, *, site: SiteWords | None = None) -> dict[str, str]:
    """IPA between slashes of those headwords that have one, American before British.

    Asked for in parts: whoever looks a word up meanwhile waits milliseconds, not for the whole vocabulary.
    """
    found: dict[str, str] = {}
    for start in range(0, len(headwords), _AT_ONCE):
        part = headwords[start : start + _AT_ONCE]
        entries = await lexicon.find_each(part)
        for headword in part:
            answer = _answer(headword, entries.get(headword), _term(headword, site))
            if said := answer.us or answer.uk:
                found[headword] = f"/{said}/"
    return found


async def suggestions(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Two or three words that may have been meant."""
    terms = await asyncio.to_thread(builder_glossary().near, text, _SUGGESTED - 1)  # comparing spellings takes a while
    near = (*terms, *await lexicon.near(text, _SUGGESTED))
    return tuple({fold(word): word for word in reversed(near)}.values())[::-1][:_SUGGESTED]


async def gloss_of(text: str, segments: Sequence[Segment], near: int, lexicon: Lexicon) -> tuple[int, Gloss] | None:
    """The gloss of a word in an episode and the position of its segment: of several the one nearest to `near`."""
    entry = await lexicon.find(text)
    wanted = {fold(text), *([fold(entry.headword)] if entry else [])}
    forms = {*base_forms(text), *wanted}
    for position in sorted(range(len(segments)), key=lambda position: (abs(position - near), position)):
        for gloss in segments[position].glosses:
            if fold(gloss.headword) in forms or not wanted.isdisjoint(base_forms(gloss.headword)):
                return position, gloss
    return None


def standing(text: str, segment: Segment) -> tuple[int, int] | None:
    """Where a word or phrase stands in a segment's English, [start, end), whatever its case."""
    return next(as_written(text, segment.english), None)


async def pick(
    segment: Segment,
    lexicon: Lexicon,
    *,
    site: SiteWords | None = None,
    level: ReaderLevel = ReaderLevel.OFF,
    knows: Set[str] = frozenset(),
) -> tuple[Word, ...]:
    """The words of a segment that are worth looking up: the rarest first.

    Only words that have an entry somewhere: without a lexicon those of the glossaries and of the segment, the longest
    first. None that the reader `knows`, by key; nor such as only the lexicon has, and within their level, if others are
    left.
    """
    words = [word for word in content_words(segment.english) if identity(word.text) not in knows]
    known = {word.text for word in words if _term(word.text, site)}
    known |= {word.text for word in words if any(fold(word.text) == fold(g.headword) for g in segment.glosses)}
    if not lexicon.present:
        answered = [word for word in words if word.text in known]
        return tuple(sorted(answered, key=lambda word: (-len(word.text), word.start)))[:PICKED]
    entries = await lexicon.find_each(word.text for word in words)
    found = [word for word in words if word.text not in entries or identity(entries[word.text].headword) not in knows]
    above = [word for word in found if word.text in known or not _easy(entries.get(word.text), level)]
    return rarest(above, entries, known) or rarest(found, entries, known)


def _easy(entry: Entry | None, level: ReaderLevel) -> bool:
    return entry is not None and within(entry, level)


def rarest(words: Sequence[Word], entries: Mapping[str, Entry], known: Set[str]) -> tuple[Word, ...]:
    """Words that have an entry or are `known` otherwise, the rarest first, of several forms the first."""
    first: dict[str, tuple[int, Word]] = {}
    for word in words:
        entry = entries.get(word.text)
        if (entry is None and word.text not in known) or (entry is not None and is_common(entry.headword)):
            continue
        headword, rank = (fold(entry.headword), entry.rank) if entry else (fold(word.text), None)
        first.setdefault(headword, (rank or _UNRANKED, word))
    ranked = sorted(first.values(), key=lambda found: (-found[0], found[1].start))
    return tuple(word for _, word in ranked[:PICKED])


def _term(text: str, site: SiteWords | None) -> GlossaryEntry | None:
    """What builders mean by a word, else what the website says of it; the sound of either."""
    term, said = builder_glossary().find(text), site.find(text) if site else None
    if term and said and not term.ipa and fold(term.headword) == fold(said.headword):
        return replace(term, ipa=said.ipa)
    return term or said


def _answer(headword: str, entry: Entry | None, term: GlossaryEntry | None, *, here: str = "") -> Answer:
    """A glossary's meanings stand for the lexicon's; levels and sounds are the lexicon's of the same word."""
    senses = term.meanings if term else entry.meanings if entry else ()
    said = entry if entry and (term is None or fold(entry.headword) == fold(term.headword)) else None
    return Answer(
        headword=headword,
        us=(term.ipa if term and term.ipa else said.us if said else ""),
        uk=said.uk if said else "",
        here=here,
        senses=tuple(sense for sense in senses if sense != here),
        levels=said.levels if said else (),
        rank=said.rank if said else None,
    )


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")
