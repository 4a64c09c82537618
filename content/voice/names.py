"""How names are said: of people and models, of things in code, and what is written in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.text.words import is_common
from content.voice import numbers
from content.voice.shorthand import LETTERS_THOUGH_COMMON, SAID_AS, WORDS_IN_CAPITALS


def of_code(written: str) -> Iterator[str]:
    """snake_case, camelCase and kebab-case by their words."""
    for part in re.split(r"[_\-.:]+", written):
        for piece in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", part):
            yield numbers.serial(piece) if piece.isdigit() else " ".join(name(piece))


def mixed(written: str) -> Iterator[str]:
    """Letters and digits by turns: 4o, H100, IPv4, 3.5."""
    for piece in re.findall(r"\d+(?:\.\d+)+|\d+|[A-Za-z]+", written):
        if "." in piece:
            yield numbers.decimal(piece)
        elif piece.isdigit():
            yield numbers.serial(piece)
        elif piece in WORDS_IN_CAPITALS:
            yield piece.lower()
        elif len(piece) <= 2 or (len(piece) == 3 and (piece.isupper() or not re.search("[aeiou]", piece))):
            yield " ".join(piece.upper())
        else:
            yield from name(piece)


def name(written: str) -> Iterator[str]:
    """A word, or a name whose capitals are said one by one: API, LLMs, vLLM."""
    if written in SAID_AS:
        yield SAID_AS[written]
    elif len(written) == 1:
        yield written if written in "aI" else written.upper()
    elif written in WORDS_IN_CAPITALS:
        yield written.lower()
    elif written.isupper():
        emphasised = is_common(written) and written not in LETTERS_THOUGH_COMMON
        yield written.lower() if emphasised or len(written) > 5 else " ".join(written)
    elif plural := re.fullmatch(r"([A-Z]{2,5})s", written):
        if plural[1] in WORDS_IN_CAPITALS:
            yield f"{plural[1].lower()}s"
        else:
            yield f"{' '.join(plural[1])}'s"
    elif "'" not in written and re.search(r"[a-z][A-Z]|[A-Z]{2}", written):
        for piece in re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]", written):
            yield " ".join(piece.upper()) if piece.isupper() or len(piece) == 1 else piece
    else:
        yield written
