"""From cues, a few words each, to paragraphs: who speaks goes on until someone else does, or until a sentence ends
after enough words or before a pause.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence

from content.episode.words import count_words
from content.sources.captions import Cue
from content.sources.timecodes import in_order
from content.text.prose import join_lines
from content.text.segments import Paragraph

ENOUGH_WORDS = 60
MOST_WORDS = 300
"""Words after which a paragraph ends wherever it is: recognition without punctuation and pauses."""
PAUSE = 1.5
"""Seconds of silence after which something new may begin."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def paragraphs(cues: Sequence[Cue], translation: Sequence[Cue] = ()) -> list[Paragraph]:
    """What is said in `cues`; each of `translation` goes with the cue during which it is shown."""
    chinese = _shown_with(cues, translation)
    found: list[Paragraph] = []
    words = 0
    for at, cue in enumerate(cues):
        continues = at > 0 and _continues(cues[at - 1], cue, words)
        words = count_words(cue.text) + (words if continues else 0)
        speaker = cue.speaker or (found[-1].speaker if found and not cue.turn else None)
        end = math.ceil(cue.end) if cue.end > cue.start else int(cue.start)
        found.append(Paragraph(cue.text, chinese[at], speaker, int(cue.start), end, continues))
    return list(in_order(found))


def _continues(last: Cue, cue: Cue, words: int) -> bool:
    if cue.turn or (cue.speaker is not None and cue.speaker != last.speaker and last.speaker is not None):
        return False
    if words >= MOST_WORDS:
        return False
    pause = cue.start - last.end >= PAUSE
    ended = _SENTENCE_END.search(last.text) is not None
    return not (words >= ENOUGH_WORDS and (ended or pause)) and not (ended and pause)


def _shown_with(cues: Sequence[Cue], translation: Sequence[Cue]) -> list[str]:
    texts = ["" for _ in cues]
    starts = [cue.start for cue in cues]
    latest = 0
    for each in translation if cues else ():
        latest = max(latest, bisect_right(starts, (each.start + each.end) / 2) - 1)
        texts[latest] = join_lines(texts[latest], each.text)
    return texts
