"""Asking about segments in batches, each answer kept by its segment: a second run asks for nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from content.episode.episode import Episode
from content.translate.budget import Usage
from content.translate.faults import AnswerUnreadable, TranslationError
from content.translate.manner import Question
from content.translate.model import TRIES, Model

MOST_SEGMENTS = 10
MOST_WORDS = 800


Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Item]):
    """What to ask of each segment: `parts` are what its answer hangs on, `build` makes the question of a batch.

    `sound` says whether an answer may be kept for the segment at a position.
    """

    system: str
    item: type[Item]
    parts: Callable[[int], Sequence[str]]
    build: Callable[[Sequence[int]], Question]
    number: Callable[[Item], int]
    sound: Callable[[int, Item], bool]


async def ask_each(
    model: Model, episode: Episode, positions: Sequence[int], asked: Asked[Item], usage: Usage, at_once: int
) -> Mapping[int, Item]:
    """The answers by position, from the cache or asked for; what no try settles is missing. Raises what Endpoint.ask
    does, but for answers that cannot be read."""
    found = {at: kept for at in positions if (kept := _kept(model, asked, at)) is not None}
    batches = _batches(episode, [at for at in positions if at not in found])
    waiting = iter(batches)

    stopped: list[TranslationError] = []

    async def work() -> None:
        for batch in waiting:
            try:
                found.update(await _settle(model, batch, asked, usage))
            except TranslationError as error:
                stopped.append(error)
            if stopped:
                return

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, len(batches))):
            group.create_task(work())
    if stopped:
        raise stopped[0]
    return found


async def _settle(model: Model, batch: Sequence[int], asked: Asked[Item], usage: Usage) -> Mapping[int, Item]:
    found: dict[int, Item] = {}
    left = list(batch)
    for _ in range(TRIES):
        try:
            items = await model.endpoint.ask(asked.build(left), asked.item, usage)
        except AnswerUnreadable:
            continue
        answers = {asked.number(item) - 1: item for item in items}
        good = {at: answers[at] for at in left if at in answers and asked.sound(at, answers[at])}
        model.cache.put({_key(model, asked, at): item.model_dump_json() for at, item in good.items()})
        found |= good
        left = [at for at in left if at not in found]
        if not left:
            break
    return found


def _kept(model: Model, asked: Asked[Item], at: int) -> Item | None:
    kept = model.cache.get(_key(model, asked, at))
    if kept is None:
        return None
    try:
        item = asked.item.model_validate(json.loads(kept) | {"id": at + 1})
    except (ValueError, ValidationError):
        return None
    return item if asked.sound(at, item) else None


def _key(model: Model, asked: Asked[Item], at: int) -> str:
    return model.key(asked.system, *asked.parts(at))


def _batches(episode: Episode, positions: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    words = 0
    for at in positions:
        count = episode.segments[at].words
        if not batches or len(batches[-1]) == MOST_SEGMENTS or words + count > MOST_WORDS:
            batches.append([])
            words = 0
        batches[-1].append(at)
        words += count
    return batches
