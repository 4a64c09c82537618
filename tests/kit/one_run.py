"""One run in a process of its own, for tests that kill it; arguments: URL, cache, name of a bundled episode."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from content.translate.cache import AnswerCache
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator
from tests.content.translate.conftest import bundled, plain_client


async def run(url: str, cache: Path, stem: str) -> bool:
    settings = TranslateSettings(base_url=url, api_key=SecretStr("any"), model="a-model")
    with AnswerCache(cache) as opened:
        async with Translator(settings, opened, client=plain_client) as translator:
            return (await translator.translate(bundled(stem))).report.complete


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(run(sys.argv[1], Path(sys.argv[2]), sys.argv[3])) else 1)
