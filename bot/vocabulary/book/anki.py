"""The vocabulary as an Anki package. Ids are fixed for ever: a second import updates notes and adds none.

Anki takes a changed list of fields under a known model id for a conflict and updates nothing: whoever changes
FIELDS gives MODEL_ID another number.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import genanki

from bot.model.book import Book
from bot.model.term import Context, Term
from bot.model.voice import Sound

MODEL_ID = 1_780_212_001
DECK_ID = 1_780_212_002
FIELDS = ("Term", "IPA", "Meaning", "Sentence", "Translation", "Note", "Source", "Link")

_FRONT = """<div class="term">{{Term}}</div>{{#Sentence}}<div class="sentence">{{Sentence}}</div>{{/Sentence}}"""
_BACK = """{{FrontSide}}<hr id="answer">{{#IPA}}<div class="ipa">{{IPA}}</div>{{/IPA}}
<div class="meaning">{{Meaning}}</div>{{#Translation}}<div class="translation">{{Translation}}</div>{{/Translation}}
{{#Note}}<div class="note">{{Note}}</div>{{/Note}}
<div class="source">{{#Link}}<a href="{{Link}}">{{/Link}}{{Source}}{{#Link}}</a>{{/Link}}</div>"""
_CSS = """.card { font-family: -apple-system, "Noto Sans", "Noto Sans CJK SC", sans-serif; font-size: 18px;
  line-height: 1.6; max-width: 34em; margin: 0 auto; padding: 1em; }
.term { font-size: 1.5em; font-weight: 600; } .sentence { margin-top: .8em; } .ipa, .source { opacity: .6; }
.meaning { font-size: 1.2em; } .translation { margin-top: .6em; } .note { margin-top: .6em; font-style: italic; }
.source { margin-top: 1em; font-size: .8em; }"""

_MODEL = genanki.Model(
    MODEL_ID,
    "BuildSpeak",
    fields=[{"name": name} for name in FIELDS],
    templates=[{"name": "Reading", "qfmt": _FRONT, "afmt": _BACK}],
    css=_CSS,
)
_TAG = re.compile(r"\W+")


def write(
    book: Book, now: datetime, ipa: Mapping[str, str], sounds: Mapping[str, Sequence[Sound]] | None = None
) -> bytes:
    """An .apkg with a note a term; `ipa` holds the pronunciation of those headwords that have one.

    `sounds` holds by headword how it and its sentence sound, one after the other. They stand within fields that were
    there before: a package of yesterday without them is updated.
    """
    deck = genanki.Deck(DECK_ID, "BuildSpeak")
    with tempfile.TemporaryDirectory(prefix="buildspeak-anki-") as folder:
        media: list[str] = []
        for entry in book.entries:
            heard = (sounds or {}).get(entry.term.headword, ())
            for sound in heard:
                if sound.data:
                    path = Path(folder) / sound.file
                    path.write_bytes(sound.data)
                    media.append(str(path))
            deck.add_note(_note(entry.term, ipa.get(entry.term.headword, ""), heard))
        path = Path(folder) / "buildspeak.apkg"
        genanki.Package(deck, media_files=list(dict.fromkeys(media))).write_to_file(
            str(path), timestamp=now.timestamp()
        )
        return path.read_bytes()


def _note(term: Term, ipa: str, sounds: Sequence[Sound] = ()) -> genanki.Note:
    heard = [f" [sound:{sound.file}]" if sound.data else "" for sound in sounds] or ["", ""]
    context = term.contexts[0] if term.contexts else None
    fields = (
        term.headword,
        ipa,
        term.meaning,
        context.sentence if context else "",
        context.translation if context else "",
        term.note,
        _source(context) if context else "",
        context.url or "" if context else "",
    )
    return genanki.Note(
        model=_MODEL,
        fields=[
            (html.escape(field).replace("\n", "<br>") + more).strip()
            for field, more in zip(fields, ("", heard[0], "", heard[-1], *[""] * 4), strict=True)
        ],
        guid=genanki.guid_for("buildspeak", term.key),
        tags=["buildspeak", *(_tag(c.show) for c in term.contexts[:1] if c.show), *(["known"] if term.known else [])],
    )


def _source(context: Context) -> str:
    return f"{context.show} · {context.date}" if context.date else context.show


def _tag(text: str) -> str:
    """Anki separates tags by spaces."""
    return _TAG.sub("_", text).strip("_")
