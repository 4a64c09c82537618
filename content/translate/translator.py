"""The translator that commands and jobs hold: one model, one cache and one budget for a whole run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import TracebackType

import httpx

from content.episode.digest import DEFAULT_SIZE
from content.episode.episode import Episode
from content.translate.backoff import Patience
from content.translate.budget import Budget, Usage
from content.translate.cache import AnswerCache
from content.translate.choice import DigestChoice, choose
from content.translate.endpoint import Endpoint
from content.translate.model import Model
from content.translate.report import OnProgress, Translation, unseen
from content.translate.settings import TranslateSettings
from content.translate.speakers import SpeakerNames, find_names, rename
from content.translate.translating import Translating

AT_ONCE = 3
_CONNECT_SECONDS = 15.0


def open_client() -> httpx.AsyncClient:
    """The client of an ordinary run; how long an answer may take is the Patience's business."""
    return httpx.AsyncClient(timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS))


class Translator:
    """Use it in `async with`. `usage` counts all that it asked; `budget` bounds it.

    Every method raises EndpointRefused and CacheUnusable; the two for speakers and digest also
    EndpointUnavailable and BudgetReached, which `translate` reports instead, with what it has so far.
    """

    def __init__(
        self,
        settings: TranslateSettings,
        cache: AnswerCache,
        *,
        client: Callable[[], httpx.AsyncClient] = open_client,
        budget: Budget | None = None,
        patience: Patience | None = None,
        on_progress: OnProgress = unseen,
        at_once: int = AT_ONCE,
    ) -> None:
        self.usage = Usage()
        self._settings = settings
        self._client = client()
        self._on_progress = on_progress
        self._at_once = at_once
        endpoint = Endpoint(settings, self._client, budget or Budget(), patience or Patience())
        self._model = Model(settings.model, endpoint, cache)

    @property
    def cost(self) -> float | None:
        """What all requests so far cost, in the currency of the prices; None without prices."""
        return self._settings.cost(self.usage.tokens_in, self.usage.tokens_out)

    async def translate(self, episode: Episode) -> Translation:
        """`episode` with the Chinese it lacks: of its title and of each segment whose Chinese is empty."""
        usage = Usage()
        try:
            done = await Translating(episode, self._model, usage, self._on_progress, self._at_once).run()
        finally:
            self.usage.add(usage)
        cost = self._settings.cost(usage.tokens_in, usage.tokens_out)
        return replace(done, report=replace(done.report, cost=cost))

    async def name_speakers(self, episode: Episode, names: Mapping[str, str] | None = None) -> SpeakerNames:
        """`episode` with names for its numbered speakers: the operator's `names`, else those the text proves."""
        return await find_names(self._model, rename(episode, names or {}), self.usage)

    async def choose_digest(self, episode: Episode, size: int = DEFAULT_SIZE) -> DigestChoice:
        """`episode` with its digest marked, by the model with reasons, else offline."""
        return await choose(self._model, episode, self.usage, size)

    async def __aenter__(self) -> Translator:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()
