"""What `buildspeak run` imports before it is at work, and a translation, for a process that others are forked from."""

# ruff: noqa: F401
import bot.app.build
import bot.app.public
import bot.app.running
import bot.app.sound
import bot.app.watching
import bot.cli.collector
import bot.cli.logs
import bot.cli.main
import bot.edge.connecting
import bot.library.serving
import bot.store
import bot.vocabulary.lexicon
import bot.web.listening
import content.translate.translator
import content.voice.engines
import tests.content.translate.conftest
