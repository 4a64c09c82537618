"""The Chinese title of an episode."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel

from content.episode.episode import Episode
from content.episode.words import count_words
from content.text.prose import MOST_TITLE, clean_line, han, units
from content.text.punctuation import widen
from content.translate.acceptance import FEW_WORDS, strange_addresses
from content.translate.budget import Usage
from content.translate.endpoint import OnWait, unheard
from content.translate.manner import Question
from content.translate.model import Model, Unsettled
from content.translate.prompts import TITLE, user_message
from content.translate.told import Known

_BEGINNING = 1200
"""Characters of the text that show what the title is about."""
_LONGEST = 80
_ANSWER_TOKENS = 80
_WRAPPED = re.compile(r"《([^《》]*)》|“([^“”]*)”|「([^「」]*)」|\"([^\"]*)\"")


class Titled(BaseModel):
    """A title as a model gives it."""

    id: int
    chinese: str


async def translate_title(
    model: Model, episode: Episode, known: Known, usage: Usage, on_wait: OnWait = unheard
) -> str | Unsettled:
    """The Chinese title of `episode`, in the terms of its brief; raises what Endpoint.ask does."""
    told = known.told(episode.title)
    beginning = "\n".join(segment.english for segment in episode.segments[:6])[:_BEGINNING]

    def build(faults: Sequence[str]) -> Question:
        user = user_message(
            title=episode.title,
            show=episode.show,
            brief=known.brief.about,
            terms=told.words,
            names=told.names,
            beginning=beginning,
            faults=list(faults),
        )
        return Question(TITLE, user, _ANSWER_TOKENS, temperature=0.4)

    def check(items: tuple[Titled, ...]) -> Sequence[str]:
        if len(items) != 1:
            return (f"{len(items)} titles: give one",)
        return title_faults(_plain(items[0].chinese), english=episode.title)

    parts = (episode.title, episode.show, str(told))
    found = await model.settle(parts, build, Titled, check, usage, on_wait)
    return found if isinstance(found, Unsettled) else _plain(found[0].chinese)


def title_faults(chinese: str, *, english: str) -> tuple[str, ...]:
    """What is wrong with a Chinese title, in words that the model is told."""
    if not chinese:
        return ("the title is empty",)
    if not han(chinese) and count_words(english) > FEW_WORDS:
        return ("no Chinese in the title: translate it",)
    if len(chinese) > _LONGEST or units(chinese) > MOST_TITLE:
        return (f"{len(chinese)} characters: at most 40",)
    return tuple(strange_addresses(chinese, english=english))


def _plain(title: str) -> str:
    """On one line, without the marks around it and the full stop after it that models like to add."""
    line = widen(clean_line(title))
    if wrapped := _WRAPPED.fullmatch(line):
        line = next(inside for inside in wrapped.groups() if inside is not None)
    return line.removesuffix("。").strip()
