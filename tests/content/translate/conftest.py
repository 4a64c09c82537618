"""A model on loopback, a cache in a temporary folder, and a translator between them that never really waits."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from content.episode.episode import Episode, Kind, Segment
from content.translate.backoff import Patience
from content.translate.budget import BOTTOMLESS, Budget
from content.translate.cache import AnswerCache
from content.translate.endpoint import Endpoint
from content.translate.model import Model
from content.translate.report import Progress
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator
from tests.kit.bundled import bundled_entry
from tests.kit.model_server import ModelServer, serving

KEY = "sk-a-key-that-nobody-may-see"
EPISODES = Path(__file__).parents[3] / "content" / "episodes"


@dataclass(slots=True)
class World:
    """Time that passes only when someone sleeps."""

    slept: list[float] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def patience(self, **changes: Any) -> Patience:
        still = Patience(sleep=self.sleep, now=lambda: datetime(2026, 6, 5, 12, tzinfo=UTC), chance=lambda: 0.0)
        return replace(still, **changes)


_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_client() -> httpx.AsyncClient:
    """As in an ordinary run, but without loading certificates: loopback needs none."""
    return httpx.AsyncClient(verify=_NO_TLS, timeout=None, trust_env=False)  # noqa: S113 - Patience bounds it


Open = Callable[..., AbstractAsyncContextManager[Translator]]
AskedModel = Callable[..., Model]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer()) as server:
        yield server


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[AnswerCache]:
    with AnswerCache(tmp_path / "translations.db") as opened:
        yield opened


@pytest.fixture
def translator(model: ModelServer, cache: AnswerCache, world: World) -> Open:
    def open_one(*, name: str = "a-model", patience: Patience | None = None, **given: Any) -> Translator:
        prices = {key: given.pop(key, None) for key in ("price_in", "judge_model", "piece_tokens")}
        settings = TranslateSettings(base_url=model.url, api_key=SecretStr(KEY), model=name, **prices)
        defaults: dict[str, Any] = {"on_progress": world.progress.append, "at_once": 1, "client": plain_client}
        given = defaults | given
        return Translator(settings, cache, patience=patience or world.patience(), **given)

    return open_one


@pytest.fixture
async def asked_model(model: ModelServer, cache: AnswerCache, world: World) -> AsyncIterator[AskedModel]:
    """What the chain asks of a model, without the rest of the chain."""
    settings = TranslateSettings(base_url=model.url, api_key=SecretStr(KEY), model="a-model")
    async with plain_client() as client:
        yield lambda budget=None: Model(
            "a-model", Endpoint(settings, client, budget or Budget(), world.patience(), BOTTOMLESS), cache
        )


def english_only(episode: Episode) -> Episode:
    return replace(
        episode,
        title_zh=None,
        lead_in=None,
        segments=tuple(
            replace(segment, chinese="", glosses=(), featured=False, note=None) for segment in episode.segments
        ),
    )


def bundled(stem: str = "retries-with-jitter") -> Episode:
    """One of our own episodes without its Chinese: 15 segments of about a hundred words."""
    return english_only(bundled_entry(stem).episode)


def talk(*lines: str, speaker: str | None = None, title: str = "A Talk About Queues") -> Episode:
    return Episode(
        kind=Kind.PODCAST,
        show="A Show",
        title=title,
        segments=tuple(Segment(english=line, chinese="", speaker=speaker) for line in lines),
    )
