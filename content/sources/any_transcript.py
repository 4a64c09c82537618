"""A transcript of any of the formats that podcasts publish, recognised by what it is: the declared type often lies.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from content.episode.faults import ContentError, Fault
from content.sources import captions, cues, html_text, transcript, web_article
from content.sources.captions import Cue
from content.sources.document import Document, line_of
from content.sources.speech import spoken
from content.sources.timecodes import CLOCK, in_order, seconds
from content.text.prose import clean_line
from content.text.segments import Paragraph

_CLOCK = re.compile(CLOCK, re.ASCII)


def read(document: Document) -> tuple[list[Paragraph], list[Fault]]:
    """What is said, and the lines that are faulty; raises ContentError where nothing is said."""
    text = document.text.lstrip()
    faults: list[Fault] = []
    if text.startswith("{"):
        found = cues.paragraphs(_json_cues(document, faults))
    elif captions.recognises(text):
        read_cues, faults = captions.read_cues(document.text.lstrip("\n"), document.name)
        found = cues.paragraphs(read_cues)
    elif web_article.recognises(document) or text.startswith("<"):
        try:
            found = list(in_order(_html(text)))
        except ValueError as error:
            raise ContentError([Fault(document.name, 1, str(error))]) from None
    else:
        found = transcript.paragraphs(text)
    if not found:
        raise ContentError(faults or [Fault(document.name, 1, "a transcript in which nothing is said")])
    return found, faults


def recognises_json(document: Document) -> bool:
    """Whether the document is meant to be a transcript in JSON."""
    return isinstance(document.object.get("segments"), list)


def _json_cues(document: Document, faults: list[Fault]) -> list[Cue]:
    whole = document.json
    pieces = whole.get("segments") if isinstance(whole, dict) else None
    if not isinstance(pieces, list):
        raise ContentError([Fault(document.name, 1, "JSON, but no transcript: it has no list of segments")])
    found: list[Cue] = []
    for at, piece in enumerate(pieces, start=1):
        cue = _json_cue(piece, found[-1].end if found else 0.0) if isinstance(piece, dict) else None
        if cue is not None:
            found.append(cue)
        elif not (isinstance(piece, dict) and isinstance(piece.get("body"), str)):
            line = line_of(document.text, "segments")
            faults.append(Fault(document.name, line, f"segment {at} has no body"))
    return found


def _json_cue(piece: Mapping[str, Any], latest: float) -> Cue | None:
    body = piece.get("body")
    text = clean_line(spoken(body)) if isinstance(body, str) else ""
    if not text:
        return None
    start = _number(piece.get("startTime"), latest)
    end = max(start, _number(piece.get("endTime"), start))
    speaker = piece.get("speaker")
    return Cue(start, end, text, transcript.speaker_name(speaker) if isinstance(speaker, str) else None)


def _number(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return number if 0 <= number < 10**7 else otherwise


def _html(text: str) -> Iterator[Paragraph]:
    """`<cite>` says who speaks from then on, `<time>` when the next paragraph begins."""
    speaker: str | None = None
    start: int | None = None
    for block in html_text.parse(text, inline=frozenset()).blocks:
        clock = _CLOCK.search(block.text)
        if block.tag == "cite":
            speaker = transcript.speaker_name(block.text)
        elif block.tag == "time" and clock:
            start = seconds(clock.group())
        elif english := spoken(block.text).strip():
            yield Paragraph(english, speaker=speaker, start=start)
            start = None
