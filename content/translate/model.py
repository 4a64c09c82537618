"""One model behind one endpoint, with what it has answered before."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from content.translate.answers import Item
from content.translate.budget import Usage
from content.translate.cache import AnswerCache, cache_key
from content.translate.endpoint import Endpoint, OnWait, unheard
from content.translate.faults import AnswerUnreadable
from content.translate.manner import Question
from content.translate.prompts import version_of

TRIES = 3
"""How often one thing is asked for before it counts as failed."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why nothing was accepted, in the words of the last try."""

    why: str


@dataclass(frozen=True, slots=True)
class Model:
    """Asks `endpoint` for what `cache` does not hold; `name` is the model's name there."""

    name: str
    endpoint: Endpoint
    cache: AnswerCache

    def key(self, system: str, *parts: str) -> str:
        """Where the answer of this model to `parts` under the prompt `system` is kept."""
        return cache_key(version_of(system), self.name, *parts)

    async def settle(
        self,
        parts: Sequence[str],
        build: Callable[[Sequence[str]], Question],
        item: type[Item],
        check: Callable[[tuple[Item, ...]], Sequence[str]],
        usage: Usage,
        on_wait: OnWait = unheard,
    ) -> tuple[Item, ...] | Unsettled:
        """The accepted items: from the cache, else asked for with the faults of the try before.

        `build` makes the question, `check` says what is wrong with an answer. Raises what Endpoint.ask does, but for
        an answer that cannot be read, which is a failed try.
        """
        faults: Sequence[str] = ()
        key = self.key(build(faults).system, *parts)
        if (kept := self._kept(key, item)) is not None and not check(kept):
            return kept
        for _ in range(TRIES):
            try:
                items = await self.endpoint.ask(build(faults), item, usage, on_wait)
            except AnswerUnreadable as error:
                faults = (str(error),)
                continue
            faults = check(items)
            if not faults:
                self.cache.put({key: json.dumps([found.model_dump() for found in items], ensure_ascii=False)})
                return items
        return Unsettled("; ".join(faults))

    def _kept(self, key: str, item: type[Item]) -> tuple[Item, ...] | None:
        kept = self.cache.get(key)
        if kept is None:
            return None
        try:
            return tuple(item.model_validate(value) for value in json.loads(kept))
        except (ValueError, ValidationError):
            return None
