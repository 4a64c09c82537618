"""The translator that commands and jobs hold: its models, one cache and one budget for a whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import TracebackType

import httpx

from content.episode.episode import Episode
from content.translate.backoff import Patience
from content.translate.brief import Brief
from content.translate.briefing import make_brief
from content.translate.budget import BOTTOMLESS, Budget, Purse, Usage
from content.translate.cache import AnswerCache
from content.translate.endpoint import Endpoint
from content.translate.model import Model
from content.translate.plan import plan
from content.translate.producing import Chain, Produced
from content.translate.proof import Proof, Proofed
from content.translate.report import OnProgress, Translation, unseen
from content.translate.settings import TranslateSettings
from content.translate.term_base import Taught, term_base
from content.translate.told import Known
from content.translate.translating import Translating

AT_ONCE = 3
_CONNECT_SECONDS = 15.0
_MANY_TIMES = 4
"""How many times what the chain is estimated to need one piece may use: more is a model that has run away."""


def open_client() -> httpx.AsyncClient:
    """The client of an ordinary run; how long an answer may take is the Patience's business."""
    return httpx.AsyncClient(timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS))


class Translator:
    """Use it in `async with`. `usage` counts all that it asked; `budget` bounds it, `purse` what it costs in a month.

    Every method raises EndpointRefused and CacheUnusable; those for brief and proof also
    EndpointUnavailable and BudgetReached, which `translate` and `produce` report instead, with what they have so far.
    """

    def __init__(
        self,
        settings: TranslateSettings,
        cache: AnswerCache,
        *,
        client: Callable[[], httpx.AsyncClient] = open_client,
        budget: Budget | None = None,
        purse: Purse = BOTTOMLESS,
        patience: Patience | None = None,
        on_progress: OnProgress = unseen,
        at_once: int = AT_ONCE,
        taught: Iterable[Taught] = (),
    ) -> None:
        self.usage = Usage()
        self.settings = settings
        self.base = term_base(taught)
        self._client = client()
        self._on_progress = on_progress
        self._at_once = at_once
        self._budget = budget or Budget()

        def model(of: TranslateSettings) -> Model:
            endpoint = Endpoint(of, self._client, self._budget, patience or Patience(), purse)
            return Model(of.model, endpoint, cache)

        self._model = model(settings)
        self._judge = self._model if settings.judge_model is None else model(settings.judge)

    @property
    def cost(self) -> float | None:
        """What all requests so far cost, in the currency of the prices; None without prices."""
        return None if self.settings.cost(0, 0) is None else self.usage.cost

    async def produce(self, episode: Episode, positions: Sequence[int] | None = None) -> Produced:
        """The whole chain over `episode`; `positions` are the segments whose Chinese is ours, else those without."""
        ours = (
            [at for at, segment in enumerate(episode.segments) if not segment.chinese]
            if positions is None
            else positions
        )
        most = self.settings.piece_tokens or _MANY_TIMES * plan(episode, self.settings, ours, self.base).tokens
        self._budget.begin(most)
        usage = Usage()
        chain = Chain(self._model, self._judge, self.base, usage, self._on_progress, self._at_once)
        try:
            done = await chain.produce(episode, ours)
        finally:
            self.usage.add(usage)
            self._budget.begin(None)
        return replace(done, report=replace(done.report, usage=usage, cost=self._cost(usage)))

    async def translate(self, episode: Episode, brief: Brief | None = None) -> Translation:
        """`episode` with the Chinese it lacks: of its title and of each segment whose Chinese is empty."""
        usage = Usage()
        known = Known(brief or Brief(), self.base)
        try:
            done = await Translating(episode, self._model, known, usage, self._on_progress, self._at_once).run()
        finally:
            self.usage.add(usage)
        return replace(done, report=replace(done.report, cost=self._cost(usage)))

    async def brief(self, episode: Episode) -> Brief:
        """What is to be agreed on before `episode` is translated."""
        return await make_brief(self._model, episode, self.base, self.usage)

    async def proof(
        self, episode: Episode, *, brief: Brief | None = None, edit: bool = True, ours: bool = True
    ) -> Proofed:
        """Read the Chinese of `episode` again, with an editor's pass over what is flagged unless `edit` is False.

        `ours` says that it keeps to our form of explanations.
        """
        known = Known(brief or Brief(), self.base)
        proof = Proof(episode, self._model, self._judge, known, self.usage, ours, self._at_once)
        return await proof.read(range(len(episode.segments)), edit=edit)

    def _cost(self, usage: Usage) -> float | None:
        return None if self.settings.cost(0, 0) is None else usage.cost

    async def __aenter__(self) -> Translator:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()
