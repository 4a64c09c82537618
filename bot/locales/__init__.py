"""Every word that the bot says, in Chinese and English. It may import `model` and `vocabulary`."""

from dataclasses import replace

from bot.locales.en import EN
from bot.locales.words import Words, plural
from bot.locales.zh import ZH
from bot.model.chat import Language

__all__ = ["PLAIN", "WORDS", "Words", "plural"]

WORDS: dict[Language, Words] = {Language.ZH: ZH, Language.EN: EN}

PLAIN: dict[Language, Words] = {language: replace(words, app_dates=False) for language, words in WORDS.items()}
"""The same for an app that speaks another language: it would write our dates in its own."""
