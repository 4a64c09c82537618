"""The application put together from its parts. What it answers to is in `routes`."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import ApplicationBuilder, TypeHandler
from telegram.request import BaseRequest

from bot.app.clockwork import wind_up
from bot.app.config import Settings
from bot.app.dispatch import App, desk_of, on_error, on_tap, on_update, turn_away
from bot.app.hearing import hearing, pace_of
from bot.app.roles import Role
from bot.app.sound import Sound
from bot.delivery.courier import Courier
from bot.delivery.reminders import Reminders
from bot.delivery.today import Today
from bot.edge.building import Building
from bot.edge.edits import EDIT_EVERY
from bot.edge.holds import Holds
from bot.edge.line import Line
from bot.edge.pace import Monotonic, Pause
from bot.edge.player import Player
from bot.edge.reply import Reply
from bot.edge.tapped import Tapped
from bot.edge.texts import Texts
from bot.edge.transport import AiohttpRequest
from bot.handlers.desk import Desk
from bot.library.feed import Feed
from bot.library.press import Press
from bot.library.studio import Studio
from bot.model.clock import Clock
from bot.reading.pieces import Pieces
from bot.reading.readers import Readers
from bot.reading.recordings import Recordings
from bot.reading.shelf import Shelf
from bot.reading.sounds import Sounds
from bot.reading.voices import Voices
from bot.store import Store
from bot.vocabulary.lexicon import Lexicon
from content.files.site_words import WORDS, SiteWords

if TYPE_CHECKING:
    from content.translate.settings import TranslateSettings


def build(
    config: Settings,
    store: Store,
    clock: Clock,
    *,
    requests: tuple[BaseRequest, BaseRequest] | None = None,
    edit_every: float = EDIT_EVERY,
    translate: TranslateSettings | None = None,
    lexicon: Lexicon | None = None,
    pause: Pause = asyncio.sleep,
    monotonic: Monotonic = time.monotonic,
    sound: Sound | None = None,
    role: Role = Role.ALL,
) -> App:
    """The application, ready to be run. `requests` are transports for calls and for getUpdates; HTTP by default.

    Without a lexicon words are looked up in the episode and the glossary only. `pause` is how pushes wait for their
    turn, on the seconds of `monotonic`. `sound` is what speaks; without it only what is prepared is heard. `role` is
    what this process is for.
    """
    proxy = config.telegram_proxy
    calls, polls = requests or (AiohttpRequest(proxy=proxy), AiohttpRequest(connections=2, proxy=proxy))
    app = _application(config, calls, polls)
    holds = Holds(monotonic=monotonic, pause=pause)
    reply = Reply(app.bot, edit_every=edit_every, holds=holds, web_url=config.web_url)
    pace = pace_of(config, store, clock, monotonic=monotonic, pause=pause)
    resend = config.delivery_on_unknown == "resend"
    player = Player(app.bot)
    voices, studio = _voices(config, store, clock, player, sound or Sound())
    line, hears = Line(monotonic), voices.offers_digest
    courier = Courier(store, reply, clock, pace, line, resend_unknown=resend, hears=hears)
    app.bot_data["desk"] = Desk(
        store=store,
        reply=reply,
        readers=Readers(store, clock, config.default_zone),
        courier=courier,
        today=Today(store, reply, courier, clock, voices, lexicon or Lexicon()),
        reminders=Reminders(store, reply, clock, pace),
        clock=clock,
        admin_ids=config.admin_ids,
        operator_contact=config.operator_contact,
        source_url=config.source_url,
        press=_press(config, store, clock, translate),
        lexicon=lexicon or Lexicon(),
        site_words=SiteWords(config.library / WORDS),
        voices=voices,
        player=player,
        studio=studio,
        texts=Texts(monotonic),
    )
    handle, away = Building(app.bot, app.process_update), partial(turn_away, desk_of(app))
    heard = hearing(config, role, app.bot, polls, store, clock, handle, away)
    app.bot_data["hearing"] = heard
    app.add_handler(TypeHandler(Tapped, on_tap))
    app.add_handler(TypeHandler(Update, on_update))
    app.add_error_handler(on_error)
    if app.job_queue is not None:
        wind_up(app.job_queue, config, heard)
    return app


def _application(config: Settings, calls: BaseRequest, polls: BaseRequest) -> App:
    """The framework's part: its bot, its handlers and its clock; updates come to it through our own intake."""
    builder = (
        ApplicationBuilder()
        .token(config.telegram_bot_token)
        .base_url(f"{config.telegram_api_url}/bot")
        .base_file_url(f"{config.telegram_api_url}/file/bot")
        .request(calls)
        .get_updates_request(polls)
        .updater(None)
    )
    return builder.build()


def _voices(config: Settings, store: Store, clock: Clock, player: Player, sound: Sound) -> tuple[Voices, Studio]:
    sounds = Sounds(config.folders)
    sounds.look()
    recordings = None
    if config.original_audio and sound.cuts is not None:
        work = config.data_dir / "work"
        recordings = Recordings(config.folders, work, sound.cuts, allowed=config.fetch_allowed)
        recordings.look()
    voices = Voices(
        store,
        Pieces(store, clock, Shelf(config.data_dir / "voices"), fetch=player.fetch),
        sounds,
        engine=sound.engine,
        recordings=recordings,
        silent_because=sound.silent_because,
    )
    return voices, Studio(store, voices, clock, recordings)


def _press(config: Settings, store: Store, clock: Clock, translate: TranslateSettings | None) -> Press:
    sources = config.daily_feed_url
    return Press(
        store,
        clock,
        library=config.library,
        folders=config.folders,
        work=config.data_dir / "work",
        feed=Feed(sources, config.daily_at, config.default_zone) if sources else None,
        translate=translate,
        allowed=config.fetch_allowed,
        attended=bool(config.admin_ids),
    )
