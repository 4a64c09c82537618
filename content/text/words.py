"""Words of an English text, and how one word of it may stand in a dictionary. Pure, and without a dictionary.

Only what spelling alone can say is here: case, accents, hyphens, clitics and regular endings. Irregular forms
(went, mice) are known to the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from content.episode.words import IN_DICTIONARY, tokens
from content.text.inflection import may_be

_BETWEEN = re.compile(r"[\s\-‐‑–—_]+")
_CLITIC = re.compile(r"(?:n't|'(?:s|re|ll|ve|d|m)?)$")
_LEADING = ("a ", "an ", "the ", "to ")
_IRREGULAR_NOT = {"can't": "can", "won't": "will", "shan't": "shall"}
_COMMON = """
a about above across after again against all almost alone along already also although always am among an and
another any anyone anything are around as ask at away back be became because become been before began begin
behind being below best better between big both bring brought but by call came can come could day days did do
does doing done down during each either else enough even ever every everyone everything far few find first for
found from gave get gets give given go goes going gone gonna good got great had happen happened has have
having he her here hers herself high him himself his how however i if in instead into is it its itself just
keep kept kind knew know known large last later least left less let like little long look looked lot made make
makes making man many may maybe me mean means men might mine more most much must my myself near need never new
next no nobody none nor not nothing now of off often old on once one ones only open or other others ought our
ours out over own part people perhaps place please point put quite rather really right said same saw say says
second see seem seemed seen set several shall she should show side since small so some somebody someone
something sometimes soon still such sure take taken tell than thank that the their theirs them themselves then
there these they thing things think third this those though thought three through time times to today together
told too took toward tried true try turn two under until up upon us use used uses using very wanna want wanted
was way ways we week weeks well went were what whatever when where whether which while who whole whom whose
why will with within without word words work worked works would year years yeah yes yet you your yours
yourself
"""
_STOP = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text, from character `start` on, without clitics."""

    text: str
    start: int


def fold(text: str) -> str:
    """The key under which words are compared: no case, accents or hyphens, one space between words."""
    plain = text.replace("’", "'")
    if plain.isascii():  # most words of English are, and nothing but their case can change
        return _BETWEEN.sub(" ", plain.lower()).strip()
    plain = unicodedata.normalize("NFKD", plain).casefold()
    return _BETWEEN.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def words_of(text: str) -> Iterator[Word]:
    """Every word of a text in its order, numbers and punctuation left out."""
    for found in tokens(text, IN_DICTIONARY):
        bare = _CLITIC.sub("", found[0].replace("’", "'"))
        if bare and bare[0].isalpha():
            yield Word(found[0][: len(bare)], found.start())


def content_words(text: str) -> tuple[Word, ...]:
    """The words of a text that carry meaning, each form once, where it first stands."""
    first: dict[str, Word] = {}
    for word in words_of(text):
        key = fold(word.text)
        if len(key) > 1 and not is_common(key):
            first.setdefault(key, word)
    return tuple(first.values())


def is_common(word: str) -> bool:
    """Whether every reader knows the word: it is not offered to look up."""
    return fold(word).split("'")[0] in _STOP


def base_forms(text: str) -> tuple[str, ...]:
    """Keys under which a word or phrase may be listed, likeliest first; the first is its own.

    The last word of a phrase may be a plural (black holes), its first one a verb (rolled out).
    """
    key = fold(text)
    forms = [key, _IRREGULAR_NOT.get(key, key), _CLITIC.sub("", key)]
    forms += [form.removeprefix(lead) for form in forms for lead in _LEADING if form.startswith(lead)]
    for form in list(dict.fromkeys(forms)):
        head, _, last = form.rpartition(" ")
        forms += [f"{head} {stem}".strip() for stem in may_be(last)]
        first, _, rest = form.partition(" ")
        if rest:
            forms += [f"{stem} {rest}" for stem in may_be(first)]
    return tuple(form for form in dict.fromkeys(forms) if form)
