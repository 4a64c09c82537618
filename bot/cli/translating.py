"""The translator that commands use: as the environment configures it, counted in the bot's own memory."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from rich.progress import Progress, TaskID

from bot.cli.process import in_one_sentence, read_place, work_folder
from content.translate.budget import BOTTOMLESS, Budget
from content.translate.cache import AnswerCache
from content.translate.faults import NotConfigured
from content.translate.report import Progress as Translating
from content.translate.settings import TranslateSettings, settings_if_any
from content.translate.translator import Translator


@asynccontextmanager
async def translating(bar: Progress, max_tokens: int | None) -> AsyncIterator[Translator | None]:
    """The translator, telling the bar how far it is; None without an endpoint. One that is set faultily is told of."""
    try:
        settings = settings_if_any(os.environ)
    except NotConfigured as error:
        raise click.ClickException(str(error)) from None
    if settings is None:
        yield None
        return
    async with opened(settings, bar, max_tokens) as translator:
        yield translator


@asynccontextmanager
async def opened(settings: TranslateSettings, bar: Progress, max_tokens: int | None) -> AsyncIterator[Translator]:
    """A translator with these settings. What it costs is counted with what the running bot spends, and what operators
    taught the bot it knows, where there is a database; a monthly limit makes one."""
    tasks: dict[str, TaskID] = {}

    def show(progress: Translating) -> None:
        task = tasks.get(progress.title)
        if task is None:
            task = tasks[progress.title] = bar.add_task(progress.title[:40], total=progress.total, note="")
        bar.update(task, completed=progress.done, note=progress.waiting or f"{progress.tokens} tokens")

    async with AsyncExitStack() as stack:
        purse, taught = BOTTOMLESS, []
        url = read_place().server_url
        if settings.monthly_limit is not None or _is_there(url):
            from bot.store import open_store
            from bot.store.spending import Month

            stack.enter_context(in_one_sentence())
            store = await stack.enter_async_context(open_store(url))
            taught = [lesson.taught for lesson in await store.lessons.all()]
            if settings.cost(0, 0) is not None:
                purse = Month(store.spending, settings.monthly_limit, partial(datetime.now, UTC))
        cache = stack.enter_context(closing(AnswerCache(work_folder() / "translations.db")))
        yield await stack.enter_async_context(
            Translator(settings, cache, budget=Budget(max_tokens), on_progress=show, purse=purse, taught=taught)
        )


def _is_there(url: str) -> bool:
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()
