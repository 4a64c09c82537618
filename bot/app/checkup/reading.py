"""What is read: the library, the feed, the endpoint that translates, the lexicon."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.app.checkup.finding import Finding, State
from bot.app.checkup.models import models_of
from bot.app.config import Settings
from bot.app.place import Place
from bot.vocabulary.lexicon.lexicon import LexiconError, connect
from content.episode.faults import ContentError
from content.fetch.fetching import Fetch, Limits, fetching
from content.files.check import read_library
from content.sources.reading import Feeds, Site, locate
from content.translate.faults import NotConfigured
from content.translate.settings import PREFIX
from content.translate.settings import read_settings as read_translate_settings

_PATIENCE = 20.0


async def of_library(place: Place) -> Finding:
    """Every folder that is served."""
    libraries = [await asyncio.to_thread(read_library, folder) for folder in place.folders if folder.is_dir()]
    faults = [fault for library in libraries for fault in library.faults]
    count = sum(len(library.entries) for library in libraries)
    if faults:
        said = f"{count} episodes; {len(faults)} faults, the first: {faults[0]}"
        return Finding("library", State.WATCH, said, "buildspeak check names all of them")
    return Finding("library", State.WELL, f"{count} episodes, no faults")


async def of_feed(settings: Settings) -> Finding:
    """Each source opened as the bot would, and nothing of it published."""
    if not settings.daily_feed_url:
        return Finding("feed", State.NOT_USED, "DAILY_FEED_URL is not set: nothing comes by itself")
    limits = Limits(seconds=_PATIENCE, attempts=2)
    try:
        async with fetching(allowed=settings.fetch_allowed, limits=limits) as fetch:
            told = [
                f"{urlsplit(source).hostname or source} {await _what(source, fetch)}"
                for source in settings.daily_feed_url
            ]
    except ContentError as error:
        return Finding("feed", State.BAD, str(error.faults[0]), "see DAILY_FEED_URL")
    return Finding("feed", State.WELL, "; ".join(told))


async def _what(source: str, fetch: Fetch) -> str:
    found = await locate(source, fetch, daily=True)
    if isinstance(found, Site):
        return f"answers, its latest issue is of {(await found.digest()).day}"
    if isinstance(found, Feeds):
        return "answers, with a feed in three files"
    return f"answers, {len(found.text.encode()) / 1000:.0f} kB"


async def of_endpoint(environment: Mapping[str, str]) -> Finding:
    """Whether it has the model."""
    if not any(value.strip() for name, value in environment.items() if name.startswith(PREFIX)):
        return Finding(
            "translation", State.NOT_USED, "TRANSLATE_* are not set: English only is refused, or published so"
        )
    try:
        settings = read_translate_settings(environment)
    except NotConfigured as error:
        return Finding("translation", State.BAD, "; ".join(error.faults))
    found = await models_of("translation", PREFIX, settings.base_url, settings.api_key.get_secret_value())
    if isinstance(found, Finding):
        return found
    if found.status != 200:
        return Finding("translation", State.WATCH, f"{found.host} answers, but lists no models ({found.status})")
    if settings.model.encode() not in found.body:
        return Finding(
            "translation", State.WATCH, f"{found.host} does not list {settings.model}", "see TRANSLATE_MODEL"
        )
    return Finding("translation", State.WELL, f"{found.host} has {settings.model}, {found.seconds:.1f} s away")


def of_lexicon(place: Place) -> Finding:
    """Opened as the bot does."""
    if not place.lexicon.is_file():
        return Finding("lexicon", State.NOT_USED, "none: words beyond the glossary are not found", "buildspeak lexicon")
    try:
        connect(place.lexicon).close()
    except LexiconError as error:
        return Finding("lexicon", State.WATCH, str(error), "buildspeak lexicon")
    return Finding("lexicon", State.WELL, str(place.lexicon))
